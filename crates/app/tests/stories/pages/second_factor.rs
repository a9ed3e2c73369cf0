//! The second factor, and the one-time set-up.

use axum::http::StatusCode;
use nennep::store::{ChosenBy, Secrets};
use nennep::web::house::Settings;
use nennep::web::secrets::one_time;

use super::sessions::{PASSWORD, account_of, asked, base, give_password, sign_in};
use crate::common::House;
use crate::common::browser::{Browser, Pages};
use crate::common::forms::hidden;

stories! {
    a_code_is_asked_after_the_password,
    a_code_works_once,
    recovery_codes_work_once_each,
    wrong_codes_make_one_wait,
    a_role_demands_it_before_anything_else,
    it_is_turned_off_by_the_password_alone,
    the_first_account_is_made_once,
    without_units_the_book_is_imported_first,
}

/// The code a phone shows now for the secret a page offers.
fn shown_code(pages: &Pages, sealed: &str) -> String {
    let text = pages.web.cipher.open(sealed).unwrap();
    let secret = text.split('\n').next_back().unwrap();
    let now = pages.clock.read().unix_seconds();
    one_time(secret, "an").unwrap().generate(now).to_string()
}

/// The code the phone of "an" shows now.
async fn phone(pages: &Pages) -> String {
    let account = account_of(pages, "an").await;
    let mut tx = pages.web.db.read().await.unwrap();
    let sealed = Secrets::of(&mut tx, account.id).await.unwrap().totp_secret.unwrap();
    let secret = pages.web.cipher.open(&sealed).unwrap();
    let now = pages.clock.read().unix_seconds();
    one_time(&secret, "an").unwrap().generate(now).to_string()
}

/// Sets the second factor up; gives the recovery codes.
async fn set_up(pages: &Pages, browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/second-factor").await;
    assert!(page.text.contains("<path d=\"M0 0h1v1h-1z"), "a picture to scan");
    let sealed = hidden(&page, "sealed");
    let page = browser
        .post("/second-factor", &[("sealed", &sealed), ("code", "000000")])
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hidden(&page, "sealed"), sealed, "the picture on the phone stays good");
    let before = browser.cookies.get("session").cloned();
    let code = shown_code(pages, &sealed);
    let page = browser
        .post("/second-factor", &[("sealed", &sealed), ("code", &code)])
        .await;
    assert_eq!(page.leads_to(), "/second-factor/codes");
    assert_ne!(
        browser.cookies.get("session").cloned(),
        before,
        "more rights, a new session"
    );
    let page = browser.get("/second-factor/codes").await;
    let codes: Vec<String> = page
        .text
        .split("<li>")
        .skip(1)
        .map(|line| line.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10);
    assert_eq!(
        browser.get("/second-factor/codes").await.leads_to(),
        "/account",
        "shown once"
    );
    codes
}

async fn a_code_is_asked_after_the_password(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    sign_in(&mut browser, "an", PASSWORD).await;
    set_up(&pages, &mut browser).await;
    pages.clock.move_on(60);

    let mut other = pages.visitor();
    let fields = [("name", "an"), ("password", PASSWORD), ("next", "/units/w1")];
    let to = other.post("/sign-in", &fields).await.leads_to().to_owned();
    assert_eq!(other.get(&to).await.leads_to(), "/sign-in/second-factor?next=/units/w1");
    for path in ["/", "/account", "/units/d", "/second-factor", "/password", "/audit"] {
        let page = other.get(path).await;
        assert!(page.code.is_redirection(), "{path}: {}", page.code);
    }
    let page = other.get("/api/v1/units/d/figures?from=2024-01-01&to=2024-03-31").await;
    assert_eq!(page.code, StatusCode::UNAUTHORIZED, "half a sign-in opens no door");
    let page = other
        .post("/second-factor", &[("sealed", "00"), ("code", "123456")])
        .await;
    assert_eq!(
        page.leads_to(),
        "/account",
        "who has a factor cannot set another up on the way"
    );
    let half = other.cookies["session"].clone();
    let code = phone(&pages).await;
    let page = other
        .post("/sign-in/second-factor", &[("code", &code), ("next", "/units/w1")])
        .await;
    assert_eq!(page.leads_to(), "/units/w1");
    assert_ne!(other.cookies["session"], half);
    assert_eq!(other.get("/account").await.code, StatusCode::OK);
    assert!(
        pages
            .visitor()
            .get("/sign-in/second-factor")
            .await
            .code
            .is_redirection()
    );
}

async fn a_code_works_once(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    sign_in(&mut browser, "an", PASSWORD).await;
    set_up(&pages, &mut browser).await;
    // The code that confirmed the set-up was used by that.
    let mut other = pages.visitor();
    sign_in(&mut other, "an", PASSWORD).await;
    let code = phone(&pages).await;
    let page = other.post("/sign-in/second-factor", &[("code", &code)]).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    pages.clock.move_on(30);
    let code = phone(&pages).await;
    assert_eq!(
        other
            .post("/sign-in/second-factor", &[("code", &code)])
            .await
            .leads_to(),
        "/"
    );
    let mut third = pages.visitor();
    sign_in(&mut third, "an", PASSWORD).await;
    let page = third.post("/sign-in/second-factor", &[("code", &code)]).await;
    assert_eq!(
        page.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "seen over a shoulder, it is worth nothing"
    );
}

