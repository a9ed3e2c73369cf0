use nennep_core::reports::Family;

use super::{LayoutError, Layouts};

const CATALOGUE: &str = include_str!("../../../../catalog/layouts.toml");

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn family_and_day_choose_the_layout() {
    let layouts = Layouts::parse(CATALOGUE).unwrap();
    for (family, on, expected) in [
        (Family::Party, "2016-12-31", "party-2018"),
        (Family::Party, "2024-04-11", "party-2018"),
        (Family::Party, "2026-05-26", "party-2018"),
        (Family::Party, "2026-05-27", "party-2026"),
        (Family::Party, "2030-01-01", "party-2026"),
        (Family::StateLike, "2020-03-04", "state-like-2011"),
        (Family::StateLike, "2020-03-05", "state-like-2020"),
        (Family::StateLike, "2026-11-29", "state-like-2020"),
        (Family::Youth, "2012-06-01", "youth-2013"),
        (Family::Youth, "2026-11-29", "youth-2013"),
    ] {
        let layout = layouts.in_force(family, day(on)).unwrap();
        assert_eq!((layout.id.as_str(), layout.family), (expected, family), "{on}");
    }
    assert_eq!(layouts.by_id("party-2026").unwrap().page.left_mm, 30);
    assert_eq!(layouts.by_id("party-1990"), None);
}

#[test]
fn wrong_data_is_named_with_its_line() {
    let misspelt = CATALOGUE.replacen("left_mm", "lefft_mm", 1);
    let line = 1 + misspelt.lines().position(|line| line.starts_with("lefft_mm")).unwrap();
    let error = Layouts::parse(&misspelt).unwrap_err();
    assert!(
        matches!(&error, LayoutError::Syntax { line: at, .. } if *at == line),
        "{error}"
    );

    let twice = CATALOGUE.replace("party-2018", "party-2026");
    assert!(matches!(Layouts::parse(&twice), Err(LayoutError::Twice { .. })));
    let shared = CATALOGUE.replace("2026-05-26", "2026-05-27");
    assert!(matches!(Layouts::parse(&shared), Err(LayoutError::Overlap { .. })));
    // The youth's layout holds on all days; as the Party's it would stand in the way of both.
    let error = Layouts::parse(&CATALOGUE.replace("\"youth\"", "\"party\"")).unwrap_err();
    let told = "layouts `youth-2013` and `party-2018` of one family share days";
    assert!(error.to_string().contains(told), "{error}");
    let backwards = CATALOGUE.replacen("valid_to =", "valid_from = \"2027-01-01\"\nvalid_to =", 1);
    assert!(matches!(Layouts::parse(&backwards), Err(LayoutError::Backwards { .. })));
    let one_sided = CATALOGUE.replacen("left_percent = 50", "left_percent = 100", 1);
    assert!(matches!(Layouts::parse(&one_sided), Err(LayoutError::NoRoom { .. })));
    let narrow = CATALOGUE.replacen("left_mm = 30", "left_mm = 200", 1);
    let error = Layouts::parse(&narrow).unwrap_err();
    assert!(matches!(error, LayoutError::NoRoom { .. }));
    assert!(
        error.to_string().starts_with("catalog/layouts.toml, line 11"),
        "{error}"
    );
}
