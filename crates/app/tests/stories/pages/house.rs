//! What every page and answer shares.

use axum::http::StatusCode;

use super::facts::base;
use crate::common::House;
use crate::common::browser::Pages;

stories! {
    answers_machines,
    tells_strangers_where_nothing_is,
    keeps_the_menu_where_a_page_ends,
    says_faults_in_the_language_of_the_page,
    carries_the_headers,
}

async fn answers_machines(house: &House) {
    let pages = Pages::of(house);
    let mut visitor = pages.visitor();
    assert_eq!(visitor.get("/healthz").await.text, "ok");
    assert_eq!(visitor.get("/readyz").await.text, "ready");
}

async fn tells_strangers_where_nothing_is(house: &House) {
    let pages = Pages::of(house);
    let page = pages.visitor().get("/nothing-here").await;
    assert_eq!(page.code, StatusCode::NOT_FOUND);
    assert!(page.text.contains("lang=\"vi\""), "{}", page.text);
    assert!(!page.text.contains("/units"), "{}", page.text);
}

async fn keeps_the_menu_where_a_page_ends(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("phuong-mot", "unit_officer", "w1").await;
    for path in ["/nothing-here", "/units/w2", "/accounts"] {
        let page = officer.get(path).await;
        assert_eq!(page.code, StatusCode::NOT_FOUND, "{path}");
        for link in ["href=\"/units/w1/board\"", "action=\"/search\"", "action=\"/sign-out\""] {
            assert!(page.text.contains(link), "{path} {link}: {}", page.text);
        }
        assert!(!page.text.contains("href=\"/accounts\""), "{}", page.text);
    }
    let refused = officer.post("/nothing-here", &[]).await;
    assert_eq!(refused.code, StatusCode::NOT_FOUND);
    assert!(refused.text.contains("action=\"/search\""), "{}", refused.text);
}

async fn says_faults_in_the_language_of_the_page(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("phuong-mot", "unit_officer", "w1").await;
    let typed = [
        ("key", "hand-1"),
        ("fact", "conference_held"),
        ("unit", "w1"),
        ("on", "30/02/2026"),
    ];
    let told = officer.post("/facts", &typed).await.words();
    assert!(told.contains("một ngày có trong lịch"), "{told}");
    officer.post("/preferences", &[("language", "en")]).await;
    let told = officer.post("/facts", &typed).await.words();
    assert!(
        told.contains("a day of the calendar") && told.contains("Look up the day"),
        "{told}"
    );
    assert!(!told.contains("lịch"), "{told}");
}

async fn carries_the_headers(house: &House) {
    let pages = Pages::of(house);
    for path in ["/healthz", "/nothing-here"] {
        let page = pages.visitor().get(path).await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'"), "{policy}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
    }
}
