locked-period = { $period }, { $group }, { $unit }
figure-group-party = Tổ chức đảng và đảng viên
figure-group-union = Công đoàn
figure-group-youth = Đoàn, hội thanh niên
figure-group-women = Phụ nữ
figure-group-enterprise = Doanh nghiệp, khảo sát
figure-group-activity = Hoạt động
locked-through = { $period } đã khóa: sự việc có ngày đến hết { $last } được ghi là bổ sung kỳ trước, số đã báo cáo giữ nguyên.
