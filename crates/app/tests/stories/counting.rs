//! What counts as what: zero and nothing, tags that overlap, kinds that break down, rates, other spellings of a code.

use crate::common::{Ask, House, Paper, shown};

fn units() -> Paper {
    Paper::new().units([
        "d|Quận ủy|district_committee||2000-01-01",
        "w|Phường|ward_committee|d|2000-01-01",
        "cell|Chi bộ cơ sở|party_base_cell|w|2000-01-01",
        "union|Công đoàn cơ sở|union_base|w|2000-01-01",
    ])
}

fn year(unit: &str) -> Ask {
    Ask::of(unit, "2024-01-01", "2024-12-31")
}

async fn a_recorded_zero_is_told_and_nothing_is_left_out(house: &House) {
    let facts = [
        "z|2024-03-01|party_org_founded|w|0",
        "s|2024-03-01|enterprise_surveyed|w|0|||refused",
    ];
    house.take(&units().facts(facts)).await;
    let table = [
        ("party_org_founded", "0"),
        ("party_org_stock", "0"),
        ("enterprise_surveyed", "0"),
        ("enterprise_surveyed_refused", "0"),
        ("enterprise_surveyed_eligible", "-"),
        ("party_member_admitted", "-"),
    ];
    house.expect(&year("w"), &table).await;
    house.expect(&year("d"), &table).await;
    house.expect(&year("cell"), &[("party_org_founded", "-")]).await;
    let named = house.figures(&year("d").only(&["party_member_admitted"])).await;
    assert_eq!(named.figures, [], "left out although it was asked for by name");
    let trace = house.trace(&year("d"), "party_member_admitted").await;
    assert_eq!(serde_json::to_string(&trace).unwrap(), r#"{"value":null,"entries":[]}"#);
}

async fn a_count_left_out_is_one(house: &House) {
    house
        .take(&units().sheet("facts", "key|on|fact|unit", ["a|2024-03-01|party_org_founded|w"]))
        .await;
    house.expect(&year("d"), &[("party_org_founded", "1")]).await;
}

async fn tags_overlap_and_never_add_up(house: &House) {
    let facts = [
        "a|2024-03-01|party_member_admitted|w|2|||female;under_30",
        "b|2024-03-01|party_member_admitted|w|1|||female; worker",
        "e|2024-03-01|party_member_admitted|w|2",
        "f|2024-03-01|party_member_admitted|w|1|||owner;female",
    ];
    house.take(&units().facts(facts)).await;
    let table = [
        ("party_member_admitted", "6"),
        ("party_member_admitted:female", "4"),
        ("party_member_admitted:under_30", "2"),
        ("party_member_admitted:owner", "1"),
    ];
    house.expect(&year("d"), &table).await;
    for (code, expected) in [
        ("party_member_admitted:worker", "1"),
        ("party_member_admitted:religious", "null"),
    ] {
        assert_eq!(house.value(&year("d"), code).await, expected, "{code}");
    }
}

/// 78 = 35 + 43, as the fifth document prints it.
async fn kinds_break_a_stock_down(house: &House) {
    let facts = [
        "a|2020-01-01|party_org_opening|d|35||party_base_committee",
        "b|2020-01-01|party_org_opening|d|43||party_base_cell",
    ];
    house.take(&units().facts(facts)).await;
    let table = [
        ("party_org_stock", "78"),
        ("party_org_stock:party_base_committee", "35"),
        ("party_org_stock:party_base_cell", "43"),
        ("party_org_founded", "-"),
    ];
    house.expect(&year("d"), &table).await;
    assert_eq!(house.value(&year("d"), "party_org_stock:party_cell").await, "null");
}

/// Without a stated kind a unit that is itself an organization gives its own of the day, in its own line alone.
async fn a_unit_lends_its_kind_of_the_day(house: &House) {
    let paper = units()
        .events(["2024-07-01|retyped|cell||||party_base_committee"])
        .facts([
            "a|2024-03-01|party_org_founded|cell|1",
            "b|2024-08-01|party_org_consolidated|cell|1",
            "e|2024-03-01|union_org_founded|cell|1",
            "f|2024-03-01|party_org_founded|w|5",
            "g|2024-03-01|union_org_founded|union|1",
            "h|2024-03-01|party_org_founded|cell|2||party_sub_committee",
        ]);
    house.take(&paper).await;
    let table = [
        ("party_org_founded", "8"),
        ("party_org_founded:party_base_cell", "1"),
        ("party_org_founded:party_sub_committee", "2"),
        ("party_org_founded:ward_committee", "null"),
        ("party_org_consolidated:party_base_committee", "1"),
        ("party_org_consolidated:party_base_cell", "null"),
        ("union_org_founded", "2"),
        ("union_org_founded:union_base", "1"),
        ("union_org_founded:party_base_cell", "null"),
    ];
    for (code, expected) in table {
        assert_eq!(house.value(&year("d"), code).await, expected, "{code}");
    }
}

/// Other spellings are understood and answered under one code.
async fn every_spelling_is_answered_under_one_code(house: &House) {
    let table = [
        ("owner_admitted", "party_member_admitted:owner"),
        ("female_admitted", "party_member_admitted:female"),
        ("under_30_admitted", "party_member_admitted:under_30"),
        ("enterprise_surveyed:eligible", "enterprise_surveyed_eligible"),
        ("enterprise_surveyed:refused", "enterprise_surveyed_refused"),
        ("enterprise_surveyed_no_members", "enterprise_surveyed_no_members"),
        ("enterprise_stock:household", "enterprise_stock:household"),
        ("women_org_founded:fdi", "women_org_founded:fdi"),
        ("party_org_founded:party_base_cell", "party_org_founded:party_base_cell"),
    ];
    for (asked, answered) in table {
        let measure = house.catalogs.indicators.resolve(asked);
        assert_eq!(
            measure.map(|measure| measure.code).as_deref(),
            Some(answered),
            "{asked}"
        );
    }
    for unknown in [
        "",
        "party",
        "party_org_founded:",
        "party_org_founded:nothing",
        "no_such_thing",
        "owner_founded",
    ] {
        assert!(house.catalogs.indicators.resolve(unknown).is_none(), "{unknown:?}");
    }
}

async fn host_kinds_filter_facts_and_stocks(house: &House) {
    let facts = [
        "a|2024-03-01|union_org_founded|w|3||||fdi",
        "b|2024-03-01|union_org_founded|w|4||||private",
        "e|2024-03-01|enterprise_opening|w|20||||cooperative",
        "f|2024-03-01|enterprise_opening|w|100||||private",
        "g|2024-06-01|enterprise_ended|w|7||||private",
    ];
    house.take(&units().facts(facts)).await;
    assert_eq!(house.value(&year("d"), "union_org_founded:fdi").await, "3");
    let table = [
        ("union_org_founded", "7"),
        ("enterprise_stock", "113"),
        ("enterprise_stock:cooperative", "20"),
        ("enterprise_stock:private", "93"),
        ("enterprise_stock:fdi", "-"),
    ];
    house.expect(&year("d"), &table).await;
}

/// Admitted over the stock of the eve of the first day, with what was carried in inside the period.
async fn the_admission_rate_shows_both_its_parts(house: &House) {
    let facts = [
        "o|2023-06-01|party_member_opening|w|50",
        "in|2024-02-01|party_member_opening|cell|200",
        "m|2024-03-01|party_member_admitted|w|7",
        "n|2024-08-01|party_member_admitted|cell|9",
        "l|2024-09-01|party_member_left|w|1|||died",
    ];
    house.take(&units().facts(facts)).await;
    let table = [
        ("d", "2024-01-01", "2024-12-31", "6.4%", Some([Some(16), Some(250)])),
        ("d", "2024-02-02", "2024-12-31", "6.4%", Some([Some(16), Some(250)])),
        ("d", "2024-08-01", "2024-12-31", "3.5019%", Some([Some(9), Some(257)])),
        ("cell", "2024-01-01", "2024-12-31", "4.5%", Some([Some(9), Some(200)])),
        ("w", "2023-01-01", "2023-12-31", "-", None),
        ("union", "2024-01-01", "2024-12-31", "-", None),
    ];
    for (unit, from, to, value, of) in table {
        let ask = Ask::of(unit, from, to);
        let set = house.figures(&ask.clone().only(&["party_member_admission_rate"])).await;
        let found = set.figures.first().map(|figure| (shown(&figure.value), figure.of));
        assert_eq!(
            found.unwrap_or(("-".to_owned(), None)),
            (value.to_owned(), of),
            "{ask:?}"
        );
    }
    house
        .expect(&year("union"), &[("party_member_admission_rate", "-")])
        .await;
}

/// A stock below zero is a warning and nothing more.
async fn a_stock_below_zero_is_a_warning(house: &House) {
    let report = house.take(&units().facts(["a|2024-03-01|party_org_ended|w|2"])).await;
    let warnings: Vec<_> = report.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!((report.accepted, warnings), (5, vec!["stock_below_zero"]));
    house
        .expect(&year("d"), &[("party_org_ended", "2"), ("party_org_stock", "-2")])
        .await;
}

stories!(
    a_recorded_zero_is_told_and_nothing_is_left_out,
    a_count_left_out_is_one,
    tags_overlap_and_never_add_up,
    kinds_break_a_stock_down,
    a_unit_lends_its_kind_of_the_day,
    every_spelling_is_answered_under_one_code,
    host_kinds_filter_facts_and_stocks,
    the_admission_rate_shows_both_its_parts,
    a_stock_below_zero_is_a_warning,
);
