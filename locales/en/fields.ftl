field-optional = (optional)
field-choose = Choose one
field-none = Leave open
field-faults = Not recorded: { $count } to mend
field-fault = found “{ $found }”; needed: { $expected }. { $remedy }
field-fault-empty = nothing entered; needed: { $expected }. { $remedy }
field-fault-row = line { $row }: { $fault }
field-unit-ended = { $unit } (until { $on })
