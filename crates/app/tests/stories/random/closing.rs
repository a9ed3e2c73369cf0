//! The law of closing: whatever is recorded, taken back, moved, merged, closed, opened again or imported, a closed figure never
//! changes unseen. What was reported stays as it was; every difference is told by entries; and those entries bear a mark.

use std::collections::BTreeSet;

use nennep::store::{
    Act, Asked, Book, Cause, Figures, NewEvent, Source, Stamp, Submission, SubmissionKey, Tx, add_event, figures_of,
    find_any_submission, open_submission, restate, settle_openings, supplements_of,
};
use nennep_core::calendar::Day;
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Amount, Figure, SubmissionDeed, SubmissionStanding, changed};
use nennep_core::register::{Line, UnitId};

use super::world::World;
use crate::common::{House, Paper, stamp};
use nennep::programme::Mode;

const PERIODS: [&str; 5] = ["2024-Q1", "2024-H1", "2024-02", "2024", "2023-Q4"];

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

fn asked(unit: nennep_core::register::UnitIndex, key: SubmissionKey) -> Asked {
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

// long: one look at everything that is closed, from what was said down to each entry.
/// Compares everything that is closed on the day with what was reported, and what is known with every reason.
async fn nothing_changed_unseen(house: &House, all: &[Kept], today: &str) {
    let mut tx = house.db.read().await.unwrap();
    let now = Book::load(&mut tx, None).await.unwrap();
    let catalog = &house.catalogs.indicators;
    for kept in all {
        let submission = find_any_submission(&mut tx, kept.id).await.unwrap().unwrap();
        if submission.standing(today.parse().unwrap()) != SubmissionStanding::Closed {
            continue;
        }
        let reported = submission.reported().unwrap();
        assert_eq!(
            reported.figures.as_ref(),
            Some(&kept.reported),
            "what was reported stays"
        );
        let (key, head) = (submission.key, reported.head);
        let then = Book::load(&mut tx, Some(head)).await.unwrap();
        let again = figures(house, &mut tx, &then, key).await;
        assert_eq!(again, kept.reported, "{key:?} asked again at {head}");
        let known = figures(house, &mut tx, &now, key).await;
        for change in changed(&kept.reported, &known) {
            let measure = catalog.resolve(&change.indicator).unwrap();
            let unit = now.tree.index_of(UnitId(key.unit)).unwrap();
            let both = (&Figures::new(&then, catalog), &Figures::new(&now, catalog));
            let told = restate(&mut tx, both, &asked(unit, key), &measure, &change.reported)
                .await
                .unwrap();
            if matches!(change.known, Amount::Count(_) | Amount::Missing(_)) {
                assert_eq!(told.untold.unwrap_or(0), 0, "{change:?} of {key:?}: {told:#?}");
            }
            // Marked changes of the tree since, each with its unit.
            let of_tree =
                "select v.no, v.unit_id from unit_event v join supplement s on s.entry_no = v.no where v.no > $1";
            let rows = tx.rows(of_tree, &[head.into()]).await.unwrap();
            let moved: Vec<UnitId> = rows.iter().map(|row| UnitId(row.int(1).unwrap())).collect();
            // A line is under a moved unit where it stood below it in either tree, on its day or at the period's end.
            let is_under_moved = |code: &str, on: Day| {
                moved.iter().any(|moved| {
                    [&then.tree, &now.tree].into_iter().any(|tree| {
                        let (Some(top), Some(line)) = (tree.index_of(*moved), tree.find(code)) else {
                            return false;
                        };
                        [on, on.previous(), key.period.last_day()].into_iter().any(|day| {
                            let placement = tree.placement(day);
                            line == top || placement.inside(top).contains(line) || placement.read_as(line) == top
                        })
                    })
                })
            };
            for reason in &told.reasons {
                let line = reason.entry.as_ref().unwrap();
                let is_marked = !supplements_of(&mut tx, &[line.no]).await.unwrap().is_empty();
                let on: Day = line.on.parse().unwrap();
                // A change of the tree may bring what was recorded after the closing under it; then the change bears the mark.
                let is_brought = is_under_moved(&line.unit, on)
                    || line.to_unit.as_deref().is_some_and(|code| is_under_moved(code, on));
                assert!(
                    is_marked || is_brought,
                    "entry {} changed {} of {key:?} without a mark: {told:#?}",
                    line.no,
                    change.indicator
                );
                let in_period = on >= key.period.first_day();
                assert!(
                    reason.cause != Cause::Corrected || !in_period || is_brought,
                    "entry {} takes back inside {key:?}",
                    line.no
                );
            }
        }
    }
    tx.rollback().await.unwrap();
}

/// Plays a random programme with closings and openings between its parts, and asks after each of them.
pub(super) async fn no_closed_figure_changes_unseen(house: &House, world: &World) {
    let stages: Vec<Paper> = world.stages();
    let mut all: Vec<Kept> = Vec::new();
    let mut opened: BTreeSet<i64> = BTreeSet::new();
    for (place, paper) in stages.iter().enumerate() {
        let today = TODAY[place];
        house.import_as(paper, Mode::KeepGood, today).await;
        nothing_changed_unseen(house, &all, today).await;
        let units = house.numbers("select no from unit order by no").await;
        if let Some(choice) = world.periods.get(place).filter(|_| !units.is_empty()) {
            all.extend(close(house, today, key(&units, *choice)).await);
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
    for id in opened {
        let place = all.iter().position(|kept| kept.id == id).unwrap();
        all[place] = kept(house, id).await;
    }
    nothing_changed_unseen(house, &all, last).await;
    let late = Paper::new().facts(["late|2024-02-10|party_org_founded|u0|1||||"]);
    house.import_as(&late, Mode::KeepGood, last).await;
    nothing_changed_unseen(house, &all, last).await;
}
