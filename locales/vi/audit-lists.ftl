audit-phone-read = { $officer } xem số điện thoại của doanh nghiệp { $subject }.
audit-phone-read-short = Xem số điện thoại
audit-list-taken = { $officer } nhập danh sách, lần { $subject }: { $new } mới, { $changed } đổi, { $held } giữ lại.
audit-list-taken-short = Nhập danh sách
audit-list-undone = { $officer } hoàn lại lần nhập { $subject }: bỏ { $removed }, trả { $restored }, giữ { $kept }.
audit-list-undone-short = Hoàn lại lần nhập
audit-enterprises-settled = { $officer } xếp { $count } doanh nghiệp đang chờ, lần { $subject }.
audit-enterprises-settled-short = Xếp doanh nghiệp chờ
