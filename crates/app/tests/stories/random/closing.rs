//! The law of closing: whatever is recorded, taken back, moved, merged, closed, opened again or imported, a closed figure never
//! changes unseen. What was reported stays as it was; every difference is told by entries; and those entries bear a mark.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use nennep::programme::Mode;
use nennep::store::{
    Act, Asked, Book, Cause, Figures, NewEvent, Restatement, Source, Stamp, Submission, SubmissionKey, Tx, add_event,
    figures_of, find_any_submission, open_submission, restate, settle_openings,
};
use nennep_core::calendar::Day;
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Amount, Changed, Figure, SubmissionDeed, SubmissionStanding, changed};
use nennep_core::register::{Line, Tree, UnitId, UnitIndex};

use super::try_out;
use super::world::World;
use crate::common::{Engine, House, Paper, stamp};

const PERIODS: [&str; 7] = ["2024-Q1", "2024-H1", "2024-02", "2024", "2023-Q4", "2024-Q4", "2024-12"];

/// Days on which the stages are recorded, one after another.
const TODAY: [&str; 5] = ["2026-01-15", "2026-01-16", "2026-01-17", "2026-01-18", "2026-01-25"];

/// Holds one closed period with what was reported when it was closed last.
struct Kept {
    id: i64,
    reported: Vec<Figure>,
}

fn key(house_units: &[i64], (unit, period): (usize, usize)) -> SubmissionKey {
    SubmissionKey {
        unit: house_units[unit % house_units.len()],
        group: FigureGroup::Line(Line::Party),
        period: PERIODS[period % PERIODS.len()].parse().unwrap(),
    }
}

async fn figures(house: &House, tx: &mut Tx, book: &Book, key: SubmissionKey) -> Vec<Figure> {
    let catalog = &house.catalogs.indicators;
    let Some(unit) = book.tree.index_of(UnitId(key.unit)) else {
        return Vec::new();
    };
    let known_at = Some(book.head);
    let set = Figures::new(book, catalog)
        .of(&mut Source::Database { tx, known_at }, &asked(unit, key))
        .await
        .unwrap();
    figures_of(catalog, key.group, &set)
}

fn asked(unit: UnitIndex, key: SubmissionKey) -> Asked {
    Asked {
        unit,
        from: key.period.first_day(),
        to: key.period.last_day(),
        tree_on: None,
        measures: Vec::new(),
    }
}

async fn event(house: &House, (today, by): (&str, &str), id: i64, deed: SubmissionDeed, standing: SubmissionStanding) {
    let by = Stamp {
        officer: by.to_owned(),
        ..stamp(today)
    };
    let mut act = Act::begin(&house.db, by).await.unwrap();
    let head = act.next_no().0 - 1;
    let known = find_any_submission(act.tx(), id).await.unwrap().unwrap();
    let book = Book::load(act.tx(), Some(head)).await.unwrap();
    let said = figures(house, act.tx(), &book, known.key).await;
    let is_closing = deed == SubmissionDeed::Closed;
    let event = NewEvent {
        deed,
        on: today.parse().unwrap(),
        head,
        figures: is_closing.then_some(said.as_slice()),
        words: None,
        remarks: &[],
    };
    add_event(&mut act, id, standing, &event).await.unwrap();
    act.commit().await.unwrap();
}

async fn close(house: &House, today: &str, key: SubmissionKey) -> Option<Kept> {
    let mut act = Act::begin(&house.db, stamp(today)).await.unwrap();
    let id = open_submission(act.tx(), key).await.unwrap();
    let known = find_any_submission(act.tx(), id).await.unwrap().unwrap();
    act.commit().await.unwrap();
    if !known.done.is_empty() {
        return None;
    }
    event(
        house,
        (today, "an"),
        id,
        SubmissionDeed::Closed,
        SubmissionStanding::Closed,
    )
    .await;
    Some(kept(house, id).await)
}

async fn kept(house: &House, id: i64) -> Kept {
    let reported = submission(house, id).await.reported().unwrap().figures.clone().unwrap();
    Kept { id, reported }
}

async fn submission(house: &House, id: i64) -> Submission {
    let mut tx = house.db.read().await.unwrap();
    find_any_submission(&mut tx, id).await.unwrap().unwrap()
}

