//! What the page of the calendar shows.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::SubmissionStanding;
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use crate::store::Deed;
use crate::web::bar::{period_words, quarter_of};
use crate::web::due::{Due, DueRow, Wanted};
use crate::web::locked::group_words;
use crate::web::places::unit_path;
use crate::web::shell::Shell;
use crate::web::submitted::{calendar_address, due_short, standing_words};
use crate::web::table::{Cell, Column, Filter, Listing, TableRow};
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// States by which the calendar is filtered.
const STATES: [&str; 6] = ["waiting", "late", "submitted", "accepted", "closed", "changed"];

#[derive(askama::Template)]
#[template(path = "reporting/calendar.html")]
pub(super) struct Calendar {
    shell: Shell,
    sum: String,
    listing: Listing,
    is_empty: bool,
    /// Who was told upward: units long behind, in words.
    escalated: Vec<String>,
    unit: String,
    period: String,
    may_close: bool,
    may_remind: bool,
    steps: Vec<(String, String, bool)>,
}

impl Calendar {
    pub(super) fn of(
        visit: &Visit,
        wanted: Wanted,
        due: &[DueRow],
        (shell, sum, listing): (Shell, String, Listing),
    ) -> Self {
        let below = || due.iter().filter(|row| row.unit != wanted.unit);
        let places = || below().flat_map(|row| row.places.iter().flatten());
        let today = visit.now.today();
        let late = |row: &&DueRow| {
            let mut places = row.places.iter().flatten();
            places.any(|due| due.waits() && due.escalate_on.is_some_and(|day| day <= today))
        };
        let may = visit.scope.may(Deed::ClosePeriods, wanted.unit);
        Self {
            shell,
            sum,
            listing,
            is_empty: due.is_empty(),
            escalated: below().filter(late).map(|row| row.name.clone()).collect(),
            unit: visit.book().tree.unit(wanted.unit).code.clone(),
            period: wanted.period.to_string(),
            may_close: may && places().any(|due| due.standing == SubmissionStanding::Accepted && due.changed == 0),
            may_remind: may && wanted.period.last_day() < today && places().any(Due::waits),
            steps: steps(visit, wanted),
        }
    }
}

/// The period before the year of the one shown, the quarters of that year, its halves and nine months, the year, and the one after.
fn periods(visit: &Visit, shown: Period) -> Vec<Period> {
    let year = shown.last_day().year();
    let quarter = |quarter: u32| Period::Quarter { year, quarter };
    let first = quarter(1).first_day();
    let mut periods = vec![quarter_of(first.previous())];
    periods.extend((1..=4).map(quarter));
    periods.push(Period::HalfYear { year, half: 1 });
    periods.push(Period::NineMonths { year });
    periods.push(Period::Year { year });
    periods.push(quarter_of(quarter(4).last_day().next()));
    if !periods.contains(&shown) {
        periods.insert(0, shown);
    }
    periods.retain(|period| period.first_day() <= visit.now.today());
    periods
}

fn steps(visit: &Visit, wanted: Wanted) -> Vec<(String, String, bool)> {
    let step = |period: Period| {
        let href = calendar_address(visit, wanted.unit, period);
        (href, period_words(&visit.words, period), period == wanted.period)
    };
    periods(visit, wanted.period).into_iter().map(step).collect()
}

/// Tells whether any of a unit's places is in the state asked for.
pub(super) fn fits(row: &DueRow, state: &str, today: Day) -> bool {
    let is = |due: &Due| match state {
        "waiting" => due.waits(),
        "late" => due.is_late(today),
        "changed" => due.changed > 0,
        other => due.standing.code() == other,
    };
    !STATES.contains(&state) || row.places.iter().flatten().any(is)
}

/// Leaves the groups whose figures the officer accepts at a unit.
pub(super) fn of_lines(mut row: DueRow, visit: &Visit, receiver: UnitIndex) -> DueRow {
    for place in &mut row.places {
        let is_own = |due: &Due| {
            visit
                .scope
                .may_for(Deed::ClosePeriods, receiver, due.place.key.group.line())
        };
        *place = place.take().filter(is_own);
    }
    row
}

