use super::{Reach, Target, in_force, percent};
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