/// Asks officer one, lets officer two open it until the end of the day.
async fn open_again(house: &House, today: &str, id: i64) {
    let until: Day = today.parse().unwrap();
    let asks = SubmissionDeed::OpeningAsked { until };
    event(house, (today, "an"), id, asks, SubmissionStanding::Closed).await;
    event(
        house,
        (today, "ba"),
        id,
        SubmissionDeed::Opened,
        SubmissionStanding::Opened { until },
    )
    .await;
}

/// Counts how often the law met each cause, and a period that closed again by itself.
type Met = RefCell<BTreeMap<&'static str, usize>>;

fn meet(met: &Met, what: &'static str, times: usize) {
    *met.borrow_mut().entry(what).or_default() += times;
}

/// Gives what is closed on the day.
async fn closed_on(tx: &mut Tx, all: &[Kept], today: &str) -> Vec<(Submission, Vec<Figure>)> {
    let mut closed = Vec::new();
    for kept in all {
        let submission = find_any_submission(tx, kept.id).await.unwrap().unwrap();
        if submission.standing(today.parse().unwrap()) == SubmissionStanding::Closed {
            closed.push((submission, kept.reported.clone()));
        }
    }
    closed
}

/// Tells whether nothing recorded became a recorded nought, or the other way round: no entry adds anything then.
fn is_nought(change: &Changed) -> bool {
    [&change.reported, &change.known]
        .into_iter()
        .all(|amount| match amount {
            Amount::Count(count) => *count == 0,
            Amount::Percent(percent) => percent == "0",
            Amount::Missing(_) => true,
        })
}

/// Asks for the reasons of a change between two heads; together they must tell all of it.
async fn told(
    house: &House,
    tx: &mut Tx,
    (then, now): (&Book, &Book),
    key: SubmissionKey,
    change: &Changed,
) -> Restatement {
    let catalog = &house.catalogs.indicators;
    let measure = catalog.resolve(&change.indicator).unwrap();
    let unit = now.tree.index_of(UnitId(key.unit)).unwrap();
    let both = (&Figures::new(then, catalog), &Figures::new(now, catalog));
    let told = restate(tx, both, &asked(unit, key), &measure, &change.reported)
        .await
        .unwrap();
    assert_eq!(told.known, change.known, "{change:?} of {key:?}: {told:#?}");
    match change.known.since(&change.reported) {
        Some(_) => assert_eq!(told.untold, Some(0), "{change:?} of {key:?}: {told:#?}"),
        None => assert!(
            !told.reasons.is_empty() || is_nought(change),
            "{change:?} of {key:?}: {told:#?}"
        ),
    }
    told
}

/// Compares everything that is closed on the day with what was reported, and asks for every reason since.
async fn what_was_reported_stays(house: &House, all: &[Kept], today: &str) {
    let mut tx = house.db.read().await.unwrap();
    let now = Book::load(&mut tx, None).await.unwrap();
    for (submission, kept) in closed_on(&mut tx, all, today).await {
        let reported = submission.reported().unwrap();
        assert_eq!(reported.figures.as_ref(), Some(&kept), "what was reported stays");
        let (key, head) = (submission.key, reported.head);
        let then = Book::load(&mut tx, Some(head)).await.unwrap();
        let again = figures(house, &mut tx, &then, key).await;
        assert_eq!(again, kept, "{key:?} asked again at {head}");
        let known = figures(house, &mut tx, &now, key).await;
        for change in changed(&kept, &known) {
            told(house, &mut tx, (&then, &now), key, &change).await;
        }
    }
    tx.rollback().await.unwrap();
}

/// Tells whether a line of a unit and a day stands below one of the units in either tree: on its day, on the eve, or on the last
/// day of the period.
fn is_below(units: &[UnitId], trees: [&Tree; 2], (code, on): (&str, Day), key: SubmissionKey) -> bool {
    units.iter().any(|unit| {
        trees.into_iter().any(|tree| {
            let (Some(top), Some(line)) = (tree.index_of(*unit), tree.find(code)) else {
                return false;
            };
            [on, on.previous(), key.period.last_day()].into_iter().any(|day| {
                let placement = tree.placement(day);
                line == top || placement.inside(top).contains(line) || placement.read_as(line) == top
            })
        })
    })
}

