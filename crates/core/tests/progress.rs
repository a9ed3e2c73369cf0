//! Laws of pace and trend, on random promises and counts.

#[cfg(test)]
mod laws {
    use nennep_core::calendar::{Day, Period, months_between};
    use nennep_core::progress::{Counted, PaceVerdict, Promised, Trend, percent};
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
    use proptest::test_runner::RngSeed;

    /// The day so many days after the first of a year before a leap day.
    fn day(after: usize) -> Day {
        (0..after).fold("2023-01-01".parse().unwrap(), |day: Day, _| day.next())
    }

    fn promises() -> impl Strategy<Value = Promised> {
        (0..400_usize, 0..500_usize, 0..60_i64, 0..5_i64).prop_map(|(from, days, min, more)| Promised {
            from: day(from),
            to: day(from + days),
            min,
            max: (more > 0).then_some(min + more),
        })
    }

    fn counts() -> impl Strategy<Value = Vec<Counted>> {
        let counted = |(on, count)| Counted { on: day(on), count };
        vec((0..900_usize, -3..9_i64).prop_map(counted), 0..12)
    }

    /// How well a verdict stands, the better the higher.
    fn rank(verdict: PaceVerdict) -> u8 {
        match verdict {
            PaceVerdict::NotBegun | PaceVerdict::NotRecorded => 0,
            PaceVerdict::Missed => 1,
            PaceVerdict::Behind => 2,
            PaceVerdict::OnPace => 3,
            PaceVerdict::Ahead => 4,
            PaceVerdict::Reached => 5,
            PaceVerdict::Exceeded => 6,
        }
    }

    fn config() -> ProptestConfig {
        ProptestConfig {
            cases: 300,
            failure_persistence: None,
            rng_seed: RngSeed::Fixed(7),
            ..ProptestConfig::default()
        }
    }

    proptest! {
        #![proptest_config(config())]

        /// More is never worse on the same day; the same is never better on a later one.
        #[test]
        fn verdicts_follow_result_and_time(promised in promises(), result in -2..70_i64, more in 0..9_i64, one in 0..900_usize, other in 0..900_usize) {
            let (earlier, later) = (day(one.min(other)), day(one.max(other)));
            let rank_on = |result, on| rank(promised.pace(Some(result), on).verdict);
            prop_assert!(rank_on(result, later) <= rank_on(result + more, later));
            if promised.from <= earlier {
                prop_assert!(rank_on(result, later) <= rank_on(result, earlier));
            }
            prop_assert_eq!(promised.pace(None, later).remaining, None);
        }

        /// While the days run, the two whole percents of the page give the word.
        #[test]
        fn a_verdict_is_read_off_the_page(promised in promises(), result in 0..60_i64, after in 0..900_usize) {
            let pace = promised.pace(Some(result), day(after));
            if promised.from <= day(after) && day(after) < promised.to && result < promised.min {
                let (reached, elapsed) = (percent(result, promised.min).unwrap().whole_percent(), pace.share.whole_percent());
                prop_assert_eq!(pace.verdict == PaceVerdict::Ahead, reached > elapsed);
                prop_assert_eq!(pace.verdict == PaceVerdict::OnPace, reached == elapsed);
                prop_assert_eq!(pace.verdict == PaceVerdict::Behind, reached < elapsed);
            }
            prop_assert_eq!(pace.remaining == Some(0), result >= promised.min);
        }

        /// An even pace begins at nothing, never falls, grows each day by about the same, and ends at the promise.
        #[test]
        fn an_even_pace_is_even(promised in promises(), after in 0..900_usize) {
            let tenths = |day: Day| promised.even(day).tenths();
            prop_assert_eq!(tenths(promised.from.previous()), 0);
            prop_assert_eq!(tenths(promised.to), promised.min * 10);
            let on = day(after);
            let days = months_between(promised.from, promised.to).iter()
                .map(|(from, to)| i64::from(to.ordinal() - from.ordinal()) + 1).sum::<i64>();
            let step = tenths(on.next()) - tenths(on);
            let most = (promised.min * 10 + days - 1) / days + 1;
            prop_assert!((0..=most).contains(&step), "{} of at most {}", step, most);
        }

        /// Months lie one after another without gap or overlap.
        #[test]
        fn months_tile(from in 0..900_usize, to in 0..900_usize) {
            let (from, to) = (day(from), day(to));
            let mut next = from;
            for (first, last) in months_between(from, to) {
                prop_assert_eq!(first, next);
                prop_assert!(first <= last && (first.year(), first.month()) == (last.year(), last.month()));
                next = last.next();
            }
            prop_assert_eq!(next, if from <= to { to.next() } else { from });
        }

        /// A trend is what adding up day by day gives, and one of months asked for is that of their days.
        #[test]
        fn a_trend_is_a_recount(counted in counts(), from in 370..500_usize, days in 0..360_usize, after in 0..900_usize) {
            let (first, last, asked_on) = (day(from), day(from + days), day(after));
            let period = Period::range(first, last).unwrap();
            let trend = Trend::of(period, asked_on, &counted, None);
            let sum = |from: Day, to: Day| -> Option<i64> {
                let within: Vec<i64> = counted.iter().filter(|each| from <= each.on && each.on <= to).map(|each| each.count).collect();
                (!within.is_empty()).then(|| within.iter().sum())
            };
            prop_assert_eq!(trend.result.is_some(), sum(first, last.min(asked_on)).is_some());
            let known: Vec<Counted> = months_between(first, asked_on.min(last)).into_iter()
                .filter_map(|(from, to)| sum(from, to).map(|count| Counted { on: to, count })).collect();
            prop_assert_eq!(&Trend::of(period, asked_on, &known, None).result, &trend.result);
            for (on, point) in trend.ends_on.iter().zip(trend.result.iter().flatten()) {
                match point {
                    Some(point) => {
                        prop_assert_eq!(point.on, (*on).min(asked_on));
                        prop_assert_eq!(point.total, sum(first, point.on).unwrap_or(0));
                    }
                    None => prop_assert!((asked_on.year(), asked_on.month()) < (on.year(), on.month()) || asked_on < first),
                }
            }
            prop_assert!(trend.result.iter().all(|points| points.len() == trend.ends_on.len()));
            prop_assert!(trend.year_before.iter().all(|points| points.len() == trend.ends_on.len()));
        }
    }
}
