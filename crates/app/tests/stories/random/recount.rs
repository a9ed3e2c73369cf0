//! A naive recount from the recorded rows alone: for each entry the walk up by the tree of a day, and nothing kept.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use nennep::store::{Row, Tx};
use nennep_core::calendar::Day;

use crate::common::House;

#[derive(Debug)]
struct UnitRow {
    code: String,
    parent: Option<i64>,
    from: Day,
    to: Option<Day>,
}

#[derive(Debug)]
struct EventRow {
    on: Day,
    unit: i64,
    word: String,
    to_unit: Option<i64>,
    parent: Option<i64>,
}

/// Holds one fact or its reversal, whose count is negative.
#[derive(Debug)]
struct EntryRow {
    on: Day,
    fact: String,
    unit: i64,
    to_unit: Option<i64>,
    count: i64,
    female: bool,
}

/// Holds what the book recorded, as it was recorded.
#[derive(Debug)]
pub(super) struct Recount {
    units: BTreeMap<i64, UnitRow>,
    events: Vec<EventRow>,
    entries: Vec<EntryRow>,
    circular: Cell<bool>,
}

/// Holds a question: whose, of which days, by which tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    pub(super) unit: i64,
    pub(super) from: Day,
    pub(super) to: Day,
    pub(super) tree_on: Option<Day>,
}

fn day(row: &Row, place: usize) -> Day {
    row.text(place).unwrap().parse().unwrap()
}

async fn rows(tx: &mut Tx, sql: &str) -> Vec<Row> {
    tx.rows(sql, &[]).await.unwrap()
}

impl Recount {
    pub(super) async fn of(house: &House) -> Self {
        let mut tx = house.db.read().await.unwrap();
        let mut units = BTreeMap::new();
        for row in rows(&mut tx, "select no, code, parent_id, from_on, to_on from unit").await {
            let to = row.optional_text(4).unwrap().map(|text| text.parse().unwrap());
            let parent = row.optional_int(2).unwrap();
            units.insert(
                row.int(0).unwrap(),
                UnitRow {
                    code: row.text(1).unwrap(),
                    parent,
                    from: day(&row, 3),
                    to,
                },
            );
        }
        let sql = "select e.happened_on, v.unit_id, v.event, v.to_unit_id, v.parent_id \
            from unit_event v join entry e on e.no = v.no order by e.happened_on, v.no";
        let event = |row: &Row| EventRow {
            on: day(row, 0),
            unit: row.int(1).unwrap(),
            word: row.text(2).unwrap(),
            to_unit: row.optional_int(3).unwrap(),
            parent: row.optional_int(4).unwrap(),
        };
        let events = rows(&mut tx, sql).await.iter().map(event).collect();
        let facts = "select e.happened_on, f.fact, f.unit_id, f.to_unit_id, f.count, f.tags from fact f join entry e on e.no = f.no";
        let reversed = "select e.happened_on, f.fact, f.unit_id, f.to_unit_id, -f.count, f.tags \
            from reversal r join entry e on e.no = r.no join fact f on f.no = r.fact_no";
        let entry = |row: &Row| EntryRow {
            on: day(row, 0),
            fact: row.text(1).unwrap(),
            unit: row.int(2).unwrap(),
            to_unit: row.optional_int(3).unwrap(),
            count: row.int(4).unwrap(),
            female: row.text(5).unwrap() == "female",
        };
        let mut entries: Vec<EntryRow> = rows(&mut tx, facts).await.iter().map(entry).collect();
        entries.extend(rows(&mut tx, reversed).await.iter().map(entry));
        Self {
            units,
            events,
            entries,
            circular: Cell::new(false),
        }
    }

    pub(super) fn units(&self) -> impl Iterator<Item = (i64, &str)> {
        self.units.iter().map(|(no, unit)| (*no, unit.code.as_str()))
    }

