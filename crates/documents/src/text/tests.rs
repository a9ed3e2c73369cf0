use super::extract;
use crate::samples;

#[test]
fn the_words_stand_in_order() {
    let text = extract(&samples::report());
    let places = [
        "QUẬN ỦY HỒNG LAM",
        "Số 09-BC/QU",
        "BÁO CÁO",
        "kết nạp 07/35 đảng viên",
        "T/M BAN THƯỜNG VỤ",
        "PL1",
    ];
    let mut after = 0;
    for words in places {
        let at = text[after..]
            .find(words)
            .unwrap_or_else(|| panic!("{words} is missing or out of place"));
        after += at + words.len();
    }
    assert!(text.contains("- Các đảng ủy trực thuộc,\n- Lưu Văn phòng Quận ủy."));
    assert!(text.contains("\nTổng số\t02\t05\t40%\t–\n"), "{text}");
}
