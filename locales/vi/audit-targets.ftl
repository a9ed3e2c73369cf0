audit-target-assigned = { $officer } giao chỉ tiêu { $indicator }, mức { $value }, bút toán { $subject }.
audit-target-assigned-short = Giao chỉ tiêu
audit-target-changed = { $officer } điều chỉnh chỉ tiêu { $indicator } thành { $value }, bút toán { $subject }.
audit-target-changed-short = Điều chỉnh chỉ tiêu
audit-targets-handed-down = { $officer } giao xuống theo quyết định { $subject }: { $new } mới, { $changed } đổi.
audit-targets-handed-down-short = Giao chỉ tiêu xuống
