use super::{Change, EntryNo, Inside, Stand, Tree, TreeFaultKind, Unit, UnitEvent, UnitId, UnitIndex, examine};
use crate::calendar::Day;

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn unit(id: i64, code: &str, parent: Option<i64>, from: &str) -> Unit {
    Unit {
        id: UnitId(id),
        code: code.into(),
        name: code.to_uppercase(),
        kind: "other".into(),
        parent: parent.map(UnitId),
        from: day(from),
        to: None,
        official_code: None,
    }
}

pub(super) fn event(no: i64, on: &str, unit: i64, change: Change) -> UnitEvent {
    UnitEvent {
        no: EntryNo(no),
        on: day(on),
        unit: UnitId(unit),
        change,
    }
}

pub(super) fn moved(parent: i64) -> Change {
    Change::Moved {
        parent: UnitId(parent),
        kind: None,
        name: None,
    }
}

pub(super) fn merged(into: i64) -> Change {
    Change::Merged { into: UnitId(into) }
}

pub(super) fn split(into: i64) -> Change {
    Change::Split { into: UnitId(into) }
}

/// The district level ends on 2025-07-01: w1 and w3 and d2 go into n1, w2 goes below the city, d1 has two successors.
pub(super) fn abolished_level() -> Tree {
    let old = "2000-01-01";
    let units = vec![
        unit(1, "c", None, old),
        unit(2, "d1", Some(1), old),
        unit(3, "d2", Some(1), old),
        unit(4, "w1", Some(2), old),
        unit(5, "w2", Some(2), old),
        unit(6, "w3", Some(3), old),
        unit(7, "n1", Some(1), "2025-07-01"),
        unit(8, "x", Some(4), "2010-01-01"),
    ];
    let on = "2025-07-01";
    let events = vec![
        event(11, on, 8, moved(7)),
        event(12, on, 4, merged(7)),
        event(13, on, 6, merged(7)),
        event(14, on, 5, moved(1)),
        event(15, on, 2, split(7)),
        event(16, on, 2, split(5)),
        event(17, on, 2, Change::Ended),
        event(18, on, 3, merged(7)),
    ];
    Tree::new(units, events)
}

fn codes(tree: &Tree, inside: &Inside) -> String {
    let mut codes: Vec<&str> = inside.members().map(|index| tree.unit(index).code.as_str()).collect();
    codes.sort_unstable();
    codes.join(" ")
}

pub(super) fn find(tree: &Tree, code: &str) -> UnitIndex {
    tree.find(code).unwrap()
}

#[test]
fn an_abolished_level_reads_both_ways() {
    let tree = abolished_level();
    let table = [
        ("2025-06-30", "d1", "d1 w1 w2 x"),
        ("2025-06-30", "d2", "d2 w3"),
        ("2025-06-30", "c", "c d1 d2 n1 w1 w2 w3 x"),
        ("2025-06-30", "n1", "n1"),
        ("2025-07-01", "n1", "d2 n1 w1 w3 x"),
        ("2025-07-01", "w2", "w2"),
        ("2025-07-01", "d1", "d1"),
        ("2025-07-01", "d2", ""),
        ("2025-07-01", "c", "c d1 d2 n1 w1 w2 w3 x"),
    ];
    for (on, top, expected) in table {
        let inside = tree.placement(day(on)).inside(find(&tree, top));
        assert_eq!(codes(&tree, &inside), expected, "{top} on {on}");
    }
    assert_eq!(examine(&tree, EntryNo(0)), []);
}

#[test]
fn several_heirs_stand_below_their_lowest_common_superior() {
    let tree = abolished_level();
    let city = find(&tree, "c");
    let after = tree.placement(day("2025-12-31"));
    assert_eq!(after.stand(find(&tree, "d1")), Stand::Below(Some(city)));
    assert_eq!(after.stand(find(&tree, "d2")), Stand::ReadAs(find(&tree, "n1")));
    let before = tree.placement(day("2024-12-31"));
    assert_eq!(before.stand(find(&tree, "n1")), Stand::Below(Some(city)));
}

#[test]
fn one_predecessor_reads_the_series_on() {
    let units = vec![
        unit(1, "c", None, "2000-01-01"),
        unit(2, "a", Some(1), "2000-01-01"),
        unit(3, "b", Some(1), "2020-01-01"),
        unit(4, "late", Some(2), "2022-01-01"),
    ];
    let tree = Tree::new(units, vec![event(9, "2020-01-01", 2, merged(3))]);
    let early = tree.placement(day("2010-01-01"));
    assert_eq!(early.stand(find(&tree, "b")), Stand::ReadAs(find(&tree, "a")));
    assert_eq!(
        early.stand(find(&tree, "late")),
        Stand::Below(Some(find(&tree, "a"))),
        "no predecessor: below its first superior"
    );
    let now = tree.placement(day("2023-01-01"));
    assert_eq!(
        now.superior(find(&tree, "late")),
        Some(find(&tree, "b")),
        "what hangs on a merged unit is read through the successor"
    );
}

