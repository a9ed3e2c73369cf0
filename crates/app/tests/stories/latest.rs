//! The latest entries about some units, wherever in the book they lie.

use nennep::generate::{Scale, generate};
use nennep::store::history;

use crate::common::{House, Paper, stamp};

stories! { finds_the_latest_of_narrow_and_wide, an_event_speaks_of_whom_it_leads_to }

/// A book of more entries than are looked through at first.
async fn finds_the_latest_of_narrow_and_wide(house: &House) {
    let scale = Scale {
        districts: 1,
        facts: 700,
    };
    generate(&house.db, scale, 1, stamp("2026-01-15")).await.unwrap();
    let head = house.head().await;
    let all = house.numbers("select no from unit order by no").await;
    let [city, district, ward, cell] = [all[0], all[1], all[2], all[3]];
    for (units, known_at) in [
        (vec![cell], head),
        (vec![ward, cell], head - 300),
        (vec![city, district], head),
        (all.clone(), head),
        (all, 3),
        (vec![cell], 3),
    ] {
        let ids: Vec<String> = units.iter().map(i64::to_string).collect();
        let ids = ids.join(", ");
        let expected = house
            .numbers(&format!(
                "select e.no from entry e left join fact f on f.no = e.no left join unit u on u.no = e.no \
                left join target t on t.no = e.no where e.no <= {known_at} \
                and (f.unit_id in ({ids}) or u.no in ({ids}) or t.unit_id in ({ids})) order by e.no desc limit 20"
            ))
            .await;
        let mut tx = house.db.read().await.unwrap();
        let lines = history(&mut tx, &units, known_at, 20).await.unwrap();
        let found: Vec<i64> = lines.iter().map(|line| line.no).collect();
        assert_eq!(found, expected, "{} units at {known_at}", units.len());
    }
}

/// A move speaks of the new superior as well, whether it is among the newest entries or long before them.
async fn an_event_speaks_of_whom_it_leads_to(house: &House) {
    let paper = Paper::new().units([
        "c|Thành ủy|city_committee||2000-01-01",
        "d|Quận ủy|district_committee|c|2000-01-01",
        "e|Quận ủy Hai|district_committee|c|2000-01-01",
        "x|Đảng ủy phường|ward_committee|d|2000-01-01",
    ]);
    house.take(&paper.events(["2024-02-15|moved|x||e"])).await;
    let moved = house.numbers("select no from unit_event").await[0];
    let heir = house.numbers("select no from unit where code = 'e'").await;
    let is_told = async || {
        let mut tx = house.db.read().await.unwrap();
        let lines = history(&mut tx, &heir, house.head().await, 20).await.unwrap();
        lines.iter().any(|line| line.no == moved)
    };
    assert!(is_told().await, "among the newest");
    let facts = (0..250).map(|number| format!("f{number}|2024-03-01|party_member_admitted|c|1"));
    house.take(&Paper::new().facts(facts)).await;
    assert!(is_told().await, "long before them");
}
