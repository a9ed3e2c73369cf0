use super::{Judged, Measured, NoPace};
use crate::calendar::Day;
use crate::progress::{Promised, Target, in_force, percent};
use crate::register::{EntryNo, UnitId};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Expected, share of the days, remaining, verdict; or why there is no pace.
fn told(judged: Judged) -> String {
    let verdict = judged.verdict().map_or("-", |verdict| verdict.code());
    match judged {
        Judged::Paced(pace) => {
            let remaining = pace.remaining.map_or("-".to_owned(), |remaining| remaining.to_string());
            format!("{} {} {remaining} {verdict}", pace.expected, pace.share.whole_percent())
        }
        Judged::Compared { lack, .. } => format!("{} {verdict}", lack.code()),
    }
}

fn judged(from_to: (&str, &str), (min, max): (i64, Option<i64>), measured: Measured, asked_on: &str) -> String {
    let promised = Promised {
        from: day(from_to.0),
        to: day(from_to.1),
        min,
        max,
    };
    told(promised.judge(measured, day(asked_on)))
}

const YEAR: (&str, &str) = ("2024-01-01", "2024-12-31");
const TERM: (&str, &str) = ("2021-01-01", "2025-12-31");

#[test]
fn flows_are_judged_by_their_pace() {
    let table = [
        (YEAR, (35, None), Some(7), "2024-03-31", "8.7 25 28 behind"),
        (YEAR, (35, None), None, "2024-03-31", "8.7 25 - not_recorded"),
        // A range: the pace is that of the least; inside it is reached, above it exceeded.
        (YEAR, (4, Some(6)), Some(1), "2024-03-31", "1 25 3 on_pace"),
        (YEAR, (4, Some(6)), Some(0), "2024-03-31", "1 25 4 behind"),
        (YEAR, (4, Some(6)), Some(4), "2024-03-31", "1 25 0 reached"),
        (YEAR, (4, Some(6)), Some(6), "2024-03-31", "1 25 0 reached"),
        (YEAR, (4, Some(6)), Some(7), "2024-03-31", "1 25 0 exceeded"),
        (YEAR, (4, Some(6)), Some(3), "2024-12-31", "4 100 1 missed"),
        // A year inside a term: each promise is judged by its own days.
        (YEAR, (5, None), Some(2), "2024-03-31", "1.2 25 3 ahead"),
        (TERM, (50, None), Some(20), "2024-03-31", "32.5 65 30 behind"),
    ];
    for (days, promise, result, asked_on, expected) in table {
        let found = judged(days, promise, Measured::Flow(result), asked_on);
        assert_eq!(found, expected, "{result:?} of {promise:?} on {asked_on}");
    }
}

#[test]
fn stocks_grow_from_what_stood_on_the_eve() {
    let table = [
        // Twenty to grow in a year: five by the end of March.
        (60, Some(40), Some(45), "2024-03-31", "45 25 15 on_pace"),
        (60, Some(40), Some(44), "2024-03-31", "45 25 16 behind"),
        (60, Some(40), Some(46), "2024-03-31", "45 25 14 ahead"),
        (60, Some(40), Some(38), "2024-03-31", "45 25 22 behind"),
        (60, Some(0), Some(15), "2024-03-31", "14.9 25 45 on_pace"),
        (60, Some(40), Some(60), "2024-03-31", "45 25 0 reached"),
        (60, Some(40), Some(61), "2024-03-31", "45 25 0 exceeded"),
        (60, Some(40), Some(59), "2024-12-31", "60 100 1 missed"),
        (60, Some(40), None, "2024-03-31", "45 25 - not_recorded"),
        (60, Some(40), Some(44), "2023-12-31", "40 0 16 not_begun"),
        // What is to be kept has nothing to grow: below it is behind on any day.
        (60, Some(60), Some(60), "2024-03-31", "60 25 0 reached"),
        (60, Some(62), Some(59), "2024-03-31", "60 25 1 behind"),
        // Of unknown opening: only what needs none is told.
        (60, None, Some(45), "2024-03-31", "opening_unknown -"),
        (60, None, Some(60), "2024-03-31", "opening_unknown reached"),
        (60, None, Some(59), "2024-12-31", "opening_unknown missed"),
        (60, None, None, "2024-03-31", "opening_unknown not_recorded"),
    ];
    for (min, opening, result, asked_on, expected) in table {
        let found = judged(YEAR, (min, None), Measured::Stock { opening, result }, asked_on);
        assert_eq!(found, expected, "{result:?} from {opening:?} to {min} on {asked_on}");
    }
}

#[test]
fn ratios_are_compared_and_coverage_is_not_judged() {
    let table = [
        (
            Measured::Ratio(percent(2, 67)),
            (3, None),
            "2024-03-31",
            "ratio reached",
        ),
        (Measured::Ratio(percent(2, 90)), (3, None), "2024-03-31", "ratio -"),
        (Measured::Ratio(percent(2, 90)), (3, None), "2024-12-31", "ratio missed"),
        (
            Measured::Ratio(percent(4, 90)),
            (3, None),
            "2024-03-31",
            "ratio exceeded",
        ),
        (
            Measured::Ratio(percent(4, 90)),
            (3, Some(5)),
            "2024-03-31",
            "ratio reached",
        ),
        (Measured::Ratio(None), (3, None), "2024-03-31", "ratio not_recorded"),
        (Measured::Coverage, (3, None), "2024-12-31", "coverage -"),
        (Measured::OfSeat, (3, None), "2024-12-31", "of_seat -"),
    ];
    for (measured, promise, asked_on, expected) in table {
        assert_eq!(judged(YEAR, promise, measured, asked_on), expected, "{measured:?}");
    }
    assert_eq!(Measured::Ratio(percent(7, 200)).result(), Some(4), "half up");
    let codes = [NoPace::Ratio, NoPace::OpeningUnknown, NoPace::Coverage, NoPace::OfSeat].map(NoPace::code);
    assert_eq!(codes, ["ratio", "opening_unknown", "coverage", "of_seat"]);
}

#[test]
fn two_givers_have_two_verdicts() {
    let target = |no: i64, giver: &str, to: &str, min: i64| Target {
        no: EntryNo(no),
        indicator: "party_org_founded".into(),
        giver: giver.into(),
        giver_unit: None,
        unit: UnitId(1),
        member: None,
        from: day("2024-01-01"),
        to: day(to),
        min,
        max: None,
        decision: None,
    };
    let targets = [
        target(1, "Thành ủy", "2024-12-31", 5),
        target(2, "Quận ủy", "2024-09-30", 6),
    ];
    let asked_on = day("2024-03-31");
    let told: Vec<String> = in_force(&targets.iter().collect::<Vec<_>>(), asked_on)
        .into_iter()
        .map(|target| {
            let judged = Promised::from(target).judge(Measured::Flow(Some(2)), asked_on);
            format!("{} {}", target.giver, told(judged))
        })
        .collect();
    assert_eq!(told, ["Thành ủy 1.2 25 3 ahead", "Quận ủy 2 33 4 on_pace"]);
}
