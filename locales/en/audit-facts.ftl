audit-fact-recorded = { $officer } recorded entry { $subject } ({ $fact })
audit-fact-taken-back = { $officer } took back entry { $entry }, by entry { $subject }
