//! The five source documents: what they printed comes out of the entries, percents too.

use crate::common::{Ask, House, Paper};

/// The units, facts, targets and the one transfer of the five documents.
pub(crate) fn five_documents() -> Paper {
    Paper::new()
        .units([
            "hn|Thành ủy Hà Nội|city_committee||1990-01-01",
            "dd|Quận ủy Đống Đa|district_committee|hn|1990-01-01",
            "dd-khoi|Đảng ủy Khối Doanh nghiệp quận Đống Đa|bloc_committee|dd|1990-01-01",
            "dd-lh|Đảng ủy phường Láng Hạ|ward_committee|dd|1990-01-01",
            "lb|Quận ủy Long Biên|district_committee|hn|1990-01-01",
            "hp|Thành ủy Hải Phòng|city_committee||1990-01-01",
            "nq|Quận ủy Ngô Quyền|district_committee|hp|1990-01-01",
            "nq-lt|Đảng ủy phường Lạch Tray|ward_committee|nq|1990-01-01",
            "nq-hbt|Chi bộ Trường Hai Bà Trưng|party_cell|nq-lt|1990-01-01",
            "dk|Quận ủy Dương Kinh|district_committee|hp|1990-01-01",
        ])
        .events(["2019-10-31|moved|nq-hbt||dk"])
        .facts([
            "d1|2024-02-06|party_org_founded|dd-khoi|1",
            "d2|2024-03-20|party_org_founded|dd-khoi|1",
            "d3|2024-03-25|party_member_admitted|dd-khoi|6",
            "d4|2024-03-26|party_member_admitted|dd-lh|1",
            "d5|2024-03-11|enterprise_surveyed|dd-khoi|3|||eligible",
            "d6|2024-03-12|enterprise_surveyed|dd-lh|12|||members_not_eligible",
            "d7|2024-02-28|union_org_founded|dd|6",
            "l1|2020-02-27|party_org_founded|lb|61",
            "l2|2020-02-27|union_org_founded|lb|173",
            "l3|2020-02-27|youth_org_founded|lb|104",
            "l4|2020-02-27|women_org_founded|lb|37",
        ])
        .facts([
            "n1|2009-11-10|party_org_opening|nq-hbt|1||party_cell",
            "n2|2009-11-10|party_member_opening|nq-hbt|8",
            "n3|2024-05-01|party_org_founded|nq|48",
            "n4|2024-05-01|party_member_admitted|nq|824",
            "n5|2024-05-02|party_member_admitted|nq|5|||owner",
            "n6|2024-05-01|union_org_founded|nq|246",
            "n7|2024-05-01|union_member_admitted|nq|11.050",
            "n8|2024-05-01|youth_org_founded|nq|52",
            "n9|2024-05-01|youth_member_admitted|nq|6.047",
            "n10|2024-05-28|commended_collective|nq|17",
            "n11|2024-05-28|commended_individual|nq|12",
            "k1|2019-10-30|party_org_founded|dk|14",
            "k2|2019-10-30|union_org_founded|dk|40",
            "k3|2019-10-30|youth_org_founded|dk|8",
            "k4|2019-10-30|party_member_admitted|dk|63",
            "k5|2019-10-30|union_member_admitted|dk|1629",
            "k6|2019-10-30|youth_member_admitted|dk|406",
        ])
        .targets([
            "party_org_founded|Thành ủy Hà Nội|dd||2024-01-01|2024-12-31|5",
            "party_member_admitted|Quận ủy Đống Đa|dd-khoi||2024-01-01|2024-12-31|17",
            "party_member_admitted|Quận ủy Đống Đa|dd||2024-01-01|2024-12-31|35",
        ])
}

/// Asks of one unit, `party_org_founded` standing for any code.
async fn asked(house: &House, unit: &str, from: &str, to: &str, table: &[(&str, &str)]) {
    house.expect(&Ask::of(unit, from, to), table).await;
}

async fn dong_da_and_its_bloc(house: &House) {
    house.take(&five_documents()).await;
    let quarter = ("2024-01-01", "2024-03-31");
    let table = [
        ("party_org_founded", "2"),
        ("party_member_admitted", "7"),
        ("enterprise_surveyed", "15"),
        ("enterprise_surveyed_eligible", "3"),
        ("enterprise_surveyed_members_not_eligible", "12"),
        ("enterprise_surveyed_refused", "-"),
        ("union_org_founded", "6"),
        ("party_org_received", "-"),
        ("party_org_stock", "2"),
    ];
    asked(house, "dd", quarter.0, quarter.1, &table).await;
    asked(
        house,
        "dd-khoi",
        quarter.0,
        quarter.1,
        &[("party_member_admitted", "6"), ("party_org_founded", "2")],
    )
    .await;
    // The bloc's 6 lie inside the district's 7 and are counted once.
    asked(
        house,
        "hn",
        quarter.0,
        quarter.1,
        &[("party_member_admitted", "7"), ("party_org_founded", "2")],
    )
    .await;
}

