//! A flow month by month, for charts: one pass over the tally instead of a question a month.

use nennep_core::accounts::{Measure, Shape};
use nennep_core::calendar::{Day, Period};

use super::{Asked, Figures, Tally};

/// Holds what a flow was in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthFlow {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// The flow of the month's days that were asked for; `None` when nothing was recorded in them.
    pub amount: Option<i64>,
}

impl Figures<'_> {
    /// Gives a flow of a unit for each month of the days asked; the first and last may be cut.
    ///
    /// `None` for what is no plain flow: stocks, ratios, coverage, and what crosses a border.
    #[must_use]
    pub fn by_month(&self, tally: &Tally, asked: &Asked, measure: &Measure) -> Option<Vec<MonthFlow>> {
        if measure.indicator.shape != Shape::Flow || measure.indicator.crossing.is_some() {
            return None;
        }
        let tree = &self.book().tree;
        let weights = self.book().weights(measure);
        let plan = self.planner().plan(asked.unit, asked.from, asked.to, asked.tree_on);
        let mut months = months(asked.from, asked.to);
        for segment in &plan.segments {
            let units: Vec<i64> = segment.inside.members().map(|index| tree.unit(index).id.0).collect();
            for flow in &mut months {
                let (first, last) = flow.days();
                let (from, to) = (first.max(segment.from), last.min(segment.to));
                if from > to {
                    continue;
                }
                let (amount, lines) = tally.weighed(&units, &weights, from, to);
                if lines > 0 {
                    flow.amount = Some(flow.amount.unwrap_or(0) + amount);
                }
            }
        }
        Some(months)
    }
}

impl MonthFlow {
    /// Gives the first and the last day of the month.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        let month = Period::Month {
            year: self.year,
            month: self.month,
        };
        (month.first_day(), month.last_day())
    }
}

fn months(from: Day, to: Day) -> Vec<MonthFlow> {
    let mut months = Vec::new();
    let (mut year, mut month) = (from.year(), from.month());
    while (year, month) <= (to.year(), to.month()) {
        months.push(MonthFlow {
            year,
            month,
            amount: None,
        });
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    months
}
