//! What the page of changes shows.

use std::collections::BTreeSet;

use nennep_core::accounts::Measure;
use nennep_core::register::UnitId;
use nennep_core::text::{count, date_short};

use super::act::{Compared, Restated};
use crate::store::{Carrier, Explained, SubmissionDone};
use crate::web::bar::{Bar, period_words};
use crate::web::clock::local;
use crate::web::fact_words::{self, signed};
use crate::web::locked::{address_of, group_words};
use crate::web::names;
use crate::web::places::unit_path;
use crate::web::submitted::said_words;
use crate::web::table::{Cell, Column, TableRow};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Holds one figure with its reasons.
pub(super) struct RestatedPart {
    pub(super) name: String,
    pub(super) said: String,
    pub(super) reported: String,
    pub(super) head: String,
    pub(super) known: String,
    pub(super) difference: String,
    pub(super) href: String,
    pub(super) reasons: Vec<Reason>,
    pub(super) notes: Vec<String>,
}

/// Holds one reason.
pub(super) struct Reason {
    pub(super) by: String,
    pub(super) cause: String,
    pub(super) what: String,
    pub(super) entry: Option<(String, String)>,
    pub(super) on: String,
    pub(super) recorded: String,
    pub(super) decision: String,
}

/// Holds one paper that carries an old value.
pub(super) struct CarrierRow {
    pub(super) paper: String,
    pub(super) href: Option<String>,
    pub(super) whose: String,
    pub(super) name: String,
    pub(super) printed: String,
    pub(super) known: String,
}

impl Compared {
    /// The papers that carry an old value, each once.
    pub(super) fn papers(&self) -> BTreeSet<i64> {
        self.carriers.iter().map(|carrier| carrier.paper).collect()
    }
}

/// Each group that was reported, when it was, and where.
pub(super) fn compared_rows(visit: &Visit, bar: &Bar, compared: &Compared) -> Vec<(String, String, String)> {
    let unit = visit.book().tree.unit(bar.unit).id.0;
    let row = |(group, said): &(nennep_core::ledger::FigureGroup, SubmissionDone)| {
        let href = address_of(visit, unit, *group, bar.period);
        (group_words(&visit.words, *group), said_words(&visit.words, said), href)
    };
    compared.reported.iter().map(row).collect()
}

pub(super) fn parts(visit: &Visit, bar: &Bar, compared: &Compared) -> Vec<RestatedPart> {
    compared
        .restated
        .iter()
        .map(|restated| part(visit, bar, restated))
        .collect()
}

fn part(visit: &Visit, bar: &Bar, restated: &Restated) -> RestatedPart {
    let words = &visit.words;
    let told = &restated.told;
    let path = unit_path(&visit.book().tree.unit(bar.unit).code);
    let mut notes = Vec::new();
    if restated.is_promised_anew {
        notes.push(words.say("restatements-promised-anew"));
    }
    for later in &told.taken_back_later {
        let values = [
            ("no", count(later.no)),
            ("of", count(later.of)),
            ("on", day(&later.on)),
            ("count", count(later.count)),
        ];
        notes.push(words.fill("restatements-taken-back-later", &values));
    }
    if let Some(untold) = told.untold.filter(|untold| *untold != 0) {
        notes.push(words.with("restatements-untold", "count", signed(untold)));
    }
    RestatedPart {
        name: names::indicator(words, &restated.measure),
        said: said_words(&visit.words, &restated.said),
        reported: names::amount(&told.reported),
        head: words.with("trace-known", "head", count(visit.book().head)),
        known: names::amount(&told.known),
        difference: told.known.since(&told.reported).map_or_else(|| "≠".to_owned(), signed),
        href: bar.address(&format!("{path}/trace"), &[("indicator", &restated.measure.code)]),
        reasons: told.reasons.iter().map(|reason| reason_of(visit, reason)).collect(),
        notes,
    }
}

