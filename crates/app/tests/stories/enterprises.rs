//! The list of enterprises: entered, ended, brought up to date, and never beside a bare number of the same ones.

use crate::common::{Ask, House, Paper};

fn units() -> Paper {
    Paper::new().units([
        "d|Quận ủy|district_committee||2000-01-01",
        "w1|Phường Một|ward_committee|d|2000-01-01",
        "w2|Phường Hai|ward_committee|d|2000-01-01",
        "other|Quận ủy khác|district_committee||2000-01-01",
    ])
}

async fn stock(house: &House, unit: &str, day: &str, expected: &str) {
    let found = house.value(&Ask::of(unit, day, day), "enterprise_stock").await;
    assert_eq!(found, expected, "{unit} on {day}");
}

fn kinds(report: &nennep::web::intake::Report) -> Vec<(&str, Option<u32>, Option<&str>)> {
    report
        .faults
        .iter()
        .map(|fault| (fault.kind.as_str(), fault.row, fault.column.as_deref()))
        .collect()
}

/// Listed on `from`, else on the day of registration, else on the day of the import; ended on `to`.
async fn the_day_of_listing_is_the_first_one_known(house: &House) {
    house
        .take(&units().enterprises([
            "0100000001|A|private|w1|2024-02-01||2010-05-05",
            "0100000002|B|private|w1|||2023-05-05",
            "0100000003|C|fdi|w1",
            "0100000004|D|cooperative|w2|2024-01-01|2024-06-30||ended",
        ]))
        .await;
    let table = [
        ("w1", "2023-05-04", "null"),
        ("w1", "2023-05-05", "1"),
        ("w1", "2024-02-01", "2"),
        ("w1", "2026-01-14", "2"),
        ("w1", "2026-01-15", "3"),
        ("w2", "2024-06-29", "1"),
        ("w2", "2024-06-30", "0"),
        ("d", "2024-03-01", "3"),
        ("d", "2026-01-15", "3"),
    ];
    for (unit, day, expected) in table {
        stock(house, unit, day, expected).await;
    }
    let now = Ask::of("d", "2024-01-01", "2026-01-15");
    let table = [
        ("enterprise_stock:private", "2"),
        ("enterprise_stock:fdi", "1"),
        ("enterprise_stock:cooperative", "0"),
    ];
    house.expect(&now, &table).await;
    assert_eq!(house.value(&now, "enterprise_listed").await, "3");
}

/// The list is brought up to date; the book takes the old line back and posts the new one, and both committees are right.
async fn moving_to_another_committee_is_right_on_both(house: &House) {
    let first = "0100000001|A|private|w1|2024-02-01";
    house.take(&units().enterprises([first])).await;
    let before = house.head().await;
    let same = house.take(&units().enterprises([first])).await;
    assert_eq!((same.accepted, same.same), (0, 5));
    let report = house
        .take(&Paper::new().enterprises(["0100000001|A mới|private|w2|2024-02-01"]))
        .await;
    assert_eq!(report.accepted, 1);
    for (unit, expected) in [("w1", "0"), ("w2", "1"), ("d", "1"), ("other", "null")] {
        stock(house, unit, "2025-12-31", expected).await;
    }
    for (unit, expected) in [("w1", "1"), ("w2", "null"), ("d", "1")] {
        let ask = Ask::of(unit, "2025-12-31", "2025-12-31").known_at(before);
        assert_eq!(
            house.value(&ask, "enterprise_stock").await,
            expected,
            "{unit} as known before"
        );
    }
    let again = house
        .take(&Paper::new().enterprises(["0100000001|A mới|private|w2|2024-02-01"]))
        .await;
    assert_eq!((again.accepted, again.same), (0, 1));
    house.assert_gapless().await;
}

