use nennep_core::reports::ReportModel;

use super::{Papers, compose};

fn model() -> ReportModel {
    serde_json::from_str(include_str!("../../../../../fuzz/seeds/model.json")).unwrap()
}

/// What the fuzzer began with is worded again; a wording without end is stopped and told.
#[test]
fn wordings_are_said_or_their_fault_is_told() {
    let said = |text: &str| compose(&Papers::embedded().unwrap().worded(text.to_owned()), &model());
    for seed in [
        include_str!("../../../../../fuzz/seeds/wording/quarter.txt"),
        include_str!("../../../../../fuzz/seeds/wording/term.txt"),
    ] {
        assert!(said(seed).is_ok(), "{seed}");
    }
    for wrong in [
        "{{ khong_co }}",
        "{% for i in range(10000) %}{% for j in range(10000) %}x{% endfor %}{% endfor %}",
        "{% if %}",
        "{{ cau(\"khong_co\") }}",
    ] {
        assert!(said(wrong).is_err(), "{wrong}");
    }
}
