//! Campaigns in words and tables.

use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use super::record::{Campaign, Choice, Part};
use crate::web::faults::Fault;
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::places::{enterprise_path, name_in_charge};
use crate::web::table::{Cell, Column, TableRow};
use crate::web::unit_choice::committee_field;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// What a person was given and has done.
pub(super) struct Share {
    pub(super) account: i64,
    pub(super) name: String,
    pub(super) given: String,
    pub(super) done: String,
    pub(super) left: String,
    pub(super) is_over: bool,
}

/// Says how long a campaign has, or how late it is.
pub(super) fn state(visit: &Visit, campaign: &Campaign) -> (String, bool) {
    if campaign.is_closed {
        return (visit.words.say("campaigns-state-closed"), false);
    }
    let days = campaign.until.days_since(visit.now.today());
    let is_late = days < 0 && campaign.done < campaign.all;
    let key = if days < 0 {
        "campaigns-state-late"
    } else {
        "campaigns-state-left"
    };
    (visit.words.with(key, "days", count(days.abs())), is_late)
}

/// Names the columns of the list.
pub(super) fn columns(words: &Words) -> [Column; 5] {
    [
        Column::text("name", words.say("campaigns-column-name")),
        Column::text("unit", words.say("campaigns-column-unit")),
        Column::text("until", words.say("campaigns-column-until")),
        Column::number("done", words.say("campaigns-column-done")),
        Column::text("state", words.say("campaigns-column-state")),
    ]
}

/// Puts a campaign into the list.
pub(super) fn row(visit: &Visit, campaign: &Campaign) -> TableRow {
    let (state, is_late) = state(visit, campaign);
    let state = Cell::text(state);
    vec![
        Cell::text(campaign.name.clone()).to(format!("/campaigns/{}", campaign.id)),
        Cell::text(name_in_charge(visit, campaign.unit)),
        Cell::day(campaign.until),
        Cell::number(
            campaign.done,
            format!("{}/{}", count(campaign.done), count(campaign.all)),
        ),
        if is_late { state.classed("late") } else { state },
    ]
}

/// Counts campaigns in words.
pub(super) fn summary(visit: &Visit, campaigns: &[Campaign]) -> String {
    let open: Vec<&Campaign> = campaigns.iter().filter(|campaign| !campaign.is_closed).collect();
    let left: i64 = open.iter().map(|campaign| campaign.all - campaign.done).sum();
    let late = open.iter().filter(|campaign| state(visit, campaign).1).count();
    let values = [
        ("open", whole(open.len())),
        ("left", count(left)),
        ("late", whole(late)),
    ];
    visit.words.fill("campaigns-sum", &values)
}

/// Names the columns of a campaign's enterprises.
pub(super) fn part_columns(words: &Words) -> [Column; 5] {
    [
        Column::text("enterprise", words.say("campaigns-column-enterprise")),
        Column::text("ward", words.say("campaigns-column-ward")),
        Column::text("surveyor", words.say("campaigns-column-surveyor")),
        Column::text("outcome", words.say("campaigns-column-outcome")),
        Column::text("on", words.say("campaigns-column-on")),
    ]
}

/// Puts an enterprise of a campaign into its list: what was found, or where to record it.
pub(super) fn part_row(words: &Words, part: &Part, may_visit: bool) -> TableRow {
    let path = enterprise_path(&part.tax_code);
    let (outcome, on) = match &part.done {
        Some((survey, on, outcome)) => (
            Cell::text(words.say(&format!("surveys-outcome-{outcome}"))).to(format!("/surveys/{survey}")),
            Cell::day(*on),
        ),
        None if may_visit => (
            Cell::text(words.say("campaigns-visit")).to(format!("{path}/survey")),
            Cell::text(String::new()),
        ),
        None => (Cell::text(String::new()), Cell::text(String::new())),
    };
    vec![
        Cell::text(part.name.clone()).to(path),
        Cell::text(part.ward.clone().unwrap_or_default()),
        Cell::text(part.surveyor.clone()),
        outcome,
        on,
    ]
}

/// Adds up what each person was given.
pub(super) fn people(parts: &[Part]) -> Vec<Share> {
    let mut people: Vec<(i64, &str, usize, usize)> = Vec::new();
    for part in parts {
        let done = usize::from(part.done.is_some());
        match people.iter_mut().find(|(account, ..)| *account == part.account) {
            Some((_, _, given, made)) => (*given, *made) = (*given + 1, *made + done),
            None => people.push((part.account, &part.surveyor, 1, done)),
        }
    }
    people
        .into_iter()
        .map(|(account, name, given, done)| Share {
            account,
            name: name.to_owned(),
            given: whole(given),
            done: whole(done),
            left: whole(given - done),
            is_over: given == done,
        })
        .collect()
}

/// Gives the fields with which a campaign is planned.
pub(super) fn groups(visit: &Visit, typed: &Typed, faults: &[Fault], known: &[(i64, String)]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "campaigns", typed, faults);
    let choices = Choice::ALL.map(|choice| {
        let code = choice.code();
        (code.to_owned(), words.keyed("campaigns-choice", code, ""))
    });
    let people = known.iter().map(|(account, name)| (account.to_string(), name.clone()));
    vec![
        Group {
            legend: None,
            fields: vec![
                make.field("name", Shape::Line),
                committee_field(visit, &make, typed, "unit"),
                make.field("choice", Shape::Radios).offering(typed, choices),
                make.optional("most", Shape::Short),
            ],
        },
        Group {
            legend: None,
            fields: vec![
                make.field("from", Shape::Short),
                make.field("until", Shape::Short),
                make.field("surveyors", Shape::Checks).offering(typed, people),
            ],
        },
    ]
}

/// Says how a campaign stands in one line.
pub(super) fn one(visit: &Visit, campaign: &Campaign, unit: UnitIndex) -> String {
    let values = [
        ("unit", visit.book().tree.name_on(unit, visit.now.today()).to_owned()),
        ("done", count(campaign.done)),
        ("all", count(campaign.all)),
        ("from", date_short(campaign.from)),
        ("until", date_short(campaign.until)),
        ("state", state(visit, campaign).0),
    ];
    visit.words.fill("campaigns-one-sum", &values)
}
