//! Dialogues and matters in words and tables.

use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use super::record::{AUDIENCES, Dialogue, Matter};
use crate::store::Deed;
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::pages::FormPage;
use crate::web::places::{enterprise_path, name_in_charge};
use crate::web::shell::{Crumb, Shell};
use crate::web::table::{Cell, Column, TableRow};
use crate::web::unit_choice::committee_field;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Letters of a matter shown in a list.
const SHOWN: usize = 120;

/// Says with whom a dialogue was held.
pub(super) fn title(words: &Words, audience: &str) -> String {
    words.keyed("dialogues-with", audience, "")
}

/// Names the columns of dialogues.
pub(super) fn columns(words: &Words) -> [Column; 5] {
    [
        Column::text("dialogue", words.say("dialogues-column-dialogue")),
        Column::text("on", words.say("dialogues-column-on")),
        Column::text("unit", words.say("dialogues-column-unit")),
        Column::number("people", words.say("dialogues-column-people")),
        Column::number("matters", words.say("dialogues-column-matters")),
    ]
}

/// Puts a dialogue into the list; one that was taken back is told as such.
pub(super) fn row(visit: &Visit, dialogue: &Dialogue) -> TableRow {
    let words = &visit.words;
    let mut named = Cell::text(title(words, &dialogue.audience)).to(format!("/dialogues/{}", dialogue.id));
    if dialogue.is_reversed {
        named = named.noting(words.say("dialogues-reversed"));
    } else if let Some(place) = &dialogue.place {
        named = named.noting(place.clone());
    }
    vec![
        named,
        Cell::day(dialogue.on),
        Cell::text(name_in_charge(visit, dialogue.unit)),
        dialogue
            .people
            .map_or_else(|| Cell::text("–"), |people| Cell::number(people, count(people))),
        Cell::number(
            dialogue.matters,
            format!("{}/{}", count(dialogue.answered), count(dialogue.matters)),
        ),
    ]
}

/// Counts dialogues in words.
pub(super) fn summary(words: &Words, dialogues: &[Dialogue]) -> String {
    let held: Vec<&Dialogue> = dialogues.iter().filter(|dialogue| !dialogue.is_reversed).collect();
    // What was raised stays to be answered, also where the dialogue itself was taken back.
    let sum = |of: fn(&Dialogue) -> i64| dialogues.iter().map(of).sum::<i64>();
    let (matters, answered) = (sum(|dialogue| dialogue.matters), sum(|dialogue| dialogue.answered));
    let values = [
        ("held", whole(held.len())),
        ("matters", count(matters)),
        ("answered", count(answered)),
    ];
    words.fill("dialogues-sum", &values)
}

/// Names the columns of matters.
pub(super) fn matter_columns(words: &Words) -> [Column; 6] {
    [
        Column::text("matter", words.say("matters-column-matter")),
        Column::text("sort", words.say("matters-column-sort")),
        Column::text("answerer", words.say("matters-column-answerer")),
        Column::text("due", words.say("matters-column-due")),
        Column::text("raised", words.say("matters-column-raised")),
        Column::text("unit", words.say("matters-column-unit")),
    ]
}

/// Tells by how many days an answer is late; none once it is there.
pub(super) fn late(visit: &Visit, matter: &Matter) -> Option<i64> {
    let due = matter.due.filter(|_| matter.answer.is_none())?;
    let days = visit.now.today().days_since(due);
    (days > 0).then_some(days)
}

/// Says until when an answer is due, how late it is, or when it was given.
pub(super) fn due(visit: &Visit, matter: &Matter) -> String {
    let words = &visit.words;
    match (&matter.answer, matter.due, late(visit, matter)) {
        (Some(answer), ..) => words.with("matters-answered-on", "day", date_short(answer.on)),
        (None, Some(due), Some(days)) => words.fill("matters-late", &[("days", count(days)), ("day", date_short(due))]),
        (None, Some(due), None) => words.with("matters-due", "day", date_short(due)),
        (None, None, _) => words.say("matters-no-day"),
    }
}

/// Puts a matter into a list.
pub(super) fn matter_row(visit: &Visit, matter: &Matter) -> TableRow {
    let words = &visit.words;
    let mut content: String = matter.content.chars().take(SHOWN).collect();
    if content.len() < matter.content.len() {
        content.push('…');
    }
    let mut named = Cell::text(content).to(format!("/matters/{}", matter.id));
    if let Some((_, host)) = &matter.host {
        named = named.noting(host.clone());
    }
    let due_cell = Cell {
        text: due(visit, matter),
        order: Some(matter.due.map_or(i64::MAX, |due| due.ordinal().into())),
        ..Cell::default()
    };
    vec![
        named,
        Cell::text(sort(words, matter)),
        Cell::text(matter.answerer.clone()),
        if late(visit, matter).is_some() {
            due_cell.classed("late")
        } else {
            due_cell
        },
        Cell::day(matter.on),
        Cell::text(name_in_charge(visit, matter.unit)),
    ]
}

/// Says whether a matter was raised in a dialogue or is a proposal.
pub(super) fn sort(words: &Words, matter: &Matter) -> String {
    words.say(if matter.dialogue.is_some() {
        "matters-difficulty"
    } else {
        "matters-proposal"
    })
}

