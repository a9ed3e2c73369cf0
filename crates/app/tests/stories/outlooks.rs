//! What will become of every target at or below a unit, under the tree of each day.

use nennep::store::{Book, Figures, Outlook, OutlookAsked, OutlookOf, Tally};
use nennep_core::progress::{ForecastVerdict, Judged, PaceVerdict};

use crate::common::{Ask, House, Paper, shown};

stories! {
    every_target_at_or_below_a_unit_is_judged_and_forecast,
    past_years_stand_where_they_happened,
    each_result_is_the_figure_of_its_unit,
    what_ended_lately_stays_and_what_was_replaced_goes,
}

/// A ward that goes from one district to another in the middle of 2023.
fn base() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy Thử|city_committee||2000-01-01",
            "d1|Quận ủy Một|district_committee|c|2000-01-01",
            "d2|Quận ủy Hai|district_committee|c|2000-01-01",
            "w|Đảng ủy phường Thử|ward_committee|d1|2000-01-01",
        ])
        .events(["2023-07-01|moved|w||d2"])
        .facts([
            "s|2020-01-01|party_member_opening|w|100",
            "a1|2022-02-10|party_member_admitted|w|4",
            "a2|2022-09-10|party_member_admitted|w|6",
            "a3|2023-02-10|party_member_admitted|w|3",
            "a4|2023-08-10|party_member_admitted|w|5",
            "a5|2023-10-01|party_member_admitted|d1|2",
            "a6|2024-02-01|party_member_admitted|d1|6",
            "a7|2024-02-10|party_member_admitted|w|3",
            "u|2024-02-10|union_org_founded|w|1",
            "p|2024-03-01|women_org_founded|d2|1",
        ])
        .targets([
            "party_member_admitted|c|d1||2024-01-01|2024-12-31|20",
            "party_member_admitted|c|d2||2024-01-01|2024-12-31|3",
            "party_member_admitted|d2|w||2024-01-01|2024-12-31|14",
            "party_member_admitted|Ban Chỉ đạo|w||2024-01-01|2024-06-30|8|9",
            "mass_org_founded|c|d2||2024-01-01|2024-12-31|4",
            "party_member_stock|c|d2||2024-01-01|2024-12-31|140",
            "party_member_stock|c|d1||2024-01-01|2024-12-31|9",
            "party_member_admission_rate|c|d2||2024-01-01|2024-12-31|3",
            "party_member_admission_rate|Ban Chỉ đạo|d2||2024-01-01|2024-12-31|5",
            "regular_meeting_missing|c|d2||2024-01-01|2024-12-31|5",
            "party_member_admitted|d1|d1|Phó Bí thư|2024-01-01|2024-12-31|2",
            "women_org_founded|c|d1||2024-01-01|2024-12-31|2",
        ])
}

/// One line a target: unit, indicator, giver, least, day, result, verdict, forecast, missing, even and season.
fn line(book: &Book, outlook: &Outlook<'_>) -> String {
    let verdict = match outlook.judged {
        Judged::Paced(pace) => pace.verdict.code().to_owned(),
        Judged::Compared { verdict, lack } => {
            format!("{}:{}", lack.code(), verdict.map_or("-", PaceVerdict::code))
        }
    };
    let forecast = outlook.forecast.as_ref();
    let ways = forecast.and_then(|forecast| forecast.ways.as_ref()).map(|ways| {
        let season = match &ways.season {
            Ok(season) => format!("{}/{}={}", season.by_day, season.whole, season.forecast),
            Err(why) => why.code().to_owned(),
        };
        format!(" {} {season}", ways.even)
    });
    format!(
        "{} {} {} {} {} {verdict} {} {}{}",
        book.tree.unit(outlook.unit).code,
        outlook.target.indicator,
        outlook.giver,
        outlook.target.min,
        outlook
            .measured
            .result()
            .map_or("-".to_owned(), |result| result.to_string()),
        forecast.map_or("-", |forecast| forecast.verdict.code()),
        forecast.map_or(0, |forecast| forecast.missing),
        ways.unwrap_or_default()
    )
}

async fn lines(house: &House, unit: &str, on: &str) -> Vec<String> {
    let mut tx = house.db.read().await.unwrap();
    let book = Book::load(&mut tx, None).await.unwrap();
    let mut tally = Tally::default();
    tally.catch_up(&mut tx).await.unwrap();
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let on = on.parse().unwrap();
    let asked = OutlookAsked {
        unit: book.tree.find(unit).unwrap(),
        of: OutlookOf::UnitAndBelow,
        on,
        rule: house.catalogs.forecasts.on(on).unwrap(),
        cases: &[],
    };
    let outlooks = figures.outlooks(&tally, &asked).await.unwrap();
    outlooks.iter().map(|outlook| line(&book, outlook)).collect()
}

