audit-fact-recorded = { $officer } ghi bút toán { $subject } ({ $fact })
audit-fact-taken-back = { $officer } ghi đảo bút toán { $entry }, bằng bút toán { $subject }