async fn rates_of_dong_da(house: &House) {
    house.take(&five_documents()).await;
    let table = [
        ("dd", "party_org_founded", "Thành ủy Hà Nội", 2, 5, "40"),
        ("dd-khoi", "party_member_admitted", "Quận ủy Đống Đa", 6, 17, "35.2941"),
        ("dd", "party_member_admitted", "Quận ủy Đống Đa", 7, 35, "20"),
    ];
    for (unit, code, giver, result, min, percent) in table {
        let set = house.figures(&Ask::of(unit, "2024-01-01", "2024-03-31")).await;
        let figure = set.figures.iter().find(|figure| figure.indicator == code).unwrap();
        let [target] = figure.targets.as_slice() else {
            panic!("{unit} {code}: {:?}", figure.targets)
        };
        let found = (
            target.giver.as_str(),
            target.result.count(),
            target.min,
            target.percent.as_deref(),
        );
        assert_eq!(found, (giver, Some(result), min, Some(percent)), "{unit} {code}");
    }
}

async fn long_bien(house: &House) {
    house.take(&five_documents()).await;
    let table = [
        ("party_org_founded", "61"),
        ("union_org_founded", "173"),
        ("youth_org_founded", "104"),
        ("women_org_founded", "37"),
    ];
    asked(house, "lb", "2012-02-27", "2020-02-27", &table).await;
}

async fn ngo_quyen_and_duong_kinh(house: &House) {
    house.take(&five_documents()).await;
    let table = [
        ("party_org_founded", "48"),
        ("party_member_admitted", "829"),
        ("party_member_admitted:owner", "5"),
        ("union_org_founded", "246"),
        ("union_member_admitted", "11050"),
        ("youth_org_founded", "52"),
        ("youth_member_admitted", "6047"),
        ("commended_collective", "17"),
        ("commended_individual", "12"),
        ("party_org_transferred_out", "1"),
        ("party_member_transferred_out", "8"),
        ("party_org_received", "-"),
        ("party_member_stock", "829"),
    ];
    asked(house, "nq", "2009-11-10", "2024-05-28", &table).await;
    let table = [
        ("party_org_founded", "14"),
        ("party_org_received", "1"),
        ("party_member_received", "8"),
        ("party_org_transferred_out", "-"),
        ("party_member_admitted", "63"),
        ("union_member_admitted", "1629"),
        ("youth_member_admitted", "406"),
        ("party_org_stock", "15"),
        ("party_member_stock", "71"),
    ];
    asked(house, "dk", "2009-11-10", "2019-10-31", &table).await;
    let table = [
        ("party_org_founded", "62"),
        ("party_org_received", "-"),
        ("party_org_transferred_out", "-"),
        ("party_member_received", "-"),
        ("party_member_transferred_out", "-"),
        ("party_member_stock", "900"),
    ];
    asked(house, "hp", "2009-11-10", "2024-05-28", &table).await;
}

/// The transfer is an event, and the trace of what was received shows it by its number.
async fn the_transfer_is_traced_to_its_event(house: &House) {
    house.take(&five_documents()).await;
    let event = house.numbers("select no from unit_event").await[0];
    for (unit, code, count) in [
        ("dk", "party_org_received", 1),
        ("dk", "party_member_received", 8),
        ("nq", "party_org_transferred_out", 1),
        ("nq-lt", "party_member_transferred_out", 8),
    ] {
        let trace = house.trace(&Ask::of(unit, "2019-01-01", "2019-12-31"), code).await;
        let entries: Vec<_> = trace
            .entries
            .iter()
            .map(|entry| (entry.no, entry.fact.as_str(), entry.count))
            .collect();
        assert_eq!(entries, [(event, "moved", count)], "{unit} {code}");
    }
}

stories!(
    dong_da_and_its_bloc,
    rates_of_dong_da,
    long_bien,
    ngo_quyen_and_duong_kinh,
    the_transfer_is_traced_to_its_event
);