#[test]
fn an_end_without_successor_stands_below_the_last_superior() {
    let mut closed = unit(2, "a", Some(1), "2000-01-01");
    closed.to = Some(day("2019-12-31"));
    let tree = Tree::new(vec![unit(1, "c", None, "2000-01-01"), closed], vec![]);
    let after = tree.placement(day("2020-01-01"));
    assert_eq!(after.stand(find(&tree, "a")), Stand::Below(Some(find(&tree, "c"))));
    assert!(!tree.is_alive(find(&tree, "a"), day("2020-01-01")));
    assert!(tree.is_alive(find(&tree, "a"), day("2019-12-31")));
}

#[test]
fn a_circle_of_heirs_is_cut() {
    let units = vec![unit(1, "a", None, "2012-01-01"), unit(2, "b", None, "2015-01-01")];
    let tree = Tree::new(
        units,
        vec![
            event(3, "2015-01-01", 1, split(2)),
            event(4, "2025-01-01", 2, merged(1)),
        ],
    );
    let placement = tree.placement(day("2010-01-01"));
    let roots = tree
        .indices()
        .filter(|index| placement.read_as(*index) == *index)
        .count();
    assert_eq!(roots, 1, "one of the two is read as the other");
}

#[test]
fn an_heir_that_hangs_on_the_unit_itself_takes_nothing_out_of_it() {
    let old = "2000-01-01";
    let units = vec![
        unit(1, "c", None, old),
        unit(2, "a", Some(1), old),
        unit(3, "b", Some(2), old),
        unit(4, "z", Some(1), old),
    ];
    let tree = Tree::new(
        units,
        vec![
            event(8, "2024-02-01", 2, split(3)),
            event(9, "2024-07-01", 2, merged(4)),
        ],
    );
    let after = tree.placement(day("2024-07-01"));
    assert_eq!(after.stand(find(&tree, "a")), Stand::ReadAs(find(&tree, "z")));
    assert_eq!(codes(&tree, &after.inside(find(&tree, "z"))), "a b z");
}

#[test]
fn names_and_kinds_follow_their_day() {
    let units = vec![unit(1, "c", None, "2000-01-01"), unit(2, "a", Some(1), "2000-01-01")];
    let change = Change::Moved {
        parent: UnitId(1),
        kind: Some("party_cell".into()),
        name: Some("A mới".into()),
    };
    let tree = Tree::new(units, vec![event(5, "2010-05-01", 2, change)]);
    let a = find(&tree, "a");
    assert_eq!(
        (tree.name_on(a, day("2010-04-30")), tree.kind_on(a, day("2010-04-30"))),
        ("A", "other")
    );
    assert_eq!(
        (tree.name_on(a, day("2010-05-01")), tree.kind_on(a, day("2010-05-01"))),
        ("A mới", "party_cell")
    );
    assert_eq!(tree.name_on(a, day("1990-01-01")), "A");
}

#[test]
fn what_cannot_stand_is_named_all_at_once() {
    let units = || {
        vec![
            unit(1, "c", None, "2000-01-01"),
            unit(2, "d", Some(1), "2000-01-01"),
            unit(3, "w", Some(2), "2000-01-01"),
            unit(4, "late", Some(1), "2020-01-01"),
        ]
    };
    let table: Vec<(Vec<UnitEvent>, &[&str])> = vec![
        (vec![event(9, "2010-01-01", 2, Change::Ended)], &["units_still_hang"]),
        (
            vec![
                event(8, "2010-01-01", 3, moved(1)),
                event(9, "2010-01-01", 2, Change::Ended),
            ],
            &[],
        ),
        (vec![event(9, "2010-01-01", 2, moved(3))], &["circular_parent"]),
        (vec![event(9, "2010-01-01", 2, merged(3))], &["circular_parent"]),
        (vec![event(9, "2010-01-01", 2, merged(2))], &["same_unit"]),
        (vec![event(9, "1999-12-31", 2, moved(1))], &["before_first_day"]),
        (vec![event(9, "2010-01-01", 3, moved(4))], &["other_unit_not_there"]),
        (
            vec![
                event(8, "2010-01-01", 3, Change::Ended),
                event(9, "2010-01-02", 3, moved(1)),
            ],
            &["after_last_day"],
        ),
        (
            vec![
                event(8, "2010-01-01", 3, Change::Ended),
                event(9, "2010-01-01", 3, moved(1)),
            ],
            &["after_last_day"],
        ),
        (
            vec![event(8, "2010-01-01", 3, moved(1)), event(9, "2010-01-01", 3, moved(2))],
            &["contradicting_events"],
        ),
        (
            vec![
                event(7, "2009-01-01", 3, moved(4)),
                event(9, "1999-01-01", 4, Change::Ended),
            ],
            &["before_first_day", "other_unit_not_there"],
        ),
    ];
    for (events, expected) in table {
        let found = examine(&Tree::new(units(), events.clone()), EntryNo(4));
        let found: Vec<&str> = found.iter().map(|fault| fault.kind.code()).collect();
        assert_eq!(found, expected, "{events:?}");
    }
    let circle = Tree::new(
        vec![unit(1, "a", Some(2), "2000-01-01"), unit(2, "b", Some(1), "2000-01-01")],
        vec![],
    );
    let found = examine(&circle, EntryNo(0));
    assert!(found.len() == 2 && found.iter().all(|fault| fault.kind == TreeFaultKind::Circle));
}

