audit-target-assigned = { $officer } assigned the target { $indicator }, { $value }, entry { $subject }.
audit-target-assigned-short = Target assigned
audit-target-changed = { $officer } changed the target { $indicator } to { $value }, entry { $subject }.
audit-target-changed-short = Target changed
audit-targets-handed-down = { $officer } handed targets down by decision { $subject }: { $new } new, { $changed } changed.
audit-targets-handed-down-short = Targets handed down
