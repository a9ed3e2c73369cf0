//! What every page and answer shares.

use axum::http::StatusCode;

use crate::common::House;
use crate::common::browser::Pages;

stories! { answers_machines, sends_strangers_to_the_sign_in, carries_the_headers }

async fn answers_machines(house: &House) {
    let pages = Pages::of(house);
    let mut visitor = pages.visitor();
    assert_eq!(visitor.get("/healthz").await.text, "ok");
    assert_eq!(visitor.get("/readyz").await.text, "ready");
}

async fn sends_strangers_to_the_sign_in(house: &House) {
    let pages = Pages::of(house);
    let page = pages.visitor().get("/nothing-here").await;
    assert_eq!(page.code, StatusCode::NOT_FOUND);
    assert!(page.text.contains("lang=\"vi\""), "{}", page.text);
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
