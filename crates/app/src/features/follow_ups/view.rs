//! Requests and proposals in words, tables and on paper.

use minijinja::context;
use nennep_core::accounts::Shape as Measured;
use nennep_core::calendar::Day;
use nennep_core::progress::{Shortfall, Target};
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::text::{count, date_short, whole};
use nennep_documents::blocks::{Appendix, Cell as PaperCell, Column as PaperColumn, Paper};

use super::record::{Asked, FollowUp, Making, StoodRow};
use crate::store::Outlook;
use crate::web::faults::Fault;
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::names;
use crate::web::outlook_words::{amount, fraction, promise, standing};
use crate::web::papers::{FollowUpKind, drafted};
use crate::web::places::{in_charge, name_in_charge};
use crate::web::shell::Crumb;
use crate::web::table::{Cell, Column, TableRow};
use crate::web::visit::Visit;
use crate::web::words::{Language, Words};

/// Papers are written in Vietnamese, whatever the officer reads the pages in.
const PAPER: Words = Words {
    language: Language::Vietnamese,
};

/// Names a kind.
pub(super) fn title(words: &Words, kind: FollowUpKind) -> String {
    words.keyed("follow-up", kind.code(), "")
}

/// Gives the step of the way to the list.
pub(super) fn crumbs(visit: &Visit, with_list: bool) -> Vec<Crumb> {
    let step = |key: &str, href: &str| Crumb {
        label: visit.words.say(key),
        href: href.to_owned(),
    };
    let mut crumbs = vec![step("shortfalls", "/shortfalls")];
    if with_list {
        crumbs.push(step("follow-ups", "/follow-ups"));
    }
    crumbs
}

/// Names who asks by its name of a day, also where it lies above the officer's own scope: a request says who sends it.
pub(super) fn asker(visit: &Visit, unit: i64, on: Day) -> String {
    let tree = &visit.book().tree;
    let unit = tree.index_of(UnitId(unit));
    unit.map_or_else(String::new, |unit| tree.name_on(unit, on).to_owned())
}

/// Names who gave a target: the unit by its name of the day, or the words it was written in.
fn giver(visit: &Visit, (unit, words): (Option<i64>, &str), on: Day) -> String {
    unit.map_or_else(|| words.to_owned(), |unit| asker(visit, unit, on))
}

/// Names who is to answer as it was called on the day of the figures; of a unit that ended, also who answers for it today.
pub(super) fn receiver(visit: &Visit, one: &FollowUp, asked: &Asked) -> String {
    let (name, today) = (asker(visit, asked.unit, one.figures_on), visit.now.today());
    let heir = in_charge(visit, Some(asked.unit), today).map(|unit| visit.book().tree.unit(unit).id.0);
    let name = match heir.filter(|heir| *heir != asked.unit) {
        Some(_) => {
            let values = [("unit", name), ("heir", name_in_charge(visit, asked.unit))];
            visit.words.fill("follow-ups-heir", &values)
        }
        None => name,
    };
    match &asked.member {
        Some(member) => format!("{member}, {name}"),
        None => name,
    }
}

/// Names the columns of the list.
pub(super) fn columns(words: &Words) -> [Column; 5] {
    [
        Column::text("request", words.say("follow-ups-column-request")),
        Column::text("asker", words.say("follow-ups-column-asker")),
        Column::text("made", words.say("follow-ups-column-made")),
        Column::unbroken("answered", words.say("follow-ups-column-answered")),
        Column::text("state", words.say("follow-ups-column-state")),
    ]
}

/// Puts a request or proposal into the list; who is late with the answer is named.
pub(super) fn row(visit: &Visit, one: &FollowUp) -> TableRow {
    let words = &visit.words;
    let all = one.receivers.len();
    let answered = all - one.silent().len();
    let (state, is_late) = state(visit, one);
    let mut state = Cell {
        text: state,
        order: Some(one.due_on.ordinal().into()),
        ..Cell::default()
    };
    if is_late {
        let silent: Vec<String> = one
            .silent()
            .into_iter()
            .map(|asked| receiver(visit, one, asked))
            .collect();
        state = state.noting(silent.join("; ")).classed("late");
    }
    vec![
        Cell::text(title(words, one.kind)).to(format!("/follow-ups/{}", one.id)),
        Cell::text(asker(visit, one.unit, one.made_on)),
        Cell::day(one.made_on),
        Cell::number(
            i64::try_from(answered).unwrap_or(i64::MAX),
            format!("{}/{}", whole(answered), whole(all)),
        ),
        state,
    ]
}

