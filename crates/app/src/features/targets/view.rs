//! Targets in words and tables.

use nennep_core::accounts::Shape as Counting;
use nennep_core::calendar::{Day, Period};
use nennep_core::progress::{Promise, Remainder, Target, decisions, handed, longer};
use nennep_core::text::{count, date_short};

use super::record::{Force, Promised};
use crate::store::{Asked, Figures, Source};
use crate::web::errors::{WebError, percent as encoded};
use crate::web::names;
use crate::web::places::unit_path;
use crate::web::target_words::{days, promise, promise_of};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Says how a target stands; one that another decision stands for says that.
pub(super) fn state(words: &Words, promised: &Promised<'_>) -> String {
    match promised.force {
        Force::Replaced => words.say("targets-force-replaced"),
        Force::Holding | Force::Ahead | Force::Over => words.keyed("pace", promised.state.0, ""),
    }
}

/// The trace of what a target came to covers its own days up to the last one counted.
pub(super) fn trace(visit: &Visit, promised: &Promised<'_>) -> String {
    let (from, to) = (promised.target.from, promised.until);
    let period = Period::of_days(from, to).map_or_else(|_| format!("{from}..{to}"), |period| period.to_string());
    format!(
        "{}/trace?indicator={}&period={}",
        unit_path(&visit.book().tree.unit(promised.unit).code),
        encoded(&promised.measure.code),
        encoded(&period)
    )
}

/// Gives the targets of the same indicator and receiver.
fn alike<'a>(visit: &'a Visit, target: &Target) -> Vec<&'a Target> {
    let targets = visit.book().targets.iter();
    let of_same = |other: &&Target| (other.unit, &other.indicator) == (target.unit, &target.indicator);
    targets.filter(of_same).collect()
}

/// Gives the last decision of a target's promise.
pub(super) fn newest<'a>(visit: &'a Visit, target: &'a Target) -> &'a Target {
    let alike = alike(visit, target).into_iter();
    let same = alike.filter(|other| other.is_same_promise(target));
    same.max_by_key(|other| other.decided()).unwrap_or(target)
}

/// Holds one decision of a promise as a page shows it.
pub(super) struct DecisionLine {
    pub(super) no: i64,
    pub(super) decision: String,
    pub(super) on: String,
    pub(super) by: String,
    pub(super) value: String,
    pub(super) days: String,
}

/// Gives all decisions of one promise with the days on which each holds.
pub(super) fn chain(visit: &Visit, target: &Target) -> Vec<DecisionLine> {
    let words = &visit.words;
    let all = alike(visit, target);
    let line = |one: &nennep_core::progress::Decided<'_>| {
        let decided = one.target.decision.as_ref();
        let no = decided.and_then(|decision| decision.no.clone());
        let on = decided.and_then(|decision| decision.on);
        DecisionLine {
            no: one.target.no.0,
            decision: no.unwrap_or_else(|| words.say("targets-no-decision")),
            on: on.map_or_else(|| "–".to_owned(), date_short),
            by: decided.and_then(|decision| decision.by.clone()).unwrap_or_default(),
            value: promise(promise_of(one.target)),
            days: match one.days {
                Some((from, to)) => format!("{} – {}", date_short(from), date_short(to)),
                None => words.say("targets-never-held"),
            },
        }
    };
    decisions(&all, target).iter().map(line).collect()
}

/// Holds a target beside another: what it is, where it leads, what it promises.
pub(super) struct Beside {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) value: String,
    pub(super) note: String,
}

/// Says what a longer promise leaves for the days of one inside it.
pub(super) async fn remainder(visit: &Visit, longer: &Target, inside: &Target) -> Result<Option<Remainder>, WebError> {
    let (book, catalog) = (visit.book(), &visit.house.catalogs.indicators);
    let (Some(unit), Some(measure)) = (book.tree.index_of(longer.unit), catalog.resolve(&longer.indicator)) else {
        return Ok(None);
    };
    let shape = measure.indicator.shape.clone();
    if longer.member.is_some() || !matches!(shape, Counting::Flow | Counting::Stock) {
        return Ok(None);
    }
    let before = inside.from.previous();
    let mut reached = None;
    if longer.from <= before || shape == Counting::Stock {
        let asked = Asked {
            unit,
            from: longer.from.min(before),
            to: before,
            tree_on: None,
            measures: vec![measure],
        };
        let figures = Figures::new(book, catalog);
        let set = figures.of(&mut Source::Tally(&visit.snapshot.tally), &asked).await?;
        reached = set.figures.first().and_then(|figure| figure.value.count());
    }
    Ok(Some(Remainder::of(longer, (inside.from, inside.to), &shape, reached)))
}

