//! What was known: an answer for an earlier head never changes, whatever is recorded later.

use std::collections::BTreeMap;

use crate::common::{Ask, House, Paper};

/// Every step adds to the book; later ones reach back before earlier ones.
fn history() -> Vec<Paper> {
    vec![
        Paper::new().units([
            "c|Thành ủy|city_committee||2000-01-01",
            "d1|Quận ủy Một|district_committee|c|2000-01-01",
            "d2|Quận ủy Hai|district_committee|c|2000-01-01",
            "x|Chi bộ X|party_cell|d1|2000-01-01",
        ]),
        Paper::new().facts([
            "a|2024-03-01|party_member_admitted|x|5",
            "o|2020-01-01|party_org_opening|x|1",
        ]),
        Paper::new()
            .targets(["party_member_admitted|c|d1||2024-01-01|2024-12-31|10||01-QĐ|2024-01-02"])
            .claims(["party_member_admitted|d1|2024-01-01|2024-12-31|9|Báo cáo"]),
        // Back-dated before everything recorded so far.
        Paper::new().facts([
            "b|2019-03-01|party_member_opening|d1|70",
            "e|2024-01-05|party_member_admitted|d1|2",
        ]),
        Paper::new().reversals(["a|2024-03-01|Ghi trùng"]),
        Paper::new().events([
            "2024-02-01|renamed|d1|||Đảng ủy Một",
            "2024-02-01|renamed|c|||Thành ủy mới",
        ]),
        Paper::new().targets(["party_member_admitted|c|d1||2024-01-01|2024-12-31|20||02-QĐ|2024-01-03"]),
        Paper::new().events(["2024-02-15|moved|x||d2"]),
        Paper::new()
            .units(["n|Đảng bộ mới|party_base_committee|d1|2021-01-01"])
            .facts(["g|2022-01-01|party_org_founded|n|4"]),
        Paper::new().events(["2024-06-01|merged|d2|d1", "2024-06-01|moved|x||d1"]),
        Paper::new().enterprises(["0100000001|A|private|d1|2024-01-01"]),
        Paper::new().enterprises(["0100000001|A|private|n|2024-01-01"]),
        Paper::new().facts([
            "h|2024-05-01|party_member_moved|d1|3|x",
            "i|2024-05-01|party_org_ended|n|1",
        ]),
    ]
}

/// Everything the book says at a head, as text, by question.
async fn all_answers(house: &House, head: i64) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for unit in ["c", "d1", "d2", "x"] {
        for (from, to, tree_on) in [
            ("2024-01-01", "2024-12-31", None),
            ("2024-01-01", "2024-02-14", None),
            ("2019-01-01", "2025-12-31", Some("2025-12-31")),
            ("2019-01-01", "2025-12-31", Some("2024-01-01")),
        ] {
            let mut ask = Ask::of(unit, from, to).known_at(head);
            ask.tree_on = tree_on.map(str::to_owned);
            let set = house.by_child(&ask).await;
            answers.insert(format!("{ask:?}"), serde_json::to_string(&set).unwrap());
            for code in [
                "party_member_admitted",
                "party_member_received",
                "party_org_stock",
                "enterprise_stock",
            ] {
                let trace = house.trace(&ask, code).await;
                answers.insert(format!("{code} of {ask:?}"), serde_json::to_string(&trace).unwrap());
            }
        }
    }
    answers
}

async fn old_answers_never_change(house: &House) {
    let mut told: Vec<(i64, BTreeMap<String, String>)> = Vec::new();
    for paper in history() {
        house.take(&paper).await;
        let head = house.head().await;
        let now = all_answers(house, head).await;
        for (earlier, answers) in &told {
            let again = all_answers(house, *earlier).await;
            assert_eq!(again, *answers, "what was known at {earlier}, asked at {head}");
        }
        assert!(
            told.last().is_none_or(|(_, answers)| *answers != now),
            "step to {head} changed nothing"
        );
        told.push((head, now));
    }
}

/// Every head inside one import answers too, and the last of them as the book stands.
async fn every_head_gives_a_prefix_of_the_book(house: &House) {
    for paper in history() {
        house.take(&paper).await;
    }
    let last = house.head().await;
    let mut seen = Vec::new();
    for head in 4..=last {
        let ask = Ask::of("d1", "2019-01-01", "2025-12-31").known_at(head);
        let trace = house.trace(&ask, "party_member_stock").await;
        assert!(trace.entries.iter().all(|entry| entry.no <= head), "head {head}");
        let set = house.figures(&ask).await;
        assert_eq!(set.head, head);
        seen.push(serde_json::to_string(&set.figures).unwrap());
    }
    let now = house.figures(&Ask::of("d1", "2019-01-01", "2025-12-31")).await;
    assert_eq!(seen.last(), Some(&serde_json::to_string(&now.figures).unwrap()));
    let beyond = house
        .figures(&Ask::of("d1", "2019-01-01", "2025-12-31").known_at(last + 100))
        .await;
    assert_eq!((beyond.head, beyond.figures), (last, now.figures));
}

async fn names_targets_and_units_are_those_known_then(house: &House) {
    let mut heads = Vec::new();
    for paper in history() {
        house.take(&paper).await;
        heads.push(house.head().await);
    }
    let ask = |step: usize| Ask::of("d1", "2024-01-01", "2024-12-31").known_at(heads[step]);
    for (step, giver, min) in [(2, "Thành ủy", 10), (5, "Thành ủy mới", 10), (6, "Thành ủy mới", 20)] {
        let set = house.figures(&ask(step)).await;
        let figure = set
            .figures
            .iter()
            .find(|figure| figure.indicator == "party_member_admitted")
            .unwrap();
        let targets: Vec<_> = figure
            .targets
            .iter()
            .map(|target| (target.giver.as_str(), target.min))
            .collect();
        assert_eq!(targets, [(giver, min)], "step {step}");
    }
    for (step, expected) in [(1, "5"), (3, "7"), (4, "2"), (12, "2")] {
        assert_eq!(
            house.value(&ask(step), "party_member_admitted").await,
            expected,
            "step {step}"
        );
    }
    for (step, expected) in [(0, "null"), (1, "5"), (3, "77"), (4, "72"), (7, "72"), (12, "72")] {
        assert_eq!(
            house.value(&ask(step), "party_member_stock").await,
            expected,
            "step {step}"
        );
    }
}

stories!(
    old_answers_never_change,
    every_head_gives_a_prefix_of_the_book,
    names_targets_and_units_are_those_known_then
);