async fn recovery_codes_work_once_each(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    sign_in(&mut browser, "an", PASSWORD).await;
    let codes = set_up(&pages, &mut browser).await;
    let typed = codes[3].to_uppercase();
    let mut other = pages.visitor();
    sign_in(&mut other, "an", PASSWORD).await;
    assert_eq!(
        other
            .post("/sign-in/second-factor", &[("code", &typed)])
            .await
            .leads_to(),
        "/"
    );
    assert!(other.get("/account").await.words().contains("Còn 09 mã dự phòng"));
    let mut third = pages.visitor();
    sign_in(&mut third, "an", PASSWORD).await;
    let page = third.post("/sign-in/second-factor", &[("code", &typed)]).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = house
        .numbers("select count(*) from recovery_code where length(code) = 64")
        .await;
    assert_eq!(kept, [10], "only hashes are kept");
}

async fn wrong_codes_make_one_wait(house: &House) {
    let pages = asked(house).await;
    let mut owner = pages.visitor();
    sign_in(&mut owner, "an", PASSWORD).await;
    set_up(&pages, &mut owner).await;
    owner.cookies.remove("session");
    pages.clock.move_on(60);
    // Somebody knows the password and has many networks: thirty tries, not more.
    let mut refused = 0;
    for network in 0..40 {
        let mut thief = pages.visitor();
        thief.peer = format!("203.0.113.{network}:4000").parse().unwrap();
        sign_in(&mut thief, "an", PASSWORD).await;
        let page = thief.post("/sign-in/second-factor", &[("code", "000000")]).await;
        refused += usize::from(page.code == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 10);
    // The owner's own machine has its own count.
    sign_in(&mut owner, "an", PASSWORD).await;
    let code = phone(&pages).await;
    assert_eq!(
        owner
            .post("/sign-in/second-factor", &[("code", &code)])
            .await
            .leads_to(),
        "/"
    );
}

async fn a_role_demands_it_before_anything_else(house: &House) {
    let pages = asked(house).await;
    let mut top = pages.officer("root", "administrator", "c").await;
    let mut below = pages.officer("below", "administrator", "d").await;
    let mut officer = pages.signed_in("an").await;
    assert_eq!(officer.get("/account").await.code, StatusCode::OK);
    let path = "/roles/unit_officer/second-factor";
    assert_eq!(
        below.post(path, &[("demanded", "yes")]).await.code,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        officer.post(path, &[("demanded", "yes")]).await.code,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        top.post("/roles/king/second-factor", &[("demanded", "yes")]).await.code,
        StatusCode::NOT_FOUND
    );
    assert_eq!(top.post(path, &[("demanded", "yes")]).await.leads_to(), "/roles");
    assert_eq!(
        officer.get("/account").await.leads_to(),
        "/sign-in?next=/account",
        "also whoever is in already"
    );
    assert_eq!(
        officer.get("/sign-in?next=/account").await.leads_to(),
        "/second-factor?next=/account"
    );
    let codes = set_up(&pages, &mut officer).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(officer.get("/account").await.code, StatusCode::OK);
    let page = officer
        .post("/account/second-factor/off", &[("password", PASSWORD)])
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("không tắt được"), "{}", page.words());
    assert_eq!(
        top.get("/account").await.code,
        StatusCode::OK,
        "other roles are not asked"
    );
}

async fn it_is_turned_off_by_the_password_alone(house: &House) {
    let pages = asked(house).await;
    let mut browser = pages.visitor();
    sign_in(&mut browser, "an", PASSWORD).await;
    set_up(&pages, &mut browser).await;
    let page = browser
        .post("/account/second-factor/off", &[("password", "đoán")])
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(account_of(&pages, "an").await.totp_confirmed_at.is_some());
    browser
        .post("/account/second-factor/off", &[("password", PASSWORD)])
        .await
        .leads_to();
    assert!(account_of(&pages, "an").await.totp_confirmed_at.is_none());
    assert_eq!(house.numbers("select count(*) from recovery_code").await, [0]);
}

fn first(code: &str) -> Settings {
    Settings {
        setup_code: Some(code.to_owned()),
        ..Settings::default()
    }
}

async fn the_first_account_is_made_once(house: &House) {
    house.take(&base()).await;
    assert_eq!(
        Pages::of(house).visitor().get("/setup").await.code,
        StatusCode::NOT_FOUND
    );
    let pages = Pages::with(house, first("the-code"));
    let mut browser = pages.visitor();
    assert!(browser.get("/sign-in").await.text.contains("href=\"/setup\""));
    assert!(browser.get("/setup").await.words().contains("Thành ủy"));
    let fields = |code: &'static str, unit: &'static str| {
        [
            ("code", code),
            ("sign_in", "root"),
            ("name", "Lê Minh"),
            ("title", "Chánh văn phòng"),
            ("password", PASSWORD),
            ("again", PASSWORD),
            ("unit", unit),
        ]
    };
    let page = browser.post("/setup", &fields("guessed", "w1")).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("Mã thiết lập không đúng") && page.words().contains("Chưa chọn đơn vị"));
    assert!(page.text.contains("value=\"Lê Minh\""), "what was typed stays");
    assert_eq!(browser.post("/setup", &fields("the-code", "c")).await.leads_to(), "/");
    assert_eq!(browser.get("/accounts").await.code, StatusCode::OK);
    assert_eq!(browser.get("/setup").await.code, StatusCode::NOT_FOUND);
    let page = pages.visitor().post("/setup", &fields("the-code", "c")).await;
    assert_eq!(page.code, StatusCode::NOT_FOUND);
    assert_eq!(house.numbers("select count(*) from account").await, [1]);
}

async fn without_units_the_book_is_imported_first(house: &House) {
    let pages = Pages::with(house, first("the-code"));
    let page = pages.visitor().get("/setup").await;
    assert!(page.words().contains("nennep import"), "{}", page.words());
    give_password(&pages, "nobody", ChosenBy::Owner).await;
}