    fn last_day(&self, unit: i64) -> Option<Day> {
        let ends = self
            .events
            .iter()
            .filter(|event| event.unit == unit && ["merged", "ended"].contains(&event.word.as_str()));
        ends.map(|event| event.on.previous()).chain(self.units[&unit].to).min()
    }

    fn parent_on(&self, unit: i64, on: Day) -> Option<i64> {
        let moves = self
            .events
            .iter()
            .rfind(|event| event.unit == unit && event.word == "moved" && event.on <= on);
        moves.map_or(self.units[&unit].parent, |event| event.parent)
    }

    /// The units an entry of `unit` counts in by the tree of the day: the line it stands in, then everything above.
    pub(super) fn path(&self, unit: i64, on: Day) -> Vec<i64> {
        self.walk(unit, on, &mut Vec::new())
    }

    /// Tells whether on some day an ended unit's heir hangs on the unit itself; how to read that is told nowhere.
    pub(super) fn is_circular(&self) -> bool {
        let mut days: BTreeSet<Day> = self.events.iter().map(|event| event.on).collect();
        days.extend(
            self.units
                .values()
                .flat_map(|unit| [Some(unit.from), unit.to])
                .flatten(),
        );
        days.extend(days.clone().into_iter().flat_map(|day| [day.previous(), day.next()]));
        for day in days {
            self.units.keys().for_each(|unit| drop(self.path(*unit, day)));
        }
        self.circular.get()
    }

    fn walk(&self, unit: i64, on: Day, open: &mut Vec<i64>) -> Vec<i64> {
        if open.contains(&unit) {
            self.circular.set(true);
            return Vec::new();
        }
        open.push(unit);
        let linked = |from: i64, to: i64| {
            self.events
                .iter()
                .any(|event| event.unit == from && event.to_unit == Some(to))
        };
        let begins_later = self.units[&unit].from > on;
        let has_ended = self.last_day(unit).is_some_and(|last| on > last);
        let heirs = self.units.keys().copied().filter(|other| {
            if begins_later {
                linked(*other, unit)
            } else {
                has_ended && linked(unit, *other)
            }
        });
        let mut paths: Vec<Vec<i64>> = Vec::new();
        for heir in heirs.collect::<Vec<_>>() {
            let path = self.walk(heir, on, open);
            if !path.is_empty() && paths.iter().all(|known| known[0] != path[0]) {
                paths.push(path);
            }
        }
        let path = match paths.as_slice() {
            [only] => only.clone(),
            [] => {
                let above = self
                    .parent_on(unit, on)
                    .map(|parent| self.walk(parent, on, open))
                    .unwrap_or_default();
                [vec![unit], above].concat()
            }
            [first, ..] => {
                let common = first
                    .iter()
                    .position(|above| paths.iter().all(|path| path.contains(above)));
                [
                    vec![unit],
                    common.map(|place| first[place..].to_vec()).unwrap_or_default(),
                ]
                .concat()
            }
        };
        open.pop();
        path
    }

    fn is_inside(&self, unit: i64, top: i64, on: Day) -> bool {
        self.path(unit, on).contains(&top)
    }

    /// The value of an indicator, `None` when nothing was recorded.
    pub(super) fn value(&self, code: &str, question: Question) -> Option<i64> {
        let (bare, filter) = code.split_once(':').unwrap_or((code, ""));
        let passes = |entry: &&EntryRow| filter.is_empty() || entry.female;
        let line = bare.rsplit_once('_').unwrap().0;
        if let Some(line) = bare.strip_suffix("_stock") {
            let signed =
                |entry: &EntryRow| self.stock_lines(line, entry, question, question.tree_on.unwrap_or(question.to));
            let upto = self
                .entries
                .iter()
                .filter(|entry| entry.on <= question.to)
                .filter(passes);
            return upto.filter_map(signed).reduce(|one, other| one + other);
        }
        if bare.ends_with("_received") || bare.ends_with("_transferred_out") {
            let inward = bare.ends_with("_received");
            let line = if inward {
                line
            } else {
                line.trim_end_matches("_transferred")
            };
            return Some(
                self.crossed_by_facts(line, question, inward) + self.crossed_by_events(line, question, inward),
            );
        }
        let counts = |entry: &&EntryRow| {
            entry.fact == bare
                && (question.from..=question.to).contains(&entry.on)
                && self.is_inside(entry.unit, question.unit, question.tree_on.unwrap_or(entry.on))
        };
        self.entries
            .iter()
            .filter(passes)
            .filter(counts)
            .map(|entry| entry.count)
            .reduce(|one, other| one + other)
    }

