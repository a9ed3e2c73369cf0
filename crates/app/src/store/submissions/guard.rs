//! What is closed, and the mark an entry gets that changes what is known of it.
//!
//! Whatever way an entry comes (by hand, from a sheet, by a program, with a deed), it passes here before the act is kept, so
//! that no closed figure changes without a mark that says so.

use std::collections::{BTreeMap, HashMap};

use nennep_core::accounts::Posting;
use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::register::{Placement, Stand, Tree, UnitId, UnitIndex};

use crate::store::book::tree_at;
use crate::store::{StoreError, Tx};

/// Holds one closed period of a unit and a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedPeriod {
    /// Number of the submission.
    pub submission: i64,
    /// Number of the unit.
    pub unit: i64,
    /// The group.
    pub group: FigureGroup,
    /// The period.
    pub period: Period,
}

/// Holds everything that is closed on a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Closing {
    by_unit: HashMap<i64, Vec<ClosedPeriod>>,
}

/// Answers whether a day is closed for what is counted at a unit.
#[derive(Debug)]
pub struct Locks {
    closing: Closing,
    walks: Walks,
}

/// Says what an entry touches, until the act is written.
#[derive(Clone, Debug)]
pub(in crate::store) enum Mark {
    /// A line that counts.
    Line { unit: i64, group: FigureGroup },
    /// A change of the tree; `None` where figures of every group may move with it.
    Tree { unit: i64, group: Option<FigureGroup> },
    /// A unit that came to what another held: before its first day it is read through that one.
    Heir { unit: i64 },
    /// A promise to a unit; `None` where the indicator's name tells no group.
    Target {
        unit: i64,
        to: Day,
        group: Option<FigureGroup>,
    },
}

/// Collects the marks of an act and writes them with its rows.
#[derive(Debug, Default)]
pub(in crate::store) struct Guard {
    waiting: Vec<(i64, Day, Mark)>,
    closing: Option<Closing>,
    /// The tree before the act, and the one with what it has written so far.
    trees: Option<(Walks, Walks)>,
    is_stale: bool,
    lines: KnownLines,
}

/// Remembers what lines of a unit and group touch: between two borders the day makes no difference.
#[derive(Debug, Default)]
struct KnownLines {
    borders: Vec<Day>,
    first: HashMap<(i64, FigureGroup, usize), Option<i64>>,
}

impl KnownLines {
    /// Begins anew for a tree: nothing is remembered but the borders.
    fn anew(closing: &Closing, tree: &Tree) -> Self {
        let closed = closing.by_unit.values().flatten();
        let mut borders: Vec<Day> = closed
            .flat_map(|closed| [closed.period.first_day(), closed.period.last_day().next()])
            .chain(tree.structural_days().iter().flat_map(|day| [*day, day.next()]))
            .collect();
        borders.sort_unstable();
        borders.dedup();
        Self {
            borders,
            first: HashMap::new(),
        }
    }

    fn place(&self, on: Day) -> usize {
        self.borders.partition_point(|border| *border <= on)
    }
}

impl Closing {
    /// Loads what is closed on a day; what is open again until an earlier one is closed.
    async fn on(tx: &mut Tx, day: Day) -> Result<Self, StoreError> {
        let sql = "select id, unit_id, figure_group, period from submission \
            where standing = 'closed' or (standing = 'opened' and open_until < $1) order by id";
        let mut closing = Self::default();
        for row in tx.rows(sql, &[day.to_string().into()]).await? {
            let submission = row.int(0)?;
            let bad = |column| StoreError::BadRow {
                table: "submission",
                no: submission,
                column,
            };
            let unit = row.int(1)?;
            closing.by_unit.entry(unit).or_default().push(ClosedPeriod {
                submission,
                unit,
                group: FigureGroup::parse(&row.text(2)?).ok_or(bad("figure_group"))?,
                period: row.text(3)?.parse().map_err(|_| bad("period"))?,
            });
        }
        Ok(closing)
    }

    fn is_empty(&self) -> bool {
        self.by_unit.is_empty()
    }

