//! Stocks of all units at once, as a page with the whole tree needs them.

use std::collections::HashMap;

use nennep_core::accounts::{ClassSum, Measure, PostingClass};
use nennep_core::calendar::Day;
use nennep_core::register::{Placement, Stand, UnitId, UnitIndex};

use super::{Book, Tally};

/// Gives every unit's stocks on a day with all that is counted below it, one amount a measure; `None` where nothing was recorded.
///
/// The same as asking for the figures of each unit with this tree day, in one pass.
#[must_use]
pub fn stocks(
    book: &Book,
    tally: &Tally,
    placement: &Placement,
    on: Day,
    measures: &[Measure],
) -> HashMap<UnitIndex, Vec<Option<i64>>> {
    let mut stocks: HashMap<UnitIndex, Vec<Option<i64>>> = HashMap::new();
    for id in tally.units() {
        let Some(index) = book.tree.index_of(UnitId(id)) else {
            continue;
        };
        let own = own_stocks(book, tally, id, on, measures);
        if own.iter().all(Option::is_none) {
            continue;
        }
        for unit in counted_at(placement, index, book.tree.len()) {
            let known = stocks.entry(unit).or_insert_with(|| vec![None; measures.len()]);
            for (sum, amount) in known.iter_mut().zip(&own) {
                *sum = match (*sum, *amount) {
                    (None, None) => None,
                    (sum, amount) => Some(sum.unwrap_or(0) + amount.unwrap_or(0)),
                };
            }
        }
    }
    stocks
}

/// Gives what stands at a unit itself at the end of a day, without what is below it; `None` where nothing was recorded.
#[must_use]
pub fn own_stocks(book: &Book, tally: &Tally, unit: i64, on: Day, measures: &[Measure]) -> Vec<Option<i64>> {
    let lines = tally.lines(&[unit], None, on);
    let sum = |measure: &Measure| {
        let mut amount = None;
        for line in &lines {
            let weight = book.classes.get(&line.class).map_or(0, |class| measure.weight(class));
            if weight != 0 {
                amount = Some(amount.unwrap_or(0) + weight * line.amount);
            }
        }
        amount
    };
    measures.iter().map(sum).collect()
}

/// Gives what stands at a unit itself at the end of a day, by what tells its lines apart, as much as each adds to the stock.
#[must_use]
pub fn own_classes<'a>(
    book: &'a Book,
    tally: &Tally,
    (unit, on): (i64, Day),
    measure: &Measure,
) -> Vec<(&'a PostingClass, i64)> {
    let lines = tally.lines(&[unit], None, on);
    let of_class = |line: &ClassSum| Some((book.classes.get(&line.class)?, line.amount));
    let weighed = lines.iter().filter_map(of_class);
    let weighed = weighed.map(|(class, amount)| (class, measure.weight(class) * amount));
    weighed.filter(|(_, amount)| *amount != 0).collect()
}

/// The unit and everything it is counted below; each of them once.
fn counted_at(placement: &Placement, index: UnitIndex, most: usize) -> Vec<UnitIndex> {
    let mut units = Vec::new();
    let mut at = Some(index);
    for _ in 0..=most {
        let Some(unit) = at else { break };
        at = match placement.stand(unit) {
            Stand::ReadAs(other) => Some(other),
            Stand::Below(parent) => {
                if units.contains(&unit) {
                    break;
                }
                units.push(unit);
                parent
            }
        };
    }
    units
}
