//! What a row of a foreign list does to the list of enterprises.

use std::collections::{BTreeSet, HashMap};

use nennep_core::calendar::Day;
use nennep_core::ledger::HostKind;
use nennep_core::register::{Placement, Tree, UnitId, UnitIndex};
use nennep_core::text::fold;

use super::import::ByOfficer;
use super::record::{Change, ReadRow};
use crate::store::{Act, Deed, Listed, StoreError, bring_up_to_date, enter, keep_told, listed, numbers_near};
use crate::web::foreign::{ForeignLine, ForeignTable};
use crate::web::secrets::sealed_phone;
use crate::web::sheet::text_of;

/// Holds what the rows of one list share.
#[derive(Debug)]
pub(super) struct Taking<'a> {
    pub(super) tree: &'a Tree,
    pub(super) today: Day,
    pub(super) batch: i64,
    officer: Option<ByOfficer<'a>>,
    names: HashMap<String, Option<UnitIndex>>,
    numbers: HashMap<(UnitId, HostKind), bool>,
}

impl<'a> Taking<'a> {
    /// Prepares the names by which committees are found; those that several units bear find none.
    pub(super) fn new(tree: &'a Tree, today: Day, batch: i64, officer: Option<ByOfficer<'a>>) -> Self {
        let mut names: HashMap<String, Option<UnitIndex>> = HashMap::new();
        for unit in tree.indices().filter(|unit| tree.is_alive(*unit, today)) {
            for name in bare_names(tree.name_on(unit, today)) {
                keep(&mut names, name, Some(unit));
            }
        }
        // Lists go on with old names: one that became another committee as a whole is surely that one.
        let placement = tree.placement(today);
        let mut old = HashMap::new();
        let ended = |unit: &UnitIndex| tree.last_day(*unit).filter(|last| *last < today);
        for (unit, last) in tree.indices().filter_map(|unit| Some((unit, ended(&unit)?))) {
            let became = became(tree, &placement, unit, today);
            for name in bare_names(tree.name_on(unit, last)) {
                keep(&mut old, name, became);
            }
        }
        for (name, unit) in old {
            names.entry(name).or_insert(unit);
        }
        Self {
            tree,
            today,
            batch,
            officer,
            names,
            numbers: HashMap::new(),
        }
    }

    /// Finds the committee a row names, by code or by a name only one bears; by its ward when no committee is named.
    pub(super) fn committee(&self, table: &ForeignTable, line: &ForeignLine) -> Option<(UnitId, String)> {
        let text = |column: &str| {
            let found = table.columns.get(column)?;
            line.cells.get(found.place).and_then(text_of)
        };
        let by_code = |text: &str| {
            self.tree
                .find(text)
                .filter(|unit| self.tree.is_alive(*unit, self.today))
        };
        let by_name = |text: &str| self.names.get(&fold(text)).copied().flatten();
        let unit = match text("unit") {
            Some(text) => by_code(&text).or_else(|| by_name(&text))?,
            None => by_name(&text("ward")?)?,
        };
        let unit = self.tree.unit(unit);
        Some((unit.id, unit.code.clone()))
    }

    /// Tells whether the officer may say something of an enterprise at the unit; a command may of every one.
    fn may_at(&self, unit: Option<i64>) -> bool {
        self.officer
            .as_ref()
            .is_none_or(|officer| officer.scope.may_at(self.tree, Deed::Record, unit))
    }

    /// Says what keeps the officer from telling of a row: its committee, or the one that has the enterprise already, lies
    /// outside the scope.
    pub(super) fn outside(&self, read: &ReadRow, known: Option<&Listed>) -> Option<(&'static str, String)> {
        if let Some((unit, code)) = &read.told.unit
            && !self.may_at(Some(unit.0))
        {
            return Some(("unit", code.clone()));
        }
        let place = known?.unit.or(known?.told_by);
        (!self.may_at(place)).then(|| ("tax_code", read.told.tax_code.clone()))
    }

    /// Seals the phone number of a row; where nothing can be sealed, none is kept.
    pub(super) fn seal_phone(&self, read: &mut ReadRow) -> Result<(), StoreError> {
        let Some((officer, digits)) = self.officer.zip(read.values.get("phone")) else {
            return Ok(());
        };
        let sealed = sealed_phone(officer.cipher, digits);
        read.told.phone = Some(sealed.map_err(|_| StoreError::Sealing)?);
        Ok(())
    }

