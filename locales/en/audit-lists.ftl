audit-phone-read = { $officer } read the phone number of enterprise { $subject }.
audit-phone-read-short = Phone number read
