//! Signing in: what opens, what does not, and what nobody learns from it.

use axum::http::{StatusCode, header};
use nennep::store::{Account, ChosenBy};
use nennep::web::house::{PrintedSignIn, Settings};
use nennep::web::secrets::hash_password;

use crate::common::browser::{Browser, Page, Pages, encoded};
use crate::common::{House, Paper};

stories! {
    a_password_opens_a_new_session,
    nothing_tells_who_has_an_account,
    leads_back_only_into_this_house,
    strangers_cannot_lock_an_owner_out,
    failures_of_a_network_make_it_wait,
    sessions_end_by_themselves_and_on_wish,
    a_password_somebody_gave_is_changed_first,
    cookies_say_what_they_must,
    language_and_look_are_kept,
    whoever_holds_no_role_is_told_whom_to_ask,
    printed_sign_ins_are_for_the_demonstration,
}

pub(crate) const PASSWORD: &str = "một câu dài dễ nhớ";

pub(crate) fn base() -> Paper {
    Paper::new().units([
        "c|Thành ủy|city_committee||2000-01-01",
        "d|Quận ủy|district_committee|c|2000-01-01",
        "w1|Đảng ủy phường Một|ward_committee|d|2000-01-01",
        "w2|Đảng ủy phường Hai|ward_committee|d|2000-01-01",
    ])
}

