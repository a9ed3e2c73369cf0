obstacle-owner_abroad = Chủ ở nước ngoài
obstacle-owner_absent = Chủ vắng mặt
obstacle-language = Bất đồng ngôn ngữ
obstacle-working_time = Lo ảnh hưởng giờ làm, năng suất
obstacle-cost = Lo kinh phí
obstacle-members_elsewhere = Đảng viên chưa chuyển về
obstacle-workers_change = Lao động hay biến động
obstacle-other = Khác