/// Counts matters in words.
pub(super) fn matters_summary(visit: &Visit, matters: &[Matter]) -> String {
    let open = matters.iter().filter(|matter| matter.answer.is_none()).count();
    let late = matters.iter().filter(|matter| late(visit, matter).is_some()).count();
    let values = [("open", whole(open)), ("late", whole(late))];
    visit.words.fill("matters-sum", &values)
}

/// Gives the fields of a dialogue.
pub(super) fn dialogue_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "dialogues", typed, faults);
    let audiences = AUDIENCES.map(|audience| (audience.to_owned(), title(words, audience)));
    vec![Group {
        legend: None,
        fields: vec![
            make.field("audience", Shape::Radios).offering(typed, audiences),
            make.field("held_on", Shape::Short),
            committee_field(visit, &make, typed, "unit"),
            make.optional("place", Shape::Line),
            make.optional("people", Shape::Short),
            make.optional("hosts", Shape::Area),
        ],
    }]
}

/// Gives the fields of a matter; a proposal names its committee.
pub(super) fn matter_groups(visit: &Visit, typed: &Typed, faults: &[Fault], is_proposal: bool) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "matters", typed, faults);
    let mut fields = Vec::new();
    if is_proposal {
        fields.push(committee_field(visit, &make, typed, "unit"));
    }
    fields.extend([
        make.field("content", Shape::Area),
        make.optional("host", Shape::Short),
        make.field("answerer", Shape::Line),
        make.field("raised_on", Shape::Short),
        make.optional("due_on", Shape::Short),
    ]);
    vec![Group { legend: None, fields }]
}

/// Gives the fields of an answer.
pub(super) fn answer_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "matters", typed, faults);
    vec![Group {
        legend: None,
        fields: vec![
            make.field("answer", Shape::Area),
            make.field("answered_on", Shape::Short),
        ],
    }]
}

/// Gives a step of the way to a page.
pub(super) fn crumb(visit: &Visit, key: &str, href: &str) -> Crumb {
    Crumb {
        label: visit.words.say(key),
        href: href.to_owned(),
    }
}

/// Makes the page of a form with its key.
fn form_page(
    visit: &Visit,
    title: &str,
    (action, back): (String, &str),
    (typed, faults): (&Typed, &[Fault]),
    groups: Vec<Group>,
) -> FormPage {
    let words = &visit.words;
    let mut shell = Shell::of(visit, words.say(title));
    shell.crumbs = vec![crumb(visit, "dialogues", "/dialogues")];
    FormPage {
        sum: words.say(&format!("{title}-sum")),
        submit: words.say(&format!("{title}-do")),
        hidden: vec![("key", typed.get("key").to_owned())],
        faults: fault_lines(words, &groups, faults),
        back: back.to_owned(),
        action,
        groups,
        shell,
    }
}

/// Makes the page with the form of a dialogue.
pub(super) fn dialogue_form(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let groups = dialogue_groups(visit, typed, faults);
    let leads = ("/dialogues".to_owned(), "/dialogues");
    form_page(visit, "dialogues-new", leads, (typed, faults), groups)
}

/// Makes the page with the form of a matter, of a dialogue or a proposal.
pub(super) fn matter_form(visit: &Visit, typed: &Typed, faults: &[Fault], dialogue: Option<i64>) -> FormPage {
    let groups = matter_groups(visit, typed, faults, dialogue.is_none());
    let (title, action, back) = match dialogue {
        Some(id) => (
            "matters-raise",
            format!("/dialogues/{id}/matters"),
            format!("/dialogues/{id}"),
        ),
        None => ("matters-propose", "/matters".to_owned(), "/matters".to_owned()),
    };
    form_page(visit, title, (action, &back), (typed, faults), groups)
}

#[derive(askama::Template)]
#[template(path = "dialogues/matter.html")]
pub(super) struct MatterPage {
    shell: Shell,
    sum: String,
    is_late: bool,
    content: String,
    host: Option<(String, String)>,
    dialogue: Option<i64>,
    answer: Option<(String, String)>,
    action: String,
    may_record: bool,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

/// Makes the page of a matter with the form of its answer.
pub(super) fn matter_page(
    visit: &Visit,
    matter: &Matter,
    unit: UnitIndex,
    (typed, faults): (&Typed, &[Fault]),
) -> MatterPage {
    let words = &visit.words;
    let groups = answer_groups(visit, typed, faults);
    let mut shell = Shell::of(visit, sort(words, matter)).about(visit, unit);
    shell.crumbs = vec![
        crumb(visit, "dialogues", "/dialogues"),
        crumb(visit, "matters", "/matters"),
    ];
    let values = [
        ("answerer", matter.answerer.clone()),
        ("day", date_short(matter.on)),
        ("due", due(visit, matter)),
        ("who", matter.officer.clone()),
    ];
    MatterPage {
        shell,
        sum: words.fill("matters-one-sum", &values),
        is_late: late(visit, matter).is_some(),
        content: matter.content.clone(),
        host: matter
            .host
            .as_ref()
            .map(|(code, name)| (enterprise_path(code), name.clone())),
        dialogue: matter.dialogue,
        answer: matter
            .answer
            .as_ref()
            .map(|answer| (date_short(answer.on), answer.words.clone())),
        action: format!("/matters/{}", matter.id),
        may_record: visit.scope.may_for(Deed::Record, unit, None),
        faults: fault_lines(words, &groups, faults),
        groups,
    }
}
