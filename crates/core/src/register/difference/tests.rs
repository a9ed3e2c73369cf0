use super::{Difference, DifferenceKind, differences};
use crate::register::tests::{abolished_level, day, event, find, listed, merged, moved, split, unit};
use crate::register::{Change, Tree, Unit, UnitId, UnitIndex};

/// One line a difference: unit, change, entries.
fn told(tree: &Tree, first: &str, second: &str, below: Option<&str>) -> Vec<String> {
    let code = |index: Option<UnitIndex>| index.map_or("-", |index| tree.unit(index).code.as_str());
    let line = |found: Difference| {
        let change = match &found.change {
            DifferenceKind::Began => String::new(),
            DifferenceKind::Ended { heirs } if heirs.is_empty() => " into -".to_owned(),
            DifferenceKind::Ended { heirs } => format!(" into {}", listed(tree, heirs)),
            DifferenceKind::Moved { from_parent, to_parent } => format!(" {}>{}", code(*from_parent), code(*to_parent)),
            DifferenceKind::Renamed { old, new } | DifferenceKind::Retyped { old, new } => format!(" {old}>{new}"),
        };
        let events: Vec<String> = found.events.iter().map(ToString::to_string).collect();
        format!(
            "{} {}{change} by {}",
            code(Some(found.unit)),
            found.change.code(),
            events.join(" ")
        )
    };
    let below = below.map(|code| find(tree, code));
    differences(tree, day(first), day(second), below)
        .into_iter()
        .map(line)
        .collect()
}

#[test]
fn an_abolished_level_is_told_unit_by_unit() {
    let tree = abolished_level();
    let (before, after) = ("2025-06-30", "2025-07-01");
    let d1 = "d1 ended into n1 w2 by 15 16 17";
    let w1 = "w1 ended into n1 by 12";
    let (d2, w3) = ("d2 ended into n1 by 18", "w3 ended into n1 by 13");
    let n1 = "n1 began by 7 12 13 15 18";
    let x = "x moved w1>n1 by 11";
    let w2 = "w2 moved d1>c by 14";
    let table: [(&str, &str, Option<&str>, &[&str]); 8] = [
        (before, after, None, &[d1, w1, d2, w3, n1, x, w2]),
        (before, after, Some("c"), &[d1, w1, d2, w3, n1, x, w2]),
        (before, after, Some("d1"), &[d1, w1, x, w2]),
        (before, after, Some("n1"), &[w1, d2, w3, n1, x]),
        (before, after, Some("w3"), &[w3]),
        (after, "2026-01-01", None, &[]),
        ("2009-12-31", "2010-01-01", None, &["x began by 8"]),
        ("2010-01-01", "2009-12-31", None, &["x ended into - by 8"]),
    ];
    for (first, second, below, expected) in table {
        assert_eq!(
            told(&tree, first, second, below),
            expected,
            "{first} to {second} below {below:?}"
        );
    }
}

#[test]
fn a_unit_may_have_several_differences() {
    let units = vec![
        unit(1, "c", None, "2000-01-01"),
        unit(2, "a", Some(1), "2000-01-01"),
        unit(3, "b", Some(1), "2000-01-01"),
    ];
    let change = Change::Moved {
        parent: UnitId(3),
        kind: Some("party_cell".into()),
        name: Some("A mới".into()),
    };
    let renamed = |name: &str| Change::Renamed { name: name.into() };
    let retyped = Change::Retyped { kind: "office".into() };
    let events = vec![
        event(5, "2010-05-01", 2, change),
        event(6, "2011-05-01", 2, renamed("A")),
        event(7, "2012-05-01", 2, retyped),
        event(8, "2013-05-01", 3, merged(1)),
    ];
    let tree = Tree::new(units, events);
    let (moved, read_on) = ("a moved c>b by 5", "a moved b>c by 8");
    let (old, new) = ("2010-04-30", "2010-05-01");
    let table: [(&str, &str, &[&str]); 6] = [
        (
            old,
            new,
            &[moved, "a renamed A>A mới by 5", "a retyped other>party_cell by 5"],
        ),
        (old, "2011-05-01", &[moved, "a retyped other>party_cell by 5"]),
        (old, "2012-05-01", &[moved, "a retyped other>office by 5 7"]),
        ("2012-05-01", "2013-05-01", &[read_on, "b ended into c by 8"]),
        (
            old,
            "2013-05-01",
            &["a retyped other>office by 5 7", "b ended into c by 8"],
        ),
        (
            new,
            old,
            &[
                "a moved b>c by 5",
                "a renamed A mới>A by 5",
                "a retyped party_cell>other by 5",
            ],
        ),
    ];
    for (first, second, expected) in table {
        assert_eq!(told(&tree, first, second, None), expected, "{first} to {second}");
    }
}

