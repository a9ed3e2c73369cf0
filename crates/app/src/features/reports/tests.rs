use nennep_core::reports::ReportModel;

use super::import::changed_lines;
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

/// Lines that say the same are told apart by their places.
#[test]
fn a_line_that_stood_twice_and_now_once_was_removed() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let cases = [
        ("a\nb\na", "a\nb\na", "", ""),
        ("a\nb\na", "a\nb", "a", ""),
        ("a\nb", "a\nb\na", "", "a"),
        ("a\nb\nc", "a\nx\nc", "b", "x"),
        ("", "a", "", "a"),
    ];
    for (ours, theirs, removed, added) in cases {
        let changed = changed_lines(&lines(ours), &lines(theirs));
        assert_eq!(changed, (lines(removed), lines(added)), "{ours} → {theirs}");
    }
}
