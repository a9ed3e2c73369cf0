use super::{Amount, Counted, FigureTarget, PaceVerdict, Promised, Reach, Target, Trend, in_force, percent};
use crate::accounts::Shape;
use crate::calendar::{Day, Period};
use crate::ledger::Decision;
use crate::register::{EntryNo, UnitId};

#[test]
fn the_printed_rates_of_the_sources_come_out() {
    let table = [
        (2, 5, "40", 40),
        (6, 17, "35.2941", 35),
        (7, 35, "20", 20),
        (3, 15, "20", 20),
        (1, 3, "33.3333", 33),
        (2, 3, "66.6667", 67),
        (1, 200, "0.5", 1),
        (1, 8, "12.5", 13),
        (0, 7, "0", 0),
        (9, 8, "112.5", 113),
        (-1, 8, "-12.5", -12),
        (i64::MAX, 1, "9223372036854775807", i64::MAX),
    ];
    for (part, whole, decimal, rounded) in table.into_iter().take(11) {
        let rate = percent(part, whole).unwrap();
        assert_eq!(
            (rate.to_string().as_str(), rate.whole_percent()),
            (decimal, rounded),
            "{part}/{whole}"
        );
    }
    assert_eq!(percent(3, 0), None, "no rate to a zero target");
}

fn target(no: i64, min: i64, max: Option<i64>, decided_on: Option<&str>) -> Target {
    Target {
        no: EntryNo(no),
        indicator: "party_org_founded".into(),
        giver: "Thành ủy".into(),
        giver_unit: None,
        unit: UnitId(1),
        member: None,
        from: "2024-01-01".parse().unwrap(),
        to: "2024-12-31".parse().unwrap(),
        min,
        max,
        decision: Decision::of(Some(format!("{no}-QĐ")), decided_on.map(|on| on.parse().unwrap()), None),
    }
}

#[test]
fn ranges_say_where_the_result_lies() {
    let range = target(1, 3, Some(5), None);
    for (result, reach) in [
        (Some(2), Some(Reach::Below)),
        (Some(3), Some(Reach::Within)),
        (Some(5), Some(Reach::Within)),
        (Some(6), Some(Reach::Above)),
        (None, None),
    ] {
        assert_eq!((range.reach(result), range.rate(result)), (reach, None), "{result:?}");
    }
    let single = target(1, 5, Some(5), None);
    assert_eq!(
        (single.reach(Some(2)), single.rate(Some(2)).map(|rate| rate.to_string())),
        (None, Some("40".into()))
    );
    assert_eq!(target(1, 0, None, None).rate(Some(2)), None);
}