pub(super) fn listed(tree: &Tree, units: &[UnitIndex]) -> String {
    let codes: Vec<&str> = units.iter().map(|index| tree.unit(*index).code.as_str()).collect();
    codes.join(" ")
}

#[test]
fn lists_hold_what_is_there_in_its_place() {
    let tree = abolished_level();
    let (before, after) = ("2025-06-30", "2025-07-01");
    let table = [
        ("c", before, "", "d1 d2", "c0 d1.1 w1.2 x.3 w2.2 d2.1 w3.2"),
        ("c", after, "", "n1 w2", "c0 n1.1 x.2 w2.1"),
        ("d1", before, "c", "w1 w2", "d1.0 w1.1 x.2 w2.1"),
        ("d1", after, "c", "", ""),
        ("x", before, "c d1 w1", "", "x.0"),
        ("x", after, "c n1", "", "x.0"),
        ("x", "2009-12-31", "c d1 w1", "", ""),
        ("w1", "2030-01-01", "c d1", "", ""),
        ("n1", before, "c", "", ""),
    ];
    for (unit, on, above, below, everything) in table {
        let (index, on) = (find(&tree, unit), day(on));
        let lines: Vec<String> = tree
            .subtree_on(index, on)
            .iter()
            .map(|line| format!("{}.{}", tree.unit(line.unit).code, line.depth))
            .collect();
        assert_eq!(
            listed(&tree, &tree.ancestors_on(index, on)),
            above,
            "above {unit} on {on}"
        );
        assert_eq!(
            listed(&tree, &tree.children_on(index, on)),
            below,
            "below {unit} on {on}"
        );
        assert_eq!(lines.join(" "), everything.replace("c0", "c.0"), "{unit} on {on}");
    }
    assert_eq!(listed(&tree, &tree.roots_on(day(after))), "c");
    assert_eq!(listed(&tree, &tree.roots_on(day("1999-12-31"))), "");
}

#[test]
fn a_unit_whose_superior_ended_without_heirs_stands_below_the_next_one() {
    let mut ended = unit(2, "d", Some(1), "2000-01-01");
    ended.to = Some(day("2019-12-31"));
    let units = vec![
        unit(1, "c", None, "2000-01-01"),
        ended,
        unit(3, "w", Some(2), "2000-01-01"),
    ];
    let tree = Tree::new(units, vec![]);
    for (on, above) in [("2019-12-31", "c d"), ("2020-01-01", "c")] {
        assert_eq!(
            listed(&tree, &tree.ancestors_on(find(&tree, "w"), day(on))),
            above,
            "{on}"
        );
    }
}

#[test]
fn before_its_time_a_unit_has_the_way_of_its_first_day() {
    let old = "2000-01-01";
    let units = vec![
        unit(1, "c", None, old),
        unit(2, "d", Some(1), old),
        unit(3, "w", Some(1), old),
        unit(4, "x", Some(3), "2010-01-01"),
    ];
    let tree = Tree::new(units, vec![event(9, "2005-01-01", 3, moved(2))]);
    assert_eq!(
        listed(&tree, &tree.ancestors_on(find(&tree, "x"), day("2001-01-01"))),
        "c d w"
    );
}

#[test]
fn lists_of_a_circle_end() {
    let old = "2000-01-01";
    let tree = Tree::new(
        vec![
            unit(1, "a", Some(2), old),
            unit(2, "b", Some(1), old),
            unit(3, "s", Some(3), old),
        ],
        vec![],
    );
    for (top, above, lines) in [("a", "b", 3), ("b", "a", 3), ("s", "", 3)] {
        let index = find(&tree, top);
        assert_eq!(listed(&tree, &tree.ancestors_on(index, day(old))), above);
        assert_eq!(tree.subtree_on(index, day(old)).len(), lines);
    }
}
