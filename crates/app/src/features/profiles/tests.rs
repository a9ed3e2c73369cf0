//! What is known of a line in an enterprise.

use nennep_core::progress::{Ladder, Rung};
use nennep_core::register::{Heads, Line};

use super::record::known_of;
use crate::store::{HeadCount, HeadSource, Organization};

#[test]
fn an_organization_of_the_line_decides() {
    let organization = |line, steady: Option<&str>| Organization {
        line,
        unit: 1,
        since: "2020-01-01".parse().unwrap(),
        steady_on: steady.map(|on| on.parse().unwrap()),
    };
    let table: [(&[Organization], Rung); 4] = [
        (&[], Rung::NotRecorded),
        (&[organization(Line::Union, None)], Rung::NotRecorded),
        (&[organization(Line::Party, None)], Rung::Founded),
        (
            &[
                organization(Line::Party, None),
                organization(Line::Party, Some("2023-01-01")),
            ],
            Rung::Consolidated,
        ),
    ];
    for (organizations, rung) in table {
        let heads = Some(Heads::PartyOfficial);
        let known = known_of(Line::Party, heads, &[], (&[], &[]), (&[], organizations));
        assert_eq!(Ladder::of(&known, None).rung, rung, "{organizations:?}");
    }
}

#[test]
fn the_line_asks_for_its_own_people() {
    let counts = [
        (Heads::Workers, 186),
        (Heads::PartyMembers, 5),
        (Heads::PartyOfficial, 4),
        (Heads::UnionMembers, 171),
    ]
    .map(|(heads, number)| HeadCount {
        heads,
        number,
        on: None,
        source: HeadSource::List,
    });
    let heads = |line| {
        let known = known_of(line, None, &counts, (&[], &[]), (&[], &[]));
        (
            known.heads.map(|(number, _)| number),
            known.members.map(|(number, _)| number),
        )
    };
    assert_eq!(heads(Line::Party), (Some(4), Some(5)));
    assert_eq!(heads(Line::Union), (Some(171), None));
    assert_eq!(heads(Line::Youth), (None, None));
}
