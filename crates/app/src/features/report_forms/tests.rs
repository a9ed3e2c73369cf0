use nennep_core::accounts::Catalog;
use nennep_core::reports::ReportModel;

use super::record::{Meaning, Part, said};

fn catalog() -> Catalog {
    crate::catalogs::Catalogs::embedded().unwrap().indicators
}

#[test]
fn names_stand_for_words_and_figures() {
    let catalog = catalog();
    let figure = |code: &str, part| {
        Some(Meaning::Figure {
            code: code.to_owned(),
            part,
        })
    };
    let table = [
        ("don_vi", Some(Meaning::Word("don_vi"))),
        ("party_org_founded", figure("party_org_founded", Part::Value)),
        ("party_org_founded.giao", figure("party_org_founded", Part::Promised)),
        ("party_org_founded.ty_le", figure("party_org_founded", Part::Percent)),
        (
            "party_member_admitted:owner",
            figure("party_member_admitted:owner", Part::Value),
        ),
        ("party_org_founded.huh", None),
        ("huh", None),
        ("huh.giao", None),
    ];
    for (name, meaning) in table {
        assert_eq!(Meaning::of(name, &catalog), meaning, "{name}");
    }
}

/// What is not recorded stands as a dash and opens nothing; what is recorded knows its figure.
#[test]
fn figures_are_said_with_their_identity() {
    let model: ReportModel = serde_json::from_str(include_str!("../../../../../fuzz/seeds/model.json")).unwrap();
    let promised = model.statements.iter().find(|statement| {
        let mut promises = statement.promises.iter();
        promises.any(|promise| promise.member.is_none() && promise.min > 0 && promise.fraction.is_some())
    });
    let code = &promised.unwrap().indicator;
    for part in Part::ALL {
        let filling = said(&model.statements, code, part);
        assert_ne!(filling.text, "–", "{part:?}");
    }
    assert_eq!(said(&model.statements, "huh", Part::Value).text, "–");
    assert_eq!(said(&model.statements, "huh", Part::Value).figure, None);
}
