audit-fact-recorded = { $officer } ghi bút toán { $subject } ({ $fact }).
audit-fact-recorded-short = Ghi sự việc
audit-fact-taken-back = { $officer } ghi đảo bút toán { $entry }, bằng bút toán { $subject }.
audit-fact-taken-back-short = Ghi đảo
