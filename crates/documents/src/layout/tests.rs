use super::{LayoutError, Layouts};

const CATALOGUE: &str = include_str!("../../../../catalog/layouts.toml");

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_paper_s_day_chooses_the_layout() {
    let layouts = Layouts::parse(CATALOGUE).unwrap();
    for (on, expected) in [
        ("2016-12-31", "party-2018"),
        ("2024-04-11", "party-2018"),
        ("2026-05-26", "party-2018"),
        ("2026-05-27", "party-2026"),
        ("2030-01-01", "party-2026"),
    ] {
        assert_eq!(layouts.in_force(day(on)).unwrap().id, expected, "{on}");
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
    let backwards = CATALOGUE.replace("valid_to =", "valid_from = \"2027-01-01\"\nvalid_to =");
    assert!(matches!(Layouts::parse(&backwards), Err(LayoutError::Backwards { .. })));
    let narrow = CATALOGUE.replacen("left_mm = 30", "left_mm = 200", 1);
    let error = Layouts::parse(&narrow).unwrap_err();
    assert!(matches!(error, LayoutError::NoRoom { .. }));
    assert!(error.to_string().starts_with("catalog/layouts.toml, line 7"), "{error}");
}
