//! A level of the tree abolished on one day, asked back in both readings.

use crate::common::{Ask, Days, Expected, House, Paper};

pub(crate) fn abolished_level() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy thử|city_committee||2000-01-01",
            "d1|Quận ủy Một|district_committee|c|2000-01-01",
            "d2|Quận ủy Hai|district_committee|c|2000-01-01",
            "w1|Phường Một|ward_committee|d1|2000-01-01",
            "w2|Phường Hai|ward_committee|d1|2000-01-01",
            "w3|Phường Ba|ward_committee|d2|2000-01-01",
            "n1|Phường Mới|ward_committee|c|2025-07-01",
            "x|Chi bộ X|party_cell|w1|2010-01-01",
        ])
        .events([
            "2025-07-01|moved|x||n1",
            "2025-07-01|merged|w1|n1",
            "2025-07-01|merged|w3|n1",
            "2025-07-01|moved|w2||c",
            "2025-07-01|split|d1|n1",
            "2025-07-01|split|d1|w2",
            "2025-07-01|ended|d1",
            "2025-07-01|merged|d2|n1",
        ])
        .facts([
            "t0|2010-01-01|party_org_opening|x|1",
            "t1|2010-01-01|party_member_opening|x|9",
            "t2|2024-03-01|party_org_founded|w1|2",
            "t3|2024-03-01|party_org_founded|w2|1",
            "t4|2024-03-01|party_org_founded|w3|3",
            "t5|2024-04-01|union_org_founded|d1|6",
            "t6|2024-04-01|union_org_founded|d2|1",
            "t7|2025-09-01|party_org_founded|n1|1",
            "t8|2025-09-01|party_org_founded|w2|1",
            "t9|2025-09-02|party_member_admitted|x|2",
        ])
}

const YEAR: Days = ("2024-01-01", "2024-12-31");
const BOTH: Days = ("2024-01-01", "2025-12-31");
const AFTER: Days = ("2025-07-01", "2025-12-31");

async fn flows_where_they_happened_and_stocks_where_they_stand(house: &House) {
    house.take(&abolished_level()).await;
    let table: [(&str, Days, Expected); 7] = [
        (
            "c",
            YEAR,
            &[
                ("party_org_founded", "6"),
                ("union_org_founded", "7"),
                ("party_member_stock", "9"),
            ],
        ),
        (
            "d1",
            YEAR,
            &[
                ("party_org_founded", "3"),
                ("union_org_founded", "6"),
                ("party_member_stock", "9"),
                ("party_org_stock", "4"),
            ],
        ),
        ("d2", YEAR, &[("party_org_founded", "3"), ("union_org_founded", "1")]),
        (
            "c",
            BOTH,
            &[
                ("party_org_founded", "8"),
                ("union_org_founded", "7"),
                ("party_member_stock", "11"),
                ("party_member_admitted", "2"),
                ("party_org_received", "-"),
                ("party_org_transferred_out", "-"),
                ("party_org_stock", "9"),
                ("union_org_stock", "7"),
            ],
        ),
        (
            "n1",
            AFTER,
            &[
                ("party_org_founded", "1"),
                ("party_member_admitted", "2"),
                ("party_member_stock", "11"),
                ("party_org_stock", "7"),
                ("party_member_received", "9"),
                ("party_org_received", "6"),
                ("party_org_transferred_out", "-"),
            ],
        ),
        (
            "w2",
            AFTER,
            &[
                ("party_org_founded", "1"),
                ("party_org_stock", "2"),
                ("party_org_received", "-"),
            ],
        ),
        (
            "d1",
            ("2025-01-01", "2025-06-30"),
            &[("party_org_stock", "4"), ("union_org_stock", "6")],
        ),
    ];
    for (unit, (from, to), expected) in table {
        house.expect(&Ask::of(unit, from, to), expected).await;
    }
}

async fn both_counted_by_the_tree_of_a_stated_day(house: &House) {
    house.take(&abolished_level()).await;
    let (after, before) = ("2025-12-31", "2024-12-31");
    let table: [(&str, &str, Expected); 7] = [
        (
            "n1",
            after,
            &[
                ("party_org_founded", "6"),
                ("union_org_founded", "1"),
                ("party_member_stock", "11"),
            ],
        ),
        ("w2", after, &[("party_org_founded", "2"), ("union_org_founded", "-")]),
        (
            "c",
            after,
            &[
                ("party_org_founded", "8"),
                ("union_org_founded", "7"),
                ("party_org_received", "-"),
            ],
        ),
        // Two successors: the six unions of the first district stand undivided, as a line of its own below the city.
        ("d1", after, &[("union_org_founded", "6"), ("party_org_founded", "-")]),
        (
            "c",
            before,
            &[
                ("party_org_founded", "8"),
                ("union_org_founded", "7"),
                ("party_member_stock", "11"),
            ],
        ),
        (
            "d1",
            before,
            &[
                ("party_org_founded", "4"),
                ("party_member_admitted", "2"),
                ("party_org_stock", "5"),
            ],
        ),
        // What the new ward founded has predecessors in both districts, so it stands below the city.
        ("d2", before, &[("party_org_founded", "3"), ("union_org_founded", "1")]),
    ];
    for (unit, tree_on, expected) in table {
        house
            .expect(&Ask::of(unit, BOTH.0, BOTH.1).tree_on(tree_on), expected)
            .await;
    }
}

/// Whatever tree is asked, the lines of all children and the city's own add up to the city.
async fn every_entry_is_counted_once(house: &House) {
    house.take(&abolished_level()).await;
    for tree_on in ["2009-01-01", "2024-12-31", "2025-06-30", "2025-07-01", "2025-12-31"] {
        let set = house.by_child(&Ask::of("c", BOTH.0, BOTH.1).tree_on(tree_on)).await;
        for code in [
            "party_org_founded",
            "union_org_founded",
            "party_member_admitted",
            "party_org_stock",
        ] {
            let of = |figures: &[nennep_core::progress::Figure]| {
                let figure = figures.iter().find(|figure| figure.indicator == code);
                figure.and_then(|figure| figure.value.count()).unwrap_or(0)
            };
            let below: i64 = set.children.iter().flatten().map(|child| of(&child.figures)).sum();
            assert_eq!(of(&set.figures), below, "{code} by the tree of {tree_on}");
        }
    }
}

stories!(
    flows_where_they_happened_and_stocks_where_they_stand,
    both_counted_by_the_tree_of_a_stated_day,
    every_entry_is_counted_once,
);
