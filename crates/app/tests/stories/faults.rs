//! Wrong input as a table: what stands in the workbook, and the fault with its place; every good row is kept.

use nennep::programme::Mode;
use nennep::web::intake::Report;
use nennep_documents::sheets::SheetCell;

use crate::common::{House, Paper, cell};

/// Kind, sheet, row and column of a fault; 0 and empty where the fault is of the whole sheet.
type Place<'a> = (&'a str, &'a str, u32, &'a str);

/// Three units, an event and a fact, all good: 6 rows.
fn good() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "d|Quận ủy|district_committee|c|2000-01-01",
            "gone|Đảng ủy cũ|ward_committee|d|2000-01-01",
            "w|Phường|ward_committee|d|2010-01-01",
        ])
        .events(["2020-01-01|ended|gone"])
        .facts(["good|2024-01-01|party_org_founded|w|1"])
}

fn places(report: &Report) -> Vec<Place<'_>> {
    for fault in &report.faults {
        assert!(
            !fault.remedy.is_empty() && !fault.expected.is_empty(),
            "{fault:?} says what to do"
        );
    }
    report
        .faults
        .iter()
        .map(|fault| {
            let (sheet, column) = (
                fault.sheet.as_deref().unwrap_or(""),
                fault.column.as_deref().unwrap_or(""),
            );
            (fault.kind.as_str(), sheet, fault.row.unwrap_or(0), column)
        })
        .collect()
}

