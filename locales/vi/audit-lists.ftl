audit-phone-read = { $officer } xem số điện thoại của doanh nghiệp { $subject }.
audit-phone-read-short = Xem số điện thoại
