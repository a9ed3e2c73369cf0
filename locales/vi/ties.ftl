ties = Tổ chức đang có
ties-sum = Gắn tổ chức trong cây với { $name } khi sổ chưa cho biết, như tổ chức lập trước khi dùng hệ thống. Việc gắn không ghi sổ, không đổi số liệu.
ties-tied = Đã gắn
ties-none = Chưa gắn tổ chức nào.
ties-unit = Tổ chức
ties-do = Gắn
ties-undo = Bỏ gắn