    /// What one entry adds to the stock of the asked unit by the tree of the day.
    fn stock_lines(&self, line: &str, entry: &EntryRow, question: Question, tree_day: Day) -> Option<i64> {
        let ends = self.ends(line, entry);
        let inside = ends
            .into_iter()
            .filter(|(unit, _)| self.is_inside(*unit, question.unit, tree_day));
        inside.map(|(_, count)| count).reduce(|one, other| one + other)
    }

    /// Where an entry changes a stock, and by how much.
    fn ends(&self, line: &str, entry: &EntryRow) -> Vec<(i64, i64)> {
        match entry.fact.strip_prefix(line) {
            Some("_opening" | "_founded" | "_admitted") => vec![(entry.unit, entry.count)],
            Some("_ended" | "_left") => vec![(entry.unit, -entry.count)],
            Some("_moved") => vec![(entry.unit, -entry.count), (entry.to_unit.unwrap(), entry.count)],
            _ => Vec::new(),
        }
    }

    fn crossed_by_facts(&self, line: &str, question: Question, inward: bool) -> i64 {
        let moved = format!("{line}_moved");
        let mut crossed = 0;
        for entry in self.entries.iter().filter(|entry| entry.fact == moved) {
            let tree_day = question.tree_on.unwrap_or(entry.on);
            let inside = |unit: i64| self.is_inside(unit, question.unit, tree_day);
            let (from, to) = (inside(entry.unit), inside(entry.to_unit.unwrap()));
            if (question.from..=question.to).contains(&entry.on) && from != to && to == inward {
                crossed += entry.count;
            }
        }
        crossed
    }

    /// Each unit once a day on which events changed the tree, with its own stock of the eve.
    fn crossed_by_events(&self, line: &str, question: Question, inward: bool) -> i64 {
        let days: BTreeSet<Day> = self
            .events
            .iter()
            .filter(|event| event.word != "renamed")
            .map(|event| event.on)
            .collect();
        let mut crossed = 0;
        for on in days
            .into_iter()
            .filter(|on| question.tree_on.is_none() && (question.from..=question.to).contains(on))
        {
            for unit in self.units.keys() {
                let was = self.is_inside(*unit, question.unit, on.previous());
                let is = self.is_inside(*unit, question.unit, on);
                if was != is && is == inward {
                    crossed += self.own_stock(line, *unit, on.previous());
                }
            }
        }
        crossed
    }

    fn own_stock(&self, line: &str, unit: i64, until: Day) -> i64 {
        let upto = self.entries.iter().filter(|entry| entry.on <= until);
        upto.flat_map(|entry| self.ends(line, entry))
            .filter(|(at, _)| *at == unit)
            .map(|(_, count)| count)
            .sum()
    }

    /// What was recorded at the unit itself, whatever hangs below it.
    pub(super) fn own_value(&self, code: &str, unit: i64, (from, to): (Day, Day)) -> i64 {
        let (bare, filter) = code.split_once(':').unwrap_or((code, ""));
        if let Some(line) = bare.strip_suffix("_stock") {
            return self.own_stock(line, unit, to);
        }
        let counts = |entry: &&EntryRow| {
            let passes = filter.is_empty() || entry.female;
            passes && entry.fact == bare && entry.unit == unit && (from..=to).contains(&entry.on)
        };
        self.entries.iter().filter(counts).map(|entry| entry.count).sum()
    }
}