    /// Enters a row or brings the enterprise up to date; what is settled of kind and committee is never overruled by a list.
    pub(super) async fn take(
        &mut self,
        act: &mut Act,
        read: &mut ReadRow,
        table: &ForeignTable,
        known: Option<&Listed>,
        source: &str,
    ) -> Result<Change, StoreError> {
        let settled = known.is_some_and(|known| known.listed.is_some());
        if let Some(known) = known {
            self.compare(read, known, settled);
        }
        read.told.told_by = self.officer.map(|officer| officer.unit);
        let content = read.told.content();
        let Some(known) = known else {
            let on = self.listed_on(act, read).await?;
            let id = enter(act, &read.told, on, (&content, source)).await?;
            keep_told(act, (self.batch, id), &content, None)?;
            return Ok(Change::New);
        };
        let mut told = read.told.clone();
        let heads = told.told_heads();
        let counts = COUNTS.iter().any(|head| heads.contains(head));
        let has = |head: &str| match head {
            "kind" => !settled && told.kind.is_some(),
            "unit" => !settled && told.unit.is_some(),
            // The list of a committee says when it listed; a register's day of registration does not move that.
            "registered_on" => known.told("registered_on").is_none() && told.registered_on.is_some(),
            "status" => told.activity.is_some(),
            "phone" => told.phone.is_some(),
            // Numbers counted together have one day, so a new count takes the place of the whole old one.
            count if COUNTS.contains(&count) => counts && table.columns.contains_key(count),
            // An empty cell says nothing; what was known stays.
            other => heads.contains(&other) && table.columns.contains_key(other),
        };
        let changed = known.changed(&told, has);
        if changed.is_empty() {
            return Ok(Change::Same);
        }
        let on = match known.listed {
            Some((_, on)) => Some(on),
            None => self.listed_on(act, read).await?,
        };
        keep_told(act, (self.batch, known.id), &content, Some((known, &changed)))?;
        // Days that the list holds already stay what they are for the book.
        told.to = known.ended.map(|(_, day)| day);
        bring_up_to_date(act, &told, has, (&content, source), known, (on, false)).await?;
        Ok(Change::Changed)
    }

    /// What is settled stands; what waits takes from the list what it still lacks, and keeps what it was told before.
    fn compare(&self, read: &mut ReadRow, known: &Listed, settled: bool) {
        let kind = known.kind.as_deref().and_then(HostKind::parse);
        let unit = known.unit.and_then(|unit| self.tree.index_of(UnitId(unit)));
        let told = &mut read.told;
        if settled && told.kind.is_some() && told.kind != kind {
            read.warnings.push("kind_differs");
        }
        let is_other = |told: &(UnitId, String)| Some(told.0.0) != known.unit;
        if settled && told.unit.as_ref().is_some_and(is_other) {
            read.warnings.push("unit_differs");
        }
        let is_told = |warning: &&'static str| match *warning {
            "kind_queued" => kind.is_none(),
            "unit_queued" => unit.is_none(),
            _ => true,
        };
        read.warnings.retain(is_told);
        if !settled {
            told.kind = told.kind.or(kind);
            let unit = unit
                .map(|unit| self.tree.unit(unit))
                .map(|unit| (unit.id, unit.code.clone()));
            told.unit = told.unit.take().or(unit);
        }
    }

    /// The day it is counted from: of its registration, but not before its committee was there; none while it waits.
    async fn listed_on(&mut self, act: &mut Act, read: &mut ReadRow) -> Result<Option<Day>, StoreError> {
        let Some((kind, unit, _)) = read.told.place() else {
            return Ok(None);
        };
        let first = self.tree.index_of(unit).map(|unit| self.tree.unit(unit).from);
        let on = read
            .told
            .listed_from()
            .unwrap_or(self.today)
            .max(first.unwrap_or(self.today));
        let is_number = match self.numbers.get(&(unit, kind)) {
            Some(known) => *known,
            None => {
                act.flush().await?;
                let is_number = numbers_near(act, self.tree, unit, on, kind).await?;
                self.numbers.insert((unit, kind), is_number);
                is_number
            }
        };
        if is_number {
            // Counting it would count it twice: it waits until the number is taken back.
            read.warnings.push("number_held_here");
            return Ok(None);
        }
        Ok(Some(on))
    }
}

/// Keeps the one unit that bears a name; of several, none.
fn keep(names: &mut HashMap<String, Option<UnitIndex>>, name: String, unit: Option<UnitIndex>) {
    let known = names.entry(name).or_insert(unit);
    if *known != unit {
        *known = None;
    }
}

/// Gives a name, folded, and what is left of it without the words for the body.
fn bare_names(name: &str) -> BTreeSet<String> {
    let name = fold(name);
    let bare = BODIES
        .iter()
        .filter_map(|word| name.strip_prefix(word))
        .map(str::to_owned);
    bare.chain(std::iter::once(name.clone())).collect()
}

/// Gives the committee that an ended one became as a whole; none where it was divided.
fn became(tree: &Tree, placement: &Placement, unit: UnitIndex, today: Day) -> Option<UnitIndex> {
    let mut at = unit;
    for _ in 0..tree.len() {
        match tree.successors(at) {
            [] => break,
            [one] => at = *one,
            _ => return None,
        }
    }
    (at != unit && tree.is_alive(at, today) && placement.read_as(unit) == at).then_some(at)
}

/// Heads of what is counted on one day.
const COUNTS: [&str; 5] = [
    "workers",
    "workers_female",
    "party_members",
    "union_members",
    "counted_on",
];

/// Words before the name of a place in the names of committees, folded.
const BODIES: [&str; 9] = [
    "dang uy ",
    "dang bo ",
    "ban chap hanh dang bo ",
    "dang uy phuong ",
    "dang uy xa ",
    "dang bo phuong ",
    "dang bo xa ",
    "phuong ",
    "xa ",
];

/// Finds what is known of the rows of one table.
pub(super) async fn known_of(act: &mut Act, rows: &[ReadRow]) -> Result<HashMap<String, Listed>, StoreError> {
    let codes: Vec<&str> = rows
        .iter()
        .filter(|row| row.faults.is_empty())
        .map(|row| row.told.tax_code.as_str())
        .collect();
    listed(act, &codes).await
}
