//! How a flow went, month by month, as a chart with its table and as a small picture.

use nennep_core::accounts::Measure;
use nennep_core::calendar::{Day, Period};
use nennep_core::progress::{Counted, Figure, FigureTarget, Promised, Trend};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short, decimal};

use super::names;
use super::words::Words;
use crate::store::{Asked, Figures, MonthFlow, Tally};

/// Holds the chart of one target and its table.
#[derive(Clone, Debug)]
pub struct TrendView {
    /// What is found.
    pub title: String,
    /// How to read it.
    pub note: String,
    /// The chart as JSON for the script.
    pub chart: String,
    /// What stands above the table.
    pub table_title: String,
    /// Names of its columns.
    pub names: Vec<String>,
    /// One row a month.
    pub rows: Vec<TrendLine>,
}

/// Holds one month of the table.
#[derive(Clone, Debug)]
pub struct TrendLine {
    /// Its last day.
    pub month: String,
    /// Values as printed.
    pub values: Vec<String>,
}

/// Draws over one book, seen from one question.
#[derive(Clone, Copy, Debug)]
pub struct Charts<'a> {
    /// Words in the officer's language.
    pub words: Words,
    /// The book.
    pub figures: &'a Figures<'a>,
    /// Its sums.
    pub tally: &'a Tally,
    /// The question.
    pub asked: &'a Asked,
    /// The day by which paces are judged.
    pub day: Day,
}

impl Charts<'_> {
    /// Draws the way of one of the figures: the preferred one, else the first.
    #[must_use]
    pub fn trend<'b>(
        &self,
        drawable: &[&Figure],
        preferred: &str,
        then: impl Fn(&str) -> Option<(&'b Tally, String)>,
    ) -> Option<TrendView> {
        let chosen = drawable.iter().find(|figure| figure.indicator == preferred);
        let figure = chosen.or(drawable.first())?;
        let target = figure.targets.first()?;
        let measure = self.figures.catalog().resolve(&figure.indicator)?;
        let wide = Asked {
            from: target.from.year_earlier().unwrap_or(target.from),
            to: self
                .day
                .max(target.from)
                .max(target.to.year_earlier().unwrap_or(target.from)),
            ..self.asked.clone()
        };
        let counted = self.counted(self.tally, &wide, &measure)?;
        let promised = Promised::from(target);
        let period = Period::range(target.from, target.to).ok()?;
        let trend = Trend::of(period, self.day, &counted, Some(promised));
        let then = then(&figure.indicator).and_then(|(tally, label)| {
            let counted = self.counted(tally, &wide, &measure)?;
            let then = Trend::of(period, self.day, &counted, Some(promised));
            // One line where both say the same.
            (then.result != trend.result).then_some((then, label))
        });
        Some(self.drawn(figure, target, &trend, then.as_ref()))
    }

    fn counted(&self, tally: &Tally, asked: &Asked, measure: &Measure) -> Option<Vec<Counted>> {
        let months = self.figures.by_month(tally, asked, measure)?;
        let counted = |month: &MonthFlow| {
            let on = month.days().1.min(asked.to);
            month.amount.map(|count| Counted { on, count })
        };
        Some(months.iter().filter_map(counted).collect())
    }

    fn drawn(
        &self,
        figure: &Figure,
        target: &FigureTarget,
        trend: &Trend,
        then: Option<&(Trend, String)>,
    ) -> TrendView {
        let words = self.words;
        let measure = self.figures.catalog().resolve(&figure.indicator);
        let name = measure
            .as_ref()
            .map_or_else(|| figure.indicator.clone(), |measure| names::indicator(&words, measure));
        let verdict = measure
            .as_ref()
            .and_then(|measure| target.pace(&measure.indicator.shape, self.day))
            .map(|pace| words.keyed("pace", pace.verdict.code(), ""));
        let result = target.result.count().map_or_else(|| "–".to_owned(), count);
        let title = format!(
            "{name}: {result}/{}, {}",
            count(target.min),
            verdict.unwrap_or_default()
        );
        let year = target.to.year();
        let months: Vec<String> = trend
            .ends_on
            .iter()
            .map(|end| words.with("board-month-short", "month", end.month()))
            .collect();
        let lines = Lines::of(year, trend, then);
        let promise = words.fill(
            "board-promise",
            &[("giver", target.giver.clone()), ("min", count(target.min))],
        );
        let unit = measure
            .map(|measure| names::counted_in(&words, &measure))
            .unwrap_or_default();
        let chart = serde_json::json!({
            "title": title, "unit": unit, "months": months, "series": lines.series(&words),
            "target": { "value": target.min, "label": promise },
        });
        let even_now = Promised::from(target).even(self.day);
        TrendView {
            note: words.fill(
                "board-trend-note",
                &[
                    ("unit", unit),
                    ("to", date_short(self.day)),
                    ("even", decimal(&even_now.to_string())),
                ],
            ),
            chart: chart.to_string(),
            table_title: words.with("board-trend-table", "name", name),
            names: lines.names(&words),
            rows: lines.rows(&trend.ends_on),
            title,
        }
    }

    /// Places of the months' ends on the small picture: 120 wide, the promise 45 high, at most 52.
    #[must_use]
    pub fn points(&self, unit: UnitIndex, chosen: &str, target: &FigureTarget) -> Vec<(String, String)> {
        let asked = Asked {
            unit,
            from: target.from,
            to: self.day.max(target.from),
            ..self.asked.clone()
        };
        let months = self
            .figures
            .catalog()
            .resolve(chosen)
            .and_then(|measure| self.figures.by_month(self.tally, &asked, &measure))
            .unwrap_or_default();
        let days = f64::from((target.to.ordinal() - target.from.ordinal() + 1).max(1));
        #[expect(
            clippy::cast_precision_loss,
            reason = "a picture 120 wide needs no more than counts of people give"
        )]
        let least = target.min.max(1) as f64;
        let mut total = 0_i64;
        let mut points = vec![("0".to_owned(), "54".to_owned())];
        for month in &months {
            total += month.amount.unwrap_or(0);
            let end = month.days().1.min(asked.to).min(target.to);
            let x = f64::from(end.ordinal() - target.from.ordinal() + 1) / days * 120.0;
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            let y = 54.0 - (total as f64 / least * 45.0).clamp(0.0, 52.0);
            points.push((format!("{x:.1}"), format!("{y:.1}")));
        }
        points
    }
}