async fn every_target_at_or_below_a_unit_is_judged_and_forecast(house: &House) {
    house.take(&base()).await;
    let of_one = [
        "d1 party_member_admitted Thành ủy Thử 20 6 ahead at_risk 0 24 7/15=13",
        "d1 party_member_stock Thành ủy Thử 9 8 ahead will_reach 0 26 stock",
        "d1 party_member_admitted Quận ủy Một 2 - of_seat:- - 0",
        "d1 women_org_founded Thành ủy Thử 2 - not_recorded not_recorded 0",
    ];
    let of_two = [
        "d2 party_member_admitted Thành ủy Thử 3 3 reached reached 0",
        "d2 mass_org_founded Thành ủy Thử 4 2 ahead will_reach 0 8 few",
        "d2 party_member_stock Thành ủy Thử 140 121 behind will_miss 10 130 stock",
        "d2 party_member_admission_rate Thành ủy Thử 3 3 ratio:reached reached 0",
        "d2 party_member_admission_rate Ban Chỉ đạo 5 3 ratio:- - 0",
        "d2 regular_meeting_missing Thành ủy Thử 5 - coverage:- - 0",
        // Two givers of one thing are two rows, each with its own word.
        "w party_member_admitted Quận ủy Hai 14 3 behind will_miss 2 12 7/18=8",
        "w party_member_admitted Ban Chỉ đạo 8 3 behind will_miss 2 6 7/7=3",
    ];
    let on = "2024-03-31";
    assert_eq!(lines(house, "d1", on).await, of_one);
    assert_eq!(lines(house, "d2", on).await, of_two);
    assert_eq!(lines(house, "w", on).await, of_two[6..]);
    assert_eq!(lines(house, "c", on).await, [&of_one[..], &of_two[..]].concat());
}

async fn past_years_stand_where_they_happened(house: &House) {
    // What came on 1 March is past 28 February, the last day of that month then.
    let march = "b|2022-03-01|party_member_admitted|w|1";
    house.take(&base().facts([march])).await;
    // By the trees of their own days the first district had 5 of 11, then 3 of 5; the second nothing, then 0 of 5.
    let of = |unit: &'static str, on: &'static str| async move { lines(house, unit, on).await.swap_remove(0) };
    let first = of("d1", "2024-03-31").await;
    assert!(first.ends_with("8/16=12"), "{first}");
    let early = of("d1", "2024-02-29").await;
    assert!(
        early.ends_with("7/16=14"),
        "by 28 February of the years before: {early}"
    );
    let before = of("d1", "2024-02-09").await;
    assert!(before.ends_with("nothing"), "a day before the first of each: {before}");
}

async fn each_result_is_the_figure_of_its_unit(house: &House) {
    house.take(&base()).await;
    let mut compared = 0;
    for unit in ["d1", "d2", "w"] {
        let set = house.figures(&Ask::of(unit, "2024-01-01", "2024-03-31")).await;
        let mut figures: Vec<String> = Vec::new();
        for figure in &set.figures {
            for target in figure.targets.iter().filter(|target| target.member.is_none()) {
                let result = shown(&target.result);
                figures.push(format!("{} {} {} {result}", figure.indicator, target.giver, target.min));
            }
        }
        let found = lines(house, unit, "2024-03-31").await;
        let of_unit = found.iter().filter(|line| line.starts_with(&format!("{unit} ")));
        let is_counted =
            |line: &&String| !line.contains("_rate") && !line.contains("seat") && !line.contains("_missing");
        for line in of_unit.filter(is_counted) {
            let told = line.replace(" - ", " null ");
            let is_same = |figure: &String| told.starts_with(&format!("{unit} {figure} "));
            assert!(figures.iter().any(is_same), "{line} in {figures:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}

async fn what_ended_lately_stays_and_what_was_replaced_goes(house: &House) {
    // One union was founded, so that the promise of 2022 was missed too, but long ago.
    let paper = base().facts(["u0|2022-05-01|union_org_founded|w|1"]).targets([
        "party_member_admitted|c|d1||2023-01-01|2023-12-31|7|7|1-QĐ|2023-01-05",
        "party_member_admitted|c|d1||2023-01-01|2023-12-31|6|6|2-QĐ|2023-06-05",
        "union_org_founded|c|d1||2022-01-01|2022-12-31|7|7||",
    ]);
    house.take(&paper).await;
    let ended = |lines: Vec<String>| {
        lines
            .into_iter()
            .filter(|line| line.contains("missed"))
            .collect::<Vec<_>>()
    };
    let expected = ["d1 party_member_admitted Thành ủy Thử 6 5 missed missed 1"];
    assert_eq!(ended(lines(house, "d1", "2024-03-31").await), expected);
    assert_eq!(ended(lines(house, "d1", "2024-12-30").await), expected);
    // A year and a day after its last it is history; what ended the day before has come in its place.
    let year_after = [
        "d1 party_member_admitted Thành ủy Thử 20 6 missed missed 14",
        "d1 party_member_stock Thành ủy Thử 9 8 missed missed 1",
    ];
    assert_eq!(ended(lines(house, "d1", "2025-01-01").await), year_after);
    assert_eq!(ForecastVerdict::Missed.code(), "missed");
}
