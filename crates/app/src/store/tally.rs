//! Sums kept in memory: per unit and class the running total by day, folded from the lines up to a head.
//!
//! A tally is a cache and nothing more. Whoever holds one fetches the lines after its head and adds them, so several
//! processes agree without talking; thrown away, it is folded again from the lines. Back-dated lines find their day.

use std::collections::HashMap;

use nennep_core::accounts::ClassSum;
use nennep_core::calendar::Day;

use super::{StoreError, Tx};

/// Lines fetched at once while folding, so that memory stays with the tally and not with the answer.
const LINES_AT_ONCE: i64 = 10_000;

/// Holds the sums of all lines up to a head.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    head: i64,
    runs: HashMap<i64, Vec<(i64, Run)>>,
    moves: Vec<(i32, i64, i64, ClassSum)>,
}

/// Running totals of one unit and class, in the order of days.
#[derive(Clone, Debug, Default)]
struct Run(Vec<Total>);

#[derive(Clone, Copy, Debug)]
struct Total {
    day: i32,
    amount: i64,
    lines: i64,
}

impl Tally {
    /// Gives the last entry folded.
    #[must_use]
    pub fn head(&self) -> i64 {
        self.head
    }

    /// Adds the lines after the tally's head.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn catch_up(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let head = tx
            .row("select no from ledger_head where id = 1", &[])
            .await?
            .map_or(Ok(0), |row| row.int(0))?;
        self.fold_to(tx, head).await
    }

    /// Folds the lines up to an earlier entry.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known_at(tx: &mut Tx, head: i64) -> Result<Self, StoreError> {
        let mut tally = Self::default();
        tally.fold_to(tx, head).await?;
        Ok(tally)
    }

    async fn fold_to(&mut self, tx: &mut Tx, head: i64) -> Result<(), StoreError> {
        let sql = "select entry_no, unit_id, other_id, class_id, happened_on, amount from posting where entry_no > $1 and entry_no <= $2 order by entry_no, side";
        while self.head < head {
            let until = head.min(self.head + LINES_AT_ONCE);
            for row in tx.rows(sql, &[self.head.into(), until.into()]).await? {
                let (unit, class, amount) = (row.int(1)?, row.int(3)?, row.int(5)?);
                let on = row.day(4, ("posting", row.int(0)?))?.ordinal();
                self.add(unit, class, on, amount);
                if let Some(other) = row.optional_int(2)? {
                    self.moves.push((
                        on,
                        unit,
                        other,
                        ClassSum {
                            class,
                            amount,
                            lines: 1,
                        },
                    ));
                }
            }
            self.head = until;
        }
        Ok(())
    }

    fn add(&mut self, unit: i64, class: i64, on: i32, amount: i64) {
        let classes = self.runs.entry(unit).or_default();
        let place = match classes.iter().position(|(known, _)| *known == class) {
            Some(place) => place,
            None => {
                classes.push((class, Run::default()));
                classes.len() - 1
            }
        };
        if let Some((_, run)) = classes.get_mut(place) {
            run.add(on, amount);
        }
    }

    /// Sums the lines of the units by class.
    pub(super) fn lines(&self, units: &[i64], from: Option<Day>, to: Day) -> Vec<ClassSum> {
        let mut sums: HashMap<i64, (i64, i64)> = HashMap::new();
        for (class, run) in units.iter().filter_map(|unit| self.runs.get(unit)).flatten() {
            let (amount, lines) = run.between(from.map(Day::ordinal), to.ordinal());
            if lines > 0 {
                let sum = sums.entry(*class).or_default();
                sum.0 += amount;
                sum.1 += lines;
            }
        }
        sums.into_iter()
            .map(|(class, (amount, lines))| ClassSum { class, amount, lines })
            .collect()
    }

    /// Gives the units that have lines.
    pub(super) fn units(&self) -> impl Iterator<Item = i64> + '_ {
        self.runs.keys().copied()
    }

    /// Sums the lines of the units whose class has a weight; gives the weighed sum and the number of lines.
    pub(super) fn weighed(&self, units: &[i64], weights: &HashMap<i64, i64>, from: Day, to: Day) -> (i64, i64) {
        let mut sum = (0, 0);
        for (class, run) in units.iter().filter_map(|unit| self.runs.get(unit)).flatten() {
            let Some(weight) = weights.get(class) else { continue };
            let (amount, lines) = run.between(Some(from.ordinal()), to.ordinal());
            sum.0 += amount * weight;
            sum.1 += lines;
        }
        sum
    }

    /// Tells whether anything was posted for one of the units on one of the days.
    #[must_use]
    pub fn happened(&self, units: &[i64], from: Day, to: Day) -> bool {
        units
            .iter()
            .filter_map(|unit| self.runs.get(unit))
            .flatten()
            .any(|(_, run)| run.between(Some(from.ordinal()), to.ordinal()).1 > 0)
    }

    /// Gives the last day, not after `until`, on which the sum of a class that is asked for changed at one of the units.
    ///
    /// A line and its reversal of the same day leave no trace here.
    #[must_use]
    pub fn last_day(&self, units: &[i64], until: Day, is_asked: impl Fn(i64) -> bool) -> Option<Day> {
        let runs = units.iter().filter_map(|unit| self.runs.get(unit)).flatten();
        let last = runs
            .filter(|(class, _)| is_asked(*class))
            .filter_map(|(_, run)| run.last_change(until.ordinal()))
            .max()?;
        Day::from_naive(chrono::NaiveDate::from_num_days_from_ce_opt(last)?)
    }

    /// Gives the ends of moves of the days.
    pub(super) fn moves(&self, from: Day, to: Day) -> impl Iterator<Item = (i64, i64, ClassSum)> + '_ {
        let days = from.ordinal()..=to.ordinal();
        self.moves
            .iter()
            .filter(move |(on, ..)| days.contains(on))
            .map(|(_, unit, other, sum)| (*unit, *other, *sum))
    }
}

impl Run {
    fn last_change(&self, until: i32) -> Option<i32> {
        let upto = self.0.partition_point(|total| total.day <= until);
        let mut later: Option<&Total> = None;
        for total in self.0.iter().take(upto).rev() {
            if let Some(later) = later.filter(|later| later.amount != total.amount) {
                return Some(later.day);
            }
            later = Some(total);
        }
        later.filter(|first| first.amount != 0).map(|first| first.day)
    }

    fn add(&mut self, day: i32, amount: i64) {
        let place = self.0.partition_point(|total| total.day < day);
        if self.0.get(place).is_none_or(|total| total.day != day) {
            let before = place
                .checked_sub(1)
                .and_then(|place| self.0.get(place))
                .map_or((0, 0), |total| (total.amount, total.lines));
            self.0.insert(
                place,
                Total {
                    day,
                    amount: before.0,
                    lines: before.1,
                },
            );
        }
        for total in self.0.iter_mut().skip(place) {
            total.amount += amount;
            total.lines += 1;
        }
    }

    fn between(&self, from: Option<i32>, to: i32) -> (i64, i64) {
        let until = |day: i32| {
            let after = self.0.partition_point(|total| total.day <= day);
            after
                .checked_sub(1)
                .and_then(|place| self.0.get(place))
                .map_or((0, 0), |total| (total.amount, total.lines))
        };
        let (last, first) = (until(to), from.map_or((0, 0), |from| until(from - 1)));
        (last.0 - first.0, last.1 - first.1)
    }
}
