//! Recording and taking back by hand, on pages and by programs.

use axum::http::StatusCode;
use nennep::store::Value;
use nennep::web::secrets::fingerprint;
use nennep_core::ledger::{Enterprise, Fact};
use serde_json::json;

use crate::common::browser::{Browser, Page, Pages};
use crate::common::{Ask, House, Paper};

stories! {
    every_fact_can_be_recorded_by_hand,
    a_founding_counts_until_it_is_taken_back,
    two_presses_are_one_fact,
    the_same_page_with_other_content_is_asked_again,
    all_faults_are_told_at_once_and_nothing_typed_is_lost,
    nothing_is_recorded_outside_the_scope,
    a_line_officer_records_its_own_line_alone,
    the_day_of_a_reversal_is_chosen,
    programs_record_as_pages_do,
    programs_take_back_as_pages_do,
    what_is_no_fact_is_told_so,
    a_stock_below_zero_is_told,
}

fn base() -> Paper {
    Paper::new()
        .units([
            "c|Thành ủy|city_committee||2000-01-01",
            "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
            "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
            "x|Chi bộ X|party_base_cell|w1|2000-01-01",
        ])
        .facts([
            "f1|2025-02-10|party_org_founded|w1|1",
            "f2|2025-03-10|party_org_founded|w2|1",
        ])
        .targets(["party_org_founded|Tỉnh ủy|c||2025-01-01|2026-12-31|5||01-QĐ/TU|2025-01-01"])
}

/// What the browser finds hidden in the form.
fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page
        .text
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name}: {}", page.text))
        + mark.len();
    page.text[from..].split('"').next().unwrap().to_owned()
}

async fn key(browser: &mut Browser, fact: &str) -> String {
    let page = browser.get(&format!("/facts/new?fact={fact}")).await;
    assert_eq!(page.code, StatusCode::OK, "{fact}: {}", page.text);
    hidden(&page, "key")
}

async fn every_fact_can_be_recorded_by_hand(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let offered = officer.get("/facts/new").await.text;
    for fact in Fact::all().filter(|fact| fact.is_recordable()) {
        let code = fact.code();
        assert!(offered.contains(&format!("fact={code}\"")), "{code} is offered");
        let before = house.head().await;
        let key = key(&mut officer, &code).await;
        let mut fields = vec![
            ("key", key.as_str()),
            ("fact", &code),
            ("unit", "w1"),
            ("on", "05/01/2026"),
            ("count", "2"),
        ];
        if fact.is_move() {
            fields.push(("to_unit", "w2"));
        }
        if fact == Fact::Enterprise(Enterprise::Surveyed) {
            fields.push(("outcome", "eligible"));
        }
        let answer = officer.post("/facts", &fields).await;
        assert_eq!(answer.code, StatusCode::SEE_OTHER, "{code}: {}", answer.words());
        assert_eq!(house.head().await, before + 1, "{code}");
        let receipt = officer.get(&answer.leads_to().to_owned()).await;
        assert_eq!(receipt.code, StatusCode::OK, "{code}: {}", receipt.text);
        assert!(receipt.words().contains("Đã ghi sổ, số"), "{code}: {}", receipt.words());
        assert!(!receipt.text.contains("fact-"), "{code} has words: {}", receipt.text);
        let stored = house.numbers("select count from fact order by no desc limit 1").await;
        assert_eq!(stored, [2], "{code}");
    }
    assert!(
        officer
            .get("/facts/new?fact=enterprise_listed")
            .await
            .words()
            .contains("Việc ghi được")
    );
}