    /// Gives every closed period whose figures a line at the unit on the day is part of, the lowest unit's first.
    ///
    /// A flow is counted by the tree of its day, a stock and what crosses with a unit by the trees up to the last day.
    fn touched(&self, walks: &mut Walks, unit: i64, on: Day, group: Option<FigureGroup>) -> Vec<&ClosedPeriod> {
        let mut found: BTreeMap<(usize, i64), &ClosedPeriod> = BTreeMap::new();
        for stretch in walks.stretch(on.previous())..=walks.stretch(Day::LAST) {
            for (height, above) in walks.chain(unit, stretch).into_iter().enumerate() {
                for closed in self.by_unit.get(&above).into_iter().flatten() {
                    let (from, to) = (closed.period.first_day(), closed.period.last_day());
                    let first = walks.stretch(on.max(from.previous()));
                    let is_counted = on <= to && (first..=walks.stretch(to)).contains(&stretch);
                    if is_counted && group.is_none_or(|group| group == closed.group) {
                        found.entry((height, closed.submission)).or_insert(closed);
                    }
                }
            }
        }
        found.into_values().collect()
    }
}

impl Locks {
    /// Loads what is closed today, to be asked of the units of a tree.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn on(tx: &mut Tx, tree: &Tree, today: Day) -> Result<Self, StoreError> {
        Ok(Self {
            closing: Closing::on(tx, today).await?,
            walks: Walks::of(tree.clone()),
        })
    }

    /// Gives the closed period that holds the day for what is counted at a unit: that of the lowest unit, the earliest first.
    pub fn holding(&mut self, unit: UnitId, day: Day, group: FigureGroup) -> Option<ClosedPeriod> {
        if self.closing.is_empty() {
            return None;
        }
        let touched = self.closing.touched(&mut self.walks, unit.0, day, Some(group));
        touched
            .into_iter()
            .find(|closed| closed.period.first_day() <= day)
            .cloned()
    }

    /// Gives the closed period that ends last, of the unit and those above it today.
    pub fn latest(&mut self, unit: UnitId, group: FigureGroup, today: Day) -> Option<ClosedPeriod> {
        let stretch = self.walks.stretch(today);
        let chain = if self.closing.is_empty() {
            Vec::new()
        } else {
            self.walks.chain(unit.0, stretch)
        };
        let closed = chain
            .iter()
            .filter_map(|above| self.closing.by_unit.get(above))
            .flatten();
        let closed = closed.filter(|closed| closed.group == group);
        closed.max_by_key(|closed| closed.period.last_day()).cloned()
    }

    /// Gives the first day from `on` that no closed period of the unit, or of one above it, holds; it may lie ahead.
    pub fn first_open_day(&mut self, unit: UnitId, on: Day, group: FigureGroup) -> Day {
        let mut day = on;
        while let Some(closed) = self.holding(unit, day, group) {
            day = closed.period.last_day().next();
        }
        day
    }

    /// Gives the first day from `on` on which every one of the lines may be written; it may lie ahead.
    pub fn first_open_day_of(&mut self, lines: &[Posting], on: Day) -> Day {
        let open = lines.iter().filter_map(|line| {
            let group = line.class.account.group()?;
            Some(self.first_open_day(line.unit, on, group))
        });
        open.max().unwrap_or(on)
    }
}

impl Guard {
    /// Takes the mark of an entry; it is settled when the act's rows are written.
    pub(in crate::store) fn mark(&mut self, no: i64, on: Day, mark: Mark) {
        self.is_stale |= matches!(mark, Mark::Tree { .. } | Mark::Heir { .. });
        self.waiting.push((no, on, mark));
    }

    /// Writes which of the waiting entries came after a period was closed.
    ///
    /// `before` is the head before the act, `head` the last entry it has written.
    pub(in crate::store) async fn settle(
        &mut self,
        tx: &mut Tx,
        (before, head): (i64, i64),
        today: Day,
    ) -> Result<(), StoreError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        let closing = match self.closing.take() {
            Some(closing) => closing,
            None => Closing::on(tx, today).await?,
        };
        if !closing.is_empty() {
            let (mut old, mut new) = match self.trees.take() {
                None => {
                    let new = tree_at(tx, head).await?;
                    self.lines = KnownLines::anew(&closing, &new);
                    (Walks::of(tree_at(tx, before).await?), Walks::of(new))
                }
                Some((old, _)) if self.is_stale => {
                    let new = tree_at(tx, head).await?;
                    self.lines = KnownLines::anew(&closing, &new);
                    (old, Walks::of(new))
                }
                Some(trees) => trees,
            };
            self.is_stale = false;
            let mut found: BTreeMap<i64, i64> = BTreeMap::new();
            for (no, on, mark) in waiting {
                let touched = match &mark {
                    Mark::Line { unit, group } => {
                        let place = (*unit, *group, self.lines.place(on));
                        let known = self.lines.first.get(&place).copied();
                        known.unwrap_or_else(|| {
                            let touched = closing.first_touched((&mut old, &mut new), on, &mark);
                            self.lines.first.insert(place, touched);
                            touched
                        })
                    }
                    Mark::Tree { .. } | Mark::Heir { .. } | Mark::Target { .. } => {
                        closing.first_touched((&mut old, &mut new), on, &mark)
                    }
                };
                if let Some(submission) = touched {
                    found.entry(no).or_insert(submission);
                }
            }
            for (no, submission) in found {
                // An entry with two lines may be written in two parts.
                let sql = "insert into supplement (entry_no, submission_id) select $1, $2 \
                    where not exists (select 1 from supplement where entry_no = $1)";
                tx.execute(sql, &[no.into(), submission.into()]).await?;
            }
            self.trees = Some((old, new));
        }
        self.closing = Some(closing);
        Ok(())
    }
}

