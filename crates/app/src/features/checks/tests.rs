use nennep_core::checker::Phrases;

use super::act::check;
use crate::web::words::Words;

fn phrases() -> Phrases {
    Phrases::parse(include_str!("../../../../../catalog/checker.toml")).unwrap()
}

#[test]
fn an_answer_has_the_shape_of_the_contract() {
    let text = "Kết nạp 06/17 đảng viên mới, đạt 36% chỉ tiêu Quận ủy giao.";
    let checked = serde_json::to_value(check(&phrases(), text, &Words::default())).unwrap();
    let expected = serde_json::json!({
        "mentions": [{
            "start": 8, "end": 13, "text": "06/17", "value": 6, "of": 17, "percent_stated": "36", "percent_computed": "35.2941",
            "target": false, "indicator": "party_member_admitted", "verdict": "disagrees"
        }],
        "findings": [{
            "kind": "percent_mismatch", "start": 8, "end": 36, "evidence": [],
            "message": "Tỷ lệ ghi 36%, tính lại được 35,3%."
        }]
    });
    assert_eq!(checked, expected);
}
