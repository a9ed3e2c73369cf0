//! Taking a fact back: once, on the day a person states, and what is counted then.

use crate::common::{Ask, Days, Expected, House, Paper};

fn base() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "d1|Quận ủy Một|district_committee|c|2000-01-01",
            "d2|Quận ủy Hai|district_committee|c|2000-01-01",
        ])
        .facts([
            "f|2024-01-10|party_org_founded|d1|3",
            "g|2024-01-20|party_org_founded|d1|2",
            "o|2024-01-01|party_member_opening|d1|30",
            "m|2024-02-01|party_member_moved|d1|8|d2",
        ])
}

fn kinds(report: &nennep::web::intake::Report) -> Vec<(&str, Option<&str>)> {
    report
        .faults
        .iter()
        .map(|fault| (fault.kind.as_str(), fault.column.as_deref()))
        .collect()
}

const Q1: Days = ("2024-01-01", "2024-03-31");
const Q2: Days = ("2024-04-01", "2024-06-30");
const HALF: Days = ("2024-01-01", "2024-06-30");

async fn it_counts_on_its_stated_day(house: &House) {
    house.take(&base().reversals(["f|2024-05-06|Ghi trùng|07-TB"])).await;
    let table: [(Days, Expected); 3] = [
        (Q1, &[("party_org_founded", "5"), ("party_org_stock", "5")]),
        (Q2, &[("party_org_founded", "-3"), ("party_org_stock", "2")]),
        (HALF, &[("party_org_founded", "2"), ("party_org_stock", "2")]),
    ];
    for ((from, to), expected) in table {
        house.expect(&Ask::of("d1", from, to), expected).await;
        house.expect(&Ask::of("c", from, to), expected).await;
    }
    let trace = house.trace(&Ask::of("d1", Q2.0, Q2.1), "party_org_founded").await;
    let fact = house.numbers("select fact_no from reversal").await[0];
    let entries: Vec<_> = trace
        .entries
        .iter()
        .map(|entry| (entry.count, entry.reverses, entry.on.as_str()))
        .collect();
    assert_eq!(entries, [(-3, Some(fact), "2024-05-06")]);
}

/// On the original's own day nothing is left of it, and the recorded nought is told as 0.
async fn on_the_original_day_nothing_is_left(house: &House) {
    house
        .take(&base().reversals(["f|2024-01-10|Ghi trùng", "g|2024-01-20|Ghi trùng"]))
        .await;
    house
        .expect(
            &Ask::of("d1", Q1.0, Q1.1),
            &[("party_org_founded", "0"), ("party_org_stock", "0")],
        )
        .await;
    house
        .expect(
            &Ask::of("d1", Q2.0, Q2.1),
            &[("party_org_founded", "-"), ("party_org_stock", "0")],
        )
        .await;
}

async fn a_move_is_taken_back_at_both_ends(house: &House) {
    house.take(&base().reversals(["m|2024-04-15|Nhầm quận"])).await;
    let table: [(&str, Days, Expected); 5] = [
        (
            "d1",
            Q1,
            &[("party_member_transferred_out", "8"), ("party_member_stock", "22")],
        ),
        ("d2", Q1, &[("party_member_received", "8"), ("party_member_stock", "8")]),
        (
            "d1",
            HALF,
            &[("party_member_transferred_out", "0"), ("party_member_stock", "30")],
        ),
        (
            "d2",
            HALF,
            &[("party_member_received", "0"), ("party_member_stock", "0")],
        ),
        (
            "c",
            HALF,
            &[("party_member_received", "-"), ("party_member_stock", "30")],
        ),
    ];
    for (unit, (from, to), expected) in table {
        house.expect(&Ask::of(unit, from, to), expected).await;
    }
}

async fn it_happens_once(house: &House) {
    let row = "f|2024-05-06|Ghi trùng|07-TB";
    house.take(&base().reversals([row])).await;
    let again = house.take(&Paper::new().reversals([row])).await;
    assert_eq!((again.accepted, again.same), (0, 1));
    for other in [
        "f|2024-05-07|Ghi trùng|07-TB",
        "f|2024-05-06|Lý do khác|07-TB",
        "f|2024-05-06|Ghi trùng|08-TB",
    ] {
        let report = house.import(&Paper::new().reversals([other])).await;
        assert_eq!(kinds(&report), [("already_reversed", Some("key"))], "{other}");
    }
    house
        .expect(&Ask::of("d1", HALF.0, HALF.1), &[("party_org_founded", "2")])
        .await;
    // The fact itself is still known by its key.
    let report = house.take(&base()).await;
    assert_eq!((report.accepted, report.same), (0, 7));
}

async fn what_cannot_be_taken_back_is_a_fault(house: &House) {
    house.take(&base()).await;
    let table = [
        ("none|2024-05-06|Không có", ("unknown_fact", Some("key"))),
        ("f|2024-01-09|Trước sự việc", ("before_the_fact", Some("on"))),
        ("f|2026-01-16|Ngày mai", ("in_the_future", Some("on"))),
        ("f|2024-05-06|", ("missing_value", Some("reason"))),
        ("f||Không ngày", ("missing_value", Some("on"))),
    ];
    for (row, fault) in table {
        let report = house.import(&Paper::new().reversals([row])).await;
        assert_eq!((kinds(&report), report.held), (vec![fault], 1), "{row}");
    }
    assert_eq!(house.head().await, 7);
}

/// The unit may have moved or ended meanwhile: what is taken back is taken from whoever holds it now.
async fn it_is_taken_from_where_the_unit_stands_now(house: &House) {
    let paper = Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "d1|Quận ủy Một|district_committee|c|2000-01-01",
            "d2|Quận ủy Hai|district_committee|c|2000-01-01",
            "x|Chi bộ X|party_cell|d1|2000-01-01",
            "y|Chi bộ Y|party_cell|d1|2000-01-01",
        ])
        .facts([
            "f|2024-01-10|party_member_admitted|x|5",
            "g|2024-01-10|party_member_admitted|y|4",
        ])
        .events(["2024-03-01|moved|x||d2", "2024-03-01|merged|y|x"])
        .reversals(["f|2024-05-06|Ghi trùng", "g|2024-05-06|Ghi trùng"]);
    house.take(&paper).await;
    let admitted = "party_member_admitted";
    house
        .expect(
            &Ask::of("d1", Q1.0, Q1.1),
            &[(admitted, "9"), ("party_member_transferred_out", "9")],
        )
        .await;
    house
        .expect(
            &Ask::of("d2", Q1.0, Q1.1),
            &[(admitted, "-"), ("party_member_stock", "9")],
        )
        .await;
    house
        .expect(
            &Ask::of("d2", Q2.0, Q2.1),
            &[(admitted, "-9"), ("party_member_stock", "0")],
        )
        .await;
    house
        .expect(
            &Ask::of("c", HALF.0, HALF.1),
            &[(admitted, "0"), ("party_member_stock", "0")],
        )
        .await;
}

stories!(
    it_counts_on_its_stated_day,
    on_the_original_day_nothing_is_left,
    a_move_is_taken_back_at_both_ends,
    it_happens_once,
    what_cannot_be_taken_back_is_a_fault,
    it_is_taken_from_where_the_unit_stands_now,
);
