audit-task-planned = { $officer } đề ra { $count } nhiệm vụ năm { $subject }
audit-task-completed = { $officer } ghi hoàn thành nhiệm vụ { $subject }, bút toán { $entry }
audit-task-reworded = { $officer } sửa lời nhiệm vụ { $subject }
