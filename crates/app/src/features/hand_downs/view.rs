//! A hand-down as a page.

use std::collections::BTreeMap;

use nennep_core::progress::{Handed, Promise, Target, handed};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, whole};

use super::form::{NEW_SEAT, offered};
use super::record::{Asked, CellFault, Outcome, Outline, Place, Receiver, newest, received, receivers, standing};
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, sentence};
use crate::web::indicator_choice::full_name;
use crate::web::names;
use crate::web::places::unit_path;
use crate::web::target_words::{days, handed as handed_words, promise, promise_of};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Holds the table of a hand-down.
pub(super) struct Matrix {
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Row>,
    pub(super) seats: Vec<Row>,
    /// Cells of the line for a new seat.
    pub(super) new_seat: Vec<CellView>,
    pub(super) seat: String,
    /// Words of the live sum, with the numbers still to come.
    pub(super) says: [(&'static str, String); 4],
}

/// Holds one indicator: its name and how its sum stands.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) counted_in: String,
    pub(super) checks: Vec<Check>,
}

/// Holds what was received of one giver, with how the sum stands to it.
pub(super) struct Check {
    pub(super) giver: String,
    pub(super) min: String,
    pub(super) most: String,
    pub(super) of: String,
    pub(super) told: String,
    pub(super) is_off: bool,
}

/// Holds one row.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) note: String,
    pub(super) href: String,
    pub(super) cells: Vec<CellView>,
}

/// Holds one cell.
pub(super) struct CellView {
    pub(super) name: String,
    pub(super) value: String,
    /// What stands already.
    pub(super) was: String,
    /// What it is, for readers.
    pub(super) label: String,
    pub(super) is_faulty: bool,
}

/// Lays the table out: what was typed, else what stands.
pub(super) fn matrix(visit: &Visit, asked: &Asked, typed: &Typed, faults: &[CellFault]) -> Matrix {
    let book = visit.book();
    let held = standing(book, asked);
    let (units, seats) = receivers(visit, book, asked);
    let names: Vec<String> = asked.measures.iter().map(|measure| full_name(visit, measure)).collect();
    let is_typed: BTreeMap<&str, &str> = typed.pairs().collect();
    let cell = |name: String, was: Option<Promise>, label: String| {
        let was = was.map(|was| was.to_string()).unwrap_or_default();
        CellView {
            value: is_typed
                .get(name.as_str())
                .map_or(was.clone(), |text| (*text).to_owned()),
            is_faulty: faults.iter().any(|fault| fault.field == name),
            was,
            name,
            label,
        }
    };
    let first = asked.days().0;
    let row = |receiver: &Receiver| {
        let unit = book.tree.name_on(receiver.unit, first).to_owned();
        let (name, note) = match &receiver.member {
            Some(member) => (member.clone(), unit),
            None => (unit, String::new()),
        };
        let place = |measure| receiver.place(book, measure);
        let cells = asked.measures.iter().zip(&names).map(|(measure, indicator)| {
            let place = place(measure);
            cell(place.name(), newest(&held, &place), format!("{name}, {indicator}"))
        });
        Row {
            cells: cells.collect(),
            href: unit_path(&book.tree.unit(receiver.unit).code),
            name: name.clone(),
            note,
        }
    };
    let rows: Vec<Row> = units.iter().map(row).collect();
    let heads = asked
        .measures
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(column, (measure, name))| Head {
            name: name.clone(),
            counted_in: names::counted_in(&visit.words, measure),
            checks: checks(visit, asked, &measure.code, column_of(&rows, column)),
        });
    let new_seat = asked.measures.iter().zip(&names).map(|(measure, indicator)| {
        cell(
            format!("{NEW_SEAT}{}", measure.code),
            None,
            format!("{}, {indicator}", visit.words.say("hand-down-seat")),
        )
    });
    Matrix {
        heads: heads.collect(),
        seats: seats.iter().map(row).collect(),
        new_seat: new_seat.collect(),
        seat: typed.get("seat").to_owned(),
        says: says(&visit.words),
        rows,
    }
}

/// What the units of one column promise, as far as it can be read.
fn column_of(rows: &[Row], column: usize) -> Vec<Promise> {
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    cells.filter_map(|cell| cell.value.parse().ok()).collect()
}

fn checks(visit: &Visit, asked: &Asked, indicator: &str, shares: Vec<Promise>) -> Vec<Check> {
    let (words, book) = (&visit.words, visit.book());
    let own = received(book, asked, indicator);
    let check = |target: &&Target| {
        let of = promise_of(target);
        let (sum, handed) = handed(of, shares.iter().copied());
        Check {
            giver: target.giver_on(&book.tree, asked.days().0),
            min: of.min.to_string(),
            most: of.most().to_string(),
            of: promise(of),
            told: handed_words(words, of, sum, handed),
            is_off: handed != Handed::Whole,
        }
    };
    if !own.is_empty() {
        return own.iter().map(check).collect();
    }
    let sum: i64 = shares.iter().fold(0, |sum, share| share.min.saturating_add(sum));
    vec![Check {
        giver: words.say("hand-down-none-received"),
        min: String::new(),
        most: String::new(),
        of: String::new(),
        told: words.with("hand-down-sum-alone", "sum", count(sum)),
        is_off: false,
    }]
}