fn totals_of(trend: &Trend) -> Vec<Option<i64>> {
    let points = trend.result.iter().flatten();
    points.map(|point| point.map(|point| point.total)).collect()
}

/// The lines of one chart, and the columns of its table.
struct Lines {
    year: i32,
    totals: Vec<Option<i64>>,
    even: Vec<String>,
    before: Option<Vec<i64>>,
    /// The totals as they were reported, where they were others, and what they are called.
    reported: Option<(Vec<Option<i64>>, String)>,
}

impl Lines {
    fn of(year: i32, trend: &Trend, then: Option<&(Trend, String)>) -> Self {
        Self {
            year,
            totals: totals_of(trend),
            even: trend.even.iter().flatten().map(ToString::to_string).collect(),
            before: trend.year_before.clone(),
            reported: then.map(|(then, label)| (totals_of(then), label.clone())),
        }
    }

    /// What the script draws, the line that matters most last.
    fn series(&self, words: &Words) -> Vec<serde_json::Value> {
        let line = |name: &str, values: serde_json::Value, kind: &str| serde_json::json!({ "name": name, "values": values, "kind": kind });
        let known = |totals: &[Option<i64>]| totals.iter().copied().flatten().collect::<Vec<i64>>();
        let mut series = Vec::new();
        if let Some(before) = &self.before {
            series.push(line(&(self.year - 1).to_string(), serde_json::json!(before), "last"));
        }
        let even = self.even.iter();
        let even: Vec<serde_json::Value> = even.filter_map(|text| serde_json::from_str(text).ok()).collect();
        series.push(line(&words.say("board-even"), serde_json::json!(even), "pace"));
        if let Some((totals, label)) = &self.reported {
            series.push(line(label, serde_json::json!(known(totals)), "last"));
        }
        let totals = known(&self.totals);
        if !totals.is_empty() {
            series.push(line(&self.year.to_string(), serde_json::json!(totals), "result"));
        }
        series
    }

    fn names(&self, words: &Words) -> Vec<String> {
        let reported = self.reported.as_ref().map(|(_, label)| label.clone());
        let before = self.before.as_ref().map(|_| (self.year - 1).to_string());
        let names = [
            Some(self.year.to_string()),
            reported,
            Some(words.say("board-even")),
            before,
        ];
        names.into_iter().flatten().collect()
    }

    fn rows(&self, ends: &[Day]) -> Vec<TrendLine> {
        let dash = || "–".to_owned();
        let total =
            |totals: &[Option<i64>], place: usize| totals.get(place).copied().flatten().map_or_else(dash, count);
        let row = |(place, end): (usize, &Day)| {
            let even = self.even.get(place).map(|text| decimal(text)).unwrap_or_default();
            let values = [
                Some(total(&self.totals, place)),
                self.reported.as_ref().map(|(totals, _)| total(totals, place)),
                Some(even),
                self.before
                    .as_ref()
                    .map(|before| before.get(place).copied().map_or_else(dash, count)),
            ];
            TrendLine {
                month: date_short(*end),
                values: values.into_iter().flatten().collect(),
            }
        };
        ends.iter().enumerate().map(row).collect()
    }
}
