//! The reason of a lock in words: which period of whom is closed, and from which day one may write again.

use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::text::date_short;

use super::bar::period_words;
use super::places::unit_path;
use super::visit::Visit;
use super::words::Words;
use crate::store::{ClosedPeriod, Locks, StoreError, Tx, supplemented};

/// Holds why a day is locked and which is the first that is not.
#[derive(Clone, Debug)]
pub struct Locked {
    /// Which period of whom, in words.
    pub words: String,
    /// Where it can be opened again.
    pub href: String,
    /// The first day on which one may write; it may lie ahead.
    pub open_from: Day,
}

/// Tells whether a day is locked for what is counted at a unit.
///
/// # Errors
/// When the database refuses.
pub async fn locked(
    visit: &Visit,
    tx: &mut Tx,
    (unit, group): (UnitId, FigureGroup),
    day: Day,
) -> Result<Option<Locked>, StoreError> {
    let mut locks = Locks::on(tx, &visit.book().tree, visit.now.today()).await?;
    Ok(locks.holding(unit, day, group).map(|closed| Locked {
        words: closed_words(visit, &closed),
        href: address_of(visit, closed.unit, closed.group, closed.period),
        open_from: locks.first_open_day(unit, day, group),
    }))
}

/// Says a closed period: `Quý I/2024, Tổ chức đảng và đảng viên, Đảng ủy phường Bến Lụa`.
#[must_use]
pub fn closed_words(visit: &Visit, closed: &ClosedPeriod) -> String {
    let tree = &visit.book().tree;
    let name = |unit: UnitIndex| tree.name_on(unit, closed.period.last_day()).to_owned();
    let values = [
        ("period", period_words(&visit.words, closed.period)),
        ("group", group_words(&visit.words, closed.group)),
        (
            "unit",
            tree.index_of(UnitId(closed.unit))
                .filter(|unit| visit.scope.sees(*unit))
                .map_or_else(|| visit.words.say("locked-above"), name),
        ),
    ];
    visit.words.fill("locked-period", &values)
}

/// Names a group of figures.
#[must_use]
pub fn group_words(words: &Words, group: FigureGroup) -> String {
    words.keyed("figure-group", group.code(), "")
}

/// Gives the address of the figures of a unit, a group and a period on their way up.
#[must_use]
pub fn address_of(visit: &Visit, unit: i64, group: FigureGroup, period: Period) -> String {
    let tree = &visit.book().tree;
    // What lies above the scope has no page for the officer.
    let seen = tree.index_of(UnitId(unit)).filter(|unit| visit.scope.sees(*unit));
    let Some(code) = seen.map(|unit| tree.unit(unit).code.as_str()) else {
        return "/submissions".to_owned();
    };
    format!("{}/submissions/{period}/{}", unit_path(code), group.code())
}

/// Tells after the closing of which period an entry came: the period in words, and where it is explained.
///
/// # Errors
/// When the database refuses.
pub async fn supplement(visit: &Visit, tx: &mut Tx, entry: i64) -> Result<Option<(String, String)>, StoreError> {
    let found = supplemented(tx, entry).await?.map(|(submission, key)| ClosedPeriod {
        submission,
        unit: key.unit,
        group: key.group,
        period: key.period,
    });
    Ok(found.map(|closed| {
        let href = address_of(visit, closed.unit, closed.group, closed.period);
        (closed_words(visit, &closed), href)
    }))
}

/// Says up to when the figures of a unit are closed, for whoever is about to record a fact there.
///
/// # Errors
/// When the database refuses.
pub async fn closed_through(
    visit: &Visit,
    tx: &mut Tx,
    (unit, group): (UnitId, FigureGroup),
) -> Result<Option<String>, StoreError> {
    let today = visit.now.today();
    let mut locks = Locks::on(tx, &visit.book().tree, today).await?;
    Ok(locks.latest(unit, group, today).map(|closed| {
        let last = date_short(closed.period.last_day());
        let values = [("period", closed_words(visit, &closed)), ("last", last)];
        visit.words.fill("locked-through", &values)
    }))
}
