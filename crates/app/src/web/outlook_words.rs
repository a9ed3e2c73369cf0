//! A target with its standing and forecast in words: every number of a reason stands in it, so that it can be checked.

use nennep_core::accounts::Shape;
use nennep_core::progress::{
    ForecastVerdict, Judged, Measured, NoPace, NoSeason, OpenCases, PaceVerdict, Percent, Season, Ways,
};
use nennep_core::text::{count, date_short, decimal, whole};

use super::words::Words;
use crate::store::Outlook;

/// Writes a number toward a promise: a ratio's bears the sign of percent.
#[must_use]
pub fn amount(is_ratio: bool, value: i64) -> String {
    if is_ratio { format!("{value}%") } else { count(value) }
}

/// Writes what was promised: one number, or from the least to the most.
#[must_use]
pub fn promise(is_ratio: bool, (min, max): (i64, Option<i64>)) -> String {
    match max.filter(|max| *max != min) {
        Some(max) => format!("{}–{}", amount(is_ratio, min), amount(is_ratio, max)),
        None => amount(is_ratio, min),
    }
}

/// Tells whether the promise is in percent.
#[must_use]
pub fn is_ratio(outlook: &Outlook<'_>) -> bool {
    match outlook.measure.indicator.shape {
        Shape::Ratio { .. } => true,
        Shape::Flow | Shape::Stock | Shape::Coverage { .. } => false,
    }
}

/// Writes the result beside its promise: `07/35`, `–/04`.
#[must_use]
pub fn fraction(outlook: &Outlook<'_>) -> String {
    let is_ratio = is_ratio(outlook);
    let result = outlook.measured.result();
    let result = result.map_or_else(|| "–".to_owned(), |result| amount(is_ratio, result));
    format!(
        "{result}/{}",
        promise(is_ratio, (outlook.target.min, outlook.target.max))
    )
}

/// Says how it stands, in the fixed words.
#[must_use]
pub fn standing(words: &Words, outlook: &Outlook<'_>) -> String {
    let forecast = outlook.forecast.as_ref().map(|forecast| forecast.verdict);
    match (outlook.judged, forecast) {
        (Judged::Compared { verdict: None, lack }, _) => words.keyed("outlook-lack", lack.code(), ""),
        (judged, Some(ForecastVerdict::WillReach)) if judged.is_late() => words.say("outlook-late-will_reach"),
        (judged, Some(ForecastVerdict::Reached)) => {
            let verdict = judged.verdict().unwrap_or(PaceVerdict::Reached);
            words.keyed("pace", verdict.code(), "")
        }
        (_, Some(ForecastVerdict::NotRecorded)) if outlook.is_nothing_promised() => {
            words.say("outlook-nothing_promised")
        }
        (_, Some(verdict)) => words.keyed("outlook", verdict.code(), ""),
        (_, None) => String::new(),
    }
}

