//! The laws, each over one random programme.

use std::collections::BTreeMap;
use std::sync::Mutex;

use nennep::store::Book;
use nennep_core::accounts::Planner;
use nennep_core::calendar::Day;
use nennep_core::progress::FigureSet;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::recount::{Question, Recount};
use super::world::{World, day, worlds};
use crate::common::{Ask, Engine, House, Paper, on};

const PLAIN: [&str; 7] = [
    "party_org_founded",
    "party_org_ended",
    "party_org_stock",
    "party_member_admitted",
    "party_member_admitted:female",
    "party_member_left",
    "party_member_stock",
];

const CROSSING: [&str; 4] = [
    "party_org_received",
    "party_org_transferred_out",
    "party_member_received",
    "party_member_transferred_out",
];

fn all() -> Vec<&'static str> {
    PLAIN.into_iter().chain(CROSSING).collect()
}

async fn record(house: &House, world: &World) {
    for paper in world.stages() {
        house.import(&paper).await;
    }
    house.assert_gapless().await;
}

/// The period of two places, in order.
fn period((one, other): (usize, usize)) -> (Day, Day) {
    let (one, other) = (day(one), day(other));
    (one.min(other), one.max(other))
}

fn ask(unit: &str, from: Day, to: Day, tree_on: Option<Day>) -> Ask {
    let ask = Ask::of(unit, &from.to_string(), &to.to_string());
    match tree_on {
        Some(day) => ask.tree_on(&day.to_string()),
        None => ask,
    }
}

fn counts(set: &FigureSet) -> BTreeMap<String, Option<i64>> {
    set.figures
        .iter()
        .map(|figure| (figure.indicator.clone(), figure.value.count()))
        .collect()
}

/// What was not recorded is left out of an answer.
fn value_of(counts: &BTreeMap<String, Option<i64>>, indicator: &str) -> Option<i64> {
    counts.get(indicator).copied().flatten()
}

/// Sums of the lines, sums of a tally and a walk over the recorded rows agree; so do the entries of every trace.
pub(super) async fn figures_are_those_of_a_recount(house: &House, world: &World) {
    record(house, world).await;
    let recount = Recount::of(house).await;
    if recount.is_circular() {
        return;
    }
    let (first, _) = period(world.periods[0]);
    for (place, places) in world.periods.iter().enumerate() {
        let (from, to) = period(*places);
        for tree_on in [None, Some(first), Some(to.next())] {
            for (unit, code) in recount.units() {
                let ask = ask(code, from, to, tree_on).only(&all());
                let found = counts(&house.figures(&ask).await);
                let question = Question {
                    unit,
                    from,
                    to,
                    tree_on,
                };
                for indicator in PLAIN {
                    assert_eq!(
                        value_of(&found, indicator),
                        recount.value(indicator, question),
                        "{indicator} of {ask:?}"
                    );
                }
                for indicator in CROSSING {
                    let expected = recount.value(indicator, question).unwrap_or(0);
                    assert_eq!(
                        value_of(&found, indicator).unwrap_or(0),
                        expected,
                        "{indicator} of {ask:?}"
                    );
                }
                if place == 0 {
                    for indicator in all() {
                        house.trace(&ask, indicator).await;
                    }
                }
            }
        }
    }
}

/// Under any tree the roots together hold everything, and each superior its own entries and its children.
pub(super) async fn every_entry_is_counted_once(house: &House, world: &World) {
    record(house, world).await;
    let recount = Recount::of(house).await;
    if recount.is_circular() {
        return;
    }
    let mut tx = house.db.read().await.unwrap();
    let book = Book::load(&mut tx, None).await.unwrap();
    drop(tx);
    let planner = Planner::new(&book.tree);
    let (from, to) = (day(0), day(29));
    for (tree_on, _) in world.periods.iter().map(|places| period(*places)) {
        let placement = planner.placement(tree_on);
        let is_root = |code: &str| {
            let index = book.tree.find(code).unwrap();
            placement.read_as(index) == index && placement.superior(index).is_none()
        };
        let mut roots: BTreeMap<&str, i64> = BTreeMap::new();
        for (unit, code) in recount.units() {
            let set = house.by_child(&ask(code, from, to, Some(tree_on)).only(&PLAIN)).await;
            for indicator in PLAIN {
                let value = value_of(&counts(&set), indicator).unwrap_or(0);
                if is_root(code) {
                    *roots.entry(indicator).or_default() += value;
                }
                let below = set
                    .children
                    .iter()
                    .flatten()
                    .map(|child| value_of(&counts(child), indicator).unwrap_or(0));
                let read_here = recount
                    .units()
                    .filter(|(other, _)| recount.path(*other, tree_on).first() == Some(&unit));
                let own: i64 = read_here
                    .map(|(other, _)| recount.own_value(indicator, other, (from, to)))
                    .sum();
                assert_eq!(
                    value,
                    own + below.sum::<i64>(),
                    "{indicator} of {code} by the tree of {tree_on}"
                );
            }
        }
        for indicator in PLAIN {
            let every: i64 = recount
                .units()
                .map(|(unit, _)| recount.own_value(indicator, unit, (from, to)))
                .sum();
            assert_eq!(
                roots.get(indicator).copied().unwrap_or(0),
                every,
                "{indicator} by the tree of {tree_on}"
            );
        }
    }
}