/// Says whether it is closed, answered, still in time or late, and whether somebody must act.
pub(super) fn state(visit: &Visit, one: &FollowUp) -> (String, bool) {
    let (words, today) = (&visit.words, visit.now.today());
    if let Some((on, _)) = &one.closing {
        return (words.with("follow-ups-closed-on", "day", date_short(*on)), false);
    }
    if one.silent().is_empty() {
        return (words.say("follow-ups-all-answered"), false);
    }
    let (from, until) = (one.due_on.min(today), one.due_on.max(today));
    let days = visit.house.catalogs.holidays.working_days_between(from, until);
    let key = if one.is_overdue(today) {
        "follow-ups-late"
    } else {
        "follow-ups-left"
    };
    let values = [("days", count(i64::from(days))), ("day", date_short(one.due_on))];
    (words.fill(key, &values), one.is_overdue(today))
}

/// Counts requests and proposals in words.
pub(super) fn summary(visit: &Visit, listed: &[FollowUp]) -> String {
    let today = visit.now.today();
    let number = |fits: &dyn Fn(&FollowUp) -> bool| whole(listed.iter().filter(|one| fits(one)).count());
    let values = [
        ("all", whole(listed.len())),
        ("open", number(&|one| one.closing.is_none())),
        ("late", number(&|one| one.is_overdue(today))),
    ];
    visit.words.fill("follow-ups-sum", &values)
}

/// One target as the page shows it.
pub(super) struct RowShown {
    pub(super) indicator: String,
    pub(super) receiver: String,
    pub(super) giver: String,
    pub(super) to: String,
    pub(super) fraction: String,
    pub(super) forecast: String,
    pub(super) missing: String,
    pub(super) state: String,
    pub(super) is_late: bool,
}

/// One of those who are to answer, as the page shows it.
pub(super) struct AskedShown {
    pub(super) name: String,
    pub(super) answer: Option<(String, String)>,
    /// Where the answer is recorded, for whoever may.
    pub(super) href: Option<String>,
    pub(super) is_late: bool,
}

/// Shows the targets as they stood, those of the receivers that are seen.
pub(super) fn stood(visit: &Visit, one: &FollowUp, rows: &[StoodRow]) -> Vec<RowShown> {
    let words = &visit.words;
    let shown = |row: &StoodRow| {
        let asked = one.receivers.iter().find(|asked| asked.place == row.receiver)?;
        let measure = visit.house.catalogs.indicators.resolve(&row.indicator);
        let is_ratio = measure
            .as_ref()
            .is_some_and(|measure| matches!(measure.indicator.shape, Measured::Ratio { .. }));
        let number = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), |value| amount(is_ratio, value));
        Some(RowShown {
            indicator: measure.map_or_else(|| row.indicator.clone(), |measure| names::indicator(words, &measure)),
            receiver: receiver(visit, one, asked),
            giver: giver(visit, (row.giver_unit, &row.giver), one.figures_on),
            to: date_short(row.to),
            fraction: format!("{}/{}", number(row.result), promise(is_ratio, (row.min, row.max))),
            forecast: number(row.forecast),
            missing: number(row.missing),
            state: words.keyed("shortfall", row.shortfall.code(), ""),
            is_late: matches!(row.shortfall, Shortfall::Overdue | Shortfall::WillMiss),
        })
    };
    rows.iter().filter_map(shown).collect()
}

/// Shows those who are to answer; `may_answer` tells at which units the officer records it.
pub(super) fn asked(visit: &Visit, one: &FollowUp, may_answer: impl Fn(UnitIndex) -> bool) -> Vec<AskedShown> {
    let today = visit.now.today();
    let shown = |asked: &Asked| {
        let unit = in_charge(visit, Some(asked.unit), today);
        let may = one.closing.is_none() && unit.is_some_and(&may_answer);
        AskedShown {
            name: receiver(visit, one, asked),
            answer: asked
                .answer
                .as_ref()
                .map(|answer| (date_short(answer.on), answer.words.clone())),
            href: may.then(|| format!("/follow-ups/{}/answers/{}", one.id, asked.place)),
            is_late: asked.answer.is_none() && one.is_overdue(today),
        }
    };
    one.receivers.iter().map(shown).collect()
}

/// Gives the fields of a request or proposal: first the targets that were offered, or all that are short.
pub(super) fn groups(
    visit: &Visit,
    (typed, faults): (&Typed, &[Fault]),
    unit: UnitIndex,
    found: &[Outlook<'_>],
) -> Vec<Group> {
    let words = &visit.words;
    let offered: Vec<&str> = typed.all("offered").collect();
    let is_offered = |outlook: &&Outlook<'_>| {
        let number = outlook.target.no.0.to_string();
        outlook.may_be_followed(unit) && (offered.is_empty() || offered.contains(&number.as_str()))
    };
    let choice = |outlook: &Outlook<'_>| (outlook.target.no.0.to_string(), told(visit, outlook));
    let rows: Vec<(String, String)> = found.iter().filter(is_offered).map(choice).collect();
    let make = FieldMaker::new(words, "follow-ups", typed, faults);
    let kinds = FollowUpKind::ALL.map(|kind| (kind.code().to_owned(), title(words, kind)));
    vec![Group {
        legend: None,
        fields: vec![
            make.field("kind", Shape::Radios).offering(typed, kinds),
            make.field("rows", Shape::Checks).offering(typed, rows),
            make.field("reason", Shape::Area),
            make.field("due_on", Shape::Short),
        ],
    }]
}

