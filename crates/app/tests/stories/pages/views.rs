//! Tokens, who can see a unit, and looking through another's view.

use super::accounts::{code, office, once};
use super::sessions::{PASSWORD, account_of, asked};
use crate::common::House;

stories! {
    a_token_reaches_no_further_than_its_unit_and_day,
    who_can_see_a_unit_is_told_and_noted,
    a_view_only_reads,
}

async fn a_token_reaches_no_further_than_its_unit_and_day(house: &House) {
    let pages = asked(house).await;
    let mut officer = pages.signed_in("an").await;
    let make = |unit: &'static str, until: &'static str| [("name", "Bảng tổng hợp"), ("unit", unit), ("until", until)];
    for (unit, until) in [
        ("c", "2026-02-01"),
        ("w1", "2026-01-14"),
        ("w1", "2027-01-16"),
        ("w1", "mai"),
        ("", ""),
    ] {
        let page = officer.post("/account/tokens", &make(unit, until)).await;
        assert_eq!(code(&page), 422, "{unit} {until}");
        assert!(page.text.contains("value=\"Bảng tổng hợp\""), "what was typed stays");
    }
    officer
        .post("/account/tokens", &make("w1", "2026-02-01"))
        .await
        .leads_to();
    let page = officer.get("/account").await;
    let secret = once(&page);
    assert!(!officer.get("/account").await.text.contains(&secret), "shown once");
    let kept = house
        .numbers("select count(*) from token where length(secret) = 64")
        .await;
    assert_eq!(kept, [1]);
    let mut program = pages.visitor();
    program.token = Some(secret);
    let figures = |unit: &str| format!("/api/v1/units/{unit}/figures?from=2024-01-01&to=2024-03-31");
    assert_eq!(code(&program.get(&figures("w1")).await), 200);
    for unit in ["d", "w2", "c", "nowhere"] {
        assert_eq!(code(&program.get(&figures(unit)).await), 404, "{unit}");
    }
    for path in ["/account", "/units/w1", "/audit"] {
        assert!(
            program.get(path).await.code.is_redirection(),
            "{path}: a token opens no page"
        );
    }
    pages.clock.move_on(18 * 24 * 3600);
    assert_eq!(code(&program.get(&figures("w1")).await), 401, "2 February");

    let mut officer = pages.signed_in("an").await;
    officer
        .post("/account/tokens", &make("w1", "2026-03-01"))
        .await
        .leads_to();
    let mut second = pages.visitor();
    second.token = Some(once(&officer.get("/account").await));
    assert_eq!(code(&second.get(&figures("w1")).await), 200);
    let mut stranger = pages.officer("root", "administrator", "c").await;
    assert_eq!(
        code(&stranger.post("/account/tokens/2/end", &[]).await),
        404,
        "one's own alone"
    );
    officer.post("/account/tokens/2/end", &[]).await.leads_to();
    assert_eq!(code(&second.get(&figures("w1")).await), 401);
}

async fn who_can_see_a_unit_is_told_and_noted(house: &House) {
    let (pages, _, _) = office(house).await;
    pages
        .give("ended", "inspector", "w1", "2009-01-01", Some("2025-12-31"))
        .await;
    pages.give("ahead", "inspector", "c", "2026-02-01", None).await;
    pages.give("two", "unit_officer", "w2", "2009-01-01", None).await;
    let mut officer = pages.signed_in("an").await;
    let page = officer.get("/units/w1/viewers").await;
    let words = page.words();
    assert!(words.contains("03 người xem được"), "{words}");
    for name in [
        "Cán bộ an",
        "Cán bộ root",
        "Cán bộ below",
        "Cán bộ ended",
        "Cán bộ ahead",
    ] {
        assert!(words.contains(name), "{name}: {words}");
    }
    assert!(!words.contains("Cán bộ two"), "{words}");
    let (now, later) = words.split_once("Chưa đến ngày").unwrap();
    assert!(!now.contains("Cán bộ ahead") && later.contains("Đã hết hạn"), "{words}");
    assert_eq!(
        house
            .numbers("select count(*) from audit where deed = 'viewers-read'")
            .await,
        [1]
    );
    assert_eq!(code(&officer.get("/units/c/viewers").await), 404);
    let mut member = pages.officer("member", "steering_member", "d").await;
    assert_eq!(code(&member.get("/units/w1/viewers").await), 403);
}

async fn a_view_only_reads(house: &House) {
    let (pages, _, mut below) = office(house).await;
    let an = account_of(&pages, "an").await.id;
    let root = account_of(&pages, "root").await.id;
    assert_eq!(
        code(&below.post(&format!("/accounts/{root}/view"), &[]).await),
        404,
        "not upwards"
    );
    let own = account_of(&pages, "below").await.id;
    assert_eq!(code(&below.post(&format!("/accounts/{own}/view"), &[]).await), 404);
    assert_eq!(below.post(&format!("/accounts/{an}/view"), &[]).await.leads_to(), "/");
    let page = below.get("/units/d").await;
    assert!(
        page.words().contains("Cán bộ below đang xem như Cán bộ an"),
        "{}",
        page.words()
    );
    assert_eq!(code(&below.get("/accounts").await), 404, "seen as the officer sees it");
    let head = house.head().await;
    let lines = house.numbers("select count(*) from audit").await;
    for (path, fields) in [
        ("/facts", [("fact", "conference_held"), ("unit", "w1")]),
        ("/tasks", [("unit", "w1"), ("year", "2026")]),
        ("/accounts", [("sign_in", "x"), ("name", "x")]),
        ("/account/tokens", [("name", "x"), ("unit", "w1")]),
        ("/preferences", [("theme", "dark"), ("language", "en")]),
        ("/password", [("password", PASSWORD), ("again", PASSWORD)]),
        ("/account/sessions/end", [("session", ""), ("x", "")]),
        ("/second-factor", [("sealed", "x"), ("code", "1")]),
    ] {
        assert_eq!(code(&below.post(path, &fields).await), 403, "{path}");
    }
    let fact = serde_json::json!({"key": "k", "fact": "conference_held", "unit": "w1", "on": "2026-01-10", "count": 1});
    assert_eq!(code(&below.post_json("/api/v1/facts", &fact).await), 403);
    assert_eq!(code(&below.get("/account").await), 403, "nobody's own page");
    assert_eq!(house.head().await, head);
    assert_eq!(house.numbers("select count(*) from audit").await, lines);
    // What is read is noted under the name of who reads.
    below.get("/units/w1/viewers").await;
    let by = house
        .numbers("select count(*) from audit where deed = 'viewers-read' and officer = 'below'")
        .await;
    assert_eq!(by, [1]);
    assert_eq!(
        below.post("/view-as/end", &[]).await.leads_to(),
        format!("/accounts/{an}")
    );
    assert_eq!(code(&below.get("/accounts").await), 200);
    let deeds = house
        .numbers("select count(*) from audit where deed in ('view-as-begun', 'view-as-ended')")
        .await;
    assert_eq!(deeds, [2]);

    // The view ends with the right to it.
    below.post(&format!("/accounts/{an}/view"), &[]).await.leads_to();
    pages.give("an", "inspector", "c", "2009-01-01", None).await;
    assert_eq!(code(&below.get("/units/c").await), 404, "not a way to see the city");
    assert!(!below.get("/units/d").await.words().contains("đang xem như"));
    let mut officer = pages.signed_in("an").await;
    assert_eq!(code(&officer.post(&format!("/accounts/{own}/view"), &[]).await), 404);
}
