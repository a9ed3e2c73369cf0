//! What the pages of surveys say.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use nennep_core::ledger::Tag;
use nennep_core::register::{Heads, Line, UnitId};
use nennep_core::text::{count, date_short, whole};

use super::form::{STEPS, said_by};
use super::record::{ATTITUDES, Freshness, NUMBERS, OUTCOMES, Owed, Survey, TEXTS};
use crate::store::{Deed, HeadCount, HeadSource};
use crate::web::faults::Fault;
use crate::web::fields::{Field, FieldMaker, Shape, Typed};
use crate::web::places::{enterprise_path, in_charge, unit_path};
use crate::web::visit::Visit;

/// One answer of a survey as shown.
pub(super) struct Answer {
    pub(super) field: &'static str,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) is_returned: bool,
}

/// One line of a list of what is owed.
pub(super) struct OwedLine {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) unit: String,
    pub(super) words: String,
    pub(super) on: String,
    pub(super) late: Option<String>,
}

/// One committee with how fresh what is known of its enterprises is.
pub(super) struct FreshLine {
    pub(super) unit: String,
    pub(super) href: String,
    pub(super) listed: String,
    pub(super) surveyed: String,
    pub(super) fresh: String,
    pub(super) percent: String,
}

/// Gives the fields of one step with what is known beside them.
pub(super) fn fields(visit: &Visit, step: usize, typed: &Typed, faults: &[Fault], known: &[HeadCount]) -> Vec<Field> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "surveys", typed, faults);
    let Some((_, names)) = STEPS.get(step) else {
        return Vec::new();
    };
    names
        .iter()
        .map(|name| match *name {
            "surveyed_on" => make.field("surveyed_on", Shape::Short),
            "attitude" => {
                let choices = ATTITUDES.map(|code| (code.to_owned(), words.say(&format!("surveys-attitude-{code}"))));
                make.optional("attitude", Shape::Radios).offering(typed, choices)
            }
            "outcome" => outcome(visit, &make, typed),
            "obstacle" => {
                let codes = visit.house.catalogs.obstacles.on(visit.now.today());
                let choices = codes.map(|code| (code.to_owned(), words.say(&format!("obstacle-{code}"))));
                make.optional("obstacle", Shape::Checks).offering(typed, choices)
            }
            "next_on" => make.optional("next_on", Shape::Short),
            "note" => make.optional("note", Shape::Area),
            "next_step" => make.optional("next_step", Shape::Line),
            "party_elsewhere" => make.optional("party_elsewhere", Shape::Line),
            number => {
                let name = NUMBERS.into_iter().find(|known| *known == number).unwrap_or("workers");
                let mut field = make.optional(name, Shape::Short);
                if let Some(told) = heads_of(name).and_then(|heads| known.iter().find(|count| count.heads == heads)) {
                    field.hint = known_words(visit, told);
                }
                field
            }
        })
        .collect()
}

/// Which people of the enterprise a number counts.
pub(super) fn heads_of(number: &str) -> Option<Heads> {
    Heads::ALL.into_iter().find(|heads| heads.code() == number)
}

fn known_words(visit: &Visit, told: &HeadCount) -> String {
    let source = match told.source {
        HeadSource::List => visit.words.say("profiles-source-list"),
        HeadSource::Survey(_) => visit.words.say("profiles-source-survey"),
    };
    let values = [
        ("number", count(told.number)),
        ("source", source),
        ("day", told.on.map(date_short).unwrap_or_default()),
    ];
    visit.words.fill("surveys-known", &values)
}

/// The four outcomes; the one the numbers say carries both numbers.
fn outcome(visit: &Visit, make: &FieldMaker<'_>, typed: &Typed) -> Field {
    let words = &visit.words;
    let choices = OUTCOMES.map(|tag| {
        (
            tag.code().to_owned(),
            words.say(&format!("surveys-outcome-{}", tag.code())),
        )
    });
    let mut field = make.field("outcome", Shape::Radios).offering(typed, choices);
    let threshold = visit.house.catalogs.rulebook.founding(Line::Party, visit.now.today());
    if let Some(said) = said(visit, typed) {
        let official = typed.get("party_official").to_owned();
        let needed = threshold.map(|rule| count(rule.min)).unwrap_or_default();
        let official = nennep_core::text::parse_count(&official).map(count).unwrap_or(official);
        for choice in field.choices.iter_mut().filter(|choice| choice.value == said.code()) {
            choice.hint = words.fill(
                "surveys-said",
                &[("official", official.clone()), ("needed", needed.clone())],
            );
        }
    }
    field
}

/// Gives the outcome that the numbers typed so far say.
pub(super) fn said(visit: &Visit, typed: &Typed) -> Option<Tag> {
    let number = |name: &str| nennep_core::text::parse_count(typed.get(name).trim());
    let threshold = visit.house.catalogs.rulebook.founding(Line::Party, visit.now.today());
    said_by(number("party_official"), number("party_probationary"), threshold)
}

