//! Who may record and take back where, and on which day.

use axum::http::StatusCode;

use super::facts::base;
use crate::common::browser::{Browser, Pages};
use crate::common::{Ask, House};

stories! {
    nothing_is_recorded_outside_the_scope,
    what_lies_outside_is_not_opened,
    a_line_officer_records_its_own_line_alone,
    the_day_of_a_reversal_is_chosen,
}

async fn nothing_is_recorded_outside_the_scope(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    let before = house.head().await;
    let told = async |ward: &mut Browser, unit: &str, to_unit: &str| {
        let fields = [
            ("key", "hand-1"),
            ("fact", "party_org_moved"),
            ("unit", unit),
            ("to_unit", to_unit),
            ("on", "2026-01-10"),
        ];
        let page = ward.post("/facts", &fields).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.words().contains("một đơn vị trong phạm vi được giao"),
            "{}",
            page.words()
        );
        page.text.replace(unit, "U").replace(to_unit, "T").replace("hand-1", "")
    };
    // What lies outside answers exactly as what is not there.
    let (outside, nowhere) = (told(&mut ward, "w2", "x").await, told(&mut ward, "w9", "x").await);
    assert_eq!(outside, nowhere);
    let (outside, nowhere) = (told(&mut ward, "x", "w2").await, told(&mut ward, "x", "w9").await);
    assert_eq!(outside, nowhere);
    assert_eq!(house.head().await, before);
}

async fn what_lies_outside_is_not_opened(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    for unit in ["w2", "w9", "c"] {
        let form = ward.get(&format!("/facts/new?fact=party_org_moved&unit={unit}")).await;
        assert_eq!(form.code, StatusCode::NOT_FOUND, "{unit}");
        assert!(!form.text.contains("phường Hai"), "{}", form.text);
    }
    let no = house.numbers("select no from entry where identity = 'f2'").await[0];
    for path in [
        format!("/entries/{no}"),
        format!("/entries/{no}/reversal"),
        format!("/facts/new?again={no}"),
    ] {
        assert_eq!(ward.get(&path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = ward
        .post(&format!("/entries/{no}/reversal"), &[("day", "today"), ("reason", "x")])
        .await;
    assert_eq!(answer.code, StatusCode::NOT_FOUND);
    let mut inspector = pages.officer("kiem-tra", "inspector", "c").await;
    for path in ["/facts/new", "/facts/new?fact=conference_held&unit=w1"] {
        assert_eq!(inspector.get(path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        inspector.get(&format!("/entries/{no}/reversal")).await.code,
        StatusCode::FORBIDDEN
    );
    assert!(
        !inspector
            .get(&format!("/entries/{no}"))
            .await
            .text
            .contains("/reversal")
    );
    pages
        .give("het-han", "unit_officer", "w1", "2020-01-01", Some("2026-01-14"))
        .await;
    let mut late = pages.signed_in("het-han").await;
    assert_eq!(
        late.get("/facts/new").await.code,
        StatusCode::NOT_FOUND,
        "the role ended yesterday"
    );
    assert_eq!(pages.visitor().get("/facts/new").await.code, StatusCode::SEE_OTHER);
}

async fn a_line_officer_records_its_own_line_alone(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut union = pages.officer("cong-doan", "union_officer", "c").await;
    let offered = union.get("/facts/new").await;
    assert!(
        offered.text.contains("fact=union_org_founded") && !offered.text.contains("fact=party_"),
        "{}",
        offered.text
    );
    let post = |fact: &'static str| [("key", "hand-1"), ("fact", fact), ("unit", "w1"), ("on", "2026-01-10")];
    let refused = union.post("/facts", &post("party_org_founded")).await;
    assert_eq!(refused.code, StatusCode::FORBIDDEN);
    assert!(
        refused.words().contains("chỉ ghi sự việc của đoàn thể mình"),
        "{}",
        refused.words()
    );
    assert_eq!(
        union.post("/facts", &post("conference_held")).await.code,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        union.post("/facts", &post("union_org_founded")).await.code,
        StatusCode::SEE_OTHER
    );
    let no = house.numbers("select no from entry where identity = 'f1'").await[0];
    assert_eq!(
        union.get(&format!("/entries/{no}/reversal")).await.code,
        StatusCode::FORBIDDEN
    );
    let answer = union
        .post(&format!("/entries/{no}/reversal"), &[("day", "today"), ("reason", "x")])
        .await;
    assert_eq!(answer.code, StatusCode::FORBIDDEN);
    assert_eq!(house.numbers("select count(*) from reversal").await, [0]);
}

async fn the_day_of_a_reversal_is_chosen(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let no = house.numbers("select no from entry where identity = 'f1'").await[0];
    let path = format!("/entries/{no}/reversal");
    let form = officer.get(&path).await;
    assert!(
        form.words().contains("10/02/2025, ngày của bút toán gốc") && form.words().contains("15/01/2026, hôm nay"),
        "{}",
        form.words()
    );
    assert!(
        !form.text.contains(" checked"),
        "no day is chosen for the officer: {}",
        form.text
    );
    let faulty = officer.post(&path, &[("decision_no", "=1+1")]).await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        faulty.text.contains("#f-day") && faulty.text.contains("#f-reason") && faulty.text.contains("value=\"=1+1\""),
        "{}",
        faulty.text
    );
    for day in ["09/02/2025", "16/01/2026", "30/02/2025"] {
        let faulty = officer
            .post(&path, &[("day", "other"), ("on", day), ("reason", "Nhầm")])
            .await;
        assert!(faulty.text.contains("#f-on"), "{day}: {}", faulty.text);
    }
    let fields = [
        ("day", "other"),
        ("on", "01/01/2026"),
        ("reason", "Ghi trùng"),
        ("decision_no", "07-TB"),
    ];
    let first = officer.post(&path, &fields).await.leads_to().to_owned();
    assert_eq!(
        officer.post(&path, &fields).await.leads_to(),
        first,
        "the same again is the same"
    );
    let other = officer.post(&path, &[("day", "today"), ("reason", "Ghi trùng")]).await;
    assert_eq!(other.code, StatusCode::CONFLICT);
    assert!(officer.get(&path).await.words().contains("đã được ghi đảo"));
    let reversal = first
        .split('?')
        .next()
        .unwrap()
        .trim_start_matches("/entries/")
        .to_owned();
    for path in [
        format!("/entries/{reversal}/reversal"),
        "/entries/1/reversal".to_owned(),
    ] {
        assert_eq!(
            officer.get(&path).await.code,
            StatusCode::NOT_FOUND,
            "facts alone: {path}"
        );
    }
    let ask = Ask::of("c", "2025-01-01", "2025-12-31");
    assert_eq!(
        house.value(&ask, "party_org_founded").await,
        "2",
        "the old year stays as it was"
    );
    let ask = Ask::of("c", "2026-01-01", "2026-01-15");
    assert_eq!(house.value(&ask, "party_org_founded").await, "-1");
}