/// The sentences of the live sum with their places left open: the script fills in what the server would say.
fn says(words: &Words) -> [(&'static str, String); 4] {
    let open = |name: &'static str| (name, format!("{{{name}}}"));
    let values = [open("sum"), open("of"), open("by")];
    [
        ("left", words.fill("handed-left", &values)),
        ("whole", words.fill("handed-whole", &values)),
        ("over", words.fill("handed-over", &values)),
        ("alone", words.with("hand-down-sum-alone", "sum", "{sum}")),
    ]
}

/// Gives the fields of the decision.
pub(super) fn decision_groups(visit: &Visit, typed: &Typed, faults: &[CellFault]) -> Vec<Group> {
    let own: Vec<Fault> = faults.iter().map(|fault| fault.fault.clone()).collect();
    let make = FieldMaker::new(&visit.words, "targets", typed, &own);
    vec![Group {
        legend: Some(visit.words.say("hand-down-decision")),
        fields: vec![
            make.field("decision_no", Shape::Line),
            make.field("decision_on", Shape::Short),
            make.field("decision_by", Shape::Line),
        ],
    }]
}

/// Gives the fields that say which hand-down is meant.
pub(super) fn asked_groups(visit: &Visit, typed: &Typed, faults: &[CellFault]) -> Vec<Group> {
    let own: Vec<Fault> = faults.iter().map(|fault| fault.fault.clone()).collect();
    let make = FieldMaker::new(&visit.words, "hand-down", typed, &own);
    vec![Group {
        legend: None,
        fields: vec![make.field("period", Shape::Line), make.field("giver", Shape::Line)],
    }]
}

/// Gives the indicators to choose from: code, name, whether it is a column.
pub(super) fn choices(visit: &Visit, unit: UnitIndex, asked: Option<&Asked>) -> Vec<(String, String, bool)> {
    let is_column = |code: &str| asked.is_some_and(|asked| asked.measures.iter().any(|measure| measure.code == code));
    offered(visit, unit)
        .into_iter()
        .map(|(measure, name)| (measure.code.clone(), name, is_column(&measure.code)))
        .collect()
}

/// Says where a fault of a cell stands: at its unit and indicator, or in the file.
pub(super) fn fault_lines(visit: &Visit, asked: Option<&Asked>, faults: &[CellFault]) -> Vec<FaultLine> {
    let words = &visit.words;
    faults
        .iter()
        .map(|fault| {
            let told = sentence(words, &fault.fault.clone().bare());
            let place = Place::of_name(&fault.field);
            let whose = place.zip(asked).map(|(place, asked)| place_words(visit, asked, &place));
            let file = fault.fault.sheet.as_ref().map(|sheet| {
                let row = fault.fault.row.map(|row| row.to_string()).unwrap_or_default();
                let column = fault.fault.column.clone().unwrap_or_default();
                let key = if row.is_empty() {
                    "hand-down-in-sheet"
                } else {
                    "hand-down-in-cell"
                };
                words.fill(key, &[("sheet", sheet.clone()), ("row", row), ("column", column)])
            });
            let before: Vec<String> = file.into_iter().chain(whose).collect();
            FaultLine {
                href: Some(format!("#f-{}", fault.field)),
                text: if before.is_empty() {
                    format!("{}: {told}", label(words, &fault.field))
                } else {
                    format!("{}: {told}", before.join(", "))
                },
            }
        })
        .collect()
}

fn label(words: &Words, field: &str) -> String {
    match field {
        "decision_no" | "decision_on" | "decision_by" => words.keyed("targets", field, ""),
        "period" | "giver" | "indicators" | "seat" | "file" => words.keyed("hand-down", field, ""),
        _ => words.say("hand-down"),
    }
}

/// Names the receiver and the indicator of a cell.
pub(super) fn place_words(visit: &Visit, asked: &Asked, place: &Place) -> String {
    let (tree, words) = (&visit.book().tree, &visit.words);
    let unit = tree
        .index_of(place.unit)
        .map(|unit| tree.name_on(unit, asked.days().0).to_owned());
    let unit = match &place.member {
        Some(member) => member.clone(),
        None => unit.unwrap_or_default(),
    };
    let indicator = asked.measures.iter().find(|measure| measure.code == place.indicator);
    let indicator = indicator.map(|measure| full_name(visit, measure)).unwrap_or_default();
    words.fill("hand-down-place", &[("unit", unit), ("indicator", indicator)])
}

/// Holds one line of a rehearsal.
pub(super) struct Told {
    pub(super) place: String,
    pub(super) was: String,
    pub(super) now: String,
    pub(super) outcome: String,
}

/// Tells what would be recorded, line by line.
pub(super) fn told(visit: &Visit, asked: &Asked, outline: &Outline) -> Vec<Told> {
    let words = &visit.words;
    outline
        .lines
        .iter()
        .filter_map(|line| {
            let (was, outcome) = match &line.outcome {
                Outcome::Same => return None,
                Outcome::New => ("–".to_owned(), words.say("hand-down-new")),
                Outcome::Changed { was, decision } => {
                    let by = decision.clone().unwrap_or_else(|| words.say("targets-no-decision"));
                    (promise(*was), words.with("hand-down-changed", "decision", by))
                }
            };
            Some(Told {
                place: place_words(visit, asked, &line.place),
                was,
                now: promise(line.promise),
                outcome,
            })
        })
        .collect()
}

/// Counts in words what would be recorded.
pub(super) fn counted(words: &Words, outline: &Outline) -> String {
    let [new, changed, same] = outline.counts();
    let values = [("new", whole(new)), ("changed", whole(changed)), ("same", whole(same))];
    words.fill("hand-down-counted", &values)
}

/// Says in one sentence which hand-down it is.
pub(super) fn sum(visit: &Visit, asked: &Asked) -> String {
    let values = [
        ("giver", asked.giver.clone()),
        ("period", days(&visit.words, asked.days())),
    ];
    visit.words.fill("hand-down-sum", &values)
}