async fn ending_reopening_and_a_new_kind_follow_the_list(house: &House) {
    let steps = [
        ("0100000001|A|private|w1|2024-02-01", "1", "1", "null"),
        ("0100000001|A|private|w1|2024-02-01|2024-05-31||ended", "0", "0", "null"),
        ("0100000001|A|private|w1|2024-02-01|2024-08-31||ended", "0", "0", "null"),
        ("0100000001|A|private|w1|2024-02-01", "1", "1", "null"),
        ("0100000001|A|fdi|w1|2024-02-01", "1", "0", "1"),
        ("0100000001|A|fdi|w1|2024-03-01|2024-09-30||ended", "0", "0", "0"),
        ("0100000001|A|fdi|w2|2024-03-01|2024-09-30||ended", "0", "0", "0"),
    ];
    house.take(&units()).await;
    for (row, all, private, fdi) in steps {
        house.take(&Paper::new().enterprises([row])).await;
        let ask = Ask::of("d", "2024-12-31", "2024-12-31");
        for (code, expected) in [
            ("enterprise_stock", all),
            ("enterprise_stock:private", private),
            ("enterprise_stock:fdi", fdi),
        ] {
            assert_eq!(house.value(&ask, code).await, expected, "{code} after {row}");
        }
    }
    stock(house, "w2", "2024-08-31", "1").await;
    stock(house, "w1", "2024-08-31", "0").await;
}

/// A number and a list of the same enterprises would count them twice.
async fn a_list_where_a_number_is_held_is_a_fault(house: &House) {
    house
        .take(&units().facts(["o|2024-01-01|enterprise_opening|d|20||||private"]))
        .await;
    let list = Paper::new().enterprises([
        "0100000001|A|private|w1|2024-02-01",
        "0100000002|B|private|d|2024-02-01",
        "0100000003|C|fdi|w1|2024-02-01",
        "0100000004|D|private|other|2024-02-01",
    ]);
    let report = house.import(&list).await;
    assert_eq!(
        kinds(&report),
        [
            ("number_held_here", Some(2), Some("kind")),
            ("number_held_here", Some(3), Some("kind"))
        ]
    );
    stock(house, "d", "2024-12-31", "21").await;
    stock(house, "other", "2024-12-31", "1").await;
}

async fn a_number_where_a_list_is_held_is_a_fault(house: &House) {
    house
        .take(&units().enterprises(["0100000001|A|private|w1|2024-02-01"]))
        .await;
    let facts = [
        "above|2024-03-01|enterprise_opening|d|20||||private",
        "at|2024-03-01|enterprise_ended|w1|1||||private",
        "any kind|2024-03-01|enterprise_opening|d|20",
        "beside|2024-03-01|enterprise_opening|w2|5||||private",
        "other kind|2024-03-01|enterprise_opening|d|6||||fdi",
        "survey|2024-03-01|enterprise_surveyed|d|6|||eligible|private",
    ];
    let report = house.import(&Paper::new().facts(facts)).await;
    let fault = |row| ("list_held_here", Some(row), Some("fact"));
    assert_eq!(kinds(&report), [fault(2), fault(3), fault(4)]);
    stock(house, "d", "2024-12-31", "12").await;
}

async fn a_list_below_and_a_number_of_no_kind_exclude_each_other(house: &House) {
    house
        .take(&units().facts(["o|2024-01-01|enterprise_opening|w1|20"]))
        .await;
    let report = house
        .import(&Paper::new().enterprises(["0100000001|A|fdi|d|2024-02-01"]))
        .await;
    assert_eq!(kinds(&report), [("number_held_here", Some(2), Some("kind"))]);
    // Once the number is taken back, the list may be held.
    let taken_back = Paper::new()
        .reversals(["o|2024-03-01|Có danh sách"])
        .enterprises(["0100000001|A|fdi|d|2024-03-01"]);
    house.import(&taken_back).await;
    house
        .take(&Paper::new().enterprises(["0100000001|A|fdi|d|2024-03-01"]))
        .await;
    stock(house, "d", "2024-12-31", "1").await;
}

stories!(
    the_day_of_listing_is_the_first_one_known,
    moving_to_another_committee_is_right_on_both,
    ending_reopening_and_a_new_kind_follow_the_list,
    a_list_where_a_number_is_held_is_a_fault,
    a_number_where_a_list_is_held_is_a_fault,
    a_list_below_and_a_number_of_no_kind_exclude_each_other,
);
