use super::{Forecast, Measured, OpenCases, PastYear, Promised, SeasonYears};
use crate::calendar::Day;
use crate::progress::percent;

const WANTED: SeasonYears = SeasonYears { min: 2, max: 5 };

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn promised(from: &str, to: &str, min: i64) -> Promised {
    Promised {
        from: day(from),
        to: day(to),
        min,
        max: None,
    }
}

fn past(years: &[(i32, i64, i64)]) -> Vec<PastYear> {
    let year = |(year, by_day, whole): &(i32, i64, i64)| PastYear {
        year: *year,
        by_day: *by_day,
        whole: *whole,
    };
    years.iter().map(year).collect()
}

fn in_time(count: i64) -> Option<OpenCases> {
    Some(OpenCases {
        in_time: count,
        ..OpenCases::default()
    })
}

/// Even, season, with cases, then verdict and what is missing; `-` for a way there is none.
fn told(forecast: Option<Forecast>) -> String {
    let Some(forecast) = forecast else {
        return "nothing".to_owned();
    };
    let end = format!("{} {}", forecast.verdict.code(), forecast.missing);
    let Some(ways) = forecast.ways else {
        return end;
    };
    let season = match &ways.season {
        Ok(season) => season.forecast.to_string(),
        Err(why) => why.code().to_owned(),
    };
    let cases = ways.with_cases.map_or("-".to_owned(), |cases| cases.to_string());
    format!("{} {season} {cases} {end}", ways.even)
}

#[test]
fn the_ways_of_a_flow() {
    let year = |min| promised("2024-01-01", "2024-12-31", min);
    let usual = past(&[(2023, 7, 40), (2022, 6, 30), (2021, 5, 30)]);
    let table = [
        // 7 × 366 ÷ 91 = 28.2; 18 of 100 by the end of March: 7 × 100 ÷ 18 = 38.9.
        (35, Some(7), &usual[..], None, "28 39 - will_reach 0"),
        (40, Some(7), &usual, None, "28 39 - will_miss 1"),
        (40, Some(7), &usual, in_time(33), "28 39 40 at_risk 0"),
        (40, Some(7), &usual, in_time(2), "28 39 9 will_miss 1"),
        (28, Some(7), &[], None, "28 few - will_reach 0"),
        (29, Some(7), &[], None, "28 few - will_miss 1"),
        (29, Some(7), &usual[..1], None, "28 few - will_miss 1"),
        (29, Some(7), &usual[..2], None, "28 38 - will_reach 0"),
        // The even pace would do, the season does not: years that had most of it by now.
        (
            28,
            Some(7),
            &past(&[(2023, 9, 10), (2022, 9, 10)]),
            None,
            "28 8 - at_risk 0",
        ),
        (
            35,
            Some(7),
            &past(&[(2023, 0, 10), (2022, 0, 8)]),
            None,
            "28 nothing - will_miss 7",
        ),
        (
            35,
            Some(7),
            &past(&[(2023, 0, 0), (2022, 0, 0)]),
            None,
            "28 nothing - will_miss 7",
        ),
        // More by the day than in the end, as takings back make it: never below what is there.
        (
            35,
            Some(7),
            &past(&[(2023, 9, 3), (2022, 9, 3)]),
            None,
            "28 7 - will_miss 7",
        ),
        (35, Some(0), &usual, in_time(1), "0 0 1 will_miss 34"),
        (35, None, &usual, in_time(1), "not_recorded 0"),
        (35, Some(35), &usual, None, "reached 0"),
        (0, Some(0), &usual, None, "reached 0"),
    ];
    for (min, result, past, cases, expected) in table {
        let grounds = (past, WANTED);
        let found = year(min).forecast(Measured::Flow(result), day("2024-03-31"), grounds, cases);
        assert_eq!(told(found), expected, "{result:?} of {min}, {past:?}, {cases:?}");
    }
}

#[test]
fn what_is_over_or_ahead_is_told_as_such() {
    let table = [
        ("2023-12-31", Some(3), "not_begun 0"),
        ("2024-12-31", Some(3), "missed 2"),
        ("2025-06-30", Some(3), "missed 2"),
        ("2024-12-30", Some(3), "3 few - will_miss 2"),
        ("2024-12-31", Some(5), "reached 0"),
        ("2025-06-30", None, "not_recorded 0"),
    ];
    for (asked_on, result, expected) in table {
        let promised = promised("2024-01-01", "2024-12-31", 5);
        let found = promised.forecast(Measured::Flow(result), day(asked_on), (&[], WANTED), None);
        assert_eq!(told(found), expected, "{result:?} on {asked_on}");
    }
}

