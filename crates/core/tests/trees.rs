//! Laws of the dated tree, of its lists and differences, and of plans over it, on random trees of which only what can stand is kept.

#[cfg(test)]
mod laws {
    use std::collections::BTreeSet;

    use nennep_core::accounts::{Crossing, Planner};
    use nennep_core::calendar::Day;
    use nennep_core::register::{
        Change, Difference, DifferenceKind, EntryNo, Tree, Unit, UnitEvent, UnitId, UnitIndex, differences, examine,
    };
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
    use proptest::test_runner::RngSeed;

    const FIRST: &str = "2024-01-01";

    /// The day so many days after the first.
    fn day(after: usize) -> Day {
        let mut day: Day = FIRST.parse().unwrap();
        for _ in 0..after {
            day = day.next();
        }
        day
    }

    fn unit(place: usize, parent: Option<usize>, from: usize) -> Unit {
        Unit {
            id: UnitId(i64::try_from(place).unwrap() + 1),
            code: format!("u{place}"),
            name: format!("Đơn vị {place}"),
            kind: "other".to_owned(),
            parent: parent
                .filter(|_| place > 0)
                .map(|parent| UnitId(i64::try_from(parent % place).unwrap() + 1)),
            from: if from < 20 {
                "2000-01-01".parse().unwrap()
            } else {
                day(from - 10)
            },
            to: None,
            official_code: None,
        }
    }

    /// Heirs have the higher number, so that no circle of heirs comes about.
    fn event(place: usize, count: usize, (on, word, unit, other): (usize, usize, usize, usize)) -> UnitEvent {
        let id = |place: usize| UnitId(i64::try_from(place).unwrap() + 1);
        let (unit, other) = (unit % count, other % count);
        let (low, high) = (id(unit.min(other)), id(unit.max(other)));
        let (unit, change) = match word {
            0..=3 => (
                id(unit),
                Change::Moved {
                    parent: id(other),
                    kind: None,
                    name: None,
                },
            ),
            4..=6 => (low, Change::Merged { into: high }),
            7 | 8 => (low, Change::Split { into: high }),
            9 => (id(unit), Change::Ended),
            10 => (
                id(unit),
                Change::Renamed {
                    name: "Tên mới".to_owned(),
                },
            ),
            _ => (
                id(unit),
                Change::Retyped {
                    kind: "party_cell".to_owned(),
                },
            ),
        };
        UnitEvent {
            no: EntryNo(i64::try_from(100 + place).unwrap()),
            on: day(on),
            unit,
            change,
        }
    }

    /// Takes out what cannot stand, one entry after another, until the rest stands.
    fn standing(units: Vec<Unit>, mut events: Vec<UnitEvent>) -> Tree {
        loop {
            let tree = Tree::new(units.clone(), events.clone());
            match examine(&tree, EntryNo(0))
                .into_iter()
                .rfind(|fault| fault.about.0 >= 100)
            {
                Some(fault) => events.retain(|event| event.no != fault.about),
                None => return tree,
            }
        }
    }

    /// No unit begins before its first superior.
    fn trees() -> impl Strategy<Value = Tree> {
        let units = vec((option::weighted(0.85, 0..8_usize), 0..30_usize), 3..9);
        let events = vec((0..40_usize, 0..12_usize, 0..8_usize, 0..8_usize), 0..12);
        (units, events).prop_map(|(units, events)| {
            let count = units.len();
            let mut known: Vec<Unit> = Vec::new();
            for (place, (parent, from)) in units.into_iter().enumerate() {
                let mut new = unit(place, parent, from);
                let superior = known.iter().find(|other| Some(other.id) == new.parent);
                new.from = superior.map_or(new.from, |superior| superior.from.max(new.from));
                known.push(new);
            }
            let events = events
                .into_iter()
                .enumerate()
                .map(|(place, told)| event(place, count, told))
                .collect();
            standing(known, events)
        })
    }

