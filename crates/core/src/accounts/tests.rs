use std::collections::{BTreeSet, HashMap};

use super::{Account, Catalog, Crossing, Planner, PostingClass, Shape, Sums, post};
use crate::calendar::Day;
use crate::ledger::{Fact, FactRecord, Tag};
use crate::register::{Change, EntryNo, Tree, Unit, UnitEvent, UnitId, UnitKinds};

fn kinds() -> UnitKinds {
    UnitKinds::parse(include_str!("../../../../catalog/unit_kinds.toml")).unwrap()
}

fn catalog() -> Catalog {
    Catalog::parse(
        "indicators.toml",
        include_str!("../../../../catalog/indicators.toml"),
        &kinds(),
    )
    .unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn record(fact: &str, unit: i64, to_unit: Option<i64>, count: i64, tags: &[Tag]) -> FactRecord {
    let fact = Fact::parse(fact).unwrap();
    FactRecord {
        to_unit: to_unit.map(UnitId),
        tags: tags.iter().copied().collect(),
        ..FactRecord::of(fact, UnitId(unit), day("2024-03-20"), count)
    }
}

#[test]
fn the_catalogue_holds_every_code_of_the_contract() {
    let catalog = catalog();
    let flow_only = "outstanding_introduced awareness_class_sent commended_collective commended_individual conference_held speech_given procedure_issued dialogue_held training_held task_planned task_done regular_meeting_held thematic_meeting_held inspection_done supervision_done enterprise_surveyed enterprise_surveyed_eligible enterprise_surveyed_members_not_eligible enterprise_surveyed_no_members enterprise_surveyed_refused enterprise_stock party_member_confirmed party_member_admission_rate";
    for code in flow_only.split(' ') {
        assert_eq!(catalog.resolve(code).map(|measure| measure.code), Some(code.to_owned()));
    }
    for line in ["party", "union", "youth", "women"] {
        for what in "org_founded org_consolidated org_received org_transferred_out org_ended org_stock member_admitted member_received member_transferred_out member_left member_stock".split(' ') {
            let code = format!("{line}_{what}");
            assert_eq!(catalog.resolve(&code).map(|measure| measure.code), Some(code));
        }
    }
    let answered = |code: &str| catalog.resolve(code).map(|measure| measure.code);
    assert_eq!(
        answered("owner_admitted").as_deref(),
        Some("party_member_admitted:owner")
    );
    assert_eq!(
        answered("worker_admitted").as_deref(),
        Some("party_member_admitted:worker")
    );
    assert_eq!(
        answered("enterprise_surveyed:eligible").as_deref(),
        Some("enterprise_surveyed_eligible")
    );
    assert_eq!(
        answered("enterprise_stock:cooperative").as_deref(),
        Some("enterprise_stock:cooperative")
    );
    for unknown in [
        "party_org_found",
        "party_org_stock:nothing",
        "party_member_admission_rate:owner",
        "enterprise_surveyed_eligible:owner",
        "nobody_admitted",
        ":owner",
    ] {
        assert_eq!(answered(unknown), None, "{unknown}");
    }
}

#[test]
fn a_wrong_catalogue_names_file_line_and_remedy() {
    let row = |code: &str, rest: &str| {
        format!("[[indicator]]\ncode = \"{code}\"\nname_vi = \"x\"\nunit_vi = \"x\"\nsentence = \"{{}}\"\n{rest}\n")
    };
    let flow = "shape = \"flow\"\naccounts = [\"party_org_founded\"]";
    let table = [
        (
            row("a", "shape = \"flow\"\naccounts = [\"party_org_fonded\"]"),
            "x.toml:2: no fact posts to the account party_org_fonded",
        ),
        (
            format!("{}{}", row("a", flow), row("a", flow)),
            "x.toml:9: the code or alias a stands twice",
        ),
        (
            row("a", "shape = \"sum\"\naccounts = [\"party_org_founded\"]"),
            "x.toml:2: the shape sum is none of",
        ),
        (row("a", "shape = \"flow\""), "x.toml:2: the shape flow needs accounts"),
        (
            row("a", "shape = \"ratio\"\nnumerator = \"b\"\ndenominator = \"c\""),
            "x.toml:2: b is no indicator of the shape",
        ),
        (
            row(
                "a",
                "shape = \"flow\"\naccounts = [\"party_org_moved_in\"]\ncrossing = \"in\"",
            ),
            "x.toml:2: the shape flow needs border_stock",
        ),
        (
            row("a", &format!("{flow}\nfilter = \"green\"")),
            "x.toml:2: the filter green is no tag",
        ),
        (row("a", &format!("{flow}\ncolour = 1")), "x.toml:8: unknown field"),
        ("[[indicator]\n".to_owned(), "x.toml:1: "),
    ];
    for (text, expected) in table {
        let error = Catalog::parse("x.toml", &text, &kinds()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error} / {expected}");
    }
}

#[test]
fn a_move_posts_two_equal_ends() {
    let lines = post(&record("party_member_moved", 1, Some(2), 8, &[]));
    let ends: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line.class.account.code(),
                line.unit.0,
                line.other.map(|other| other.0),
                line.amount,
            )
        })
        .collect();
    assert_eq!(
        ends,
        [
            ("party_member_moved_out", 1, Some(2), 8),
            ("party_member_moved_in", 2, Some(1), 8)
        ]
    );
    assert_eq!(Account::parse("party_member_moved"), None);
    assert_eq!(Account::parse("party_org_founded_in"), None);
}