/// Gives the answers of a survey in the order of the visit.
pub(super) fn answers(visit: &Visit, survey: &Survey) -> Vec<Answer> {
    let words = &visit.words;
    let text_of = |name: &'static str| -> Option<String> {
        match name {
            "surveyed_on" => Some(date_short(survey.on)),
            "attitude" => survey
                .attitude
                .as_ref()
                .map(|code| words.say(&format!("surveys-attitude-{code}"))),
            "outcome" => Some(words.say(&format!("surveys-outcome-{}", survey.outcome))),
            "obstacle" => {
                let said = survey
                    .obstacles
                    .iter()
                    .map(|code| words.say(&format!("obstacle-{code}")));
                let said: Vec<String> = said.collect();
                (!said.is_empty()).then(|| said.join("; "))
            }
            "next_on" => survey.next_on.map(date_short),
            other => {
                let number = NUMBERS.iter().position(|known| *known == other);
                let number = number
                    .and_then(|place| survey.numbers.get(place).copied().flatten())
                    .map(count);
                let text = TEXTS.iter().position(|known| *known == other);
                number.or_else(|| text.and_then(|place| survey.texts.get(place).cloned().flatten()))
            }
        }
    };
    STEPS
        .iter()
        .flat_map(|(_, fields)| fields.iter().copied())
        .map(|field| Answer {
            field,
            label: words.say(&format!("surveys-{field}")),
            text: text_of(field).unwrap_or_else(|| words.say("surveys-blank")),
            is_returned: survey.returned.as_ref().is_some_and(|returned| returned.field == field),
        })
        .collect()
}

/// Fills the form with a survey that is to be answered.
pub(super) fn typed_of(survey: &Survey) -> Typed {
    let mut typed = Typed::default();
    typed.set("surveyed_on", date_short(survey.on));
    typed.set("outcome", survey.outcome.clone());
    typed.set("attitude", survey.attitude.clone().unwrap_or_default());
    for (name, number) in NUMBERS.iter().zip(survey.numbers) {
        typed.set(name, number.map(|number| number.to_string()).unwrap_or_default());
    }
    for (name, text) in TEXTS.iter().zip(&survey.texts) {
        typed.set(name, text.clone().unwrap_or_default());
    }
    typed.set("next_on", survey.next_on.map(date_short).unwrap_or_default());
    for obstacle in &survey.obstacles {
        typed.add("obstacle", obstacle.clone());
    }
    typed
}

fn unit_words(visit: &Visit, unit: i64) -> (String, String) {
    let tree = &visit.book().tree;
    match in_charge(visit, Some(unit), visit.now.today()) {
        Some(unit) => (
            tree.name_on(unit, visit.now.today()).to_owned(),
            unit_path(&tree.unit(unit).code),
        ),
        None => (String::new(), String::new()),
    }
}

/// Puts what is owed into words; a day that has passed says for how long.
pub(super) fn owed_line(visit: &Visit, owed: &Owed, answers: bool) -> OwedLine {
    let path = enterprise_path(&owed.tax_code);
    let days = |on: Day| visit.now.today().days_since(on);
    let late = owed.on.map(days).filter(|days| *days > 0);
    OwedLine {
        name: owed.name.clone(),
        href: if answers && visit.scope.may_at(&visit.book().tree, Deed::Record, Some(owed.unit)) {
            format!("{path}/survey?answers={}", owed.survey)
        } else {
            path
        },
        unit: unit_words(visit, owed.unit).0,
        words: owed.words.clone(),
        on: owed.on.map(date_short).unwrap_or_default(),
        late: late.map(|days| visit.words.with("surveys-late", "count", count(days))),
    }
}

/// Puts committees in order, the one with the most that is not fresh first; those that ended are counted where they went.
pub(super) fn fresh_lines(visit: &Visit, found: &[Freshness]) -> (Vec<FreshLine>, String) {
    let tree = &visit.book().tree;
    let placement = tree.placement(visit.now.today());
    let mut known: BTreeMap<i64, Freshness> = BTreeMap::new();
    for line in found {
        let unit = tree
            .index_of(UnitId(line.unit))
            .map(|unit| tree.unit(placement.read_as(unit)).id.0);
        let unit = unit.unwrap_or(line.unit);
        let sum = known.entry(unit).or_insert(Freshness {
            unit,
            listed: 0,
            surveyed: 0,
            fresh: 0,
        });
        sum.listed += line.listed;
        sum.surveyed += line.surveyed;
        sum.fresh += line.fresh;
    }
    let mut fresh: Vec<Freshness> = known.into_values().collect();
    fresh.sort_by_key(|line| (line.fresh - line.listed, line.unit));
    let sum = |of: fn(&Freshness) -> i64| fresh.iter().map(of).sum::<i64>();
    let (listed, known) = (sum(|line| line.listed), sum(|line| line.fresh));
    let percent = |fresh: i64, listed: i64| {
        nennep_core::progress::percent(fresh, listed)
            .map_or_else(|| "–".to_owned(), |share| format!("{}%", share.whole_percent()))
    };
    let total = visit.words.fill(
        "surveys-fresh-sum",
        &[
            ("fresh", count(known)),
            ("listed", count(listed)),
            ("percent", percent(known, listed)),
        ],
    );
    let lines = fresh
        .iter()
        .map(|line| {
            let (unit, href) = unit_words(visit, line.unit);
            FreshLine {
                unit,
                href,
                listed: count(line.listed),
                surveyed: count(line.surveyed),
                fresh: count(line.fresh),
                percent: percent(line.fresh, line.listed),
            }
        })
        .collect();
    (lines, total)
}

/// Says on which step of how many a visit is, and what comes next.
pub(super) fn step_words(visit: &Visit, step: usize) -> (String, String) {
    let words = &visit.words;
    let name = |step: usize| {
        STEPS
            .get(step)
            .map(|(name, _)| words.say(&format!("surveys-step-{name}")))
    };
    let values = [
        ("step", (step + 1).to_string()),
        ("steps", STEPS.len().to_string()),
        ("name", name(step).unwrap_or_default()),
    ];
    let next = name(step + 1).map(|name| words.with("surveys-next-step", "name", name));
    (words.fill("surveys-step", &values), next.unwrap_or_default())
}

/// Counts what waits for an officer.
pub(super) fn waiting(visit: &Visit, returned: usize, due: usize) -> String {
    let values = [("returned", whole(returned)), ("due", whole(due))];
    visit.words.fill("surveys-sum", &values)
}
