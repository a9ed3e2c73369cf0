use super::{Handed, Remainder, decisions, handed, longer};
use crate::accounts::Shape;
use crate::calendar::{Day, Period};
use crate::ledger::Decision;
use crate::progress::{Promise, PromiseError, Target};
use crate::register::{EntryNo, UnitId};

fn target(no: i64, giver: &str, period: &str, promise: &str, decided_on: Option<&str>) -> Target {
    let (period, promise): (Period, Promise) = (period.parse().unwrap(), promise.parse().unwrap());
    Target {
        no: EntryNo(no),
        indicator: "party_member_admitted".into(),
        giver: giver.into(),
        giver_unit: None,
        unit: UnitId(1),
        member: None,
        from: period.first_day(),
        to: period.last_day(),
        min: promise.min,
        max: promise.max,
        decision: Decision::of(Some(format!("{no}-QĐ")), decided_on.map(|on| on.parse().unwrap()), None),
    }
}

fn days(period: &str) -> (Day, Day) {
    let period: Period = period.parse().unwrap();
    (period.first_day(), period.last_day())
}

#[test]
fn promises_are_read_as_officers_write_them() {
    let shape = Err(PromiseError::Shape);
    let table = [
        ("12", Ok("12")),
        (" 0 ", Ok("0")),
        ("1.200", Ok("1200")),
        ("12-15", Ok("12-15")),
        ("12 – 15", Ok("12-15")),
        ("12-12", Ok("12")),
        ("15-12", Err(PromiseError::Backwards { least: 15 })),
        ("", shape),
        ("-", shape),
        ("12-", shape),
        ("-5", shape),
        ("3,5", shape),
        ("3.5", shape),
        ("mười", shape),
        ("12-15-18", shape),
        ("9999999999999", shape),
    ];
    for (text, expected) in table {
        let read = text.parse::<Promise>().map(|promise| promise.to_string());
        assert_eq!(read, expected.map(str::to_owned), "{text}");
    }
}

/// The longer promise, its shape, the shorter days, what was reached; then what is left, the shares, what is proposed.
type Case = (
    &'static str,
    &'static str,
    Shape,
    &'static str,
    Option<i64>,
    i64,
    &'static [i64],
    i64,
);

#[test]
fn a_year_takes_its_share_of_what_its_term_leaves() {
    let table: [Case; 15] = [
        ("2021..2025", "20", Shape::Flow, "2024", Some(12), 8, &[4, 4], 4),
        ("2021..2025", "20", Shape::Flow, "2021", None, 20, &[4, 4, 4, 4, 4], 4),
        ("2021..2025", "20", Shape::Flow, "2025", Some(12), 8, &[8], 8),
        // Half up, and together neither more nor less than what is left.
        ("2021..2025", "20", Shape::Flow, "2023", Some(13), 7, &[2, 3, 2], 2),
        ("2021..2025", "20", Shape::Flow, "2024", Some(15), 5, &[3, 2], 3),
        ("2021..2025", "20", Shape::Flow, "2024", Some(19), 1, &[1, 0], 1),
        ("2021..2025", "20", Shape::Flow, "2024", Some(23), 0, &[0, 0], 0),
        // A range leaves what is missing to its least.
        ("2021..2025", "20-25", Shape::Flow, "2024", Some(12), 8, &[4, 4], 4),
        ("2021..2025", "20-25", Shape::Flow, "2024", Some(21), 0, &[0, 0], 0),
        // Nothing recorded is not zero, but all of it is left.
        ("2021..2025", "20", Shape::Flow, "2024", None, 20, &[10, 10], 10),
        // A stock is promised as it shall stand.
        ("2021..2025", "60", Shape::Stock, "2024", Some(52), 8, &[4, 4], 56),
        ("2021..2025", "60", Shape::Stock, "2024", Some(63), 0, &[0, 0], 63),
        // Quarters inside a year, and days that are no part of anything.
        ("2024", "10", Shape::Flow, "2024-Q2", Some(1), 9, &[3, 3, 3], 3),
        ("2024", "10", Shape::Flow, "2024-Q4", Some(1), 9, &[9], 9),
        ("2024", "10", Shape::Flow, "2024-9M", Some(0), 10, &[5, 5], 5),
    ];
    for (longer, promise, shape, shorter, reached, left, shares, proposal) in table {
        let term = target(1, "Thành ủy", longer, promise, None);
        let remainder = Remainder::of(&term, days(shorter), &shape, reached);
        let what = format!("{promise} in {longer}, {shorter} after {reached:?}");
        assert_eq!(remainder.left, left, "{what}");
        assert_eq!(remainder.shares(), shares, "{what}");
        assert_eq!(remainder.proposal(), proposal, "{what}");
    }
    let term = target(1, "Thành ủy", "2024", "10", None);
    let uneven = ("2024-02-10".parse().unwrap(), "2024-03-05".parse().unwrap());
    assert_eq!(Remainder::of(&term, uneven, &Shape::Flow, Some(4)).shares(), [6]);
}

