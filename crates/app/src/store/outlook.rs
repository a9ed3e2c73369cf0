//! Every target at or below a unit with how it stands and what will become of it, from the tally alone.
//!
//! Results, openings and past years are planned as every figure is: a flow where it happened, a stock where it stands.

use std::collections::HashMap;

use nennep_core::accounts::{Measure, Segment, Shape, Sums};
use nennep_core::calendar::Day;
use nennep_core::progress::{
    Forecast, ForecastRule, Judged, Measured, PastYear, Promised, Shortfall, Target, in_force, percent,
};
use nennep_core::register::{UnitId, UnitIndex};

use super::open_cases::counting;
use super::{CaseAhead, Figures, Source, StoreError, Tally};

/// Says whose targets are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlookOf {
    /// Those of the unit alone.
    Unit,
    /// Those of the unit and of everything below it.
    UnitAndBelow,
}

/// Says of which unit and day the targets are asked for.
#[derive(Clone, Copy, Debug)]
pub struct OutlookAsked<'a> {
    /// The unit.
    pub unit: UnitIndex,
    /// Whose targets.
    pub of: OutlookOf,
    /// The day.
    pub on: Day,
    /// How forecasts are made on it.
    pub rule: &'a ForecastRule,
    /// Cases under way on the day, at least those of the unit and below.
    pub cases: &'a [CaseAhead],
}

/// Holds both parts of a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// What is counted.
    pub part: i64,
    /// Of how much.
    pub whole: i64,
}

/// Holds one target with how it stands and what will become of it.
#[derive(Clone, Debug)]
pub struct Outlook<'a> {
    /// The target.
    pub target: &'a Target,
    /// Who received it.
    pub unit: UnitIndex,
    /// Who gave it, by the name of the day.
    pub giver: String,
    /// What is measured.
    pub measure: Measure,
    /// The day by whose end it is judged: the day asked, or the target's last.
    pub judged_on: Day,
    /// What was measured.
    pub measured: Measured,
    /// Both parts, of a ratio.
    pub ratio: Option<Ratio>,
    /// How it stands.
    pub judged: Judged,
    /// What will become of it, where something can be said.
    pub forecast: Option<Forecast>,
}

impl Outlook<'_> {
    /// Tells where it belongs among what is not fulfilled.
    #[must_use]
    pub fn shortfall(&self) -> Shortfall {
        let shortfall = Shortfall::of(self.judged, self.forecast.as_ref());
        if shortfall == Shortfall::Missing && self.is_nothing_promised() {
            return Shortfall::Unjudged;
        }
        shortfall
    }

    /// Tells whether a unit can ask for something because of it: it is short, and somebody below is to answer for it.
    #[must_use]
    pub fn may_be_followed(&self, unit: UnitIndex) -> bool {
        self.shortfall().is_short() && (self.unit != unit || self.target.member.is_some())
    }

    /// Tells whether nothing was promised at all, as a row of a sheet says that a unit got no target.
    #[must_use]
    pub fn is_nothing_promised(&self) -> bool {
        self.target.min <= 0 && self.target.max.is_none_or(|max| max <= 0)
    }

    /// Gives by how much it fell or will fall short; `None` where it did not or nothing is known.
    #[must_use]
    pub fn missing(&self) -> Option<i64> {
        self.forecast
            .as_ref()
            .map(|forecast| forecast.missing)
            .filter(|missing| *missing > 0)
    }
}

impl<'a> Figures<'a> {
    /// Gives every target that a unit, a unit below it or a seat received and that is in force on the day, or ended so lately
    /// before it as the rule says; by unit and in the order of recording. Two givers of one thing are two of them.
    ///
    /// # Errors
    /// Never from a tally.
    pub async fn outlooks(&self, tally: &Tally, asked: &OutlookAsked<'_>) -> Result<Vec<Outlook<'a>>, StoreError> {
        let inside = self.planner().placement(asked.on).inside(asked.unit);
        let mut received: HashMap<UnitId, Vec<&'a Target>> = HashMap::new();
        for target in &self.book().targets {
            received.entry(target.unit).or_default().push(target);
        }
        let mut work = Work {
            figures: self,
            tally,
            asked,
            sums: HashMap::new(),
            cuts: HashMap::new(),
        };
        let mut outlooks = Vec::new();
        let units: Vec<UnitIndex> = match asked.of {
            OutlookOf::Unit => vec![asked.unit],
            OutlookOf::UnitAndBelow => inside.members().collect(),
        };
        for unit in units {
            let Some(targets) = received.get(&self.book().tree.unit(unit).id) else {
                continue;
            };
            for (target, judged_on) in standing(targets, asked) {
                if let Some(measure) = self.catalog().resolve(&target.indicator) {
                    outlooks.push(work.outlook(unit, target, (measure, judged_on)).await?);
                }
            }
        }
        Ok(outlooks)
    }
}

/// Targets in force on the day, and those that ended lately as they stood on their last day.
fn standing<'a>(targets: &[&'a Target], asked: &OutlookAsked<'_>) -> Vec<(&'a Target, Day)> {
    let mut standing: Vec<(&Target, Day)> = in_force(targets, asked.on)
        .into_iter()
        .map(|target| (target, asked.on))
        .collect();
    let ended_lately = |target: &&&Target| {
        let days = asked.on.days_since(target.to);
        (1..=asked.rule.ended_days).contains(&days)
    };
    for target in targets.iter().filter(ended_lately) {
        if in_force(targets, target.to).iter().any(|known| known.no == target.no) {
            standing.push((target, target.to));
        }
    }
    standing.sort_by_key(|(target, _)| target.no);
    standing
}

