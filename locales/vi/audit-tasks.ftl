audit-task-planned = { $officer } đề ra { $count } nhiệm vụ năm { $subject }.
audit-task-planned-short = Đề ra nhiệm vụ
audit-task-completed = { $officer } ghi hoàn thành nhiệm vụ { $subject }, bút toán { $entry }.
audit-task-completed-short = Hoàn thành nhiệm vụ
audit-task-reworded = { $officer } sửa lời nhiệm vụ { $subject }.
audit-task-reworded-short = Sửa lời nhiệm vụ