/// Gives an officer who is there a password.
pub(crate) async fn give_password(pages: &Pages, sign_in: &str, chosen_by: ChosenBy) {
    let hash = hash_password(PASSWORD.to_owned()).await.unwrap();
    let once_at = (chosen_by == ChosenBy::Another).then(|| pages.clock.read().at());
    let mut tx = pages.web.db.write().await.unwrap();
    tx.execute(
        "update account set password = $2, password_once_at = $3 where sign_in = $1",
        &[sign_in.into(), hash.into(), once_at.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// A house with an officer "an" of the district who has a password.
pub(crate) async fn asked(house: &House) -> Pages {
    house.take(&base()).await;
    let pages = Pages::of(house);
    pages.give("an", "unit_officer", "d", "2009-01-01", None).await;
    give_password(&pages, "an", ChosenBy::Owner).await;
    pages
}

pub(crate) async fn sign_in(browser: &mut Browser, name: &str, password: &str) -> Page {
    browser
        .post("/sign-in", &[("name", name), ("password", password)])
        .await
}

pub(crate) async fn account_of(pages: &Pages, sign_in: &str) -> Account {
    let mut tx = pages.web.db.read().await.unwrap();
    Account::find_by_sign_in(&mut tx, sign_in).await.unwrap().unwrap()
}

async fn a_password_opens_a_new_session(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    assert_eq!(browser.get("/").await.leads_to(), "/sign-in");
    assert_eq!(browser.get("/account").await.leads_to(), "/sign-in?next=/account");
    browser.cookies.insert("session".to_owned(), "planted".to_owned());
    sign_in(&mut browser, " AN ", PASSWORD).await.leads_to();
    let first = browser.cookies["session"].clone();
    assert_ne!(first, "planted", "a session that was planted is never taken over");
    assert_eq!(browser.get("/sign-in").await.leads_to(), "/");
    assert_eq!(browser.get("/").await.leads_to(), "/units/d/board");
    assert_eq!(browser.get("/account").await.code, StatusCode::OK);

    let mut old = browser.clone();
    sign_in(&mut browser, "an", PASSWORD).await.leads_to();
    assert_ne!(browser.cookies["session"], first, "every sign-in has its own session");
    assert!(
        old.get("/account").await.code.is_redirection(),
        "the one before has ended"
    );

    let mut kept = browser.clone();
    browser.post("/sign-out", &[]).await.leads_to();
    assert!(!browser.cookies.contains_key("session"));
    assert!(
        kept.get("/account").await.code.is_redirection(),
        "the session ended, not only its cookie"
    );
}

async fn nothing_tells_who_has_an_account(house: &House) {
    let pages = asked(house).await;
    pages.give("binh", "unit_officer", "d", "2009-01-01", None).await;
    give_password(&pages, "binh", ChosenBy::Owner).await;
    let mut tx = pages.web.db.write().await.unwrap();
    tx.execute("update account set disabled_at = made_at where sign_in = 'binh'", &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut pages_seen = Vec::new();
    for (name, password) in [
        ("an", "một câu khác hẳn"),
        ("nobody", PASSWORD),
        ("binh", PASSWORD),
        ("", ""),
    ] {
        let page = sign_in(&mut pages.visitor(), name, password).await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.headers.get(header::SET_COOKIE).is_none(), "{name}");
        pages_seen.push(page.text.replace(&format!("value=\"{name}\""), "value=\"\""));
    }
    assert!(
        pages_seen.iter().all(|page| *page == pages_seen[0]),
        "one and the same page"
    );
}

async fn leads_back_only_into_this_house(house: &House) {
    let pages = asked(house).await;
    for (next, leads) in [
        ("/units/w1?period=2024-Q1", "/units/w1?period=2024-Q1"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/a\r\nset-cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
    ] {
        let mut browser = pages.visitor();
        let fields = [("name", "an"), ("password", PASSWORD), ("next", next)];
        let page = browser.post("/sign-in", &fields).await;
        let to = page.leads_to().to_owned();
        assert!(to.starts_with("/sign-in?next=/"), "{to}");
        assert_eq!(browser.get(&to).await.leads_to(), leads, "{next}");
        let asked = browser.get(&format!("/sign-in?next={}", encoded(next))).await;
        assert_eq!(asked.leads_to(), leads, "{next}");
        let kept = browser.post("/preferences", &[("theme", "dark"), ("next", next)]).await;
        assert_eq!(kept.leads_to(), leads, "{next}");
    }
}

fn from(pages: &Pages, address: &str) -> Browser {
    let mut browser = pages.visitor();
    browser.peer = format!("{address}:4000").parse().unwrap();
    browser
}

async fn strangers_cannot_lock_an_owner_out(house: &House) {
    let pages = asked(house).await;
    let mut known = from(&pages, "198.51.100.7");
    sign_in(&mut known, "an", PASSWORD).await.leads_to();
    known.cookies.remove("session");

    let mut codes = Vec::new();
    for _ in 0..50 {
        codes.push(
            sign_in(&mut from(&pages, "203.0.113.9"), "an", "đoán mò")
                .await
                .code
                .as_u16(),
        );
    }
    assert_eq!(codes[..5], [422; 5]);
    assert!(codes[5..].iter().all(|code| *code == 429), "{codes:?}");
    let page = sign_in(&mut from(&pages, "203.0.113.9"), "an", PASSWORD).await;
    assert_eq!(page.code, StatusCode::TOO_MANY_REQUESTS, "also with the right password");
    let wait: u64 = page.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
    assert!(page.words().contains("Thử quá nhiều lần"), "{}", page.words());

    // The owner comes in at once from elsewhere, and even from the attacker's network on the own machine.
    sign_in(&mut from(&pages, "198.51.100.8"), "an", PASSWORD)
        .await
        .leads_to();
    known.peer = "203.0.113.9:5000".parse().unwrap();
    sign_in(&mut known, "an", PASSWORD).await.leads_to();
    // A name nobody has is counted the same way.
    for _ in 0..5 {
        sign_in(&mut from(&pages, "198.51.100.20"), "nobody", "x").await;
    }
    let page = sign_in(&mut from(&pages, "198.51.100.20"), "nobody", "x").await;
    assert_eq!(page.code, StatusCode::TOO_MANY_REQUESTS);
    // One line of the trail, not fifty.
    let waits = "select count(*) from audit where deed = 'sign-in-waits'";
    assert_eq!(house.numbers(waits).await, [1]);
    // A known machine has its own count, which ends too.
    known.cookies.remove("session");
    for _ in 0..5 {
        sign_in(&mut known, "an", "đoán mò").await;
    }
    assert_eq!(
        sign_in(&mut known, "an", PASSWORD).await.code,
        StatusCode::TOO_MANY_REQUESTS
    );
    sign_in(&mut from(&pages, "198.51.100.9"), "an", PASSWORD)
        .await
        .leads_to();
    // Time heals.
    pages.clock.move_on(901);
    sign_in(&mut from(&pages, "203.0.113.9"), "an", PASSWORD)
        .await
        .leads_to();
}

async fn failures_of_a_network_make_it_wait(house: &House) {
    let pages = asked(house).await;
    for name in 0..30 {
        let page = sign_in(&mut from(&pages, "203.0.113.9"), &format!("name{name}"), "x").await;
        assert_eq!(page.code.as_u16(), 422);
    }
    let page = sign_in(&mut from(&pages, "203.0.113.9"), "one.more", "x").await;
    assert_eq!(page.code, StatusCode::TOO_MANY_REQUESTS);
    sign_in(&mut from(&pages, "203.0.113.10"), "an", PASSWORD)
        .await
        .leads_to();
}

async fn sessions_end_by_themselves_and_on_wish(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    sign_in(&mut browser, "an", PASSWORD).await.leads_to();
    pages.clock.move_on(11 * 3600);
    assert_eq!(browser.get("/account").await.code, StatusCode::OK);
    pages.clock.move_on(11 * 3600);
    assert_eq!(browser.get("/account").await.code, StatusCode::OK, "use keeps it open");
    let mut other = pages.visitor();
    sign_in(&mut other, "an", PASSWORD).await.leads_to();
    browser.post("/account/sessions/end", &[]).await.leads_to();
    assert_eq!(browser.get("/account").await.code, StatusCode::OK);
    assert!(
        other.get("/account").await.code.is_redirection(),
        "signed out everywhere else"
    );
    pages.clock.move_on(12 * 3600 + 1);
    assert!(browser.get("/account").await.code.is_redirection(), "idle");
    sign_in(&mut browser, "an", PASSWORD).await.leads_to();
    for _ in 0..16 {
        pages.clock.move_on(11 * 3600);
        browser.get("/account").await;
    }
    assert!(
        browser.get("/account").await.code.is_redirection(),
        "a week is the most"
    );
}

async fn a_password_somebody_gave_is_changed_first(house: &House) {
    let pages = asked(house).await;
    give_password(&pages, "an", ChosenBy::Another).await;
    let mut browser = pages.visitor();
    let to = sign_in(&mut browser, "an", PASSWORD).await.leads_to().to_owned();
    assert_eq!(browser.get(&to).await.leads_to(), "/password?next=/");
    for path in ["/", "/account", "/units/d/board", "/audit"] {
        assert!(browser.get(path).await.leads_to().starts_with("/sign-in"), "{path}");
    }
    for (password, again) in [
        ("ngắn", "ngắn"),
        ("aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa"),
        ("một câu dài khác", "khác nữa"),
    ] {
        let page = browser
            .post("/password", &[("password", password), ("again", again)])
            .await;
        assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
    }
    let new = "câu mới chỉ mình biết";
    browser
        .post("/password", &[("password", new), ("again", new)])
        .await
        .leads_to();
    assert_eq!(browser.get("/account").await.code, StatusCode::OK);
    assert_eq!(sign_in(&mut pages.visitor(), "an", PASSWORD).await.code.as_u16(), 422);
    sign_in(&mut pages.visitor(), "an", new).await.leads_to();
    // From then on the present password is asked.
    let page = browser
        .post(
            "/password",
            &[("current", "đoán"), ("password", PASSWORD), ("again", PASSWORD)],
        )
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn cookies_say_what_they_must(house: &House) {
    let pages = asked(house).await;
    let page = sign_in(&mut pages.visitor(), "an", PASSWORD).await;
    let cookies: Vec<&str> = page
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in &cookies {
        assert!(cookie.contains("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
    }
    let settings = Settings {
        public_address: Some("https://nennep.example".to_owned()),
        ..Settings::default()
    };
    let pages = Pages::with(house, settings);
    let mut browser = pages.visitor();
    let page = sign_in(&mut browser, "an", PASSWORD).await;
    for cookie in page.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-") && cookie.contains("; Secure"), "{cookie}");
    }
    assert_eq!(browser.get("/account").await.code, StatusCode::OK);
    // A cookie without the prefix, which another host of the site could plant, is not looked at.
    let secret = browser.cookies.remove("__Host-session").unwrap();
    browser.cookies.insert("session".to_owned(), secret);
    assert!(browser.get("/account").await.code.is_redirection());
}

async fn language_and_look_are_kept(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    assert!(browser.get("/sign-in").await.text.contains("<html lang=\"vi\">"));
    browser
        .post(
            "/preferences",
            &[("theme", "dark"), ("language", "en"), ("next", "/sign-in")],
        )
        .await;
    let page = browser.get("/sign-in").await;
    assert!(
        page.text.contains("<html lang=\"en\" data-theme=\"dark\">"),
        "{}",
        page.text
    );
    let page = browser.get("/nothing-here").await;
    assert!(
        page.text.contains("<html lang=\"en\" data-theme=\"dark\">"),
        "also where something is wrong"
    );

    let mut officer = pages.signed_in("an").await;
    officer
        .post("/preferences", &[("theme", "light"), ("language", "en")])
        .await
        .leads_to();
    let account = account_of(&pages, "an").await;
    assert_eq!((account.theme.as_str(), account.locale.as_str()), ("light", "en"));
    let elsewhere = pages.signed_in("an").await.get("/account").await;
    assert!(
        elsewhere.text.contains("<html lang=\"en\" data-theme=\"light\">"),
        "the account keeps it too"
    );
    officer.cookies.insert("nennep_theme".to_owned(), "auto".to_owned());
    let page = officer.get("/account").await;
    assert!(
        page.text.contains("<html lang=\"en\">"),
        "what the browser keeps comes first"
    );
    officer
        .cookies
        .insert("nennep_theme".to_owned(), "\"><script>".to_owned());
    assert!(!officer.get("/account").await.text.contains("<script>"));
}

async fn whoever_holds_no_role_is_told_whom_to_ask(house: &House) {
    let pages = asked(house).await;
    pages
        .give("chi", "unit_officer", "w1", "2009-01-01", Some("2026-01-14"))
        .await;
    let page = pages.signed_in("chi").await.get("/").await;
    assert!(page.words().contains("Chưa được giao vai trò"), "{}", page.words());
}

async fn printed_sign_ins_are_for_the_demonstration(house: &House) {
    let pages = asked(house).await;
    assert!(!pages.visitor().get("/sign-in").await.words().contains("dùng thử"));
    let settings = Settings {
        printed_sign_ins: vec![PrintedSignIn {
            sign_in: "an".to_owned(),
            password: PASSWORD.to_owned(),
            about: "Cán bộ quận".to_owned(),
        }],
        ..Settings::default()
    };
    let page = Pages::with(house, settings).visitor().get("/sign-in").await;
    assert!(
        page.words().contains("Cán bộ quận") && page.words().contains(PASSWORD),
        "{}",
        page.words()
    );
}
