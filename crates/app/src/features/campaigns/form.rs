//! The form of a campaign into a plan.

use super::record::{Choice, PARTS_MAX, Plan};
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::form_reader::FormReader;
use crate::web::visit::Visit;

/// Days a campaign begins before today, or ends after it, at most.
const DAYS_MAX: i64 = 2 * 366;

/// Letters of a name at most.
const LETTERS_MAX: usize = 200;

/// Reads a plan, or tells all that is wrong with it; `known` are the accounts that may go.
pub(super) fn plan(visit: &Visit, typed: &Typed, known: &[i64]) -> Result<Plan, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let name = read.needed("name", LETTERS_MAX);
    let unit = read.committee("unit");
    let choice = read.word("choice", Choice::of);
    let (from, until) = (read.needed_day("from"), read.needed_day("until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        read.wrong("until", FaultKind::EndBeforeBeginning, &from.to_string());
    }
    let most = match read.count_from("most", 1) {
        None => Some(PARTS_MAX),
        Some(most) => usize::try_from(most).ok().filter(|most| *most <= PARTS_MAX),
    };
    if most.is_none() {
        read.wrong("most", FaultKind::TooMany, &PARTS_MAX.to_string());
    }
    let today = visit.now.today();
    for (field, day) in [("from", from), ("until", until)] {
        if day.is_some_and(|day| day.days_since(today).abs() > DAYS_MAX) {
            read.wrong(field, FaultKind::FarFromToday, "");
        }
    }
    let chosen: Vec<Option<i64>> = typed.all("surveyors").map(|text| text.parse().ok()).collect();
    let surveyors: Vec<i64> = chosen
        .iter()
        .copied()
        .flatten()
        .filter(|account| known.contains(account))
        .collect();
    if surveyors.len() < chosen.len() {
        // Who may not record there is named no further: the list is offered anew for the committee that was chosen.
        read.wrong_for("surveyors", FaultKind::NotAtUnit, chosen.len() - surveyors.len(), "");
    } else if surveyors.is_empty() {
        read.wrong("surveyors", FaultKind::MissingValue, "");
    }
    match (unit, choice, from.zip(until), most, read.is_clean()) {
        (Some(unit), Some(choice), Some((from, until)), Some(most), true) => {
            let tree = &visit.book().tree;
            let placement = tree.placement(visit.now.today());
            // An enterprise whose committee ended is visited by what that became.
            let inside = placement.inside(unit);
            let below = tree
                .indices()
                .filter(|below| inside.contains(placement.read_as(*below)));
            Ok(Plan {
                name,
                unit: tree.unit(unit).id,
                units: below.map(|below| tree.unit(below).id.0).collect(),
                choice,
                from,
                until,
                most,
                surveyors,
                key: typed.get("key").to_owned(),
                form: typed.content(),
            })
        }
        _ => Err(read.into_faults()),
    }
}