/// One wrong row beside the good ones; it is row 3 of `facts`, row 6 of `units`, row 3 of `unit_events`.
async fn holds_alone(house: &House, table: &[(Paper, Place<'_>)]) {
    for (place, (paper, fault)) in table.iter().enumerate() {
        let report = house.import(paper).await;
        assert_eq!(places(&report), [*fault], "{paper:?}");
        let (new, known) = if place == 0 { (6, 0) } else { (0, 6) };
        assert_eq!(
            (report.accepted, report.same, report.held),
            (new, known, 1),
            "{paper:?}"
        );
    }
    assert_eq!(house.head().await, 6);
}

async fn wrong_facts(house: &House) {
    let rows = [
        ("x|2024-01-01|party_org_founded|nobody|1", ("unknown_unit", "unit")),
        ("x|2024-01-01|party_org_founded|W|1", ("unknown_unit", "unit")),
        ("x|2024-02-31|party_org_founded|w|1", ("no_such_day", "on")),
        ("x|2023-02-29|party_org_founded|w|1", ("no_such_day", "on")),
        ("x|31/02/2024|party_org_founded|w|1", ("no_such_day", "on")),
        ("x|spring|party_org_founded|w|1", ("bad_day", "on")),
        ("x|2024-1-1|party_org_founded|w|1", ("bad_day", "on")),
        ("x|2024-01-01|party_org_founded|w|-1", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|2.5", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|3,5", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|12.13", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|1.2139", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|12,139", ("bad_count", "count")),
        ("x|2024-01-01|party_org_founded|w|two", ("bad_count", "count")),
        (
            "x|2024-01-01|party_org_founded|w|99999999999999999999",
            ("bad_count", "count"),
        ),
        ("x|2024-01-01|party_org_founded|w|#REF!", ("error_cell", "count")),
        ("good|2024-01-01|party_org_founded|w|2", ("other_content", "key")),
        ("good|2024-01-02|party_org_founded|w|1", ("other_content", "key")),
        ("x|2009-12-31|party_org_founded|w|1", ("before_first_day", "unit")),
        ("x|2020-01-01|party_org_founded|gone|1", ("after_last_day", "unit")),
        ("x|2026-01-16|party_org_founded|w|1", ("in_the_future", "on")),
        ("x|2024-01-01|enterprise_surveyed|w|1", ("one_outcome", "tags")),
        (
            "x|2024-01-01|enterprise_surveyed|w|1|||eligible;refused",
            ("one_outcome", "tags"),
        ),
        ("x|2024-01-01|party_org_founded|w|1|||eligible", ("not_here", "tags")),
        ("x|2024-01-01|party_member_admitted|w|1|||died", ("not_here", "tags")),
        (
            "x|2024-01-01|party_member_admitted|w|1|||handsome",
            ("unknown_word", "tags"),
        ),
        ("x|2024-01-01|party_org_vanished|w|1", ("unknown_word", "fact")),
        ("x|2024-01-01|enterprise_listed|w|1", ("unknown_word", "fact")),
        (
            "x|2024-01-01|party_org_founded|w|1||no_kind",
            ("unknown_word", "org_kind"),
        ),
        (
            "x|2024-01-01|union_org_founded|w|1||||no_host",
            ("unknown_word", "host_kind"),
        ),
        ("x|2024-01-01|party_member_moved|w|1", ("missing_value", "to_unit")),
        ("x|2024-01-01|party_member_moved|w|1|w", ("same_unit", "to_unit")),
        ("x|2024-01-01|party_member_admitted|w|1|d", ("not_here", "to_unit")),
        (
            "x|2020-01-01|party_member_moved|w|1|gone",
            ("after_last_day", "to_unit"),
        ),
        ("|2024-01-01|party_org_founded|w|1", ("missing_value", "key")),
        ("x||party_org_founded|w|1", ("missing_value", "on")),
        ("x|2024-01-01||w|1", ("missing_value", "fact")),
        ("x|2024-01-01|party_org_founded||1", ("missing_value", "unit")),
    ];
    let table = rows.map(|(row, (kind, column))| (good().facts([row]), (kind, "facts", 3, column)));
    holds_alone(house, &table).await;
}

async fn wrong_units_and_events(house: &House) {
    let units = [
        ("n|Mới|ward_committee|nobody|2000-01-01", ("unknown_unit", "parent")),
        ("n|Mới|ward_committee|n|2000-01-01", ("circular_parent", "parent")),
        ("n|Mới|castle|d|2000-01-01", ("unknown_word", "kind")),
        (
            "n|Mới|ward_committee|d|2000-01-01|1999-12-31",
            ("end_before_beginning", "to"),
        ),
        ("n||ward_committee|d|2000-01-01", ("missing_value", "name")),
        ("w|Tên khác|ward_committee|d|2010-01-01", ("other_content", "code")),
        ("w|Phường|ward_committee|d|2015-01-01", ("code_in_use", "code")),
    ];
    let events = [
        ("2024-01-01|moved|c||w", ("circular_parent", "parent")),
        ("2024-01-01|moved|d||d", ("same_unit", "parent")),
        ("2024-01-01|moved|w||gone", ("other_unit_not_there", "parent")),
        ("2024-01-01|moved|gone||c", ("after_last_day", "on")),
        ("2024-01-01|renamed|gone|||Tên", ("after_last_day", "on")),
        ("2024-01-01|ended|gone", ("after_last_day", "on")),
        ("2009-12-31|renamed|w|||Tên", ("before_first_day", "on")),
        ("2024-01-01|ended|d", ("units_still_hang", "event")),
        ("2024-01-01|ended|w", ("facts_after_end", "on")),
        ("2024-01-01|merged|d|w", ("circular_parent", "to_unit")),
        ("2024-06-01|merged|w|gone", ("other_unit_not_there", "to_unit")),
        ("2024-01-01|moved|w", ("missing_value", "parent")),
        ("2024-01-01|renamed|w", ("missing_value", "name")),
        ("2024-01-01|merged|w", ("missing_value", "to_unit")),
        ("2024-01-01|burnt|w", ("unknown_word", "event")),
        ("2024-01-01|moved|nobody||d", ("unknown_unit", "unit")),
    ];
    let units = units.map(|(row, (kind, column))| (good().units([row]), (kind, "units", 6, column)));
    let events = events.map(|(row, (kind, column))| (good().events([row]), (kind, "unit_events", 3, column)));
    let table: Vec<_> = units.into_iter().chain(events).collect();
    holds_alone(house, &table).await;
}

async fn wrong_targets_claims_and_enterprises(house: &House) {
    let target = |row: &str| good().targets([row]);
    let table = [
        (
            target("no_such|c|d||2024-01-01|2024-12-31|5"),
            ("unknown_indicator", "targets", 2, "indicator"),
        ),
        (
            target("party_org_founded|c|d||2024-12-31|2024-01-01|5"),
            ("end_before_beginning", "targets", 2, "to"),
        ),
        (
            target("party_org_founded|c|d||2024-01-01|2024-12-31|5|4"),
            ("max_below_min", "targets", 2, "max"),
        ),
        (
            target("party_org_founded|c|nobody||2024-01-01|2024-12-31|5"),
            ("unknown_unit", "targets", 2, "unit"),
        ),
        (
            target("party_org_founded||d||2024-01-01|2024-12-31|5"),
            ("missing_value", "targets", 2, "giver"),
        ),
        (
            good().claims(["no_such|d|2024-01-01|2024-12-31|5|x"]),
            ("unknown_indicator", "claims", 2, "indicator"),
        ),
        (
            good().claims(["party_org_founded|d|2024-01-01|2024-12-31|-5|x"]),
            ("bad_count", "claims", 2, "value"),
        ),
        (
            good().enterprises(["0100000001|A|castle|w"]),
            ("unknown_word", "enterprises", 2, "kind"),
        ),
        (
            good().enterprises(["0100000001|A|private|nobody"]),
            ("unknown_unit", "enterprises", 2, "unit"),
        ),
        (
            good().enterprises(["0100000001|A|private|w|2024-02-01|2024-01-01"]),
            ("end_before_beginning", "enterprises", 2, "to"),
        ),
        (
            good().enterprises(["0100000001|A|private|w||||active|3|4"]),
            ("women_above_workers", "enterprises", 2, "workers_female"),
        ),
        (
            good().enterprises(["0100000001|A|private|w|2026-02-01"]),
            ("in_the_future", "enterprises", 2, "from"),
        ),
    ];
    holds_alone(house, &table).await;
}

/// Cells of a workbook that are no text: a number that is not whole or negative, a formula's error, a yes or no.
async fn wrong_cells(house: &House) {
    let row = |count: SheetCell| {
        vec![
            ["x", "2024-01-01", "party_org_founded", "w"]
                .into_iter()
                .map(cell)
                .chain([count])
                .collect::<Vec<_>>(),
        ]
    };
    let table: Vec<_> = [
        (SheetCell::Number(3.5), "bad_count"),
        (SheetCell::Number(12.139), "bad_count"),
        (SheetCell::Number(-1.0), "bad_count"),
        (SheetCell::Number(1e19), "bad_count"),
        (SheetCell::Error("#N/A".into()), "error_cell"),
        (SheetCell::Bool(true), "bad_count"),
    ]
    .into_iter()
    .map(|(count, kind)| (good().cells("facts", "", row(count)), (kind, "facts", 3, "count")))
    .collect();
    holds_alone(house, &table).await;
}

/// Text in groups of three is a count, and so are numbers of a workbook and days as officers type them.
async fn what_looks_odd_and_is_right(house: &House) {
    let rows = [
        "a|2024-01-01|party_member_admitted|w|12.139",
        "b|31/3/2024|party_member_admitted|w|1",
        "e|31.3.2024|party_member_admitted|w|007",
    ];
    let number = vec![vec![
        cell("f"),
        cell("2024-04-01"),
        cell("party_member_admitted"),
        cell("w"),
        SheetCell::Number(4.0),
    ]];
    house.take(&good().facts(rows).cells("facts", "", number)).await;
    assert_eq!(
        house.numbers("select count from fact order by no").await,
        [1, 12_139, 1, 7, 4]
    );
}

/// All faults of a row, and of all rows, come at once.
async fn all_faults_come_at_once(house: &House) {
    let paper = good()
        .facts([
            "x|2024-02-31|party_org_vanished|nobody|-3|||handsome",
            "y|2024-01-01|party_org_founded|w|3",
            "z|2024-01-01|party_org_founded|w|3,5",
        ])
        .targets(["no_such|c|nobody||2024-01-01|2023-12-31|x"])
        .reversals(["nothing|2024-01-01|Lý do"]);
    let report = house.import(&paper).await;
    let mut found = places(&report);
    found.sort_unstable();
    let mut expected = vec![
        ("no_such_day", "facts", 3, "on"),
        ("unknown_word", "facts", 3, "fact"),
        ("unknown_unit", "facts", 3, "unit"),
        ("bad_count", "facts", 3, "count"),
        ("unknown_word", "facts", 3, "tags"),
        ("bad_count", "facts", 5, "count"),
        ("unknown_indicator", "targets", 2, "indicator"),
        ("unknown_unit", "targets", 2, "unit"),
        ("end_before_beginning", "targets", 2, "to"),
        ("bad_count", "targets", 2, "min"),
        ("unknown_fact", "reversals", 2, "key"),
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!((report.accepted, report.held), (7, 4));
}

/// A column that must be there and is not is one fault of the sheet; one nobody knows is told once and passed over.
async fn columns_that_are_missing_or_unknown(house: &House) {
    let paper = good()
        .sheet(
            "claims",
            "indicator|unit|from|to|value",
            ["party_org_founded|d|2024-01-01|2024-12-31|5"; 3],
        )
        .sheet(
            "reversals",
            "key|on|reason|mood",
            ["good|2024-05-01|Lý do|glad", "none|2024-05-01|Lý do|sad"],
        )
        .sheet("weather", "on|sky", ["2024-01-01|blue"]);
    let report = house.import(&paper).await;
    assert_eq!(
        places(&report),
        [
            ("missing_column", "claims", 0, "source"),
            ("unknown_fact", "reversals", 3, "key")
        ]
    );
    let warnings: Vec<_> = report
        .warnings
        .iter()
        .map(|warning| (warning.kind, warning.found.as_str()))
        .collect();
    assert_eq!(warnings, [("unknown_column", "mood"), ("unknown_sheet", "weather")]);
    assert_eq!((report.accepted, report.held), (7, 4));
}

/// A circle of new units holds the units of the circle; what is sound beside it is kept.
async fn a_circle_of_units_is_held(house: &House) {
    let paper = good().units([
        "p|P|office|q|2020-01-01",
        "q|Q|office|r|2020-01-01",
        "r|R|office|p|2020-01-01",
    ]);
    let report = house.import(&paper).await;
    let circle = |row| ("circular_parent", "units", row, "parent");
    assert_eq!(places(&report), [circle(6), circle(7), circle(8)]);
    assert_eq!((report.accepted, report.held), (6, 3));
}

/// The suite also runs on 31 December, on 29 February and on the first day of a year.
async fn the_present_day_is_the_last_one_accepted(house: &House) {
    for (today, tomorrow) in [
        ("2023-12-31", "2024-01-01"),
        ("2024-02-29", "2024-03-01"),
        ("2025-01-01", "2025-01-02"),
    ] {
        let base = Paper::new().units(["w|Phường|ward_committee||2010-01-01"]);
        house.import_as(&base, Mode::KeepGood, today).await;
        let row = |day: &str| Paper::new().facts([format!("{day}|{day}|party_org_founded|w|1")]);
        assert_eq!(
            house.import_as(&row(today), Mode::KeepGood, today).await.accepted,
            1,
            "{today}"
        );
        let held = house.import_as(&row(tomorrow), Mode::KeepGood, today).await;
        assert_eq!(places(&held), [("in_the_future", "facts", 2, "on")], "{tomorrow}");
    }
}

stories!(
    wrong_facts,
    wrong_units_and_events,
    wrong_targets_claims_and_enterprises,
    wrong_cells,
    what_looks_odd_and_is_right,
    all_faults_come_at_once,
    columns_that_are_missing_or_unknown,
    a_circle_of_units_is_held,
    the_present_day_is_the_last_one_accepted,
);
