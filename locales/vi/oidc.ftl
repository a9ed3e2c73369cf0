oidc-unknown = Tài khoản cơ quan chưa liên kết
oidc-unknown-sum = Đã xác nhận ở { $label }, nhưng chưa có tài khoản nào của hệ thống này liên kết với tài khoản đó.
oidc-unknown-do = Báo người quản trị tài khoản của đơn vị mã định danh này để được liên kết:
oidc-back = Về trang đăng nhập
oidc-link = Liên kết tài khoản cơ quan
oidc-link-sum = { $label } cho biết đang đăng nhập ở đó bằng mã định danh:
oidc-link-why = Liên kết xong, ai đăng nhập được tài khoản đó thì vào được hệ thống này bằng tài khoản của đồng chí. Không phải tài khoản của mình thì chọn Để sau.
oidc-link-do = Liên kết
oidc-unlinked = Đã bỏ liên kết.

ended-oidc-refused = Chưa đăng nhập được bằng tài khoản cơ quan
ended-oidc-refused-do = Nơi cấp tài khoản không xác nhận, hoặc để quá lâu. Mở lại trang đăng nhập và làm lại.
ended-oidc-taken = Tài khoản cơ quan đã liên kết
ended-oidc-taken-do = Tài khoản cơ quan này đã liên kết với tài khoản khác của hệ thống. Báo người quản trị tài khoản của đơn vị.