/// What was summed and planned already: targets of one unit mostly have the same days.
struct Work<'w, 'a> {
    figures: &'w Figures<'a>,
    tally: &'w Tally,
    asked: &'w OutlookAsked<'w>,
    sums: HashMap<(UnitIndex, Day, Day), Sums>,
    cuts: HashMap<(UnitIndex, Day, Day), Vec<Segment>>,
}

impl<'a> Work<'_, 'a> {
    async fn outlook(
        &mut self,
        unit: UnitIndex,
        target: &'a Target,
        (measure, judged_on): (Measure, Day),
    ) -> Result<Outlook<'a>, StoreError> {
        let promised = Promised::from(target);
        let (measured, ratio) = self.measured(unit, target, (&measure, judged_on)).await?;
        let judged = promised.judge(measured, judged_on);
        let is_open = measured.result().is_some_and(|result| result < target.min) && judged_on < target.to;
        let past = if is_open {
            self.past_years(unit, promised, (&measure, judged_on))
        } else {
            Vec::new()
        };
        let cases = if is_open {
            counting(&self.cases_below(unit, judged_on), &measure, target.to)
        } else {
            None
        };
        let years = self.asked.rule.season_years();
        let forecast = promised.forecast(measured, judged_on, (&past, years), cases);
        Ok(Outlook {
            target,
            unit,
            giver: target.giver_on(&self.figures.book().tree, self.asked.on),
            measure,
            judged_on,
            measured,
            ratio,
            judged,
            forecast,
        })
    }

    /// Cases under way of the unit and of what is below it.
    fn cases_below(&self, unit: UnitIndex, on: Day) -> Vec<&CaseAhead> {
        if self.asked.cases.is_empty() {
            return Vec::new();
        }
        let inside = self.figures.planner().placement(on).inside(unit);
        let cases = self.asked.cases.iter();
        cases.filter(|case| inside.contains(case.unit)).collect()
    }

    async fn measured(
        &mut self,
        unit: UnitIndex,
        target: &Target,
        (measure, to): (&Measure, Day),
    ) -> Result<(Measured, Option<Ratio>), StoreError> {
        if target.member.is_some() {
            return Ok((Measured::OfSeat, None));
        }
        if matches!(measure.indicator.shape, Shape::Coverage { .. }) {
            return Ok((Measured::Coverage, None));
        }
        let (figures, key) = (self.figures, (unit, target.from, to));
        if !self.sums.contains_key(&key) {
            let plan = figures.planner().plan(unit, target.from, to, None);
            let sums = Source::Tally(self.tally).sums(&figures.book().tree, &plan).await?;
            self.sums.insert(key, sums);
        }
        let Some(sums) = self.sums.get(&key) else {
            return Ok((Measured::Flow(None), None));
        };
        let classes = &figures.book().classes;
        Ok(match &measure.indicator.shape {
            Shape::Flow | Shape::Coverage { .. } => (Measured::Flow(sums.value(measure, classes)), None),
            Shape::Stock => {
                let (opening, result) = (sums.opening_value(measure, classes), sums.value(measure, classes));
                (Measured::Stock { opening, result }, None)
            }
            Shape::Ratio { numerator, denominator } => {
                let parts = figures.parts(sums, numerator, denominator);
                let ratio = parts.map(|(part, whole)| Ratio { part, whole });
                let share = parts.and_then(|(part, whole)| percent(part, whole));
                (Measured::Ratio(share), ratio)
            }
        })
    }

    /// What the same days of the years before had brought by the same day and in the end, of years with something recorded.
    ///
    /// The days of all years are cut once; each is read to the very day.
    fn past_years(&mut self, unit: UnitIndex, promised: Promised, (measure, on): (&Measure, Day)) -> Vec<PastYear> {
        if measure.indicator.shape != Shape::Flow || measure.indicator.crossing.is_some() {
            return Vec::new();
        }
        let years: Vec<_> = (1..=self.asked.rule.season_years_max)
            .map_while(|back| promised.same_days(back, on))
            .collect();
        let (Some(latest), Some(earliest)) = (years.first(), years.last()) else {
            return Vec::new();
        };
        let figures = self.figures;
        let key = (unit, earliest.from, latest.to);
        let segments = self
            .cuts
            .entry(key)
            .or_insert_with(|| figures.planner().segments(unit, key.1, key.2));
        let weights = figures.book().weights(measure);
        let tree = &figures.book().tree;
        let sum = |from: Day, to: Day| {
            let mut sum: Option<i64> = None;
            for segment in segments.iter() {
                let (from, to) = (from.max(segment.from), to.min(segment.to));
                if from > to {
                    continue;
                }
                let units: Vec<i64> = segment.inside.members().map(|index| tree.unit(index).id.0).collect();
                let (amount, lines) = self.tally.weighed(&units, &weights, from, to);
                if lines > 0 {
                    sum = Some(sum.unwrap_or(0) + amount);
                }
            }
            sum
        };
        let past = |days: &nennep_core::progress::SameDays| {
            Some(PastYear {
                year: days.from.year(),
                whole: sum(days.from, days.to)?,
                by_day: sum(days.from, days.asked_on).unwrap_or(0),
            })
        };
        years.iter().filter_map(past).collect()
    }
}
