use nennep_core::reports::Family;

use super::extract;
use crate::layout::Layouts;
use crate::samples;

fn extracted(family: Family) -> String {
    let layouts = Layouts::parse(include_str!("../../../../catalog/layouts.toml")).unwrap();
    let paper = samples::report_of(family);
    extract(&paper, layouts.by_id(&paper.layout).unwrap())
}

#[test]
fn the_words_stand_in_order() {
    let text = extracted(Family::Party);
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

#[test]
fn each_family_has_its_own_head_and_marks() {
    let state = extracted(Family::StateLike);
    let head = "LIÊN ĐOÀN LAO ĐỘNG QUẬN HỒNG LAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\nSố: 15/BC-LĐLĐ\n";
    assert!(state.contains(head), "{state}");
    assert!(state.contains("- Các công đoàn cơ sở;\n- Lưu: VT.\n"), "{state}");
    let youth = extracted(Family::Youth);
    let head = "QUẬN ĐOÀN HỒNG LAM\n***\nSố: 07-BC/ĐTN\nĐOÀN TNCS HỒ CHÍ MINH\n";
    assert!(youth.contains(head), "{youth}");
    assert!(
        youth.contains("lao động trở lên./.\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\n"),
        "{youth}"
    );
}