/// Says in one sentence what a longer promise leaves.
pub(super) fn remainder_words(visit: &Visit, longer: &Target, inside: &Target, left: &Remainder) -> String {
    let words = &visit.words;
    let shares: Vec<String> = left.shares().iter().take(12).map(|share| count(*share)).collect();
    let values = [
        ("days", days(words, (longer.from, longer.to))),
        ("giver", longer.giver_on(&visit.book().tree, longer.from)),
        ("promised", promise(left.promised)),
        ("before", date_short(inside.from.previous())),
        (
            "reached",
            left.reached
                .map_or_else(|| words.say("targets-nothing-recorded"), count),
        ),
        ("left", count(left.left)),
        ("parts", count(left.parts)),
        ("shares", shares.join(", ")),
    ];
    words.fill("targets-remainder", &values)
}

/// Gives the longer targets one is part of, each with what it leaves.
pub(super) async fn part_of(visit: &Visit, target: &Target) -> Result<Vec<(Beside, Remainder)>, WebError> {
    let all = alike(visit, target);
    let mut found = Vec::new();
    for longer in longer(&all, target) {
        let Some(left) = remainder(visit, longer, target).await? else {
            continue;
        };
        let beside = Beside {
            label: days(&visit.words, (longer.from, longer.to)),
            href: format!("/targets/{}", longer.no.0),
            value: promise(left.promised),
            note: remainder_words(visit, longer, target, &left),
        };
        found.push((beside, left));
    }
    Ok(found)
}

/// Gives what the receiver of a target handed on for the same days, and how the sum stands to it.
pub(super) fn handed_on(visit: &Visit, target: &Target, on: Day) -> (Vec<Beside>, Option<String>) {
    let (words, book) = (&visit.words, visit.book());
    let day = on.clamp(target.from, target.to);
    let given: Vec<&Target> = book
        .targets
        .iter()
        .filter(|other| other.giver_unit == Some(target.unit) && other.unit != target.unit)
        .filter(|other| other.indicator == target.indicator && (other.from, other.to) == (target.from, target.to))
        .collect();
    let holding = nennep_core::progress::in_force(&given, day);
    let shares: Vec<Promise> = holding
        .iter()
        .filter(|other| other.member.is_none())
        .map(|other| promise_of(other))
        .collect();
    let sum = (!shares.is_empty()).then(|| {
        let (sum, handed) = handed(promise_of(target), shares);
        crate::web::target_words::handed(words, promise_of(target), sum, handed)
    });
    let beside = |other: &&Target| {
        let unit = book.tree.index_of(other.unit).filter(|unit| visit.scope.sees(*unit))?;
        Some(Beside {
            label: book.tree.name_on(unit, day).to_owned(),
            href: format!("/targets/{}", other.no.0),
            value: promise(promise_of(other)),
            note: match &other.member {
                Some(member) => words.with("targets-of-seat", "member", member),
                None => String::new(),
            },
        })
    };
    (holding.iter().filter_map(beside).collect(), sum)
}

/// Gives the shorter targets inside one.
pub(super) fn parts(visit: &Visit, target: &Target, on: Day) -> Vec<Beside> {
    let all = alike(visit, target);
    let inside = all.iter().copied().filter(|other| {
        let is_last = decisions(&all, other)
            .last()
            .is_some_and(|last| last.target.no == other.no);
        is_last && longer(&all, other).iter().any(|longer| longer.is_same_promise(target))
    });
    let mut inside: Vec<&Target> = inside.collect();
    inside.sort_by_key(|other| (other.from, other.to));
    let tree = &visit.book().tree;
    inside
        .into_iter()
        .map(|other| Beside {
            label: days(&visit.words, (other.from, other.to)),
            href: format!("/targets/{}", other.no.0),
            value: promise(promise_of(other)),
            note: other.giver_on(tree, on),
        })
        .collect()
}

/// Gives what is told of a target: words and text.
pub(super) fn pairs(visit: &Visit, promised: &Promised<'_>, on: Day) -> Vec<(String, String)> {
    let (words, tree, target) = (&visit.words, &visit.book().tree, promised.target);
    let column = |key: &str| words.say(&format!("targets-column-{key}"));
    let mut pairs = vec![
        (column("giver"), target.giver_on(tree, on)),
        (column("unit"), tree.name_on(promised.unit, on).to_owned()),
    ];
    if let Some(member) = &target.member {
        pairs.push((words.say("targets-member"), member.clone()));
    }
    pairs.push((column("days"), days(words, (target.from, target.to))));
    pairs.push((
        column("value"),
        format!(
            "{} {}",
            promise(promise_of(target)),
            names::counted_in(words, &promised.measure)
        ),
    ));
    pairs
}
