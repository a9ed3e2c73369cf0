use super::{Day, DayError, Holidays, Period, PeriodError, months_between};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn days_are_read_strictly() {
    let table = [
        ("2024-02-29", Ok("2024-02-29")),
        ("2023-02-29", Err(DayError::NoSuchDay)),
        ("2024-02-31", Err(DayError::NoSuchDay)),
        ("1899-12-31", Err(DayError::NoSuchDay)),
        ("2024-2-9", Err(DayError::Shape)),
        ("31/03/2024", Err(DayError::Shape)),
        ("2024-03-31-1", Err(DayError::Shape)),
        ("+024-03-31", Err(DayError::Shape)),
        ("", Err(DayError::Shape)),
    ];
    for (text, expected) in table {
        assert_eq!(
            text.parse::<Day>().map(|day| day.to_string()),
            expected.map(str::to_owned),
            "{text}"
        );
    }
}

#[test]
fn periods_know_both_ends() {
    let table = [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-9M", "2024-01-01", "2024-09-30"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2021..2025", "2021-01-01", "2025-12-31"),
    ];
    for (text, from, to) in table {
        let period: Period = text.parse().unwrap();
        assert_eq!((period.first_day(), period.last_day()), (day(from), day(to)), "{text}");
        assert_eq!(period.to_string(), text);
    }
    for text in [
        "2024-13",
        "2024-Q5",
        "2024-H3",
        "24",
        "2024-",
        "2025..2021",
        "q1",
        "0000",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
    assert_eq!(
        Period::range(day("2024-02-01"), day("2024-01-31")),
        Err(PeriodError::Backwards)
    );
}

#[test]
fn two_days_are_named_by_their_period() {
    let table = [
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-04-01", "2024-06-30", "2024-Q2"),
        ("2024-07-01", "2024-12-31", "2024-H2"),
        ("2024-01-01", "2024-09-30", "2024-9M"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2021-01-01", "2025-12-31", "2021..2025"),
        ("2024-01-01", "2024-03-30", "2024-01-01..2024-03-30"),
        ("2021-02-01", "2025-12-31", "2021-02-01..2025-12-31"),
    ];
    for (from, to, named) in table {
        let period = Period::of_days(day(from), day(to)).unwrap();
        assert_eq!(period.to_string(), named);
        assert_eq!((period.first_day(), period.last_day()), (day(from), day(to)));
    }
    assert_eq!(
        Period::of_days(day("2024-02-01"), day("2024-01-01")),
        Err(PeriodError::Backwards)
    );
}

#[test]
fn working_days_pass_over_weekends_and_tet_and_honour_exchanged_days() {
    let holidays = Holidays::parse(
        "[[holiday]]\non = \"2024-04-29\"\nworks = [\"2024-05-04\"]\n[[holiday]]\non = \"2024-04-30\"\n[[holiday]]\non = \"2024-05-01\"\n",
    )
    .unwrap();
    assert!(!holidays.is_working_day(day("2024-04-29")));
    assert!(
        holidays.is_working_day(day("2024-05-04")),
        "a Saturday worked in exchange"
    );
    assert_eq!(holidays.add_working_days(day("2024-04-26"), 1), day("2024-05-02"));
    assert_eq!(holidays.add_working_days(day("2024-04-26"), 3), day("2024-05-04"));
    assert_eq!(holidays.add_working_days(day("2024-04-26"), 0), day("2024-04-26"));
}

#[test]
fn a_day_survives_json() {
    let written = serde_json::to_string(&day("2025-12-31")).unwrap();
    assert_eq!(written, "\"2025-12-31\"");
    assert_eq!(serde_json::from_str::<Day>(&written).unwrap().next(), day("2026-01-01"));
}

#[test]
fn months_are_cut_at_both_ends() {
    let table = [
        ("2024-01-01", "2024-03-31", "01-01..01-31 02-01..02-29 03-01..03-31"),
        ("2024-01-15", "2024-03-10", "01-15..01-31 02-01..02-29 03-01..03-10"),
        ("2023-12-31", "2024-01-01", "12-31..12-31 01-01..01-01"),
        ("2023-02-03", "2023-02-28", "02-03..02-28"),
        ("2024-02-02", "2024-02-01", ""),
    ];
    for (from, to, expected) in table {
        let months: Vec<String> = months_between(day(from), day(to))
            .iter()
            .map(|(from, to)| format!("{}..{}", &from.to_string()[5..], &to.to_string()[5..]))
            .collect();
        assert_eq!(months.join(" "), expected, "{from} to {to}");
    }
    let century = months_between(day("1900-01-01"), day("2999-12-31"));
    assert_eq!(century.len(), 1100 * 12);
}

#[test]
fn the_last_day_of_a_month_stays_the_last_a_year_earlier() {
    let table = [
        ("2024-03-31", Some("2023-03-31")),
        ("2024-03-10", Some("2023-03-10")),
        ("2024-02-29", Some("2023-02-28")),
        ("2024-02-28", Some("2023-02-28")),
        ("2025-02-28", Some("2024-02-29")),
        ("1900-12-31", None),
    ];
    for (asked, expected) in table {
        assert_eq!(day(asked).year_earlier(), expected.map(day), "{asked}");
    }
}
