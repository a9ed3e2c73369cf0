//! A rule changes while cases are open: what began under the old version goes on under it.

use axum::http::StatusCode;
use nennep::catalogs::Catalogs;
use nennep::routes::router;
use nennep::web::house::Settings;
use nennep_core::register::{Procedures, Rulebook};

use super::cases::{base, deed, founded, open, to_the_decision};
use super::units::good;
use crate::common::House;
use crate::common::browser::Pages;
use crate::common::forms::fill;

stories! { a_case_survives_a_change_of_rule_version }

/// From 10 January 2026 on, cells in private enterprises are founded in two steps with one paper, and five members are needed.
fn changed() -> Catalogs {
    let mut catalogs = Catalogs::embedded().unwrap();
    let old = include_str!("../../../../../catalog/procedures.toml");
    let head = "code = \"found_private_cell\"\n";
    assert_eq!(old.matches(head).count(), 1);
    let ended = old.replace(head, &format!("{head}valid_to = \"2026-01-09\"\n"));
    let text = format!(
        "{ended}
[[track]]
name = \"short\"
steps = [
    {{ code = \"prepare\", days = 5, papers = [\"work_rules\"] }},
    {{ code = \"decide\", days = 5, founds = true, papers = [] }},
]

[[procedure]]
code = \"found_private_cell\"
track = \"short\"
line = \"party\"
hosts = [\"private\"]
org_kinds = [\"party_cell\"]
valid_from = \"2026-01-10\"
basis = \"Quy định mới\"
"
    );
    catalogs.procedures = Procedures::parse(&text).unwrap();
    let old = include_str!("../../../../../catalog/rulebook.toml");
    let head = "line = \"party\"\nheads = \"party_official\"\n";
    assert_eq!(old.matches(head).count(), 1);
    let text = format!(
        "{}
[[threshold]]
rule = \"found\"
line = \"party\"
heads = \"party_official\"
min = 5
valid_from = \"2026-01-10\"
basis = \"Điều lệ mới\"
mark = \"A\"
",
        old.replace(head, &format!("{head}valid_to = \"2026-01-09\"\n"))
    );
    catalogs.rulebook = Rulebook::parse(&text).unwrap();
    catalogs
}

async fn a_case_survives_a_change_of_rule_version(house: &House) {
    house.take(&base()).await;
    let before = Pages::of(house);
    let mut ward = before.officer("can-bo-w1", "unit_officer", "w1").await;
    let old = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let paper = [("deed", "paper"), ("paper", "survey_form"), ("on", "06/01/2026")];
    assert_eq!(deed(&mut ward, &old, &paper).await, StatusCode::SEE_OTHER);
    let as_was = good(&mut ward, &old).await.words();
    assert!(as_was.contains("Còn thiếu 05/06 giấy tờ"), "{as_was}");

    let after = Pages::under(house, changed(), Settings::default(), |web| router(web, None));
    let mut ward = after.signed_in("can-bo-w1").await;
    let still = good(&mut ward, &old).await.words();
    assert!(still.contains("Còn thiếu 05/06 giấy tờ"), "the old papers: {still}");
    assert!(still.contains("Bước 1/7"), "the old steps: {still}");
    let new = open(&mut ward, "0100111017", "found_private_cell", "12/01/2026").await;
    let page = good(&mut ward, &new).await.words();
    assert!(page.contains("Còn thiếu 01/01 giấy tờ"), "the new papers: {page}");
    assert!(page.contains("Bước 1/2"), "the new steps: {page}");

    // The old case runs to its end by its own steps; how many are needed is asked on the day of the decision.
    let lost = [("deed", "paper_lost"), ("paper", "survey_form"), ("on", "07/01/2026")];
    assert_eq!(deed(&mut ward, &old, &lost).await, StatusCode::SEE_OTHER);
    to_the_decision(&mut ward, &old, "08/01/2026").await;
    let path = format!("{old}/founding");
    let form = good(&mut ward, &path).await;
    let decision = |on: &'static str| {
        [
            ("decision_no", "12-QĐ/ĐU"),
            ("decision_by", "Đảng ủy phường Một"),
            ("decision_on", on),
            ("heads", "4"),
        ]
    };
    let refused = fill(&mut ward, &path, &form, &decision("14/01/2026"), "on").await;
    assert_eq!(
        refused.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "five are needed by then"
    );
    let done = fill(&mut ward, &path, &form, &decision("09/01/2026"), "on").await;
    assert_eq!(
        done.code,
        StatusCode::SEE_OTHER,
        "three were needed on that day: {}",
        done.words()
    );
    assert_eq!(founded(house).await, "1");
}