/// Says why, sentence by sentence.
#[must_use]
pub fn reasons(words: &Words, outlook: &Outlook<'_>) -> Vec<String> {
    let target = outlook.target;
    if let Some(ratio) = outlook.ratio {
        let share = outlook.measured.result().unwrap_or_default();
        let values = [
            ("part", count(ratio.part)),
            ("whole", count(ratio.whole)),
            ("share", share.to_string()),
            ("promise", promise(true, (target.min, target.max))),
        ];
        return vec![words.fill("outlook-why-ratio", &values)];
    }
    let ways = outlook.forecast.as_ref().and_then(|forecast| forecast.ways.as_ref());
    match (outlook.judged, ways) {
        (Judged::Compared { verdict: None, lack }, _) => lacking(words, outlook, lack),
        (_, Some(ways)) => [
            Some(even(words, outlook, ways)),
            Some(season(words, outlook, ways)),
            ways.cases.map(|cases| open_cases(words, outlook, cases, ways)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        (_, None) => over(words, outlook),
    }
}

fn lacking(words: &Words, outlook: &Outlook<'_>, lack: NoPace) -> Vec<String> {
    match lack {
        NoPace::OpeningUnknown => {
            let eve = date_short(outlook.target.from.previous());
            vec![words.with("outlook-why-opening_unknown", "day", eve)]
        }
        NoPace::OfSeat => vec![words.say("outlook-why-of_seat")],
        NoPace::Coverage => vec![words.say("outlook-why-coverage")],
        NoPace::Ratio => Vec::new(),
    }
}

/// What is told of a promise that is reached, over, or of which nothing is recorded.
fn over(words: &Words, outlook: &Outlook<'_>) -> Vec<String> {
    let Some(verdict) = outlook.forecast.as_ref().map(|forecast| forecast.verdict) else {
        return Vec::new();
    };
    let day = date_short(outlook.target.to);
    match verdict {
        ForecastVerdict::Missed => vec![words.with("outlook-why-missed", "day", day)],
        ForecastVerdict::NotRecorded if outlook.judged_on >= outlook.target.to => {
            vec![words.with("outlook-why-not_recorded-ended", "day", day)]
        }
        ForecastVerdict::NotRecorded => {
            vec![words.with("outlook-why-not_recorded", "day", date_short(outlook.target.from))]
        }
        ForecastVerdict::NotBegun
        | ForecastVerdict::WillMiss
        | ForecastVerdict::AtRisk
        | ForecastVerdict::WillReach
        | ForecastVerdict::Reached => Vec::new(),
    }
}

fn even(words: &Words, outlook: &Outlook<'_>, ways: &Ways) -> String {
    let (elapsed, days) = ways.share.parts();
    let mut values = vec![
        ("elapsed", whole(elapsed)),
        ("days", whole(days)),
        ("result", count(outlook.measured.result().unwrap_or_default())),
        ("end", count(ways.even)),
    ];
    match outlook.measured {
        Measured::Stock {
            opening: Some(opening), ..
        } => {
            values.push(("opening", count(opening)));
            values.push(("eve", date_short(outlook.target.from.previous())));
            words.fill("outlook-why-even-stock", &values)
        }
        Measured::Flow(_)
        | Measured::Stock { opening: None, .. }
        | Measured::Ratio(_)
        | Measured::Coverage
        | Measured::OfSeat => words.fill("outlook-why-even", &values),
    }
}

fn season(words: &Words, outlook: &Outlook<'_>, ways: &Ways) -> String {
    match &ways.season {
        Ok(season) => by_season(words, outlook, season),
        Err(NoSeason::FewYears(years)) => words.with("outlook-why-season-few", "years", whole(*years)),
        Err(why) => words.keyed("outlook-why-season", why.code(), ""),
    }
}

fn by_season(words: &Words, outlook: &Outlook<'_>, season: &Season) -> String {
    let mut years: Vec<i32> = season.years.clone();
    years.sort_unstable();
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    let share = season.share().map_or(0, Percent::whole_percent);
    let values = [
        ("day", outlook.judged_on.day_of_month().to_string()),
        ("month", outlook.judged_on.month().to_string()),
        ("years", years.join(", ")),
        ("by_day", count(season.by_day)),
        ("whole", count(season.whole)),
        ("share", share.to_string()),
        ("result", count(outlook.measured.result().unwrap_or_default())),
        ("end", count(season.forecast)),
    ];
    words.fill("outlook-why-season-by", &values)
}

fn open_cases(words: &Words, outlook: &Outlook<'_>, cases: OpenCases, ways: &Ways) -> String {
    if cases == OpenCases::default() {
        return words.say("outlook-why-cases-none");
    }
    let values = [
        ("in_time", count(cases.in_time)),
        ("day", date_short(outlook.target.to)),
        ("late", count(cases.late)),
        ("after", count(cases.after)),
        ("unknown", count(cases.unknown)),
        ("result", count(outlook.measured.result().unwrap_or_default())),
        ("end", count(ways.with_cases.unwrap_or_default())),
    ];
    words.fill("outlook-why-cases", &values)
}

/// Writes what an even pace would have reached while the days run, with the percent of the days: `8,7 (25%)`.
#[must_use]
pub fn pace(outlook: &Outlook<'_>) -> Option<(i64, String)> {
    let is_over = outlook.judged_on >= outlook.target.to;
    let pace = outlook.judged.pace().filter(|_| !is_over)?;
    let expected = decimal(&pace.expected.to_string());
    Some((
        pace.expected.tenths(),
        format!("{expected} ({}%)", pace.share.whole_percent()),
    ))
}
