//! Figures child by child: who is listed, and how the lines add up.

use crate::common::{Ask, House, shown};
use crate::sources::five_documents;

/// Each child with one of its figures, `-` for one that is left out.
async fn lines(house: &House, ask: &Ask, code: &str) -> Vec<(String, String)> {
    let set = house.by_child(ask).await;
    let of = |child: &nennep_core::progress::FigureSet| {
        let figure = child.figures.iter().find(|figure| figure.indicator == code);
        (
            child.unit.clone(),
            figure.map_or_else(|| "-".to_owned(), |figure| shown(&figure.value)),
        )
    };
    set.children.unwrap().iter().map(of).collect()
}

fn table(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(unit, value)| ((*unit).to_owned(), (*value).to_owned()))
        .collect()
}

async fn children_stand_in_the_order_of_their_codes(house: &House) {
    house.take(&five_documents()).await;
    let quarter = |unit: &str| Ask::of(unit, "2024-01-01", "2024-03-31");
    let found = lines(house, &quarter("dd"), "party_member_admitted").await;
    assert_eq!(found, table(&[("dd-khoi", "6"), ("dd-lh", "1")]));
    let found = lines(house, &quarter("hn"), "party_member_admitted").await;
    assert_eq!(found, table(&[("dd", "7"), ("lb", "-")]));
    assert_eq!(lines(house, &quarter("dd-lh"), "party_member_admitted").await, []);
    let plain = house.figures(&quarter("dd")).await;
    assert_eq!(plain.children, None);
}

/// A unit that moved within the period shows under both, each with what happened while it stood there.
async fn a_moved_unit_shows_under_both_superiors(house: &House) {
    let facts = [
        "p|2019-10-01|party_member_admitted|nq-hbt|2",
        "q|2019-11-01|party_member_admitted|nq-hbt|3",
    ];
    house.take(&five_documents().facts(facts)).await;
    let year = |unit: &str| Ask::of(unit, "2019-01-01", "2019-12-31");
    let found = house.by_child(&year("dk")).await;
    let units: Vec<_> = found
        .children
        .iter()
        .flatten()
        .map(|child| child.unit.as_str())
        .collect();
    assert_eq!(units, ["nq-hbt"]);
    house
        .expect(
            &year("dk"),
            &[("party_member_admitted", "66"), ("party_member_received", "10")],
        )
        .await;
    house
        .expect(
            &year("nq"),
            &[("party_member_admitted", "2"), ("party_member_transferred_out", "10")],
        )
        .await;
    house
        .expect(
            &year("hp"),
            &[("party_member_admitted", "68"), ("party_member_received", "-")],
        )
        .await;
}

stories!(
    children_stand_in_the_order_of_their_codes,
    a_moved_unit_shows_under_both_superiors
);