/// The stock of the eve by its own tree, with all that came and went, is the stock of the last day; moves net to zero.
pub(super) async fn stocks_come_out_of_flows(house: &House, world: &World) {
    record(house, world).await;
    let recount = Recount::of(house).await;
    if recount.is_circular() {
        return;
    }
    for (from, to) in world.periods.iter().map(|places| period(*places)) {
        for (unit, code) in recount.units() {
            let now = counts(&house.figures(&ask(code, from, to, None).only(&all())).await);
            let eve = from.previous();
            let before = counts(&house.figures(&ask(code, eve, eve, None).only(&all())).await);
            let question = Question {
                unit,
                from,
                to,
                tree_on: None,
            };
            for (line, new, gone) in [("party_org", "founded", "ended"), ("party_member", "admitted", "left")] {
                let of = |what: &str| value_of(&now, &format!("{line}_{what}")).unwrap_or(0);
                let opening = recount.value(&format!("{line}_opening"), question).unwrap_or(0);
                let came = opening + of(new) + of("received");
                let went = of("transferred_out") + of(gone);
                let stock = format!("{line}_stock");
                let (start, end) = (
                    value_of(&before, &stock).unwrap_or(0),
                    value_of(&now, &stock).unwrap_or(0),
                );
                assert_eq!(
                    start + came - went,
                    end,
                    "{stock} of {code} from {from} to {to}: {now:?} {before:?}"
                );
            }
        }
    }
    let sql = "select cast(coalesce(sum(case when c.account like '%_in' then p.amount else -p.amount end), 0) as bigint) \
        from posting p join posting_class c on c.id = p.class_id where p.other_id is not null";
    assert_eq!(house.numbers(sql).await, [0], "moves net to zero");
}

/// Answers of every head, asked again after more entries, back-dated ones and events among them.
pub(super) async fn what_was_known_never_changes(house: &House, world: &World) {
    let mut told: Vec<(i64, Vec<String>)> = Vec::new();
    for paper in world.stages() {
        house.import(&paper).await;
        let head = house.head().await;
        for (earlier, answers) in &told {
            assert_eq!(
                at_head(house, world, *earlier).await,
                *answers,
                "known at {earlier}, asked at {head}"
            );
        }
        told.push((head, at_head(house, world, head).await));
    }
}

async fn at_head(house: &House, world: &World, head: i64) -> Vec<String> {
    let mut answers = Vec::new();
    for code in world.codes() {
        for (from, to) in world.periods.iter().take(2).map(|places| period(*places)) {
            for tree_on in [None, Some(to)] {
                let ask = ask(&code, from, to, tree_on).known_at(head);
                if house.is_known(&code, head).await {
                    answers.push(serde_json::to_string(&house.by_child(&ask).await).unwrap());
                }
            }
        }
    }
    answers
}

/// What stands is accepted in any order, whole or in parts, and gives the same figures.
pub(super) fn the_order_of_rows_has_no_meaning(engine: Engine, cases: u32) {
    let config = Config {
        rng_seed: RngSeed::Fixed(44),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    for seed in 0..u64::from(cases) {
        let world = worlds().new_tree(&mut runner).unwrap().current();
        let kept: Mutex<Option<(Sheets, Vec<FigureSet>)>> = Mutex::new(None);
        on(engine, async |house: &House| {
            let rows = standing(house, &world).await;
            *kept.lock().unwrap() = Some((rows, every_answer(house, &world).await));
        });
        let (rows, expected) = kept.into_inner().unwrap().unwrap();
        on(engine, async |house: &House| {
            house.take(&rows.paper().shuffled(seed)).await;
            assert_eq!(every_answer(house, &world).await, expected, "{rows:#?}");
        });
        on(engine, async |house: &House| {
            let half = rows.facts.len() / 2;
            house.take(&Paper::new().units(&rows.units).events(&rows.events)).await;
            house.take(&Paper::new().facts(&rows.facts[half..])).await;
            house
                .take(&Paper::new().facts(&rows.facts[..half]).reversals(&rows.reversals))
                .await;
            assert_eq!(every_answer(house, &world).await, expected, "{rows:#?}");
        });
    }
}

/// Rows that were accepted.
#[derive(Debug)]
struct Sheets {
    units: Vec<String>,
    events: Vec<String>,
    facts: Vec<String>,
    reversals: Vec<String>,
}

impl Sheets {
    fn paper(&self) -> Paper {
        Paper::new()
            .units(&self.units)
            .events(&self.events)
            .facts(&self.facts)
            .reversals(&self.reversals)
    }
}

/// Imports everything and leaves out what the importer held.
async fn standing(house: &House, world: &World) -> Sheets {
    let mut sheets = Sheets {
        units: world.unit_rows(),
        events: world.event_rows(),
        facts: world.fact_rows(),
        reversals: world.reversal_rows(),
    };
    let report = house.import(&sheets.paper()).await;
    let keep = |name: &str, rows: &mut Vec<String>| {
        let held = |row: u32| {
            report
                .faults
                .iter()
                .any(|fault| fault.sheet.as_deref() == Some(name) && fault.row == Some(row))
        };
        let mut row = 1;
        rows.retain(|_| {
            row += 1;
            !held(row)
        });
    };
    keep("units", &mut sheets.units);
    keep("unit_events", &mut sheets.events);
    keep("facts", &mut sheets.facts);
    keep("reversals", &mut sheets.reversals);
    sheets
}

async fn every_answer(house: &House, world: &World) -> Vec<FigureSet> {
    let mut answers = Vec::new();
    let (from, to) = period(world.periods[0]);
    for code in world.codes() {
        if house.is_known(&code, i64::MAX).await {
            for tree_on in [None, Some(to)] {
                answers.push(house.by_child(&ask(&code, from, to, tree_on)).await);
            }
        }
    }
    answers
}