#[test]
fn a_change_of_kind_moves_the_stock_between_kinds_and_founds_nothing() {
    let fact = FactRecord {
        from_kind: Some("party_cell".to_owned()),
        org_kind: Some("party_base_committee".to_owned()),
        ..record("party_org_retyped", 1, None, 1, &[])
    };
    let (lines, catalog) = (post(&fact), catalog());
    let counted = |code: &str| -> i64 {
        let measure = catalog.resolve(code).unwrap();
        lines.iter().map(|line| measure.weight(&line.class) * line.amount).sum()
    };
    let table = [
        ("party_org_stock", 0),
        ("party_org_stock:party_cell", -1),
        ("party_org_stock:party_base_committee", 1),
        ("party_org_stock:party_base_cell", 0),
        ("party_org_retyped", 1),
        ("party_org_retyped:party_base_committee", 1),
        ("party_org_founded", 0),
        ("party_org_ended", 0),
        ("party_org_received", 0),
    ];
    for (code, expected) in table {
        assert_eq!(counted(code), expected, "{code}");
    }
    assert!(lines.iter().all(|line| line.unit == fact.unit && line.other.is_none()));
    assert_eq!(Account::parse("party_org_retyped"), None);
}

#[test]
fn tags_overlap_and_a_tag_is_counted_inside_the_whole() {
    let catalog = catalog();
    let classes: HashMap<i64, PostingClass> = [
        record("party_member_admitted", 1, None, 3, &[Tag::Owner, Tag::Female]),
        record("party_member_admitted", 1, None, 4, &[]),
    ]
    .iter()
    .enumerate()
    .map(|(place, record)| (i64::try_from(place).unwrap(), post(record).remove(0).class))
    .collect();
    let flows = vec![
        super::ClassSum {
            class: 0,
            amount: 3,
            lines: 1,
        },
        super::ClassSum {
            class: 1,
            amount: 4,
            lines: 1,
        },
    ];
    let sums = Sums {
        flows,
        ..Sums::default()
    };
    let value = |code: &str| sums.value(&catalog.resolve(code).unwrap(), &classes);
    assert_eq!(
        (
            value("party_member_admitted"),
            value("owner_admitted"),
            value("female_admitted"),
            value("worker_admitted")
        ),
        (Some(7), Some(3), Some(3), None)
    );
}

#[test]
fn a_recorded_none_is_zero_and_nothing_recorded_is_nothing() {
    let catalog = catalog();
    let classes: HashMap<i64, PostingClass> =
        HashMap::from([(0, post(&record("union_org_founded", 1, None, 0, &[])).remove(0).class)]);
    let sums = Sums {
        flows: vec![super::ClassSum {
            class: 0,
            amount: 0,
            lines: 1,
        }],
        ..Sums::default()
    };
    assert_eq!(
        sums.value(&catalog.resolve("union_org_founded").unwrap(), &classes),
        Some(0)
    );
    assert_eq!(
        sums.value(&catalog.resolve("youth_org_founded").unwrap(), &classes),
        None
    );
}

#[test]
fn a_period_is_cut_where_the_tree_below_changed() {
    let unit = |id: i64, code: &str, parent: Option<i64>| Unit {
        id: UnitId(id),
        code: code.into(),
        name: code.into(),
        kind: "other".into(),
        parent: parent.map(UnitId),
        from: day("2000-01-01"),
        to: None,
        official_code: None,
    };
    let units = vec![
        unit(1, "hp", None),
        unit(2, "nq", Some(1)),
        unit(3, "lt", Some(2)),
        unit(4, "cell", Some(3)),
        unit(5, "dk", Some(1)),
    ];
    let moved = UnitEvent {
        no: EntryNo(9),
        on: day("2019-10-31"),
        unit: UnitId(4),
        change: Change::Moved {
            parent: UnitId(5),
            kind: None,
            name: None,
        },
    };
    let tree = Tree::new(units, vec![moved]);
    let planner = Planner::new(&tree);
    let plan = |code: &str, tree_on: Option<Day>| {
        planner.plan(tree.find(code).unwrap(), day("2009-11-10"), day("2019-12-31"), tree_on)
    };
    let stretches = |code: &str| {
        plan(code, None)
            .segments
            .iter()
            .map(|segment| (segment.to.to_string(), segment.inside.members().count()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        stretches("nq"),
        [("2019-10-30".to_owned(), 3), ("2019-12-31".to_owned(), 2)]
    );
    assert_eq!(
        stretches("hp"),
        [("2019-12-31".to_owned(), 5)],
        "inside the city nothing changed hands"
    );
    let borders = |code: &str| {
        plan(code, None)
            .borders
            .iter()
            .map(|border| (border.event.0, border.crossing))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (borders("dk"), borders("lt"), borders("hp")),
        (vec![(9, Crossing::In)], vec![(9, Crossing::Out)], vec![])
    );
    assert!(
        plan("dk", Some(day("2019-12-31"))).borders.is_empty(),
        "one fixed tree has no crossing"
    );
}

#[test]
fn shapes_are_four() {
    let shapes: BTreeSet<&str> = catalog()
        .indicators()
        .iter()
        .map(|indicator| match indicator.shape {
            Shape::Flow => "flow",
            Shape::Stock => "stock",
            Shape::Ratio { .. } => "ratio",
            Shape::Coverage { .. } => "coverage",
        })
        .collect();
    assert_eq!(shapes.len(), 4, "the catalogue uses each shape at least once");
}
