//! Importing: twice, in another order, for trial, all or nothing, two at a time, on either engine.

use std::sync::Mutex;

use nennep::programme::{Mode, Quiet, import_workbook};
use nennep::store::open;

use crate::abolished::abolished_level;
use crate::common::{Ask, Engine, House, Paper, on, stamp};
use crate::sources::five_documents;

const ALL: (&str, &str) = ("2009-01-01", "2025-12-31");

async fn a_second_import_is_all_same(house: &House) {
    let first = house.take(&five_documents()).await;
    assert_eq!(
        (first.accepted, first.same, first.held, first.numbers),
        (42, 0, 0, Some([1, 42]))
    );
    let again = house.take(&five_documents()).await;
    assert_eq!(
        (again.accepted, again.same, again.held, again.numbers),
        (0, 42, 0, None)
    );
    let shuffled = house.take(&five_documents().shuffled(3)).await;
    assert_eq!((shuffled.accepted, shuffled.same), (0, 42));
    assert_eq!(house.head().await, 42);
    house.assert_gapless().await;
}

async fn answers(house: &House, units: &[&str]) -> Vec<nennep_core::progress::FigureSet> {
    let mut answers = Vec::new();
    for unit in units {
        for ask in [
            Ask::of(unit, ALL.0, ALL.1),
            Ask::of(unit, ALL.0, ALL.1).tree_on("2025-12-31"),
        ] {
            answers.push(house.by_child(&ask).await);
        }
    }
    answers
}

/// Row order has no meaning: not within a sheet, not between parents and children, not between sheets.
fn shuffled_rows_give_the_same_figures(engine: Engine) {
    let told: Vec<_> = [None, Some(1), Some(2), Some(77)]
        .map(|seed: Option<u64>| {
            let kept = Mutex::new(Vec::new());
            on(engine, async |house: &House| {
                let paper = seed.map_or_else(abolished_level, |seed| abolished_level().shuffled(seed));
                house.take(&paper).await;
                *kept.lock().unwrap() = answers(house, &["c", "d1", "d2", "w1", "w2", "n1", "x"]).await;
            });
            kept.into_inner().unwrap()
        })
        .into();
    for other in &told[1..] {
        assert_eq!(*other, told[0]);
    }
}

#[test]
fn shuffled_rows_give_the_same_figures_on_sqlite() {
    shuffled_rows_give_the_same_figures(Engine::Sqlite);
}

#[test]
fn shuffled_rows_give_the_same_figures_on_postgres() {
    shuffled_rows_give_the_same_figures(Engine::Postgres);
}

/// Every figure and every trace, byte for byte.
#[test]
fn both_engines_answer_the_same_bytes() {
    let told = [Engine::Sqlite, Engine::Postgres].map(|engine| {
        let kept = Mutex::new(Vec::new());
        on(engine, async |house: &House| {
            house.take(&five_documents()).await;
            house.take(&abolished_level()).await;
            let mut lines = Vec::new();
            for unit in ["hn", "dd", "dd-khoi", "lb", "hp", "nq", "dk", "c", "d1", "n1", "w2"] {
                // At 58 all units and events are known, and the facts of the first workbook alone.
                for ask in [
                    Ask::of(unit, ALL.0, ALL.1),
                    Ask::of(unit, "2019-01-01", "2024-03-31").known_at(58),
                ] {
                    let set = house.by_child(&ask).await;
                    for figure in &set.figures {
                        let trace = house.trace(&ask, &figure.indicator).await;
                        lines.push(serde_json::to_string(&trace).unwrap());
                    }
                    lines.push(serde_json::to_string(&set).unwrap());
                }
            }
            *kept.lock().unwrap() = lines;
        });
        kept.into_inner().unwrap()
    });
    assert!(told[0].len() > 100, "{} answers", told[0].len());
    assert_eq!(told[0], told[1]);
}