#[test]
fn what_is_no_flow_has_its_own_ways() {
    let usual = past(&[(2023, 7, 40), (2022, 6, 30)]);
    let stock = |opening, result| Measured::Stock { opening, result };
    let table = [
        // From 40: four in 91 of 366 days come to 16.1.
        (60, stock(Some(40), Some(44)), "56 stock - will_miss 4"),
        (56, stock(Some(40), Some(44)), "56 stock - will_reach 0"),
        (60, stock(Some(40), Some(38)), "38 stock - will_miss 22"),
        (60, stock(None, Some(44)), "nothing"),
        (60, stock(None, Some(60)), "reached 0"),
        (60, stock(None, None), "not_recorded 0"),
        (3, Measured::Ratio(percent(2, 90)), "nothing"),
        (3, Measured::Ratio(percent(3, 90)), "reached 0"),
        (3, Measured::Coverage, "nothing"),
        (3, Measured::OfSeat, "nothing"),
    ];
    for (min, measured, expected) in table {
        let promised = promised("2024-01-01", "2024-12-31", min);
        let found = promised.forecast(measured, day("2024-03-31"), (&usual, WANTED), None);
        assert_eq!(told(found), expected, "{measured:?} of {min}");
    }
}

#[test]
fn a_term_has_no_season_and_a_part_of_a_year_has() {
    let usual = past(&[
        (2023, 1, 2),
        (2022, 1, 2),
        (2021, 1, 4),
        (2020, 0, 1),
        (2019, 5, 5),
        (2018, 100, 100),
    ]);
    let table = [
        ("2021-01-01", "2025-12-31", "2024-03-31", "31 long - will_miss 9"),
        // The five latest years alone: 8 of 14.
        ("2024-01-01", "2024-06-30", "2024-03-31", "40 35 - at_risk 0"),
        ("2023-07-01", "2024-06-30", "2024-03-31", "27 35 - will_miss 5"),
        ("2023-07-01", "2024-07-01", "2024-03-31", "27 long - will_miss 13"),
    ];
    for (from, to, asked_on, expected) in table {
        let found = promised(from, to, 40).forecast(Measured::Flow(Some(20)), day(asked_on), (&usual, WANTED), None);
        assert_eq!(told(found), expected, "{from} to {to}");
    }
}

#[test]
fn the_same_days_of_years_past() {
    let table = [
        (
            "2024-01-01",
            "2024-12-31",
            "2024-02-29",
            1,
            "2023-01-01 2023-02-28 2023-12-31",
        ),
        (
            "2024-01-01",
            "2024-12-31",
            "2024-02-29",
            4,
            "2020-01-01 2020-02-29 2020-12-31",
        ),
        (
            "2024-01-01",
            "2024-12-31",
            "2024-03-31",
            5,
            "2019-01-01 2019-03-31 2019-12-31",
        ),
        (
            "2025-01-01",
            "2025-12-31",
            "2025-02-28",
            1,
            "2024-01-01 2024-02-29 2024-12-31",
        ),
        (
            "2024-03-01",
            "2025-02-28",
            "2024-10-09",
            1,
            "2023-03-01 2023-10-09 2024-02-29",
        ),
        ("2024-01-01", "2025-01-01", "2024-10-09", 1, "-"),
        ("1901-01-01", "1901-12-31", "1901-10-09", 2, "-"),
    ];
    for (from, to, asked_on, back, expected) in table {
        let days = promised(from, to, 5).same_days(back, day(asked_on));
        let found = days.map_or("-".to_owned(), |days| {
            format!("{} {} {}", days.from, days.asked_on, days.to)
        });
        assert_eq!(found, expected, "{from} to {to}, {asked_on}, {back} back");
    }
}

#[test]
fn a_season_keeps_the_numbers_it_was_made_of() {
    let usual = past(&[(2021, 5, 30), (2023, 7, 40), (2022, 6, 30)]);
    let promised = promised("2024-01-01", "2024-12-31", 35);
    let found = promised.forecast(Measured::Flow(Some(7)), day("2024-03-31"), (&usual, WANTED), None);
    let season = found.unwrap().ways.unwrap().season.unwrap();
    assert_eq!(season.years, [2023, 2022, 2021]);
    assert_eq!(
        (season.by_day, season.whole, season.share().unwrap().whole_percent()),
        (18, 100, 18)
    );
}
