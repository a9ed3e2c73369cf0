//! Laws of forecasts and of the pace of stocks, on random promises, results and years past.

#[cfg(test)]
mod laws {
    use nennep_core::calendar::Day;
    use nennep_core::progress::{Measured, OpenCases, PastYear, Promised, SeasonYears};
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
    use proptest::test_runner::RngSeed;

    const WANTED: SeasonYears = SeasonYears { min: 2, max: 5 };

    /// The day so many days after the first of a year before a leap day.
    fn day(after: usize) -> Day {
        (0..after).fold("2023-01-01".parse().unwrap(), |day: Day, _| day.next())
    }

    fn promises() -> impl Strategy<Value = Promised> {
        (0..400_usize, 0..500_usize, 0..60_i64).prop_map(|(from, days, min)| Promised {
            from: day(from),
            to: day(from + days),
            min,
            max: None,
        })
    }

    fn years() -> impl Strategy<Value = Vec<PastYear>> {
        let year = |(year, by_day, more): (i32, i64, i64)| PastYear {
            year,
            by_day,
            whole: by_day + more,
        };
        vec((2010..2023_i32, -2..30_i64, -3..40_i64).prop_map(year), 0..8)
    }

    fn measured(opening: Option<i64>, result: i64) -> Measured {
        match opening {
            Some(opening) => Measured::Stock {
                opening: Some(opening),
                result: Some(result),
            },
            None => Measured::Flow(Some(result)),
        }
    }

    fn config() -> ProptestConfig {
        ProptestConfig {
            cases: 400,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(7),
            ..ProptestConfig::default()
        }
    }

    proptest! {
        #![proptest_config(config())]

        /// More result is never a worse forecast, and never more that is missing.
        #[test]
        fn more_is_never_worse(
            promised in promises(), past in years(), opening in proptest::option::of(0..40_i64),
            result in -2..70_i64, more in 0..9_i64, cases in proptest::option::of(0..9_i64), after in 0..900_usize
        ) {
            let cases = cases.map(|in_time| OpenCases { in_time, ..OpenCases::default() });
            let of = |result| promised.forecast(measured(opening, result), day(after), (&past, WANTED), cases).unwrap();
            let (less, much) = (of(result), of(result + more));
            prop_assert!(less.verdict <= much.verdict, "{:?} then {:?}", less, much);
            prop_assert!(less.missing >= much.missing);
            if let (Some(less), Some(much)) = (&less.ways, &much.ways) {
                prop_assert!(less.even <= much.even && less.estimate() <= much.estimate() && less.best() <= much.best());
            }
        }

        /// No way is ever below what is there, and what is missing is what the best of them lacks.
        #[test]
        fn no_forecast_is_below_the_result(
            promised in promises(), past in years(), opening in proptest::option::of(0..40_i64),
            result in -2..70_i64, cases in 0..9_i64, after in 0..900_usize
        ) {
            let cases = Some(OpenCases { in_time: cases, ..OpenCases::default() });
            let forecast = promised.forecast(measured(opening, result), day(after), (&past, WANTED), cases).unwrap();
            if let Some(ways) = &forecast.ways {
                prop_assert!(ways.even >= result && ways.estimate() >= result && ways.best() >= result);
                prop_assert!(ways.season.as_ref().map_or(true, |season| season.forecast >= result));
                prop_assert_eq!(forecast.missing, (promised.min - ways.best()).max(0));
                prop_assert!(result < promised.min && promised.from <= day(after) && day(after) < promised.to);
            }
        }

        /// Each division is the nearest whole number, the half going up, as fractions recounted without division tell.
        #[test]
        fn divisions_are_half_up(promised in promises(), past in years(), result in 0..70_i64, after in 0..900_usize) {
            let forecast = promised.forecast(Measured::Flow(Some(result)), day(after), (&past, WANTED), None).unwrap();
            let is_half_up = |found: i64, part: i128, whole: i128| {
                let twice = 2 * i128::from(found) * whole;
                twice - whole <= 2 * part && 2 * part < twice + whole
            };
            if let Some(ways) = forecast.ways {
                let days = promised.to.days_since(promised.from) + 1;
                let elapsed = day(after).days_since(promised.from) + 1;
                prop_assert!(is_half_up(ways.even, i128::from(result) * i128::from(days), i128::from(elapsed)));
                if let Ok(season) = ways.season {
                    let (by_day, whole) = (i128::from(season.by_day), i128::from(season.whole));
                    let exact = i128::from(result) * whole;
                    prop_assert!(is_half_up(season.forecast, exact, by_day) || (season.forecast == result && exact <= i128::from(result) * by_day));
                    prop_assert!(season.years.len() >= 2 && season.years.len() <= 5);
                }
            }
        }

        /// A stock is judged by what it grew, as a flow of so much is; one day later the pace never asks for less.
        #[test]
        fn a_stock_is_judged_by_what_it_grew(promised in promises(), result in 0..70_i64, opening in 0..70_i64, after in 0..900_usize) {
            let on = day(after);
            let higher = Promised { min: promised.min + opening, ..promised };
            let (flow, stock) = (promised.pace(Some(result), on), higher.stock_pace(opening, Some(opening + result), on));
            // A flow of which nothing is promised is reached and never exceeded.
            if promised.min > 0 {
                prop_assert_eq!(stock.verdict, flow.verdict);
            }
            prop_assert_eq!((stock.remaining, stock.share), (flow.remaining, flow.share));
            prop_assert_eq!(stock.expected.tenths(), opening * 10 + flow.expected.tenths());
            let tenths = |day: Day| promised.even_from(opening, day).tenths();
            prop_assert!(tenths(on) <= tenths(on.next()));
            prop_assert_eq!(tenths(promised.from.previous()), opening.min(promised.min) * 10);
            prop_assert_eq!(tenths(promised.to), promised.min * 10);
        }
    }
}