    fn config() -> ProptestConfig {
        ProptestConfig {
            cases: 300,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(7),
            ..ProptestConfig::default()
        }
    }

    /// On no day an ended unit's heir hangs on the unit itself; how to read that is told nowhere.
    fn is_plain(tree: &Tree) -> bool {
        tree.events().iter().all(|event| match event.change {
            Change::Split { into } | Change::Merged { into } => {
                let (unit, heir) = (tree.index_of(event.unit).unwrap(), tree.index_of(into).unwrap());
                (0..42).all(|after| !above(tree, heir, day(after)).contains(&unit))
            }
            Change::Moved { .. } | Change::Renamed { .. } | Change::Retyped { .. } | Change::Ended => true,
        })
    }

    fn above(tree: &Tree, unit: UnitIndex, on: Day) -> BTreeSet<UnitIndex> {
        let mut above = BTreeSet::new();
        let mut at = tree.parent_on(unit, on);
        while let Some(superior) = at.filter(|superior| above.insert(*superior)) {
            at = tree.parent_on(superior, on);
        }
        above
    }

    /// What a difference is when the days are asked the other way round; who goes on in whom is told on one side only.
    fn mirrored(found: &Difference) -> (UnitIndex, String) {
        let told = match &found.change {
            DifferenceKind::Began => "ended".to_owned(),
            DifferenceKind::Ended { .. } => "began".to_owned(),
            DifferenceKind::Moved { from_parent, to_parent } => format!("moved {to_parent:?} {from_parent:?}"),
            DifferenceKind::Renamed { old, new } => format!("renamed {new} {old}"),
            DifferenceKind::Retyped { old, new } => format!("retyped {new} {old}"),
        };
        (found.unit, format!("{told} {:?}", found.events))
    }

    fn told(found: &Difference) -> (UnitIndex, String) {
        let told = match &found.change {
            DifferenceKind::Began => "began".to_owned(),
            DifferenceKind::Ended { .. } => "ended".to_owned(),
            DifferenceKind::Moved { from_parent, to_parent } => format!("moved {from_parent:?} {to_parent:?}"),
            DifferenceKind::Renamed { old, new } => format!("renamed {old} {new}"),
            DifferenceKind::Retyped { old, new } => format!("retyped {old} {new}"),
        };
        (found.unit, format!("{told} {:?}", found.events))
    }

