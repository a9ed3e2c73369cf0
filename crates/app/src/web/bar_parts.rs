//! What the bar of the scope offers: other units, other periods, a tree day, an earlier state of the book.

use nennep_core::calendar::{Day, Period};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, vietnamese};

use super::bar::{Bar, day_of, period_words, quarter_of};
use super::shell::BarPart;
use super::visit::Visit;

/// Units offered directly below; the tree has them all.
const CHILDREN: usize = 60;

pub(super) fn parts(bar: &Bar, visit: &Visit, path: &dyn Fn(&str) -> String) -> Vec<BarPart> {
    vec![
        unit(bar, visit, path),
        period(bar, visit, path),
        tree_on(bar, visit),
        known_at(bar, visit),
    ]
}

/// Superiors inside the scope, the unit itself, and what stands directly below it on the tree day.
fn unit(bar: &Bar, visit: &Visit, path: &dyn Fn(&str) -> String) -> BarPart {
    let tree = &visit.book().tree;
    let day = day_of(tree, bar.unit, bar.tree_day());
    let mut chain = vec![bar.unit];
    while let Some(superior) = chain.last().and_then(|unit| tree.parent_on(*unit, day)) {
        if chain.contains(&superior) {
            break;
        }
        chain.push(superior);
    }
    chain.reverse();
    let mut below: Vec<UnitIndex> = tree
        .indices()
        .filter(|unit| tree.is_alive(*unit, day) && tree.parent_on(*unit, day) == Some(bar.unit))
        .collect();
    below.sort_by(|one, other| vietnamese(tree.name_on(*one, day), tree.name_on(*other, day)));
    below.truncate(CHILDREN);
    let choices = chain
        .into_iter()
        .chain(below)
        .filter(|unit| visit.scope.sees(*unit))
        .map(|unit| {
            let code = &tree.unit(unit).code;
            (bar.address(&path(code), &[]), tree.name_on(unit, day).to_owned())
        })
        .collect();
    BarPart {
        field: "unit",
        label: tree.name_on(bar.unit, day).to_owned(),
        value: tree.unit(bar.unit).code.clone(),
        choices,
    }
}

fn period(bar: &Bar, visit: &Visit, path: &dyn Fn(&str) -> String) -> BarPart {
    let here = path(&visit.book().tree.unit(bar.unit).code);
    let choices = periods(bar.period)
        .into_iter()
        .map(|period| {
            let other = Bar { period, ..bar.clone() };
            (other.address(&here, &[]), period_words(&visit.words, period))
        })
        .collect();
    BarPart {
        field: "period",
        label: bar.period_words(&visit.words),
        value: bar.period.to_string(),
        choices,
    }
}

/// The quarter before, this one and the next; then month, half-year, nine months and year that end with the shown period.
fn periods(shown: Period) -> Vec<Period> {
    let last = shown.last_day();
    let first = shown.first_day();
    let (year, month) = (last.year(), last.month());
    let mut periods = vec![
        quarter_of(first.previous()),
        quarter_of(last),
        quarter_of(last.next()),
        Period::Month { year, month },
        Period::HalfYear {
            year,
            half: month.div_ceil(6),
        },
    ];
    if month > 6 {
        periods.push(Period::NineMonths { year });
    }
    periods.push(Period::Year { year });
    if year > Day::FIRST.year() {
        periods.push(Period::Year { year: year - 1 });
    }
    if !periods.contains(&shown) {
        periods.insert(0, shown);
    }
    let mut offered: Vec<Period> = Vec::new();
    for period in periods {
        if !offered.contains(&period) {
            offered.push(period);
        }
    }
    offered
}

fn tree_on(bar: &Bar, visit: &Visit) -> BarPart {
    let label = match bar.tree_on {
        Some(day) => visit.words.with("bar-tree-day", "day", date_short(day)),
        None => visit.words.say("bar-tree-own"),
    };
    BarPart {
        field: "tree_on",
        label,
        value: bar.tree_on.map(|day| day.to_string()).unwrap_or_default(),
        choices: Vec::new(),
    }
}

fn known_at(bar: &Bar, visit: &Visit) -> BarPart {
    let label = match bar.known_at {
        Some(no) => visit.words.with("bar-head-known", "no", count(no)),
        None => visit.words.with("bar-head", "no", count(visit.book().head)),
    };
    BarPart {
        field: "known_at",
        label,
        value: bar.known_at.map(|no| no.to_string()).unwrap_or_default(),
        choices: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use nennep_core::calendar::Period;

    use super::periods;

    fn offered(shown: &str) -> Vec<String> {
        let shown: Period = shown.parse().unwrap();
        periods(shown).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_neighbours_of_a_period_are_offered_once_each() {
        assert_eq!(
            offered("2024-Q1"),
            ["2023-Q4", "2024-Q1", "2024-Q2", "2024-03", "2024-H1", "2024", "2023"]
        );
        assert_eq!(
            offered("2024"),
            [
                "2023-Q4", "2024-Q4", "2025-Q1", "2024-12", "2024-H2", "2024-9M", "2024", "2023"
            ]
        );
        assert_eq!(offered("2021..2025").first().map(String::as_str), Some("2021..2025"));
        assert_eq!(offered("1900-01").last().map(String::as_str), Some("1900"));
        assert!(offered("2999").contains(&"2999-Q4".to_owned()));
    }
}
