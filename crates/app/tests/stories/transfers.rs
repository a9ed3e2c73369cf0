//! What crosses a committee's border, by an event of a whole unit or by a fact on a number of organizations.

use crate::common::{Ask, House, Paper};

/// Two districts of one city with two wards each, and a cell that will move.
fn city() -> Paper {
    Paper::new().units([
        "c|Thành ủy|city_committee||2000-01-01",
        "d1|Quận ủy Một|district_committee|c|2000-01-01",
        "d2|Quận ủy Hai|district_committee|c|2000-01-01",
        "a|Phường A|ward_committee|d1|2000-01-01",
        "b|Phường B|ward_committee|d1|2000-01-01",
        "e|Phường E|ward_committee|d2|2000-01-01",
        "x|Chi bộ X|party_cell|a|2010-01-01",
    ])
}

fn quarter(unit: &str) -> Ask {
    Ask::of(unit, "2024-01-01", "2024-03-31")
}

async fn organizations_that_are_no_units_move_by_a_fact(house: &House) {
    let facts = [
        "o|2010-01-01|party_org_opening|a|10",
        "m|2010-01-01|party_member_opening|a|90",
        "in|2024-02-01|party_org_moved|a|2|b",
        "out|2024-02-02|party_org_moved|a|3|e",
        "men|2024-02-02|party_member_moved|a|20|e",
    ];
    house.take(&city().facts(facts)).await;
    let table: [(&str, &[(&str, &str)]); 6] = [
        (
            "a",
            &[
                ("party_org_transferred_out", "5"),
                ("party_org_stock", "5"),
                ("party_member_stock", "70"),
            ],
        ),
        (
            "b",
            &[
                ("party_org_received", "2"),
                ("party_org_stock", "2"),
                ("party_org_founded", "-"),
            ],
        ),
        (
            "d1",
            &[
                ("party_org_transferred_out", "3"),
                ("party_org_received", "-"),
                ("party_org_stock", "7"),
            ],
        ),
        (
            "d2",
            &[
                ("party_org_received", "3"),
                ("party_member_received", "20"),
                ("party_member_admitted", "-"),
            ],
        ),
        (
            "e",
            &[
                ("party_org_received", "3"),
                ("party_member_stock", "20"),
                ("party_org_founded", "-"),
            ],
        ),
        (
            "c",
            &[
                ("party_org_received", "-"),
                ("party_org_transferred_out", "-"),
                ("party_org_stock", "10"),
            ],
        ),
    ];
    for (unit, expected) in table {
        house.expect(&quarter(unit), expected).await;
    }
}

/// A unit crosses with the stock of the end of the day before; what happens on the day is its new committee's.
async fn a_unit_takes_along_what_it_held_the_day_before(house: &House) {
    let facts = [
        "o|2010-01-01|party_org_opening|x|1",
        "m|2010-01-01|party_member_opening|x|8",
        "eve|2024-02-14|party_member_admitted|x|1",
        "day|2024-02-15|party_member_admitted|x|2",
    ];
    house.take(&city().facts(facts).events(["2024-02-15|moved|x||e"])).await;
    let table: [(&str, &[(&str, &str)]); 4] = [
        (
            "d1",
            &[
                ("party_member_admitted", "1"),
                ("party_org_transferred_out", "1"),
                ("party_member_transferred_out", "9"),
                ("party_member_stock", "-"),
            ],
        ),
        (
            "d2",
            &[
                ("party_member_admitted", "2"),
                ("party_org_received", "1"),
                ("party_member_received", "9"),
                ("party_member_stock", "11"),
            ],
        ),
        (
            "c",
            &[
                ("party_member_admitted", "3"),
                ("party_member_received", "-"),
                ("party_member_stock", "11"),
            ],
        ),
        (
            "x",
            &[
                ("party_member_admitted", "3"),
                ("party_member_received", "-"),
                ("party_member_stock", "11"),
            ],
        ),
    ];
    for (unit, expected) in table {
        house.expect(&quarter(unit), expected).await;
    }
}

async fn there_and_back_are_two_crossings(house: &House) {
    let facts = ["o|2010-01-01|party_org_opening|x|1"];
    let events = ["2024-01-15|moved|x||e", "2024-03-15|moved|x||b"];
    house.take(&city().facts(facts).events(events)).await;
    let both = [("party_org_received", "1"), ("party_org_transferred_out", "1")];
    house.expect(&quarter("d1"), &both).await;
    house.expect(&quarter("d2"), &both).await;
    house
        .expect(
            &quarter("a"),
            &[("party_org_received", "-"), ("party_org_transferred_out", "1")],
        )
        .await;
    house
        .expect(
            &quarter("b"),
            &[("party_org_received", "1"), ("party_org_transferred_out", "-")],
        )
        .await;
}

/// A whole ward changes district: with it everything that hangs below, once each.
async fn a_subtree_crosses_once(house: &House) {
    let facts = [
        "o|2010-01-01|party_org_opening|x|1",
        "w|2010-01-01|party_org_opening|a|4",
    ];
    house
        .take(&city().facts(facts).events(["2024-02-15|moved|a||d2"]))
        .await;
    house
        .expect(
            &quarter("d1"),
            &[("party_org_transferred_out", "5"), ("party_org_stock", "-")],
        )
        .await;
    house
        .expect(&quarter("d2"), &[("party_org_received", "5"), ("party_org_stock", "5")])
        .await;
    let event = house.numbers("select no from unit_event").await[0];
    let trace = house.trace(&quarter("d2"), "party_org_received").await;
    let entries: Vec<_> = trace
        .entries
        .iter()
        .map(|entry| (entry.no, entry.unit.as_str(), entry.count))
        .collect();
    assert_eq!(entries, [(event, "a", 4), (event, "x", 1)]);
}

/// The same transfer may not be told twice: as an event of the unit and as a fact on a number.
async fn a_fact_beside_the_event_is_a_fault(house: &House) {
    let facts = [
        "o|2010-01-01|party_org_opening|x|1",
        "twice|2024-02-15|party_org_moved|x|1|e",
        "other day|2024-02-16|party_org_moved|x|0|b",
        "other unit|2024-02-15|party_org_moved|a|0|e",
    ];
    let report = house
        .import(&city().facts(facts).events(["2024-02-15|moved|x||e"]))
        .await;
    let faults: Vec<_> = report
        .faults
        .iter()
        .map(|fault| (fault.kind.as_str(), fault.row, fault.column.as_deref()))
        .collect();
    assert_eq!(faults, [("unit_moved_that_day", Some(3), Some("unit"))]);
    house
        .expect(&quarter("d2"), &[("party_org_received", "1"), ("party_org_stock", "1")])
        .await;
    // The other way round: the fact is recorded, and the event comes later.
    let report = house.import(&Paper::new().events(["2024-02-15|moved|a||d2"])).await;
    assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
    assert_eq!(report.faults[0].kind, "unit_moved_that_day");
}

stories!(
    organizations_that_are_no_units_move_by_a_fact,
    a_unit_takes_along_what_it_held_the_day_before,
    there_and_back_are_two_crossings,
    a_subtree_crosses_once,
    a_fact_beside_the_event_is_a_fault,
);
