audit-fact-recorded = { $officer } recorded entry { $subject } ({ $fact }).
audit-fact-recorded-short = Fact recorded
audit-fact-taken-back = { $officer } took back entry { $entry }, by entry { $subject }.
audit-fact-taken-back-short = Fact taken back