/// Whatever an import changed of a period that was closed then bears the mark: its own entries, and the change of the tree that
/// moves what was there before.
async fn each_change_is_marked(house: &House, (all, today): (&[Kept], &str), before: i64, met: &Met) {
    let mut tx = house.db.read().await.unwrap();
    let (then, now) = (
        Book::load(&mut tx, Some(before)).await.unwrap(),
        Book::load(&mut tx, None).await.unwrap(),
    );
    let sql = "select entry_no from supplement where entry_no > $1";
    let rows = tx.rows(sql, &[before.into()]).await.unwrap();
    let marked: BTreeSet<i64> = rows.iter().map(|row| row.int(0).unwrap()).collect();
    let of_tree = "select v.unit_id from unit_event v join supplement s on s.entry_no = v.no where v.no > $1";
    let rows = tx.rows(of_tree, &[before.into()]).await.unwrap();
    let moved: Vec<UnitId> = rows.iter().map(|row| UnitId(row.int(0).unwrap())).collect();
    for (submission, _) in closed_on(&mut tx, all, today).await {
        let key = submission.key;
        let was = figures(house, &mut tx, &then, key).await;
        let known = figures(house, &mut tx, &now, key).await;
        for change in changed(&was, &known) {
            let told = told(house, &mut tx, (&then, &now), key, &change).await;
            assert!(!marked.is_empty(), "{change:?} of {key:?}: {told:#?}");
            for reason in &told.reasons {
                let line = reason.entry.as_ref().unwrap();
                let on: Day = line.on.parse().unwrap();
                let is_marked = if line.no > before {
                    marked.contains(&line.no)
                } else {
                    let codes = [Some(&line.unit), line.to_unit.as_ref()];
                    let mut codes = codes.into_iter().flatten();
                    reason.cause == Cause::Tree
                        && codes.any(|code| is_below(&moved, [&then.tree, &now.tree], (code, on), key))
                };
                assert!(
                    is_marked,
                    "entry {} changed {} of {key:?} without a mark: {told:#?}",
                    line.no, change.indicator
                );
                assert!(
                    reason.cause != Cause::Corrected || on < key.period.first_day(),
                    "entry {} takes back inside {key:?}",
                    line.no
                );
                meet(met, reason.cause.code(), 1);
            }
        }
    }
    tx.rollback().await.unwrap();
}

/// Imports a part and asks what became of everything that was closed before it.
async fn import(house: &House, paper: &Paper, (all, today): (&[Kept], &str), met: &Met) {
    let before = house.head().await;
    house.import_as(paper, Mode::KeepGood, today).await;
    what_was_reported_stays(house, all, today).await;
    each_change_is_marked(house, (all, today), before, met).await;
}

/// Plays a random programme with closings and openings between its parts, and asks after each of them.
async fn play(house: &House, world: &World, met: &Met) {
    let stages: Vec<Paper> = world.stages();
    let mut all: Vec<Kept> = Vec::new();
    let mut opened: BTreeSet<i64> = BTreeSet::new();
    for (place, paper) in stages.iter().enumerate() {
        let today = TODAY[place];
        import(house, paper, (&all, today), met).await;
        let units = house.numbers("select no from unit order by no").await;
        if let Some((one, other)) = world.periods.get(place).filter(|_| !units.is_empty()) {
            for choice in [(*one, *other), (*other, *one)] {
                all.extend(close(house, today, key(&units, choice)).await);
            }
        }
        // What the next part brings may be written into a period that is open until the end of that day.
        if let Some(first) = all
            .first()
            .filter(|_| place == 2 && world.periods[0].0.is_multiple_of(2))
        {
            open_again(house, TODAY[3], first.id).await;
            opened.insert(first.id);
        }
    }
    let last = TODAY[4];
    let closed = settle_openings(&house.db, &house.catalogs.indicators, &stamp(last))
        .await
        .unwrap();
    assert_eq!(
        closed,
        opened.len(),
        "what was open until a day is closed again by itself"
    );
    meet(met, "closed_again", closed);
    for id in opened {
        let place = all.iter().position(|kept| kept.id == id).unwrap();
        all[place] = kept(house, id).await;
    }
    what_was_reported_stays(house, &all, last).await;
    let late = Paper::new().facts(["late|2024-02-10|party_org_founded|u0|1||||"]);
    import(house, &late, (&all, last), met).await;
}

/// Tries the law; every way in which a closed figure changes must have been met.
pub(super) fn no_closed_figure_changes_unseen(engine: Engine, cases: u32) {
    let met = Met::default();
    try_out(engine, cases, async |house: &House, world: &World| {
        play(house, world, &met).await;
    });
    let met = met.into_inner();
    for what in ["late", "corrected", "tree", "closed_again"] {
        assert!(met.get(what) > Some(&0), "{what} was not met: {met:?}");
    }
}
