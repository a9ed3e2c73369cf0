//! The figures of a place beside what was said of them, and the deeds there are.

use nennep_core::accounts::Measure;
use nennep_core::progress::{Amount, Changed, Figure, SubmissionDeed, SubmissionStanding, changed};
use nennep_core::text::count;

use super::form::seen_of;
use super::page::action;
use crate::store::{Submission, figures_of};
use crate::web::errors::percent;
use crate::web::fact_words::signed;
use crate::web::names;
use crate::web::places::unit_path;
use crate::web::submitted::{Place, said_words};
use crate::web::visit::Visit;

/// Deeds by the word of their address.
pub(super) const DEEDS: [&str; 8] = [
    "submission",
    "return",
    "acceptance",
    "closing",
    "opening-request",
    "opening-refusal",
    "opening",
    "closing-again",
];

/// Gives the word of a deed's address.
pub(super) fn word_of(deed: &SubmissionDeed) -> &'static str {
    match deed {
        SubmissionDeed::Submitted => "submission",
        SubmissionDeed::Returned => "return",
        SubmissionDeed::Accepted => "acceptance",
        SubmissionDeed::Closed => "closing",
        SubmissionDeed::OpeningAsked { .. } => "opening-request",
        SubmissionDeed::OpeningRefused => "opening-refusal",
        SubmissionDeed::Opened => "opening",
        SubmissionDeed::ClosedAgain => "closing-again",
    }
}

/// Holds one figure of the sheet.
#[derive(Clone, Debug)]
pub(super) struct SheetRow {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_within: bool,
    /// What was said; `None` while nothing was.
    pub(super) reported: Option<String>,
    pub(super) known: String,
    pub(super) is_missing: bool,
    pub(super) difference: Option<String>,
    /// Whether something else is promised now than was when it was said.
    pub(super) is_promised_anew: bool,
    pub(super) promised: String,
    pub(super) remark: Option<String>,
    pub(super) href: String,
}

/// Holds all figures of the group beside what was said of them.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) rows: Vec<SheetRow>,
    /// Whether anything was said yet.
    pub(super) is_said: bool,
    pub(super) said_on: String,
    pub(super) known_label: String,
    /// How many figures are not what was said.
    pub(super) changed: usize,
    /// How many are not recorded.
    pub(super) missing: usize,
    pub(super) seen: String,
    /// How much was done so far.
    pub(super) done: usize,
    /// Where the sheet is sent when it is returned; its rows take a reason then.
    pub(super) returned: Option<String>,
}

impl Sheet {
    pub(super) fn of(visit: &Visit, place: &Place, submission: Option<&Submission>, known: &[Figure]) -> Self {
        let words = &visit.words;
        let said = submission.and_then(Submission::reported);
        let reported = said.and_then(|done| done.figures.as_deref());
        let changes = reported.map(|reported| changed(reported, known)).unwrap_or_default();
        let remarks = submission.map(Submission::open_remarks).unwrap_or_default();
        let rows = measures(visit, place, known, reported.unwrap_or_default());
        let rows: Vec<SheetRow> = rows
            .into_iter()
            .map(|measure| row(visit, place, &measure, (reported, known), &changes, remarks))
            .collect();
        let state = submission.map(Submission::state).unwrap_or_default();
        let standing = state.standing_on(visit.now.today());
        let returns = matches!(standing, SubmissionStanding::Submitted | SubmissionStanding::Accepted)
            && place.may(visit, &SubmissionDeed::Returned);
        Self {
            is_said: said.is_some(),
            said_on: said.map_or_else(String::new, |done| said_words(&visit.words, done)),
            known_label: words.with("submissions-known", "head", count(visit.book().head)),
            changed: changes.len(),
            missing: rows.iter().filter(|row| row.is_missing).count(),
            seen: seen_of(known),
            done: submission.map_or(0, |submission| submission.done.len()),
            returned: returns.then(|| action(visit, place, &SubmissionDeed::Returned)),
            rows,
        }
    }
}

/// Every figure the catalogue lists of the group, recorded or not, and whatever else was said or is known.
fn measures(visit: &Visit, place: &Place, known: &[Figure], reported: &[Figure]) -> Vec<Measure> {
    let catalog = &visit.house.catalogs.indicators;
    let as_figure = |measure: &Measure| Figure {
        indicator: measure.code.clone(),
        value: Amount::Missing(None),
        of: None,
        targets: Vec::new(),
        claims: Vec::new(),
    };
    let set = nennep_core::progress::FigureSet {
        unit: String::new(),
        tree_on: None,
        from: place.key.period.first_day(),
        to: place.key.period.last_day(),
        head: 0,
        figures: catalog.listed().map(|measure| as_figure(&measure)).collect(),
        children: None,
    };
    let listed = figures_of(catalog, place.key.group, &set);
    let mut codes: Vec<&str> = listed.iter().map(|figure| figure.indicator.as_str()).collect();
    for figure in known.iter().chain(reported) {
        if !codes.contains(&figure.indicator.as_str()) {
            codes.push(&figure.indicator);
        }
    }
    codes.into_iter().filter_map(|code| catalog.resolve(code)).collect()
}

fn row(
    visit: &Visit,
    place: &Place,
    measure: &Measure,
    (reported, known): (Option<&[Figure]>, &[Figure]),
    changes: &[Changed],
    remarks: &[(String, String)],
) -> SheetRow {
    let find = |figures: &[Figure]| figures.iter().find(|figure| figure.indicator == measure.code).cloned();
    let value = |figure: &Option<Figure>| {
        figure
            .as_ref()
            .map_or(Amount::Missing(None), |figure| figure.value.clone())
    };
    let now = find(known);
    let change = changes.iter().find(|change| change.indicator == measure.code);
    let path = unit_path(&visit.book().tree.unit(place.unit).code);
    let indicator = percent(&measure.code);
    let promised = now.iter().flat_map(|figure| &figure.targets);
    let promised: Vec<String> = promised
        .filter(|target| target.member.is_none())
        .map(|target| match target.max.filter(|max| *max != target.min) {
            Some(max) => format!("{}–{}", count(target.min), count(max)),
            None => count(target.min),
        })
        .collect();
    SheetRow {
        code: measure.code.clone(),
        name: names::indicator(&visit.words, measure),
        is_within: measure.filter.is_some(),
        reported: reported.map(|reported| names::amount(&value(&find(reported)))),
        known: names::amount(&value(&now)),
        is_missing: value(&now).is_missing(),
        difference: change.and_then(difference),
        is_promised_anew: change.is_some_and(|change| change.is_promised_anew),
        promised: promised.join(", "),
        remark: remarks
            .iter()
            .find(|(code, _)| *code == measure.code)
            .map(|(_, words)| words.clone()),
        href: format!("{path}/trace?indicator={indicator}&period={}", place.key.period),
    }
}

/// What is known less what was said; `None` where only the promise changed.
fn difference(change: &Changed) -> Option<String> {
    if change.reported == change.known {
        return None;
    }
    let by = change.known.since(&change.reported);
    Some(by.map_or_else(|| "≠".to_owned(), signed))
}
