//! What was promised beside what was done, and totals printed elsewhere.

use nennep_core::progress::{Figure, FigureTarget, Reach};

use crate::common::{Ask, House, Paper, shown};

fn district(targets: &[&str]) -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2000-01-01",
            "d|Quận ủy Thử|district_committee|c|2000-01-01",
            "w|Phường Thử|ward_committee|d|2000-01-01",
        ])
        .facts([
            "o|2020-01-01|party_member_opening|w|100",
            "f1|2024-02-01|party_org_founded|w|1",
            "f2|2024-05-01|party_org_founded|w|3",
            "m1|2024-02-01|party_member_admitted|w|10",
        ])
        .targets(targets.iter().copied())
}

async fn figure(house: &House, ask: &Ask, code: &str) -> Figure {
    let set = house.figures(ask).await;
    set.figures
        .into_iter()
        .find(|figure| figure.indicator == code)
        .unwrap_or_else(|| panic!("{code} of {ask:?}"))
}

/// Result, percent and state of a target.
fn row(target: &FigureTarget) -> String {
    let state = match target.state {
        Some(Reach::Below) => "below",
        Some(Reach::Within) => "within",
        Some(Reach::Above) => "above",
        None => "-",
    };
    format!(
        "{} {} {state}",
        shown(&target.result),
        target.percent.as_deref().unwrap_or("null")
    )
}

const FOUNDED: &str = "party_org_founded";
const STOCK: &str = "party_member_stock";
const WOMEN: &str = "women_org_founded";

/// One line a case: least and most promised, the last day asked, and how result, percent and state come out.
const CASES: [(&str, &str, &str, &str); 13] = [
    (FOUNDED, "5|", "2024-03-31", "1 20 -"),
    // Longer than the period: the result runs from the target's own first day.
    (FOUNDED, "6|", "2024-06-30", "4 66.6667 -"),
    (FOUNDED, "7|7", "2024-06-30", "4 57.1429 -"),
    (FOUNDED, "5|6", "2024-06-30", "4 null below"),
    (FOUNDED, "4|6", "2024-06-30", "4 null within"),
    (FOUNDED, "2|4", "2024-06-30", "4 null within"),
    (FOUNDED, "1|3", "2024-06-30", "4 null above"),
    (FOUNDED, "0|", "2024-06-30", "4 null -"),
    (FOUNDED, "0|0", "2024-06-30", "4 null -"),
    // Of a stock: what stands on the last day asked.
    (STOCK, "200|", "2024-06-30", "110 55 -"),
    (STOCK, "300|", "2024-01-31", "100 33.3333 -"),
    (WOMEN, "5|", "2024-06-30", "null null -"),
    (WOMEN, "5|8", "2024-06-30", "null null -"),
];

// long: one workbook and one table of every kind of target
async fn every_kind_of_target(house: &House) {
    for (place, (code, numbers, to, expected)) in CASES.into_iter().enumerate() {
        // Each under a unit of its own, so that none replaces another.
        let unit = format!("d{place}");
        let paper = Paper::new()
            .units([
                "c|Thành ủy Thử|city_committee||2000-01-01".to_owned(),
                format!("{unit}|Quận {place}|district_committee|c|2000-01-01"),
            ])
            .facts([
                format!("o{place}|2020-01-01|party_member_opening|{unit}|100"),
                format!("f{place}|2024-02-01|party_org_founded|{unit}|1"),
                format!("g{place}|2024-05-01|party_org_founded|{unit}|3"),
                format!("m{place}|2024-02-01|party_member_admitted|{unit}|10"),
            ])
            .targets([format!("{code}|c|{unit}||2024-01-01|2024-12-31|{numbers}")]);
        house.take(&paper).await;
        let found = figure(house, &Ask::of(&unit, "2024-01-01", to), code).await;
        let [target] = found.targets.as_slice() else {
            panic!("{code} {numbers}: {:?}", found.targets)
        };
        assert_eq!(row(target), expected, "{code} {numbers} until {to}");
        assert_eq!(target.giver, "Thành ủy Thử", "a code is answered as the name");
    }
}

async fn the_value_is_the_periods_the_result_the_targets(house: &House) {
    house
        .take(&district(&[
            "party_org_founded|Thành ủy Thử|d||2024-01-01|2024-12-31|5",
        ]))
        .await;
    let found = figure(house, &Ask::of("d", "2024-04-01", "2024-06-30"), "party_org_founded").await;
    assert_eq!(
        (shown(&found.value).as_str(), shown(&found.targets[0].result).as_str()),
        ("3", "4")
    );
    assert_eq!(found.targets[0].percent.as_deref(), Some("80"));
    // In force on the last day asked, not longer.
    let later = figure(house, &Ask::of("d", "2024-01-01", "2025-01-01"), "party_org_founded").await;
    assert_eq!(later.targets, []);
    // Only the receiver shows it.
    for unit in ["c", "w"] {
        let other = figure(house, &Ask::of(unit, "2024-01-01", "2024-06-30"), "party_org_founded").await;
        assert_eq!(other.targets, [], "{unit}");
    }
}