pub(super) fn columns(words: &Words) -> Vec<Column> {
    let groups = FigureGroup::ALL.map(|group| Column::text(group.code(), group_words(words, group)));
    std::iter::once(Column::text("unit", words.say("reporting-column-unit")))
        .chain(groups)
        .collect()
}

pub(super) fn cells(visit: &Visit, row: &DueRow) -> TableRow {
    let tree = &visit.book().tree;
    let path = unit_path(&tree.unit(row.unit).code);
    let mut cells = vec![Cell::text(row.name.clone()).to(path)];
    for due in &row.places {
        cells.push(match due {
            Some(due) => cell(visit, due),
            None => Cell::text("–"),
        });
    }
    cells
}

fn cell(visit: &Visit, due: &Due) -> Cell {
    let words = &visit.words;
    let mut notes = Vec::new();
    let mut is_late = false;
    match due.due_on {
        Some(due_on) if due.waits() => {
            let (said, late) = due_short(visit, due_on);
            is_late = late || due.standing == SubmissionStanding::Returned;
            notes.push(said);
            if !late && due.remind_on.is_some_and(|day| day <= visit.now.today()) {
                notes.push(words.say("reporting-soon"));
            }
        }
        Some(_) | None => notes.extend(due.since.map(date_short)),
    }
    if due.changed > 0 {
        is_late = true;
        notes.push(words.with("reporting-changed", "count", whole(due.changed)));
    }
    if due.is_asked {
        is_late = true;
        notes.push(words.say("reporting-asked"));
    }
    if let Some(day) = due.reminded_on.filter(|_| due.waits()) {
        notes.push(words.with("reporting-reminded", "on", date_short(day)));
    }
    let said = if due.waits() && due.standing == SubmissionStanding::Draft {
        words.say("reporting-not-submitted")
    } else {
        standing_words(visit, due.standing)
    };
    let mut cell = Cell::text(said).to(due.place.address(visit));
    if !notes.is_empty() {
        cell = cell.noting(notes.join("; "));
    }
    if is_late { cell.classed("late") } else { cell }
}

/// One sentence: how many of those who owe have submitted, how many are behind, and how far the period is closed.
pub(super) fn sentence(visit: &Visit, wanted: Wanted, due: &[DueRow]) -> String {
    let below: Vec<&Due> = due
        .iter()
        .filter(|row| row.unit != wanted.unit || due.len() == 1)
        .flat_map(|row| row.places.iter().flatten())
        .filter(|due| due.due_on.is_some())
        .collect();
    if below.is_empty() {
        return visit.words.say("reporting-sentence-none");
    }
    let today = visit.now.today();
    let number = |fits: &dyn Fn(&Due) -> bool| whole(below.iter().filter(|due| fits(due)).count());
    let closed = |due: &Due| due.standing == SubmissionStanding::Closed;
    visit.words.fill(
        "reporting-sentence",
        &[
            ("done", number(&|due| !due.waits())),
            ("all", whole(below.len())),
            ("late", number(&|due| due.is_late(today))),
            ("closed", number(&closed)),
            ("changed", number(&|due| due.changed > 0)),
            ("head", count(visit.book().head)),
        ],
    )
}

pub(super) fn filters(visit: &Visit, wanted: Wanted, state: &str) -> Vec<Filter> {
    let words = &visit.words;
    let filter = |name: &'static str, value: String, choices: Vec<(String, String)>| Filter {
        name,
        label: words.say(&format!("reporting-filter-{name}")),
        kind: "text",
        value,
        choices,
    };
    let choice = |period: Period| (period.to_string(), period_words(words, period));
    let choices = periods(visit, wanted.period).into_iter().map(choice).collect();
    let states = STATES.map(|state| (state.to_owned(), words.keyed("reporting-state", state, "")));
    vec![
        filter(
            "unit",
            visit.book().tree.unit(wanted.unit).code.clone(),
            unit_choices(visit),
        ),
        filter("period", wanted.period.to_string(), choices),
        filter("state", state.to_owned(), states.to_vec()),
    ]
}