    proptest! {
        #![proptest_config(config())]

        /// Under any tree the roots hold every unit, and no unit twice.
        #[test]
        fn every_unit_stands_below_one_root(tree in trees(), after in 0..42_usize) {
            let placement = tree.placement(day(after));
            let roots: Vec<UnitIndex> = tree
                .indices()
                .filter(|index| placement.read_as(*index) == *index && placement.superior(*index).is_none())
                .collect();
            for index in tree.indices() {
                let holders = roots.iter().filter(|root| placement.inside(**root).contains(index)).count();
                prop_assert_eq!(holders, 1, "{} on {}", tree.unit(index).code, day(after));
            }
        }

        /// A superior holds those read as itself and what its children hold, each once; a unit read as another holds none.
        #[test]
        fn a_superior_holds_its_own_and_its_children(tree in trees(), after in 0..42_usize) {
            let placement = tree.placement(day(after));
            for top in tree.indices() {
                let members: Vec<UnitIndex> = placement.inside(top).members().collect();
                if placement.read_as(top) != top {
                    prop_assert!(members.is_empty());
                    continue;
                }
                let mut expected: Vec<UnitIndex> = tree.indices().filter(|index| placement.read_as(*index) == top).collect();
                for child in tree.indices() {
                    if child != top && placement.read_as(child) == child && placement.superior(child) == Some(top) {
                        expected.extend(placement.inside(child).members());
                    }
                }
                expected.sort_unstable();
                prop_assert_eq!(members, expected, "{} on {}", &tree.unit(top).code, day(after));
            }
        }

        /// A living unit stands below its recorded superior, and is never read as another.
        #[test]
        fn the_living_stand_where_they_are(tree in trees(), after in 0..42_usize) {
            let on = day(after);
            let placement = tree.placement(on);
            for index in tree.indices().filter(|index| tree.is_alive(*index, on)) {
                prop_assert_eq!(placement.read_as(index), index);
                let superior = tree.parent_on(index, on).map(|superior| placement.read_as(superior));
                prop_assert_eq!(placement.superior(index), superior);
            }
        }

        /// The stretches of a plan cover the period without gap or overlap, each with the tree of its own days.
        #[test]
        fn a_plan_follows_the_tree_day_by_day(tree in trees(), one in 0..42_usize, other in 0..42_usize) {
            let (from, to) = (one.min(other), one.max(other));
            let planner = Planner::new(&tree);
            for top in tree.indices() {
                let plan = planner.plan(top, day(from), day(to), None);
                let mut next = day(from);
                for segment in &plan.segments {
                    prop_assert_eq!(segment.from, next);
                    next = segment.to.next();
                }
                prop_assert_eq!(next, day(to).next());
                for after in from..=to {
                    let on = day(after);
                    let inside = planner.placement(on).inside(top);
                    let segment = plan.segments.iter().find(|segment| (segment.from..=segment.to).contains(&on)).unwrap();
                    for index in tree.indices().filter(|index| tree.unit(*index).from <= on) {
                        prop_assert_eq!(segment.inside.contains(index), inside.contains(index), "{} in {} on {}",
                            &tree.unit(index).code, &tree.unit(top).code, on);
                    }
                }
            }
        }

        /// What came in less what went out is what is inside at the end and was not before: no crossing is lost or doubled.
        #[test]
        fn crossings_add_up(tree in trees(), one in 0..42_usize, other in 0..42_usize) {
            let (from, to) = (day(one.min(other)), day(one.max(other)));
            let planner = Planner::new(&tree);
            if !is_plain(&tree) {
                return Ok(());
            }
            for top in tree.indices() {
                let plan = planner.plan(top, from, to, None);
                for index in tree.indices().filter(|index| tree.unit(*index).from < from) {
                    let net: i32 = plan.borders.iter().filter(|border| border.unit == index)
                        .map(|border| if border.crossing == Crossing::In { 1 } else { -1 }).sum();
                    let (was, is) = (plan.opening.contains(index), plan.stock.contains(index));
                    prop_assert_eq!(net, i32::from(is) - i32::from(was), "{} in {}", &tree.unit(index).code, &tree.unit(top).code);
                }
            }
        }

        /// With a stated tree day nothing crosses, and flow and stock are counted over the same units.
        #[test]
        fn a_stated_tree_has_no_borders(tree in trees(), after in 0..42_usize, on in 0..42_usize) {
            let planner = Planner::new(&tree);
            for top in tree.indices() {
                let plan = planner.plan(top, day(0), day(after), Some(day(on)));
                prop_assert!(plan.borders.is_empty());
                prop_assert_eq!(plan.segments.len(), 1);
                prop_assert_eq!(&plan.segments[0].inside, &plan.stock);
                prop_assert_eq!(&plan.opening, &plan.stock);
            }
        }

        /// The lists below the roots hold every living unit once, right where its superiors and children say.
        #[test]
        fn lists_hold_the_living_once(tree in trees(), after in 0..42_usize) {
            let on = day(after);
            let living = tree.living_on(on);
            let lines: Vec<_> = living.roots().iter().flat_map(|root| living.subtree(*root)).collect();
            let mut listed: Vec<UnitIndex> = lines.iter().map(|line| line.unit).collect();
            for (place, line) in lines.iter().enumerate() {
                let above = living.ancestors(line.unit);
                prop_assert_eq!(&above, &tree.ancestors_on(line.unit, on));
                prop_assert_eq!(above.len(), line.depth);
                prop_assert_eq!(above.last().copied(), living.superior(line.unit));
                let superior = lines[..place].iter().rfind(|earlier| earlier.depth < line.depth);
                prop_assert_eq!(superior.map(|superior| superior.unit), above.last().copied());
                prop_assert!(living.children(line.unit).iter().all(|child| living.superior(*child) == Some(line.unit)));
            }
            listed.sort_unstable();
            let expected: Vec<UnitIndex> = tree.indices().filter(|index| tree.is_alive(*index, on)).collect();
            prop_assert_eq!(listed, expected);
        }

        /// Nothing differs from itself, and asked the other way round every difference is its mirror.
        #[test]
        fn differences_mirror(tree in trees(), one in 0..42_usize, other in 0..42_usize, top in 0..8_usize) {
            let (one, other) = (day(one), day(other));
            let top = tree.indices().nth(top);
            prop_assert_eq!(differences(&tree, one, one, top), vec![]);
            let forth: BTreeSet<_> = differences(&tree, one, other, top).iter().map(told).collect();
            let back: BTreeSet<_> = differences(&tree, other, one, top).iter().map(mirrored).collect();
            prop_assert_eq!(forth, back);
        }

        /// Every difference is what the two days say and names an entry of the days between; superiors come first.
        #[test]
        fn differences_are_what_two_days_say(tree in trees(), one in 0..42_usize, other in 0..42_usize) {
            let (first, second) = (day(one), day(other));
            let (was, is) = (tree.living_on(first), tree.living_on(second));
            let found = differences(&tree, first, second, None);
            for index in tree.indices() {
                let codes: Vec<&str> = found.iter().filter(|found| found.unit == index).map(|found| found.change.code()).collect();
                let expected = match (was.is_there(index), is.is_there(index)) {
                    (false, false) => vec![],
                    (false, true) => vec!["began"],
                    (true, false) => vec!["ended"],
                    (true, true) => [
                        ("moved", was.superior(index) != is.superior(index)),
                        ("renamed", tree.name_on(index, first) != tree.name_on(index, second)),
                        ("retyped", tree.kind_on(index, first) != tree.kind_on(index, second)),
                    ].into_iter().filter(|(_, differs)| *differs).map(|(code, _)| code).collect(),
                };
                prop_assert_eq!(codes, expected, "{}", &tree.unit(index).code);
            }
            let (earlier, later) = (first.min(second), first.max(second));
            for (place, one) in found.iter().enumerate() {
                prop_assert!(!one.events.is_empty(), "{:?}", one);
                for no in &one.events {
                    let on = tree.events().iter().find(|event| event.no == *no).map(|event| event.on);
                    let on = on.or_else(|| tree.index_of(UnitId(no.0)).map(|unit| tree.unit(unit).from)).unwrap();
                    prop_assert!(earlier < on && on <= later, "{} of {:?}", no, one);
                }
                let superior = if is.is_there(one.unit) { is.superior(one.unit) } else { was.superior(one.unit) };
                prop_assert!(found[place + 1..].iter().all(|later| Some(later.unit) != superior), "{:?}", one);
            }
        }

        /// Below a unit there is neither more nor less than what is counted there on either day.
        #[test]
        fn differences_below_a_unit_are_its_own(tree in trees(), one in 0..42_usize, other in 0..42_usize) {
            let (first, second) = (day(one), day(other));
            let all = differences(&tree, first, second, None);
            for top in tree.indices() {
                let inside = [first, second].map(|on| tree.placement(on).inside(top));
                let expected: Vec<Difference> = all.iter()
                    .filter(|found| inside.iter().any(|inside| inside.contains(found.unit))).cloned().collect();
                prop_assert_eq!(differences(&tree, first, second, Some(top)), expected, "{}", &tree.unit(top).code);
            }
        }
    }
}