async fn a_founding_counts_until_it_is_taken_back(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let ask = Ask::of("c", "2025-01-01", "2026-01-15");
    assert_eq!(house.value(&ask, "party_org_founded").await, "2");
    let key = key(&mut officer, "party_org_founded").await;
    let fields = [
        ("key", key.as_str()),
        ("fact", "party_org_founded"),
        ("unit", "w1"),
        ("on", "10/01/2026"),
        ("count", "1"),
        ("decision_no", "12-QĐ/ĐU"),
        ("decision_on", "09/01/2026"),
        ("decision_by", "Đảng ủy phường Một"),
        ("grade", "listed"),
    ];
    let entry = officer.post("/facts", &fields).await.leads_to().to_owned();
    assert_eq!(house.value(&ask, "party_org_founded").await, "3");
    let path = entry.split('?').next().unwrap().to_owned();
    let shown = officer.get(&path).await;
    for words in [
        "12-QĐ/ĐU, 09/01/2026, Đảng ủy phường Một",
        "Cán bộ to-chuc",
        "Có danh sách",
        "Ghi tay trên trang",
        "12:00 ngày 15/01/2026",
    ] {
        assert!(shown.words().contains(words), "{words}: {}", shown.words());
    }
    assert!(
        shown
            .text
            .contains("/units/w1/trace?indicator=party_org_founded&#38;period=2026-01"),
        "{}",
        shown.text
    );
    let back = format!("{path}/reversal");
    let answer = officer
        .post(&back, &[("day", "original"), ("reason", "Ghi nhầm phường")])
        .await;
    let reversal = answer.leads_to().to_owned();
    assert_eq!(house.value(&ask, "party_org_founded").await, "2");
    let receipt = officer.get(&reversal).await;
    assert!(receipt.text.contains("/facts/new?again="), "{}", receipt.text);
    let book = officer.get("/entries").await;
    let told = book.words();
    assert!(
        told.contains("Ghi đảo: Thành lập tổ chức đảng, \u{2212}01, Đảng ủy phường Một"),
        "{told}"
    );
    assert!(
        told.contains("Thành lập tổ chức đảng, +01, Đảng ủy phường Một"),
        "{told}"
    );
    // What was right of it is offered again.
    let no = path.rsplit('/').next().unwrap();
    let again = officer.get(&format!("/facts/new?again={no}")).await;
    assert_eq!(again.code, StatusCode::OK);
    assert!(
        again.text.contains("value=\"12-QĐ/ĐU\"") && again.text.contains("value=\"10/01/2026\""),
        "{}",
        again.text
    );
    let trail = house
        .numbers("select count(*) from audit where deed in ('fact-recorded', 'fact-taken-back')")
        .await;
    assert_eq!(trail, [2]);
}