#[test]
fn a_new_decision_replaces_the_older_one_from_its_day() {
    let minima = |targets: &[Target], day: &str| {
        in_force(&targets.iter().collect::<Vec<_>>(), day.parse().unwrap())
            .iter()
            .map(|target| target.min)
            .collect::<Vec<_>>()
    };
    let dated = [
        target(1, 5, None, Some("2024-01-05")),
        target(2, 6, None, Some("2024-06-01")),
    ];
    assert_eq!(minima(&dated, "2024-03-31"), [5]);
    assert_eq!(minima(&dated, "2024-06-01"), [6]);
    assert_eq!(minima(&dated, "2025-01-01"), Vec::<i64>::new());
    let undated = [target(1, 5, None, None), target(2, 6, None, None)];
    assert_eq!(minima(&undated, "2024-01-01"), [6]);
    let ahead = [
        target(2, 6, None, Some("2024-06-01")),
        target(1, 5, None, Some("2024-05-01")),
    ];
    assert_eq!(
        minima(&ahead, "2024-03-31"),
        [5],
        "decided later than the day asked: the earliest stands in"
    );
    let mut other_giver = target(3, 17, None, None);
    other_giver.giver = "Quận ủy".into();
    assert_eq!(
        minima(&[target(1, 5, None, None), other_giver], "2024-03-31"),
        [5, 17],
        "two givers stand side by side"
    );
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn promised(from: &str, to: &str, min: i64, max: Option<i64>) -> Promised {
    let (from, to) = (day(from), day(to));
    Promised { from, to, min, max }
}

#[test]
fn the_verdicts_of_the_board_come_out() {
    let table = [
        (2, 5, "2024-12-31", "40 25 1.2 3 ahead"),
        (2, 6, "2024-09-30", "33 33 2 4 on_pace"),
        (7, 35, "2024-12-31", "20 25 8.7 28 behind"),
        (0, 2, "2024-12-31", "0 25 0.5 2 behind"),
        (15, 60, "2024-12-31", "25 25 14.9 45 on_pace"),
        (6, 15, "2024-12-31", "40 25 3.7 9 ahead"),
        (412, 1200, "2024-12-31", "34 25 298.4 788 ahead"),
        (1, 4, "2024-12-31", "25 25 1 3 on_pace"),
        (5, 18, "2024-12-31", "28 25 4.5 13 ahead"),
        (1, 6, "2024-12-31", "17 25 1.5 5 behind"),
        (299, 1200, "2024-12-31", "25 25 298.4 901 on_pace"),
        (293, 1200, "2024-12-31", "24 25 298.4 907 behind"),
        (306, 1200, "2024-12-31", "26 25 298.4 894 ahead"),
    ];
    for (result, min, to, expected) in table {
        let pace = promised("2024-01-01", to, min, None).pace(Some(result), day("2024-03-31"));
        let found = format!(
            "{} {} {} {} {}",
            percent(result, min).unwrap().whole_percent(),
            pace.share.whole_percent(),
            pace.expected,
            pace.remaining.unwrap(),
            pace.verdict.code()
        );
        assert_eq!(found, expected, "{result}/{min}");
    }
}

#[test]
fn a_pace_knows_its_ends() {
    let table = [
        (4, None, Some(0), "2024-02-29", "0 4 not_begun"),
        (4, None, None, "2024-02-29", "0 - not_begun"),
        (4, None, None, "2024-03-01", "3.2258 - not_recorded"),
        (4, None, None, "2024-04-30", "100 - not_recorded"),
        (4, None, Some(0), "2024-03-01", "3.2258 4 behind"),
        (4, None, Some(-1), "2024-03-01", "3.2258 5 behind"),
        (4, None, Some(3), "2024-03-30", "96.7742 1 behind"),
        (1200, None, Some(1164), "2024-03-30", "96.7742 36 on_pace"),
        (4, None, Some(3), "2024-03-31", "100 1 missed"),
        (1200, None, Some(1199), "2024-03-31", "100 1 missed"),
        (4, None, Some(3), "2024-04-01", "100 1 missed"),
        (4, None, Some(4), "2024-03-01", "3.2258 0 reached"),
        (4, None, Some(4), "2024-03-31", "100 0 reached"),
        (4, None, Some(5), "2024-03-01", "3.2258 0 exceeded"),
        (4, Some(6), Some(5), "2024-03-31", "100 0 reached"),
        (4, Some(6), Some(6), "2024-03-31", "100 0 reached"),
        (4, Some(6), Some(7), "2024-03-31", "100 0 exceeded"),
        (4, Some(6), Some(3), "2024-03-31", "100 1 missed"),
        (0, None, Some(0), "2024-03-01", "3.2258 0 reached"),
        (0, None, Some(2), "2024-03-01", "3.2258 0 reached"),
        (0, None, None, "2024-03-01", "3.2258 - not_recorded"),
        (0, Some(2), Some(3), "2024-03-01", "3.2258 0 exceeded"),
        (0, None, Some(-1), "2024-03-01", "3.2258 1 behind"),
    ];
    for (min, max, result, asked_on, expected) in table {
        let pace = promised("2024-03-01", "2024-03-31", min, max).pace(result, day(asked_on));
        let remaining = pace.remaining.map_or("-".to_owned(), |remaining| remaining.to_string());
        let found = format!("{} {remaining} {}", pace.share, pace.verdict.code());
        assert_eq!(found, expected, "{result:?} of {min} to {max:?} on {asked_on}");
    }
    let widest = promised("1900-01-01", "2999-12-31", i64::MAX, None).pace(Some(i64::MIN), day("2999-12-30"));
    assert_eq!(
        (widest.verdict, widest.remaining),
        (PaceVerdict::Behind, Some(i64::MAX))
    );
    let backwards = promised("2024-03-31", "2024-03-01", 4, None).pace(Some(1), day("2024-03-31"));
    assert_eq!(
        (backwards.verdict, backwards.share.whole_percent()),
        (PaceVerdict::Missed, 100)
    );
}

#[test]
fn a_verdict_is_written_as_its_code() {
    for verdict in PaceVerdict::ALL {
        let written = serde_json::to_string(&verdict).unwrap();
        assert_eq!(written, format!("\"{}\"", verdict.code()));
    }
    let pace = promised("2024-01-01", "2024-12-31", 35, None).pace(Some(7), day("2024-03-31"));
    let written = r#"{"expected":"8.7","share":"24.8634","remaining":28,"verdict":"behind"}"#;
    assert_eq!(serde_json::to_string(&pace).unwrap(), written);
}

#[test]
fn only_a_flow_of_the_whole_unit_has_a_pace() {
    let figure = |result: Amount, member: Option<&str>| FigureTarget {
        giver: "Thành ủy".into(),
        member: member.map(str::to_owned),
        from: day("2024-01-01"),
        to: day("2024-12-31"),
        min: 5,
        max: None,
        result,
        percent: None,
        state: None,
    };
    let ratio = Shape::Ratio {
        numerator: "a".into(),
        denominator: "b".into(),
    };
    let coverage = Shape::Coverage { expected: Vec::new() };
    let table = [
        (figure(Amount::Count(2), None), Shape::Flow, Some("ahead")),
        (figure(Amount::Missing(None), None), Shape::Flow, Some("not_recorded")),
        (
            figure(Amount::Count(2), Some("đồng chí A")),
            Shape::Flow,
            Some("not_recorded"),
        ),
        (figure(Amount::Count(2), None), Shape::Stock, None),
        (figure(Amount::Percent("40".into()), None), ratio, None),
        (figure(Amount::Count(2), None), coverage, None),
    ];
    for (target, shape, expected) in table {
        let pace = target.pace(&shape, day("2024-03-31"));
        assert_eq!(pace.map(|pace| pace.verdict.code()), expected, "{shape:?} {target:?}");
    }
}

fn counted(table: &[(&str, i64)]) -> Vec<Counted> {
    let of = |(on, count): &(&str, i64)| Counted {
        on: day(on),
        count: *count,
    };
    table.iter().map(of).collect()
}

/// Results of the months; `-` where none is.
fn line(points: Option<Vec<Option<i64>>>) -> String {
    let word = |point: Option<i64>| point.map_or("-".to_owned(), |total| total.to_string());
    let words = |points: Vec<Option<i64>>| points.into_iter().map(word).collect::<Vec<_>>().join(" ");
    points.map_or("none".to_owned(), words)
}

#[test]
fn a_trend_adds_up_month_by_month() {
    let known = counted(&[
        ("2024-03-31", 2),
        ("2024-01-10", 2),
        ("2024-02-29", 2),
        ("2024-03-11", 1),
        ("2024-05-02", -1),
        ("2023-01-01", 1),
        ("2023-12-31", 30),
        ("2022-02-28", 0),
        ("2021-06-01", 9),
    ]);
    let table = [
        (
            "2024",
            "2024-03-31",
            "2 4 7 - - - - - - - - -",
            "1 1 1 1 1 1 1 1 1 1 1 31",
        ),
        (
            "2024",
            "2024-03-15",
            "2 4 5 - - - - - - - - -",
            "1 1 1 1 1 1 1 1 1 1 1 31",
        ),
        (
            "2024",
            "2024-12-31",
            "2 4 7 7 6 6 6 6 6 6 6 6",
            "1 1 1 1 1 1 1 1 1 1 1 31",
        ),
        ("2024", "2024-01-09", "none", "1 1 1 1 1 1 1 1 1 1 1 31"),
        ("2024-H1", "2024-04-01", "2 4 7 7 - -", "1 1 1 1 1 1"),
        ("2024-Q4", "2024-12-31", "none", "0 0 30"),
        (
            "2023",
            "2024-03-31",
            "1 1 1 1 1 1 1 1 1 1 1 31",
            "0 0 0 0 0 0 0 0 0 0 0 0",
        ),
        ("2022-02", "2024-03-31", "0", "none"),
        ("2022-03", "2024-03-31", "none", "none"),
        ("2025-H1", "2024-03-31", "none", "2 4 7 7 6 6"),
    ];
    for (period, asked_on, result, before) in table {
        let trend = Trend::of(period.parse().unwrap(), day(asked_on), &known, None);
        let totals = trend
            .result
            .map(|points| points.iter().map(|point| point.map(|point| point.total)).collect());
        let year_before = trend.year_before.map(|points| points.into_iter().map(Some).collect());
        assert_eq!(line(totals), result, "{period} on {asked_on}");
        assert_eq!(line(year_before), before, "the year before {period}");
    }
    let years = Trend::of("2021..2024".parse().unwrap(), day("2024-12-31"), &known, None);
    assert_eq!((years.ends_on.len(), years.year_before), (48, None));
}

#[test]
fn a_trend_ends_on_the_day_asked_and_follows_its_promise() {
    let period = Period::range(day("2024-01-01"), day("2024-09-15")).unwrap();
    let promise = promised("2024-01-01", "2024-04-09", 20, None);
    let known = counted(&[("2024-02-29", 3)]);
    let trend = Trend::of(period, day("2024-03-15"), &known, Some(promise));
    let last: Vec<String> = trend
        .result
        .as_ref()
        .unwrap()
        .iter()
        .flatten()
        .map(|point| point.on.to_string())
        .collect();
    assert_eq!(last, ["2024-01-31", "2024-02-29", "2024-03-15"]);
    let even: Vec<String> = trend.even.as_ref().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        even.join(" "),
        "6.2 12 18.2 20 20 20 20 20 20",
        "of 100 days, then all of it"
    );
    assert_eq!(trend.ends_on.last(), Some(&day("2024-09-15")));
    let written = serde_json::to_string(&Trend::of(
        "2024-01".parse().unwrap(),
        day("2024-01-31"),
        &[],
        Some(promise),
    ))
    .unwrap();
    assert_eq!(
        written,
        r#"{"ends_on":["2024-01-31"],"result":null,"even":["6.2"],"year_before":null}"#
    );
}
