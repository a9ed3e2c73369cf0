//! The list of targets: which are asked for, in which order, and what each row says.

use nennep_core::calendar::Day;
use nennep_core::progress::Target;
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, whole};

use super::record::{Force, Promised, forces};
use super::view::{state, trace};
use crate::web::errors::WebError;
use crate::web::indicator_choice::full_name;
use crate::web::list_query::ListQuery;
use crate::web::places::unit_path;
use crate::web::table::{Cell, Column, Filter, TableRow};
use crate::web::target_words::{days, promise, promise_of};
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Choices a filter offers at most; beyond them it is typed.
const CHOICES_MAX: usize = 200;

/// Gives the targets whose receiver the officer sees.
pub(super) fn scoped(visit: &Visit) -> Vec<(&Target, UnitIndex)> {
    let book = visit.book();
    let seen = |target: &Target| {
        let unit = book.tree.index_of(target.unit)?;
        visit.scope.sees(unit).then_some(unit)
    };
    let targets = book.targets.iter();
    targets.filter_map(|target| Some((target, seen(target)?))).collect()
}

/// Narrows the targets down as asked, those of one unit together and in the order of the catalogue, several givers side by side.
pub(super) fn asked<'a>(
    visit: &Visit,
    query: &ListQuery,
    scoped: &[(&'a Target, UnitIndex)],
    on: Day,
) -> Result<Vec<(&'a Target, UnitIndex, Force)>, WebError> {
    let book = visit.book();
    let inside = match query.other("unit") {
        "" => None,
        code => Some(book.tree.placement(on).inside(visit.unit(code)?)),
    };
    let forces = forces(&book.targets, on);
    let force = match query.other("force") {
        "" => Force::Holding.code(),
        force => force,
    };
    let (indicator, asked_giver) = (query.other("indicator"), query.other("giver"));
    let year: Option<i32> = query.other("year").trim().parse().ok();
    let fits = |target: &Target, unit: UnitIndex, is: Force| {
        inside.as_ref().is_none_or(|inside| inside.contains(unit))
            && (indicator.is_empty() || target.indicator == indicator)
            && (asked_giver.is_empty() || target.giver_on(&book.tree, on) == asked_giver)
            && year.is_none_or(|year| (target.from.year()..=target.to.year()).contains(&year))
            && (force == "all" || force == is.code())
    };
    let mut found: Vec<(&Target, UnitIndex, Force)> = scoped
        .iter()
        .filter_map(|(target, unit)| {
            let is = forces.get(&target.no.0).copied()?;
            fits(target, *unit, is).then_some((*target, *unit, is))
        })
        .collect();
    let catalog = visit.house.catalogs.indicators.indicators();
    let place = |code: &str| catalog.iter().position(|one| one.code == code);
    found.sort_by_cached_key(|(target, unit, _)| {
        let code = &book.tree.unit(*unit).code;
        let of = (place(&target.indicator).unwrap_or(usize::MAX), &target.indicator);
        (
            code.clone(),
            of.0,
            of.1.clone(),
            target.member.clone(),
            target.from,
            target.decided(),
        )
    });
    Ok(found)
}

/// Names the columns.
pub(super) fn columns(words: &Words) -> [Column; 10] {
    let say = |key: &str| words.say(&format!("targets-column-{key}"));
    [
        Column::text("indicator", say("indicator")),
        Column::text("giver", say("giver")),
        Column::text("unit", say("unit")),
        Column::unbroken("days", say("days")),
        Column::number("value", say("value")),
        Column::number("result", say("result")),
        Column::number("rate", say("rate")),
        Column::unbroken("state", say("state")),
        Column::text("decision", say("decision")),
        Column::text("force", say("force")).unusual(),
    ]
}

/// Puts a target into the list: it opens, its entry opens, and so does what it came to.
pub(super) fn row(visit: &Visit, promised: &Promised<'_>, on: Day) -> TableRow {
    let (words, tree, target) = (&visit.words, &visit.book().tree, promised.target);
    let mut unit = Cell::text(tree.name_on(promised.unit, on)).to(unit_path(&tree.unit(promised.unit).code));
    if let Some(member) = &target.member {
        unit = unit.noting(words.with("targets-of-seat", "member", member));
    }
    let mut result = match promised.result {
        Some(result) => Cell::number(result, count(result)),
        None => Cell::text("–"),
    };
    if target.member.is_none() && target.from <= promised.until {
        result = result.to(trace(visit, promised));
    }
    let rate = promised.rate();
    let state = Cell::text(state(words, promised));
    vec![
        Cell::text(full_name(visit, &promised.measure)).to(format!("/targets/{}", target.no.0)),
        Cell::text(target.giver_on(tree, on)),
        unit,
        Cell {
            order: Some(i64::from(target.to.ordinal())),
            ..Cell::text(days(words, (target.from, target.to)))
        },
        Cell::number(target.min, promise(promise_of(target))),
        result,
        rate.map_or_else(|| Cell::text("–"), |rate| Cell::number(rate, format!("{rate}%"))),
        if promised.state.1 && promised.force == Force::Holding {
            state.classed("late")
        } else {
            state
        },
        decision(words, target).to(format!("/entries/{}", target.no.0)),
        Cell::text(words.keyed("targets-force", promised.force.code(), "")),
    ]
}

fn decision(words: &Words, target: &Target) -> Cell {
    let decided = target.decision.as_ref();
    let no = decided.and_then(|decision| decision.no.clone());
    let on = decided.and_then(|decision| decision.on);
    let cell = Cell::text(no.unwrap_or_else(|| words.say("targets-no-decision")));
    match on {
        Some(on) => cell.noting(date_short(on)),
        None => cell,
    }
}

/// Gives the filters of the list; `targets` are those of the scope.
pub(super) fn filters(visit: &Visit, query: &ListQuery, targets: &[(&Target, UnitIndex)], on: Day) -> Vec<Filter> {
    let words = &visit.words;
    let filter = |name, kind, choices| Filter {
        name,
        label: words.say(&format!("targets-filter-{name}")),
        kind,
        value: query.other(name).to_owned(),
        choices,
    };
    let catalog = &visit.house.catalogs.indicators;
    let asked = |code: &str| targets.iter().any(|(target, _)| target.indicator == code);
    let listed = catalog.indicators().iter().map(|one| one.code.as_str());
    let indicators: Vec<(String, String)> = listed
        .filter(|code| asked(code))
        .filter_map(|code| catalog.resolve(code))
        .map(|measure| (measure.code.clone(), full_name(visit, &measure)))
        .collect();
    let mut givers: Vec<String> = targets
        .iter()
        .map(|(target, _)| target.giver_on(&visit.book().tree, on))
        .collect();
    givers.sort_by_cached_key(|name| nennep_core::text::fold(name));
    givers.dedup();
    let givers = if givers.len() > CHOICES_MAX { Vec::new() } else { givers };
    let states = [
        "ahead",
        "on_pace",
        "behind",
        "reached",
        "exceeded",
        "missed",
        "below",
        "not_recorded",
        "not_begun",
        "of_seat",
    ];
    let states = states.map(|state| (state.to_owned(), words.keyed("pace", state, "")));
    let mut forces: Vec<(String, String)> = Force::ALL
        .iter()
        .map(|force| (force.code().to_owned(), words.keyed("targets-force", force.code(), "")))
        .collect();
    forces.push(("all".to_owned(), words.say("targets-force-all")));
    vec![
        filter("unit", "text", unit_choices(visit)),
        filter("indicator", "text", indicators),
        filter(
            "giver",
            "text",
            givers.into_iter().map(|name| (name.clone(), name)).collect(),
        ),
        filter("state", "text", states.to_vec()),
        Filter {
            value: match query.other("force") {
                "" => Force::Holding.code().to_owned(),
                force => force.to_owned(),
            },
            ..filter("force", "one", forces)
        },
        filter("year", "number", Vec::new()),
        Filter {
            value: match query.other("on") {
                "" => on.to_string(),
                typed => typed.to_owned(),
            },
            ..filter("on", "date", Vec::new())
        },
    ]
}

/// Says in one sentence how the targets listed stand.
pub(super) fn summary(words: &Words, found: &[Promised<'_>], on: Day) -> String {
    let holding: Vec<&Promised<'_>> = found.iter().filter(|one| one.force == Force::Holding).collect();
    let of = |fits: &dyn Fn(&&&Promised<'_>) -> bool| whole(holding.iter().filter(fits).count());
    let values = [
        ("all", whole(holding.len())),
        ("late", of(&|one| one.state.1)),
        ("missing", of(&|one| one.state.0 == "not_recorded")),
        ("day", date_short(on)),
    ];
    words.fill("targets-sum", &values)
}