#[test]
fn shares_never_fall_below_what_is_left() {
    let term = target(1, "Thành ủy", "2021..2030", "997", None);
    for reached in 0..=1_000 {
        for year in 2021..=2030 {
            let remainder = Remainder::of(&term, days(&year.to_string()), &Shape::Flow, Some(reached));
            let sum: i64 = remainder.shares().iter().sum();
            assert_eq!(sum, (997 - reached).max(0), "{reached} before {year}");
        }
    }
}

#[test]
fn longer_targets_are_those_of_the_same_giver() {
    let city = target(1, "Thành ủy", "2021..2025", "20", None);
    let half = target(2, "Thành ủy", "2024-H1", "3", None);
    let district = target(3, "Quận ủy", "2021..2025", "25", None);
    let seat = Target {
        member: Some("Phó ban".into()),
        ..target(4, "Thành ủy", "2021..2025", "9", None)
    };
    let mended = Target {
        no: EntryNo(5),
        min: 24,
        decision: Decision::of(Some("5-QĐ".into()), Some("2022-03-01".parse().unwrap()), None),
        ..city.clone()
    };
    let all = [&city, &half, &district, &seat, &mended];
    let numbers = |one: &Target| -> Vec<i64> { longer(&all, one).iter().map(|target| target.no.0).collect() };
    assert_eq!(
        numbers(&target(9, "Thành ủy", "2024", "5", None)),
        [5],
        "by the decision in force"
    );
    assert_eq!(
        numbers(&target(9, "Thành ủy", "2021", "5", None)),
        [1],
        "the new one was not taken yet"
    );
    assert_eq!(
        numbers(&target(9, "Quận ủy", "2024", "5", None)),
        [3],
        "two givers are two lines"
    );
    assert_eq!(
        numbers(&target(9, "Thành ủy", "2024-Q1", "1", None)),
        [2, 5],
        "the shortest first"
    );
    assert_eq!(
        numbers(&target(9, "Thành ủy", "2021..2025", "5", None)),
        [] as [i64; 0],
        "none holds itself"
    );
    assert_eq!(numbers(&target(9, "Thành ủy", "2026", "5", None)), [] as [i64; 0]);
}

#[test]
fn what_is_handed_down_is_held_against_what_was_received() {
    let table = [
        ("35", &["15", "18"][..], 33, Handed::Left(2)),
        ("35", &["15", "20"], 35, Handed::Whole),
        ("35", &["15", "23"], 38, Handed::Over(3)),
        ("35", &[], 0, Handed::Left(35)),
        ("0", &[], 0, Handed::Whole),
        // A range is whole from its least to its most; of shares that are ranges the least counts.
        ("30-35", &["15", "18"], 33, Handed::Whole),
        ("30-35", &["15", "21"], 36, Handed::Over(1)),
        ("35", &["12-15", "20"], 32, Handed::Left(3)),
    ];
    for (received, shares, sum, expected) in table {
        let shares = shares.iter().map(|share| share.parse().unwrap());
        assert_eq!(handed(received.parse().unwrap(), shares), (sum, expected), "{received}");
    }
}

#[test]
fn every_decision_of_a_promise_has_its_days() {
    let first = target(1, "Thành ủy", "2024", "5", Some("2023-12-20"));
    let second = target(2, "Thành ủy", "2024", "7", Some("2024-05-10"));
    let third = target(3, "Thành ủy", "2024", "8", Some("2024-05-10"));
    let other = target(4, "Quận ủy", "2024", "6", Some("2024-02-01"));
    let told = |all: &[&Target]| -> Vec<String> {
        decisions(all, &first)
            .iter()
            .map(|one| match one.days {
                Some((from, to)) => format!("{} {from} {to}", one.target.no.0),
                None => format!("{} –", one.target.no.0),
            })
            .collect()
    };
    assert_eq!(told(&[&first]), ["1 2024-01-01 2024-12-31"]);
    assert_eq!(
        told(&[&second, &other, &first]),
        ["1 2024-01-01 2024-05-09", "2 2024-05-10 2024-12-31"]
    );
    assert_eq!(
        told(&[&first, &second, &third]),
        ["1 2024-01-01 2024-05-09", "2 –", "3 2024-05-10 2024-12-31"],
        "of two decisions of one day the later entry holds"
    );
    let late = target(5, "Thành ủy", "2024", "9", Some("2025-01-10"));
    assert_eq!(told(&[&first, &late]), ["1 2024-01-01 2024-12-31", "5 –"]);
}
