//! A hand-down as the sheet officers fill: what is written into it.

use nennep_core::progress::{Promise, Target};
use nennep_documents::xlsx::{FilledCell, FilledRow, FilledSheet};

use super::record::{Asked, Receiver, newest, received, receivers, standing};
use crate::web::indicator_choice::full_name;
use crate::web::target_words::{days, promise, promise_of};
use crate::web::visit::Visit;
use crate::web::words::{Language, Words};

/// Gives the words of the sheet: it goes to officers as a paper does, in Vietnamese whoever writes it.
pub(super) fn words() -> Words {
    Words::of(Language::Vietnamese)
}

/// What the facts above the table are, in their order.
pub(super) const FACTS: [&str; 6] = ["unit", "period", "giver", "decision_no", "decision_on", "decision_by"];

/// Says what stands before a fact.
pub(super) fn fact_label(fact: &str) -> String {
    words().keyed("hand-down-sheet", fact, "")
}

/// Lays a hand-down out as a sheet, filled with what stands.
pub(super) fn sheet(visit: &Visit, asked: &Asked) -> FilledSheet {
    let (words, book) = (words(), visit.book());
    let (unit, first) = (book.tree.unit(asked.unit), asked.days().0);
    let name = book.tree.name_on(asked.unit, first);
    let told = |fact: &str| match fact {
        "unit" => format!("{} – {name}", unit.code),
        "period" => asked.period.to_string(),
        "giver" => asked.giver.clone(),
        _ => String::new(),
    };
    let held = standing(book, asked);
    let (units, seats) = receivers(visit, book, asked);
    let row = |receiver: &Receiver| FilledRow::Cells {
        words: vec![
            book.tree.unit(receiver.unit).code.clone(),
            book.tree.name_on(receiver.unit, first).to_owned(),
            receiver.member.clone().unwrap_or_default(),
        ],
        cells: asked
            .measures
            .iter()
            .map(|measure| cell(newest(&held, &receiver.place(book, measure))))
            .collect(),
    };
    let mut rows: Vec<FilledRow> = units.iter().map(row).collect();
    rows.push(FilledRow::Sum {
        label: words.say("hand-down-sheet-sum"),
    });
    rows.extend(received_rows(visit, asked));
    if !seats.is_empty() {
        rows.push(FilledRow::Section {
            label: words.say("hand-down-sheet-seats"),
        });
        rows.extend(seats.iter().map(row));
    }
    let values = [("period", days(&words, asked.days()))];
    FilledSheet {
        name: words.say("hand-down-sheet-name"),
        title: words.fill("hand-down-sheet-title", &values),
        facts: FACTS.iter().map(|fact| (fact_label(fact), told(fact))).collect(),
        hint: words.say("hand-down-sheet-hint"),
        words: ["code", "receiver", "seat"]
            .map(|key| words.keyed("hand-down-sheet", key, ""))
            .to_vec(),
        codes: words.say("hand-down-sheet-codes"),
        heads: asked
            .measures
            .iter()
            .map(|measure| (full_name(visit, measure), measure.code.clone()))
            .collect(),
        rows,
    }
}

fn cell(promise: Option<Promise>) -> FilledCell {
    match promise {
        None => FilledCell::Empty,
        Some(promise) if promise.max.is_none() => FilledCell::Number(promise.min),
        Some(promise) => FilledCell::Text(promise.to_string()),
    }
}

/// One row a giver: what the unit itself received.
fn received_rows(visit: &Visit, asked: &Asked) -> Vec<FilledRow> {
    let (words, book) = (words(), visit.book());
    let name = |target: &Target| target.giver_on(&book.tree, asked.days().0);
    let by_column: Vec<Vec<(String, String)>> = asked
        .measures
        .iter()
        .map(|measure| {
            let own = received(book, asked, &measure.code);
            own.into_iter()
                .map(|target| (name(target), promise(promise_of(target))))
                .collect()
        })
        .collect();
    let mut givers: Vec<&String> = by_column.iter().flatten().map(|(giver, _)| giver).collect();
    givers.sort();
    givers.dedup();
    let text = |giver: &String, column: &Vec<(String, String)>| {
        let found = column.iter().find(|(known, _)| known == giver);
        found.map_or_else(String::new, |(_, text)| text.clone())
    };
    givers
        .into_iter()
        .map(|giver| FilledRow::Beside {
            label: words.with("hand-down-sheet-received", "giver", giver),
            texts: by_column.iter().map(|column| text(giver, column)).collect(),
        })
        .collect()
}