async fn a_rehearsal_leaves_nothing(house: &House) {
    let rehearsed = house.import_as(&five_documents(), Mode::Rehearse, "2026-01-15").await;
    assert_eq!((rehearsed.accepted, rehearsed.held), (42, 0));
    assert_eq!(house.head().await, 0);
    for table in [
        "entry",
        "unit",
        "unit_event",
        "fact",
        "posting",
        "posting_class",
        "target",
    ] {
        let rows = house.numbers(&format!("select count(*) from {table}")).await;
        assert_eq!(rows, [0], "{table}");
    }
    house.take(&five_documents()).await;
    house.import_as(&abolished_level(), Mode::Rehearse, "2026-01-15").await;
    assert_eq!(house.take(&abolished_level()).await.numbers, Some([43, 68]));
    house.assert_gapless().await;
}

async fn all_or_nothing_keeps_nothing_of_a_faulty_workbook(house: &House) {
    let faulty = abolished_level().facts(["bad|2024-02-31|party_org_founded|c|1"]);
    let refused = house.import_as(&faulty, Mode::AllOrNothing, "2026-01-15").await;
    assert_eq!(
        (refused.accepted, refused.held, refused.numbers, refused.faults.len()),
        (0, 27, None, 1)
    );
    assert_eq!(house.head().await, 0);
    let taken = house
        .import_as(&abolished_level(), Mode::AllOrNothing, "2026-01-15")
        .await;
    assert_eq!((taken.accepted, taken.held, taken.numbers), (26, 0, Some([1, 26])));
}

async fn good_rows_are_kept_beside_faulty_ones(house: &House) {
    let faulty = abolished_level().facts(["bad|2024-02-31|party_org_founded|c|1"]);
    let report = house.import(&faulty).await;
    assert_eq!((report.accepted, report.held, report.numbers), (26, 1, Some([1, 26])));
    let mended = abolished_level().facts(["bad|2024-02-29|party_org_founded|c|1"]);
    let report = house.take(&mended).await;
    assert_eq!((report.accepted, report.same, report.numbers), (1, 26, Some([27, 27])));
    house.assert_gapless().await;
}

/// Two processes import at once: one waits, no number is given twice or left out.
async fn two_imports_at_once_stay_gapless(house: &House) {
    let other = open(&house.address).await.unwrap();
    let paper = |name: &str| {
        let facts: Vec<String> = (0..300)
            .map(|no| format!("{name}{no}|2024-01-{:02}|party_member_admitted|{name}|1", no % 28 + 1))
            .collect();
        Paper::new()
            .units([format!("{name}|Quận ủy {name}|district_committee||2000-01-01")])
            .facts(facts)
    };
    let both = paper("p").facts(["shared|2024-01-01|party_org_founded|p|1"]);
    house
        .take(&Paper::new().units(["p|Quận ủy p|district_committee||2000-01-01"]))
        .await;
    let q = paper("q").facts(["shared|2024-01-01|party_org_founded|p|1"]);
    let read = || (q.workbook(), Vec::new());
    let (one, two) = tokio::join!(
        house.import(&both),
        import_workbook(
            &other,
            &house.catalogs,
            read(),
            Mode::KeepGood,
            stamp("2026-01-15"),
            &Quiet
        )
    );
    other.close().await;
    let two = two.unwrap();
    assert_eq!((one.faults.len(), two.faults.len()), (0, 0), "{one:?} {two:?}");
    assert_eq!(one.accepted + two.accepted, 602, "{one:?} {two:?}");
    let mut ranges = [one.numbers.unwrap(), two.numbers.unwrap()];
    ranges.sort_unstable();
    assert_eq!((ranges[0][0], ranges[0][1] + 1, ranges[1][1]), (2, ranges[1][0], 603));
    house.assert_gapless().await;
    let q1 = Ask::of("p", "2024-01-01", "2024-03-31");
    house
        .expect(&q1, &[("party_member_admitted", "300"), ("party_org_founded", "1")])
        .await;
}

stories!(
    a_second_import_is_all_same,
    a_rehearsal_leaves_nothing,
    all_or_nothing_keeps_nothing_of_a_faulty_workbook,
    good_rows_are_kept_beside_faulty_ones,
    two_imports_at_once_stay_gapless,
);