impl Closing {
    fn first_touched(&self, (old, new): (&mut Walks, &mut Walks), on: Day, mark: &Mark) -> Option<i64> {
        let first = |found: Vec<&ClosedPeriod>| found.first().map(|closed| closed.submission);
        match mark {
            Mark::Line { unit, group } => first(self.touched(new, *unit, on, Some(*group))),
            // What a change of the tree takes from one committee, another gets: both trees tell.
            Mark::Tree { unit, group } => {
                first(self.touched(new, *unit, on, *group)).or_else(|| first(self.touched(old, *unit, on, *group)))
            }
            Mark::Heir { unit } => self.read_elsewhere((old, new), *unit, on),
            Mark::Target { unit, to, group } => {
                let closed = self.by_unit.get(unit).into_iter().flatten();
                let mut closed = closed.filter(|closed| {
                    let last = closed.period.last_day();
                    on <= last && last <= *to && group.is_none_or(|group| group == closed.group)
                });
                closed.next().map(|closed| closed.submission)
            }
        }
    }
}

impl Closing {
    /// Gives a closed period of a committee below which a unit stands by one tree and not by the other, on a day before `before`.
    fn read_elsewhere(&self, (old, new): (&mut Walks, &mut Walks), unit: i64, before: Day) -> Option<i64> {
        let changes = old.tree.structural_days().iter().chain(new.tree.structural_days());
        let mut days: Vec<Day> = changes.copied().filter(|day| *day < before).collect();
        days.push(Day::FIRST);
        days.sort_unstable();
        days.dedup();
        days.into_iter().find_map(|day| {
            let (then, now) = (old.chain(unit, old.stretch(day)), new.chain(unit, new.stretch(day)));
            let only = |one: &[i64], other: &[i64]| -> Vec<i64> {
                one.iter().filter(|above| !other.contains(above)).copied().collect()
            };
            let changed = [only(&then, &now), only(&now, &then)].concat();
            let closed = changed.iter().filter_map(|above| self.by_unit.get(above)).flatten();
            let mut closed = closed.filter(|closed| day <= closed.period.last_day());
            closed.next().map(|closed| closed.submission)
        })
    }
}

/// Remembers the ways up through a tree, one for each unit and stretch of days between two changes.
#[derive(Debug)]
struct Walks {
    tree: Tree,
    placements: HashMap<usize, Placement>,
    chains: HashMap<(i64, usize), Vec<i64>>,
}

impl Walks {
    fn of(tree: Tree) -> Self {
        Self {
            tree,
            placements: HashMap::new(),
            chains: HashMap::new(),
        }
    }

    fn stretch(&self, day: Day) -> usize {
        self.tree.structural_days().partition_point(|change| *change <= day)
    }

    /// The unit as it is counted in the stretch, and everything above it.
    fn chain(&mut self, unit: i64, stretch: usize) -> Vec<i64> {
        if let Some(known) = self.chains.get(&(unit, stretch)) {
            return known.clone();
        }
        let Some(index) = self.tree.index_of(UnitId(unit)) else {
            return Vec::new();
        };
        let days = self.tree.structural_days();
        let first = stretch.checked_sub(1).and_then(|place| days.get(place)).copied();
        let day = first.unwrap_or(Day::FIRST);
        let tree = &self.tree;
        let placement = self.placements.entry(stretch).or_insert_with(|| tree.placement(day));
        let chain = counted_in(tree, placement, index);
        self.chains.insert((unit, stretch), chain.clone());
        chain
    }
}

fn counted_in(tree: &Tree, placement: &Placement, unit: UnitIndex) -> Vec<i64> {
    let mut chain = Vec::new();
    let mut at = Some(unit);
    for _ in 0..=tree.len() {
        let Some(index) = at else { break };
        at = match placement.stand(index) {
            Stand::ReadAs(other) => Some(other),
            Stand::Below(parent) => {
                chain.push(tree.unit(index).id.0);
                parent
            }
        };
    }
    chain
}
