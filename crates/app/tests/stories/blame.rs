//! Who is held back when rows speak against one another: the row at fault, not those around it.

use crate::common::{Ask, House, Paper};

stories!(
    a_bad_event_takes_no_sound_unit_with_it,
    a_sound_event_is_not_held_for_a_faulty_one,
    an_end_before_recorded_facts_is_held,
    a_known_row_is_same_whatever_happened_since,
    a_stock_is_looked_for_where_an_ended_unit_left_it,
    a_title_may_stand_above_the_head,
);

async fn a_bad_event_takes_no_sound_unit_with_it(house: &House) {
    let paper = Paper::new()
        .units([
            "c|C|other||2024-01-01",
            "d|D|other|c|2024-01-01",
            "w|W|other|d|2024-01-01",
        ])
        .events(["2024-01-01|moved|c||d"]);
    let report = house.import(&paper).await;
    let found: Vec<_> = report
        .faults
        .iter()
        .map(|fault| (fault.kind.as_str(), fault.row, fault.column.as_deref()))
        .collect();
    assert_eq!(found, [("circular_parent", Some(2), Some("parent"))]);
    assert_eq!((report.accepted, report.held), (3, 1));
}

async fn a_sound_event_is_not_held_for_a_faulty_one(house: &House) {
    let paper = Paper::new()
        .units(["d|D|other||2020-01-01"])
        .events(["2010-01-01|ended|d", "2024-01-01|renamed|d|||Mới"]);
    let report = house.import(&paper).await;
    let found: Vec<_> = report
        .faults
        .iter()
        .map(|fault| (fault.kind.as_str(), fault.row))
        .collect();
    assert_eq!((found, report.accepted), (vec![("before_first_day", Some(2))], 2));
}

async fn an_end_before_recorded_facts_is_held(house: &House) {
    let paper = Paper::new()
        .units(["d|D|other||2020-01-01"])
        .facts(["k|2024-06-01|union_org_founded|d|2"]);
    house.take(&paper).await;
    let report = house.import(&Paper::new().events(["2024-05-01|ended|d"])).await;
    assert_eq!(
        report.faults.first().map(|fault| fault.kind.as_str()),
        Some("facts_after_end")
    );
    house.take(&Paper::new().events(["2024-06-02|ended|d"])).await;
}

async fn a_known_row_is_same_whatever_happened_since(house: &House) {
    let list = Paper::new().enterprises(["0100000001|Công ty Thử|private|d"]);
    let units = Paper::new().units(["c|C|other||2020-01-01", "d|D|other|c|2020-01-01"]);
    house.take(&units).await;
    house.take(&list).await;
    let today = Paper::new().events(["2026-01-16|ended|d"]);
    house.take(&today).await;
    let again = house.take(&list).await;
    assert_eq!(
        (again.same, again.accepted),
        (1, 0),
        "listed a year ago, its committee ended since"
    );
}

async fn a_stock_is_looked_for_where_an_ended_unit_left_it(house: &House) {
    let units = Paper::new().units([
        "c|C|other||2020-01-01",
        "a|A|other|c|2020-01-01",
        "b|B|other|c|2022-01-01",
    ]);
    let paper = units.events(["2022-01-01|merged|a|b"]).facts([
        "k1|2021-01-01|party_member_opening|a|10",
        "k2|2022-06-01|party_member_left|b|2",
    ]);
    let report = house.take(&paper).await;
    assert!(
        !report.warnings.iter().any(|warning| warning.kind == "stock_below_zero"),
        "{:?}",
        report.warnings
    );
    let value = house
        .value(&Ask::of("b", "2022-01-01", "2022-12-31"), "party_member_stock")
        .await;
    assert_eq!(value, "8");
    let report = house
        .take(&Paper::new().facts(["k3|2022-07-01|party_member_left|b|9"]))
        .await;
    assert!(report.warnings.iter().any(|warning| warning.kind == "stock_below_zero"));
}

async fn a_title_may_stand_above_the_head(house: &House) {
    let paper = Paper::new().sheet(
        "Danh sách đơn vị",
        "DANH SÁCH ĐƠN VỊ",
        [
            "",
            "TT|Tên đơn vị|Mã đơn vị|Loại đơn vị|Từ ngày|Mã cấp trên",
            "1|Quận ủy Thử|q|district_committee|01/01/2020|",
        ],
    );
    let report = house.take(&paper).await;
    assert_eq!((report.accepted, report.held), (1, 0));
    let bad = Paper::new().sheet(
        "units",
        "DANH SÁCH",
        ["", "code|name|kind|from", "x|X|other|31/02/2024"],
    );
    let report = house.import(&bad).await;
    let fault = report.faults.first().unwrap();
    assert_eq!(
        (fault.kind.as_str(), fault.row),
        ("no_such_day", Some(4)),
        "rows are counted with the title"
    );
}