async fn two_givers_and_a_seat_stand_side_by_side(house: &House) {
    let targets = [
        "party_org_founded|c|d||2024-01-01|2024-12-31|5",
        "party_org_founded|Ban Chỉ đạo 35|d||2024-01-01|2024-12-31|8",
        "party_org_founded|c|d|Bí thư|2024-01-01|2024-12-31|1",
    ];
    house.take(&district(&targets)).await;
    let found = figure(house, &Ask::of("d", "2024-01-01", "2024-06-30"), "party_org_founded").await;
    let rows: Vec<_> = found
        .targets
        .iter()
        .map(|target| (target.giver.as_str(), target.member.as_deref(), target.min))
        .collect();
    let expected = [
        ("Thành ủy Thử", None, 5),
        ("Ban Chỉ đạo 35", None, 8),
        ("Thành ủy Thử", Some("Bí thư"), 1),
    ];
    assert_eq!(rows, expected);
    assert_eq!(found.targets[0].percent.as_deref(), Some("80"));
    assert_eq!(found.targets[1].percent.as_deref(), Some("50"));
    assert_eq!(shown(&found.value), "4", "a seat's target adds nothing");
}

async fn a_new_decision_replaces_and_both_are_kept(house: &House) {
    let old = "party_org_founded|c|d||2024-01-01|2024-12-31|5||01-QĐ|2024-01-05";
    house.take(&district(&[old])).await;
    let before = house.head().await;
    let new = "party_org_founded|c|d||2024-01-01|2024-12-31|8||02-QĐ|2024-04-05";
    let report = house.take(&district(&[old, new])).await;
    assert_eq!(
        (
            report.accepted,
            house.numbers("select min from target order by no").await
        ),
        (1, vec![5, 8])
    );
    let ask = Ask::of("d", "2024-01-01", "2024-06-30");
    let now = figure(house, &ask, "party_org_founded").await;
    assert_eq!(now.targets.iter().map(|target| target.min).collect::<Vec<_>>(), [8]);
    let then = figure(house, &ask.clone().known_at(before), "party_org_founded").await;
    assert_eq!(then.targets.iter().map(|target| target.min).collect::<Vec<_>>(), [5]);
    // The same decision with another number is no new promise, it is a contradiction.
    let other = "party_org_founded|c|d||2024-01-01|2024-12-31|9||02-QĐ|2024-04-05";
    let report = house.import(&district(&[other])).await;
    assert_eq!(
        report
            .faults
            .iter()
            .map(|fault| fault.kind.as_str())
            .collect::<Vec<_>>(),
        ["other_content"]
    );
}

async fn nothing_recorded_is_told_beside_a_target_or_a_claim(house: &House) {
    let paper = district(&["women_org_founded|c|d||2024-01-01|2024-12-31|5"])
        .claims(["youth_org_founded|d|2024-01-01|2024-06-30|4|Báo cáo 12"]);
    house.take(&paper).await;
    let set = house.figures(&Ask::of("d", "2024-01-01", "2024-06-30")).await;
    let json = serde_json::to_value(&set).unwrap();
    let of = |code: &str| {
        json["figures"]
            .as_array()
            .unwrap()
            .iter()
            .find(|figure| figure["indicator"] == code)
            .cloned()
            .unwrap_or_default()
    };
    assert!(of("women_org_founded")["value"].is_null());
    assert!(of("women_org_founded")["targets"][0]["percent"].is_null());
    assert!(of("women_org_founded")["targets"][0]["result"].is_null());
    assert!(of("youth_org_founded")["value"].is_null());
    assert!(of("youth_org_founded")["claims"][0]["difference"].is_null());
    assert!(of("union_org_founded").is_null(), "absent is not zero");
}

async fn claims_are_compared_and_never_counted(house: &House) {
    let paper = district(&[]).claims([
        "party_org_founded|d|2024-01-01|2024-06-30|6|Báo cáo 12",
        "party_org_founded|d|2024-01-01|2024-06-30|4|Báo cáo 13",
        "party_member_admitted|d|2024-01-01|2024-06-30|7|Báo cáo 12",
        "party_member_admitted|d|2024-01-01|2024-12-31|9|Báo cáo năm",
    ]);
    house.take(&paper).await;
    let ask = Ask::of("d", "2024-01-01", "2024-06-30");
    let claims = |figure: &Figure| {
        figure
            .claims
            .iter()
            .map(|claim| (claim.value, claim.source.clone(), claim.difference))
            .collect::<Vec<_>>()
    };
    let orgs = figure(house, &ask, "party_org_founded").await;
    assert_eq!(shown(&orgs.value), "4");
    assert_eq!(
        claims(&orgs),
        [(6, "Báo cáo 12".into(), Some(2)), (4, "Báo cáo 13".into(), Some(0))]
    );
    let men = figure(house, &ask, "party_member_admitted").await;
    assert_eq!(
        (shown(&men.value).as_str(), claims(&men)),
        ("10", vec![(7, "Báo cáo 12".into(), Some(-3))])
    );
    let other = house
        .import(&district(&[]).claims(["party_org_founded|d|2024-01-01|2024-06-30|5|Báo cáo 12"]))
        .await;
    assert_eq!(
        other.faults.iter().map(|fault| fault.kind.as_str()).collect::<Vec<_>>(),
        ["other_content"]
    );
}

stories!(
    every_kind_of_target,
    the_value_is_the_periods_the_result_the_targets,
    two_givers_and_a_seat_stand_side_by_side,
    a_new_decision_replaces_and_both_are_kept,
    nothing_recorded_is_told_beside_a_target_or_a_claim,
    claims_are_compared_and_never_counted,
);
