//! Targets inside targets: a year inside its term, shares handed down, and one promise by several decisions.

#[cfg(test)]
mod tests;

use super::rate::half_up;
use super::{Promise, Target, in_force};
use crate::accounts::Shape;
use crate::calendar::Day;

/// Parts a longer promise is cut into at most: the months of a hundred years.
const PARTS_MAX: i64 = 1_200;

/// Holds what is left of a longer promise when a shorter one inside it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// What the longer one promises.
    pub promised: Promise,
    /// What was reached before the shorter one begins: the flow of the days before, or the stock that stands; none where
    /// nothing is recorded.
    pub reached: Option<i64>,
    /// What is still missing to the least promised, never below zero.
    pub left: i64,
    /// Parts as long as the shorter one, from its first day to the last of the longer one.
    pub parts: i64,
    is_stock: bool,
}

impl Remainder {
    /// Tells what a longer promise leaves for a shorter one from `from` to `to`; `reached` is what the longer one had come to on
    /// the evening before, of a flow since its own first day.
    #[must_use]
    pub fn of(longer: &Target, (from, to): (Day, Day), shape: &Shape, reached: Option<i64>) -> Self {
        let promised = Promise::of(longer.min, longer.max);
        Self {
            promised,
            reached,
            left: promised.min.saturating_sub(reached.unwrap_or(0)).max(0),
            parts: parts((from, to), longer.to),
            is_stock: *shape == Shape::Stock,
        }
    }

    /// Gives the shares of the parts, each half up of what the ones before it leave, so that together they are what is left.
    #[must_use]
    pub fn shares(self) -> Vec<i64> {
        let mut left = self.left;
        (1..=self.parts)
            .rev()
            .map(|parts| {
                let share = half_up(i128::from(left), parts);
                left -= share;
                share
            })
            .collect()
    }

    /// Gives what to promise for the first part: its share, for a stock on top of what stands.
    #[must_use]
    pub fn proposal(self) -> i64 {
        let share = half_up(i128::from(self.left), self.parts);
        match self.reached.filter(|_| self.is_stock) {
            Some(standing) => standing.saturating_add(share),
            None => share,
        }
    }
}

/// Counts how often days like `from` to `to` fit up to `last`: in years, quarters or months where they are such, else once.
fn parts((from, to): (Day, Day), last: Day) -> i64 {
    let month = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month());
    let is_whole = from.day_of_month() == 1 && to.next().day_of_month() == 1;
    let months = month(to) - month(from) + 1;
    if !is_whole || months < 1 {
        return 1;
    }
    let all = month(last) - month(from) + 1;
    // A part that is begun is a part.
    ((all + months - 1) / months).clamp(1, PARTS_MAX)
}

/// Gives the longer targets of the same indicator, receiver and giver that hold the days of one, the shortest first; those in
/// force on its first day.
#[must_use]
pub fn longer<'a>(targets: &[&'a Target], one: &Target) -> Vec<&'a Target> {
    let holds =
        |other: &Target| other.from <= one.from && one.to <= other.to && (other.from, other.to) != (one.from, one.to);
    let of_same = |other: &Target| {
        (other.unit, &other.indicator, &other.member) == (one.unit, &one.indicator, &one.member)
            && other.is_of_giver(&one.giver, one.giver_unit)
    };
    let mut found: Vec<&Target> = in_force(targets, one.from)
        .into_iter()
        .filter(|other| holds(other) && of_same(other))
        .collect();
    found.sort_by_key(|other| (other.to.days_since(other.from), other.no));
    found
}

/// Says how what is handed down stands to what was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// So many are not handed down yet.
    Left(i64),
    /// Neither fewer nor more.
    Whole,
    /// So many more than received.
    Over(i64),
}

/// Sums shares by their least and holds the sum against what was received.
#[must_use]
pub fn handed(received: Promise, shares: impl IntoIterator<Item = Promise>) -> (i64, Handed) {
    let sum: i64 = shares.into_iter().fold(0, |sum, share| share.min.saturating_add(sum));
    let handed = if sum < received.min {
        Handed::Left(received.min - sum)
    } else if sum > received.most() {
        Handed::Over(sum - received.most())
    } else {
        Handed::Whole
    };
    (sum, handed)
}

/// Holds one decision of a promise with the days on which it is the one that holds; none when another stands in for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided<'a> {
    /// The target as decided.
    pub target: &'a Target,
    /// First and last day in force.
    pub days: Option<(Day, Day)>,
}

/// Gives all decisions of the promise of one target, in the order in which they replace one another.
#[must_use]
pub fn decisions<'a>(targets: &[&'a Target], one: &Target) -> Vec<Decided<'a>> {
    let mut chain: Vec<&Target> = targets
        .iter()
        .copied()
        .filter(|other| other.is_same_promise(one))
        .collect();
    chain.sort_by_key(|target| target.decided());
    // What holds can change only on the day of a decision.
    let decided = chain.iter().filter_map(|target| target.decided().0);
    let mut days: Vec<Day> = decided
        .filter(|on| one.from < *on && *on <= one.to)
        .chain([one.from])
        .collect();
    days.sort_unstable();
    days.dedup();
    let stretches: Vec<(Day, Day, Option<i64>)> = days
        .iter()
        .enumerate()
        .map(|(place, from)| {
            let to = days.get(place + 1).map_or(one.to, |next| next.previous());
            let holding = in_force(&chain, *from).first().map(|target| target.no.0);
            (*from, to, holding)
        })
        .collect();
    let held = |target: &Target| {
        let mut own = stretches.iter().filter(|(.., no)| *no == Some(target.no.0));
        let first = own.next()?;
        Some((first.0, own.next_back().unwrap_or(first).1))
    };
    chain
        .iter()
        .map(|target| Decided {
            target,
            days: held(target),
        })
        .collect()
}