fn reason_of(visit: &Visit, reason: &Explained) -> Reason {
    let words = &visit.words;
    let cause = words.keyed("restatements-cause", reason.cause.code(), "");
    let Some(line) = &reason.entry else {
        return Reason {
            by: signed(reason.by),
            cause,
            what: words.say("restatements-formula"),
            entry: None,
            on: String::new(),
            recorded: String::new(),
            decision: String::new(),
        };
    };
    let tree = &visit.book().tree;
    let name = |code: &str| {
        let unit = tree.find(code).filter(|unit| visit.scope.sees(*unit));
        unit.map(|unit| tree.name_on(unit, visit.now.today()).to_owned())
    };
    let decision = line.decision.as_ref().map_or_else(String::new, |decision| {
        let on = decision.on.as_deref().map(day).unwrap_or_default();
        let no = decision.no.clone().unwrap_or_default();
        [no, on]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let fact = fact_words::happened(words, &line.fact);
    let what = name(&line.unit).map_or_else(|| fact.clone(), |unit| format!("{fact}, {unit}"));
    Reason {
        by: signed(reason.by),
        cause,
        what,
        entry: Some((format!("/entries/{}", line.no), count(line.no))),
        on: day(&line.on),
        recorded: local(&line.recorded_at)
            .map_or_else(String::new, |(time, day)| format!("{time} {}", date_short(day))),
        decision,
    }
}

fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), date_short)
}

pub(super) fn carrier_rows(visit: &Visit, compared: &Compared) -> Vec<CarrierRow> {
    compared
        .carriers
        .iter()
        .map(|carrier| carrier_row(visit, carrier))
        .collect()
}

fn carrier_row(visit: &Visit, carrier: &Carrier) -> CarrierRow {
    let words = &visit.words;
    let tree = &visit.book().tree;
    let index = |id: i64| tree.index_of(UnitId(id));
    let name = |id: i64| index(id).map(|unit| tree.name_on(unit, carrier.period.last_day()).to_owned());
    // A paper of a unit above the scope is named by its number alone: whose figure it is and how much is not told.
    let is_told = index(carrier.unit).is_some_and(|unit| visit.scope.sees(unit));
    let sees = index(carrier.reporter)
        .is_some_and(|unit| visit.scope.sees(unit) && visit.scope.may(crate::store::Deed::MakePapers, unit));
    let number = carrier
        .number
        .clone()
        .unwrap_or_else(|| words.say("restatements-draft"));
    let values = [
        ("number", number),
        ("period", period_words(words, carrier.period)),
        ("head", count(carrier.head)),
    ];
    let measure = visit.house.catalogs.indicators.resolve(&carrier.indicator);
    let indicator = |measure: Measure| names::indicator(words, &measure);
    CarrierRow {
        paper: words.fill("restatements-paper", &values),
        href: sees.then(|| format!("/papers/{}", carrier.paper)),
        whose: match name(carrier.unit).filter(|_| is_told) {
            Some(name) => name,
            None => words.say("restatements-above"),
        },
        name: measure.map_or_else(|| carrier.indicator.clone(), indicator),
        printed: if is_told {
            names::amount(&carrier.printed)
        } else {
            "…".to_owned()
        },
        known: if is_told {
            names::amount(&carrier.known)
        } else {
            "…".to_owned()
        },
    }
}

pub(super) fn columns(words: &Words) -> Vec<Column> {
    vec![
        Column::text("indicator", words.say("board-indicator")),
        Column::text("reported", words.say("restatements-reported")),
        Column::text("known", words.say("submissions-now")),
        Column::text("cause", words.say("restatements-cause")),
        Column::text("what", words.say("restatements-what")),
        Column::text("by", words.say("board-difference")),
        Column::text("on", words.say("trace-effective")),
        Column::text("recorded", words.say("restatements-recorded")),
        Column::text("decision", words.say("trace-decision")),
    ]
}

/// One row a reason, for a workbook.
pub(super) fn rows_of(visit: &Visit, compared: &Compared) -> Vec<TableRow> {
    let mut rows = Vec::new();
    for restated in &compared.restated {
        for reason in restated.told.reasons.iter().map(|reason| reason_of(visit, reason)) {
            rows.push(vec![
                Cell::text(names::indicator(&visit.words, &restated.measure)),
                Cell::text(names::amount(&restated.told.reported)),
                Cell::text(names::amount(&restated.told.known)),
                Cell::text(reason.cause),
                Cell::text(reason.what),
                Cell::text(reason.by),
                Cell::text(reason.on),
                Cell::text(reason.recorded),
                Cell::text(reason.decision),
            ]);
        }
    }
    rows
}
