audit-phone-read = { $officer } read the phone number of enterprise { $subject }.
audit-phone-read-short = Phone number read
audit-list-taken = { $officer } took in a list, batch { $subject }: { $new } new, { $changed } changed, { $held } held.
audit-list-taken-short = List taken in
audit-list-undone = { $officer } undid batch { $subject }: { $removed } taken out, { $restored } put back, { $kept } kept.
audit-list-undone-short = Batch undone
audit-enterprises-settled = { $officer } settled { $count } waiting enterprises, batch { $subject }.
audit-enterprises-settled-short = Enterprises settled
