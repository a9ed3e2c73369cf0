field-optional = (không bắt buộc)
field-choose = Chọn một mục
field-none = Không ghi
field-faults = Chưa ghi được: { $count } mục cần sửa
field-fault = đã nhập «{ $found }»; cần { $expected }. { $remedy }
field-fault-empty = chưa điền; cần { $expected }. { $remedy }
field-fault-row = dòng { $row }: { $fault }
field-unit-ended = { $unit } (đến { $on })