/// Says a target in one line: what, who, how far, by whom and until when, and how it stands.
fn told(visit: &Visit, outlook: &Outlook<'_>) -> String {
    let (words, target) = (&visit.words, outlook.target);
    let unit = visit.book().tree.name_on(outlook.unit, outlook.judged_on).to_owned();
    let values = [
        ("indicator", names::indicator(words, &outlook.measure)),
        (
            "receiver",
            target
                .member
                .clone()
                .map_or(unit.clone(), |member| format!("{member}, {unit}")),
        ),
        ("fraction", fraction(outlook)),
        ("giver", outlook.giver.clone()),
        ("to", date_short(target.to)),
        ("standing", standing(words, outlook)),
    ];
    words.fill("follow-ups-row", &values)
}

/// Gives the fields of an answer.
pub(super) fn answer_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "follow-ups", typed, faults);
    vec![Group {
        legend: None,
        fields: vec![
            make.field("answer", Shape::Area),
            make.field("answered_on", Shape::Short),
        ],
    }]
}

/// Gives the field of a closing.
pub(super) fn closing_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "follow-ups", typed, faults);
    vec![Group {
        legend: None,
        fields: vec![make.field("closing", Shape::Area)],
    }]
}

/// Composes the paper: the words of its kind and the list of the targets with both numbers; its number stays open.
///
/// # Errors
/// When the wording asks for something unknown, or no layout is in force on the day.
pub(super) fn compose(visit: &Visit, making: &Making) -> anyhow::Result<Paper> {
    let (catalogs, tree) = (&visit.house.catalogs, &visit.book().tree);
    let wording = catalogs.follow_ups.of(making.kind);
    let dated = making.made_on;
    let unit = tree.index_of(making.unit);
    let unit = unit.ok_or_else(|| anyhow::anyhow!("the unit {} is gone", making.unit.0))?;
    let named = |receiver: &super::record::Receiver| {
        let name = asker(visit, receiver.unit.0, dated);
        receiver
            .member
            .clone()
            .map_or(name.clone(), |member| format!("{member}, {name}"))
    };
    let receivers: Vec<String> = making.receivers.iter().map(named).collect();
    let values = context! {
        don_vi => tree.name_on(unit, dated),
        den_ngay => date_short(making.figures_on),
        so_dong => whole(making.rows.len()),
        so_don_vi => whole(receivers.len()),
        ly_do => &making.reason,
        han => date_short(making.due_on),
        noi_nhan => receivers.join("; "),
    };
    let appendices = vec![appendix(visit, making, &receivers)];
    drafted((&catalogs.bodies, wording), (tree, unit, dated), &values, appendices)
}

fn appendix(visit: &Visit, making: &Making, receivers: &[String]) -> Appendix {
    let column = |key: &str, width: u8, numeric: bool| PaperColumn {
        group: None,
        head: PAPER.say(&format!("follow-ups-paper-{key}")),
        width,
        numeric,
    };
    let targets = &visit.book().targets;
    let row = |(place, row): (usize, &super::record::Row)| {
        let target: &Target = targets.iter().find(|target| target.no.0 == row.target)?;
        let measure = visit.house.catalogs.indicators.resolve(&target.indicator)?;
        let is_ratio = matches!(measure.indicator.shape, Measured::Ratio { .. });
        let number =
            |value: Option<i64>| value.map_or(PaperCell::Missing, |value| PaperCell::Text(amount(is_ratio, value)));
        Some(vec![
            PaperCell::Text((place + 1).to_string()),
            PaperCell::Text(receivers.get(row.receiver).cloned().unwrap_or_default()),
            PaperCell::Text(measure.indicator.name_vi.clone()),
            PaperCell::Text(target.giver_on(&visit.book().tree, making.figures_on)),
            PaperCell::Text(date_short(target.to)),
            PaperCell::Text(promise(is_ratio, (target.min, target.max))),
            number(row.result),
            number(row.forecast),
            number(row.missing),
            PaperCell::Text(PAPER.keyed("shortfall", row.shortfall.code(), "")),
        ])
    };
    let values = [("on", date_short(making.figures_on)), ("head", count(making.head))];
    Appendix {
        code: PAPER.say("follow-ups-paper-code"),
        title: PAPER.say("follow-ups-paper-title"),
        note: PAPER.fill("follow-ups-paper-note", &values),
        landscape: true,
        columns: vec![
            column("no", 1, false),
            column("receiver", 4, false),
            column("indicator", 4, false),
            column("giver", 3, false),
            column("to", 2, false),
            column("promise", 1, true),
            column("result", 1, true),
            column("forecast", 1, true),
            column("missing", 1, true),
            column("state", 3, false),
        ],
        rows: making.rows.iter().enumerate().filter_map(row).collect(),
    }
}