async fn two_presses_are_one_fact(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let key = key(&mut officer, "conference_held").await;
    assert!(key.starts_with("hand-") && key.len() == 21, "{key}");
    let fields = [
        ("key", key.as_str()),
        ("fact", "conference_held"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
        ("count", "1"),
    ];
    let mut other = officer.clone();
    let (one, two) = tokio::join!(officer.post("/facts", &fields), other.post("/facts", &fields));
    assert_eq!(one.leads_to(), two.leads_to());
    assert_eq!(officer.post("/facts", &fields).await.leads_to(), one.leads_to());
    assert_eq!(
        house
            .numbers("select count(*) from fact where fact = 'conference_held'")
            .await,
        [1]
    );
    house.assert_gapless().await;
}

async fn the_same_page_with_other_content_is_asked_again(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let key = key(&mut officer, "conference_held").await;
    let fields = |count| {
        [
            ("key", key.as_str()),
            ("fact", "conference_held"),
            ("unit", "w1"),
            ("on", "2026-01-10"),
            ("count", count),
        ]
    };
    let first = officer.post("/facts", &fields("1")).await.leads_to().to_owned();
    let answer = officer.post("/facts", &fields("4")).await;
    assert_eq!(answer.code, StatusCode::CONFLICT);
    let no = first.split('?').next().unwrap();
    assert!(
        answer.text.contains(&format!("href=\"{no}\"")),
        "the entry is named: {}",
        answer.text
    );
    assert!(answer.text.contains("value=\"4\""), "what was typed is kept");
    let renewed = hidden(&answer, "key");
    assert_ne!(renewed, key);
    assert_eq!(
        house
            .numbers("select count(*) from fact where fact = 'conference_held'")
            .await,
        [1]
    );
    let mut again = fields("4");
    again[0].1 = &renewed;
    assert_eq!(officer.post("/facts", &again).await.code, StatusCode::SEE_OTHER);
}

async fn all_faults_are_told_at_once_and_nothing_typed_is_lost(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let before = house.head().await;
    let script = "<script>alert(1)</script>";
    let fields = [
        ("key", "hand-1"),
        ("fact", "party_org_moved"),
        ("unit", "w1"),
        ("to_unit", "w1"),
        ("on", "31/02/2026"),
        ("count", "3,5"),
        ("org_kind", "no_such_kind"),
        ("host_kind", script),
        ("decision_on", "99"),
        ("grade", "guessed"),
        ("note", script),
    ];
    let answer = officer.post("/facts", &fields).await;
    assert_eq!(answer.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.words().contains("Chưa ghi được: 07 mục cần sửa"),
        "{}",
        answer.words()
    );
    for field in [
        "to_unit",
        "on",
        "count",
        "org_kind",
        "host_kind",
        "decision_on",
        "grade",
    ] {
        assert!(
            answer.text.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {}",
            answer.text
        );
        assert!(
            answer.text.contains(&format!("id=\"f-{field}-fault\"")),
            "{field}: {}",
            answer.text
        );
    }
    for typed in ["value=\"31/02/2026\"", "value=\"3,5\"", "value=\"99\""] {
        assert!(answer.text.contains(typed), "{typed}: {}", answer.text);
    }
    assert!(
        !answer.text.contains(script) && answer.text.contains("&#60;script&#62;"),
        "{}",
        answer.text
    );
    assert_eq!(hidden(&answer, "key"), "hand-1");
    let later = [
        ("key", "hand-2"),
        ("fact", "training_held"),
        ("unit", "w1"),
        ("on", "16/01/2026"),
    ];
    let answer = officer.post("/facts", &later).await;
    assert!(answer.words().contains("hôm nay, 2026-01-15"), "{}", answer.words());
    let survey = [
        ("key", "hand-3"),
        ("fact", "enterprise_surveyed"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
    ];
    let answer = officer.post("/facts", &survey).await;
    assert!(answer.text.contains("id=\"f-outcome-fault\""), "{}", answer.text);
    let listed = [
        ("key", "hand-4"),
        ("fact", "enterprise_listed"),
        ("unit", "w1"),
        ("on", "2026-01-10"),
    ];
    assert_eq!(
        officer.post("/facts", &listed).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(house.head().await, before);
}

async fn nothing_is_recorded_outside_the_scope(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    let form = ward.get("/facts/new?fact=party_org_moved&unit=w2").await;
    assert!(!form.text.contains("phường Hai"), "{}", form.text);
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

/// A token of the account for a unit.
async fn token(pages: &Pages, sign_in: &str, unit: &str) -> Browser {
    let snapshot = pages.web.live.snapshot(&pages.web.db).await.unwrap();
    let tree = &snapshot.book.tree;
    let unit = tree.unit(tree.find(unit).unwrap()).id.0;
    let mut tx = pages.web.db.write().await.unwrap();
    let row = tx
        .row("select id from account where sign_in = $1", &[sign_in.into()])
        .await
        .unwrap();
    let values: Vec<Value> = vec![
        row.unwrap().int(0).unwrap().into(),
        fingerprint("the-token").into(),
        unit.into(),
    ];
    tx.execute(
        "insert into token (id, account_id, name, secret, unit_id, until_on, made_at) \
        values (1, $1, 'story', $2, $3, '2026-12-31', '2026-01-01T00:00:00.000000Z')",
        &values,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut browser = pages.visitor();
    browser.token = Some("the-token".to_owned());
    browser
}

async fn programs_record_as_pages_do(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.give("may", "organization_officer", "c", "2020-01-01", None).await;
    let mut program = token(&pages, "may", "w1").await;
    let at = "/api/v1/facts";
    let strange = "khóa «lạ» ' \" ; -- \u{1F33E} <b>&amp;{{x}}";
    let body = json!({
        "key": strange, "on": "2026-01-10", "fact": "party_member_admitted", "unit": "w1", "count": 3,
        "tags": ["owner", "female"], "note": "=HYPERLINK(\"http://a\")", "decision_no": "12-QĐ/ĐU", "decision_on": "2026-01-09",
    });
    let first = program.post_json(at, &body).await;
    assert_eq!(first.code, StatusCode::CREATED, "{}", first.text);
    let no = first.json()["no"].as_i64().unwrap();
    assert_eq!(no, house.head().await);
    let again = program.post_json(at, &body).await;
    assert_eq!((again.code, again.json()["no"].as_i64()), (StatusCode::OK, Some(no)));
    let mut other = body.clone();
    other["count"] = json!(4);
    let other = program.post_json(at, &other).await;
    assert_eq!(other.code, StatusCode::CONFLICT);
    assert_eq!(other.headers["content-type"], "application/problem+json");
    assert_eq!(other.json()["faults"][0]["kind"], "other_content");
    let faulty = json!({"key": "k2", "on": "2026-02-30", "fact": "party_member_admitted", "unit": "w1", "grade": "guessed", "tags": ["died", "tall"]});
    let faulty = program.post_json(at, &faulty).await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", faulty.text);
    let columns: Vec<String> = faulty.json()["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["column"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(columns, ["on", "tags", "tags", "grade"]);
    assert!(faulty.json()["faults"][0]["row"].is_null() && faulty.json()["faults"][0]["sheet"].is_null());
    for unit in ["w2", "c", "nowhere", ""] {
        let mut outside = body.clone();
        outside["unit"] = json!(unit);
        outside["key"] = json!("k3");
        assert_eq!(
            program.post_json(at, &outside).await.code,
            StatusCode::NOT_FOUND,
            "{unit}"
        );
    }
    let long = json!({"key": "k".repeat(501), "on": "2026-01-10", "fact": "training_held", "unit": "w1"});
    assert_eq!(
        program.post_json(at, &long).await.json()["faults"][0]["kind"],
        "too_long"
    );
    assert_eq!(
        pages.visitor().post_json(at, &body).await.code,
        StatusCode::UNAUTHORIZED
    );
    let shown = {
        let mut officer = pages.signed_in("may").await;
        officer.get(&format!("/entries/{no}")).await
    };
    assert!(
        !shown.text.contains("<b>&amp;") && shown.text.contains("&#60;b&#62;"),
        "{}",
        shown.text
    );
}

async fn programs_take_back_as_pages_do(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.give("may", "organization_officer", "c", "2020-01-01", None).await;
    let mut program = token(&pages, "may", "w1").await;
    let of = |key: &str| format!("select no from entry where identity = '{key}'");
    let (own, outside) = (house.numbers(&of("f1")).await[0], house.numbers(&of("f2")).await[0]);
    let at = |no: i64| format!("/api/v1/entries/{no}/reversal");
    let body = json!({"on": "2026-01-02", "reason": "Ghi trùng"});
    assert_eq!(program.post_json(&at(outside), &body).await.code, StatusCode::NOT_FOUND);
    assert_eq!(program.post_json(&at(9999), &body).await.code, StatusCode::NOT_FOUND);
    let faulty = program
        .post_json(&at(own), &json!({"on": "2025-01-01", "reason": ""}))
        .await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY);
    let first = program.post_json(&at(own), &body).await;
    assert_eq!(first.code, StatusCode::CREATED, "{}", first.text);
    let again = program.post_json(&at(own), &body).await;
    assert_eq!((again.code, &again.json()["no"]), (StatusCode::OK, &first.json()["no"]));
    let other = program
        .post_json(&at(own), &json!({"on": "2026-01-03", "reason": "Ghi trùng"}))
        .await;
    assert_eq!(
        (other.code, other.json()["faults"][0]["kind"].clone()),
        (StatusCode::CONFLICT, json!("already_reversed"))
    );
}

async fn what_is_no_fact_is_told_so(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let asked = |officer: &Browser, kind: &str, body: &'static str| {
        officer
            .request("POST", "/api/v1/facts")
            .header("content-type", kind)
            .body(body.into())
            .unwrap()
    };
    let table = [
        ("application/json", "{not json", StatusCode::BAD_REQUEST),
        ("application/json", "[]", StatusCode::UNPROCESSABLE_ENTITY),
        ("application/json", "{\"key\": 1}", StatusCode::UNPROCESSABLE_ENTITY),
        ("application/json", "{\"key\": \"\\ud800\"}", StatusCode::BAD_REQUEST),
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ];
    for (kind, body, code) in table {
        let request = asked(&officer, kind, body);
        let answer = officer.ask(request).await;
        assert_eq!(answer.code, code, "{body}: {}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{body}");
    }
    let nul = json!({"key": "a\u{0}b", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "note": "x\u{0}y"});
    assert_eq!(
        officer.post_json("/api/v1/facts", &nul).await.code,
        StatusCode::CREATED,
        "a nought is no letter"
    );
    let much = json!({"key": "k", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "count": i64::MAX});
    assert_eq!(
        officer.post_json("/api/v1/facts", &much).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let negative = json!({"key": "k", "on": "2026-01-10", "fact": "training_held", "unit": "w1", "count": -1});
    assert_eq!(
        officer.post_json("/api/v1/facts", &negative).await.code,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

async fn a_stock_below_zero_is_told(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let fields = [
        ("key", "hand-9"),
        ("fact", "party_member_left"),
        ("unit", "x"),
        ("on", "2026-01-10"),
        ("count", "4"),
        ("reason_left", "died"),
    ];
    let to = officer.post("/facts", &fields).await.leads_to().to_owned();
    assert!(officer.get(&to).await.words().contains("Số hiện có xuống dưới không"));
    assert_eq!(
        house.numbers("select count(*) from fact where tags = 'died'").await,
        [1]
    );
}
