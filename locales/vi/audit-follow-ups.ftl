audit-review-asked = { $officer } lập yêu cầu kiểm điểm { $subject } về { $count } chỉ tiêu, trả lời trước { $until }.
audit-review-asked-short = Yêu cầu kiểm điểm
audit-inspection-proposed = { $officer } lập đề xuất kiểm tra { $subject } về { $count } chỉ tiêu, trả lời trước { $until }.
audit-inspection-proposed-short = Đề xuất kiểm tra
audit-follow-up-answered = { $officer } ghi trả lời của yêu cầu { $subject }, ngày { $new }.
audit-follow-up-answered-short = Ghi trả lời yêu cầu
audit-follow-up-closed = { $officer } đóng yêu cầu { $subject }, { $count } nơi chưa trả lời.
audit-follow-up-closed-short = Đóng yêu cầu
