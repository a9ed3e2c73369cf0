use super::{Balance, Standing, Statement, TaskStanding, balance_of, number};
use crate::accounts::{Catalog, Measure};
use crate::calendar::Day;
use crate::progress::{Amount, Figure, FigureTarget};
use crate::register::UnitKinds;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn measure(code: &str) -> Measure {
    let kinds = UnitKinds::parse(include_str!("../../../../catalog/unit_kinds.toml")).unwrap();
    Catalog::parse(
        "indicators.toml",
        include_str!("../../../../catalog/indicators.toml"),
        &kinds,
    )
    .unwrap()
    .resolve(code)
    .unwrap()
}

fn statement(result: Option<i64>, min: i64) -> Statement {
    let rate = result.and_then(|result| crate::progress::percent(result, min));
    let target = FigureTarget {
        giver: "Thành ủy".into(),
        member: None,
        from: day("2024-01-01"),
        to: day("2024-12-31"),
        min,
        max: None,
        result: Amount::of(result),
        percent: rate.map(|rate| rate.to_string()),
        state: None,
    };
    let figure = Figure {
        indicator: "party_org_founded".into(),
        value: Amount::of(result),
        of: None,
        targets: vec![target],
        claims: vec![],
    };
    Statement::of(
        "dd",
        day("2024-01-01"),
        day("2024-03-31"),
        &measure("party_org_founded"),
        &figure,
    )
}

#[test]
fn a_rate_prints_beside_its_fraction_with_its_standing() {
    let table = [
        (Some(2), 5, Some("02/05"), Some("40%"), Standing::Short, Some(3)),
        (Some(6), 17, Some("06/17"), Some("35%"), Standing::Short, Some(11)),
        (Some(5), 5, Some("05/05"), Some("100%"), Standing::Reached, None),
        (Some(6), 5, Some("06/05"), Some("120%"), Standing::Exceeded, None),
        (Some(2), 0, Some("02/00"), None, Standing::NoneGiven, None),
        (Some(0), 5, Some("00/05"), Some("0%"), Standing::Short, Some(5)),
        (None, 5, None, None, Standing::Unknown, None),
    ];
    for (result, min, fraction, percent, standing, missing) in table {
        let said = statement(result, min).promises.remove(0);
        let printed = |number: &Option<super::Number>| number.as_ref().map(|number| number.printed.clone());
        assert_eq!(
            (
                printed(&said.fraction).as_deref(),
                printed(&said.percent).as_deref(),
                said.standing,
                said.missing
            ),
            (fraction, percent, standing, missing),
            "{result:?}/{min}"
        );
    }
}

#[test]
fn every_number_knows_its_figure() {
    let said = statement(Some(2), 5);
    assert_eq!(
        said.number.unwrap().figure,
        "dd/party_org_founded/2024-01-01..2024-03-31/value"
    );
    assert_eq!(
        said.promises[0].percent.as_ref().unwrap().figure,
        "dd/party_org_founded/2024-01-01..2024-03-31/target1.percent"
    );
}

#[test]
fn opening_and_flows_give_the_closing() {
    let entry = |value: i64| {
        Some(number(
            "dd",
            "party_org_stock",
            day("2024-01-01"),
            day("2024-03-31"),
            "value",
            value,
        ))
    };
    let balance = Balance {
        opening: entry(10),
        founded: entry(3),
        received: None,
        ended: entry(1),
        transferred_out: entry(2),
        closing: entry(10),
    };
    assert!(balance_of(&balance));
    assert!(!balance_of(&Balance {
        closing: entry(11),
        ..balance
    }));
}

#[test]
fn a_task_stands_as_its_days_say() {
    let on =
        |text: &str, due: Option<&str>, done: Option<&str>| TaskStanding::on(day(text), due.map(day), done.map(day));
    let (due, today) = (Some("2026-03-31"), "2026-03-20");
    let table = [
        (on(today, due, None), TaskStanding::DaysLeft(11)),
        (on("2026-03-31", due, None), TaskStanding::DaysLeft(0)),
        (on("2026-04-01", due, None), TaskStanding::Overdue(1)),
        (on("2027-01-01", due, None), TaskStanding::Overdue(276)),
        (on(today, None, None), TaskStanding::Open),
        (
            on(today, due, Some("2026-03-20")),
            TaskStanding::Done(day("2026-03-20")),
        ),
        // Done the day after is not done yet.
        (on(today, due, Some("2026-03-21")), TaskStanding::DaysLeft(11)),
    ];
    for (found, expected) in table {
        assert_eq!(found, expected);
    }
}