#[test]
fn an_end_known_from_the_beginning_opens_the_entry_that_recorded_the_unit() {
    let mut ended = unit(2, "d", Some(1), "2000-01-01");
    ended.to = Some(day("2019-12-31"));
    let units = vec![
        unit(1, "c", None, "2000-01-01"),
        ended,
        unit(3, "w", Some(2), "2000-01-01"),
    ];
    let tree = Tree::new(units, vec![]);
    let found = told(&tree, "2019-12-31", "2020-01-01", None);
    assert_eq!(found, ["d ended into - by 2", "w moved d>c by 2"]);
}

/// Units there since 2000: number, code, superior; the first is the root.
fn since_2000(table: &[(i64, &str, i64)]) -> Vec<Unit> {
    let unit_of = |(id, code, parent): &(i64, &str, i64)| unit(*id, code, (*id > 1).then_some(*parent), "2000-01-01");
    table.iter().map(unit_of).collect()
}

#[test]
fn what_became_of_an_ended_superior_is_told_of_its_units() {
    let elsewhere = || event(10, "2015-01-01", 6, moved(1));
    let heir_went_on = (
        since_2000(&[
            (1, "r", 0),
            (2, "h", 1),
            (3, "k", 1),
            (4, "p", 1),
            (5, "w", 4),
            (6, "z", 3),
        ]),
        vec![
            event(8, "2010-01-01", 4, merged(2)),
            event(9, "2015-01-01", 2, merged(3)),
            elsewhere(),
        ],
        ["h ended into k by 9", "w moved h>k by 9", "z moved k>r by 10"].as_slice(),
    );
    let mut units = since_2000(&[
        (1, "r", 0),
        (2, "g", 1),
        (3, "k", 1),
        (4, "p", 2),
        (5, "w", 4),
        (6, "z", 3),
    ]);
    units[3].to = Some(day("2009-12-31"));
    let next_above_went_on = (
        units,
        vec![event(9, "2015-01-01", 2, merged(3)), elsewhere()],
        ["g ended into k by 9", "w moved g>k by 9", "z moved k>r by 10"].as_slice(),
    );
    let name = "X mới".to_owned();
    let any_change_of_place_may_be_the_cause = (
        since_2000(&[
            (1, "r", 0),
            (2, "a", 1),
            (3, "h", 2),
            (4, "x", 2),
            (5, "p", 2),
            (6, "w", 5),
        ]),
        vec![
            event(7, "2010-01-01", 5, split(4)),
            event(8, "2010-01-01", 5, merged(3)),
            event(9, "2015-01-01", 4, moved(1)),
            event(10, "2015-01-01", 4, Change::Renamed { name }),
        ],
        ["w moved a>r by 9", "x moved a>r by 9", "x renamed X>X mới by 10"].as_slice(),
    );
    for (units, events, expected) in [heir_went_on, next_above_went_on, any_change_of_place_may_be_the_cause] {
        assert_eq!(
            told(&Tree::new(units, events), "2014-01-01", "2016-01-01", None),
            expected
        );
    }
}

#[test]
fn only_entries_of_the_days_between_are_told() {
    let units = |begins: &str, ends: Option<&str>| {
        let mut units = since_2000(&[(1, "r", 0), (2, "p", 1), (3, "q", 1), (4, "w", 2)]);
        units[1].from = day(begins);
        units[1].to = ends.map(day);
        units
    };
    let old = "2000-01-01";
    let leaves = || vec![event(9, "2015-01-01", 4, moved(3))];
    let goes_over = vec![
        event(8, "2010-01-01", 4, moved(3)),
        event(9, "2015-01-01", 3, merged(2)),
    ];
    let goes_in_later = vec![event(9, "2015-01-01", 3, merged(2))];
    let table = [
        (
            units(old, Some("2009-12-31")),
            leaves(),
            "2010-01-01",
            vec!["w moved r>q by 9"],
        ),
        (
            units("2020-01-01", None),
            leaves(),
            "2010-01-01",
            vec!["w moved r>q by 9"],
        ),
        (
            units("2015-01-01", None),
            goes_over,
            "2009-01-01",
            vec!["p began by 2 9", "w moved q>p by 8 2 9", "q ended into p by 9"],
        ),
        (
            units("2010-01-01", None),
            goes_in_later,
            "2009-01-01",
            vec!["p began by 2", "w moved q>p by 2", "q ended into p by 9"],
        ),
    ];
    for (units, events, first, expected) in table {
        assert_eq!(
            told(&Tree::new(units, events.clone()), first, "2016-01-01", None),
            expected,
            "{events:?}"
        );
    }
}
