//! Accounts, roles with their days, and who may do what to whom.

// long: the stories of one part of the house, over one cast.

use axum::http::StatusCode;

use super::sessions::{PASSWORD, account_of, asked, base, sign_in};
use crate::common::House;
use crate::common::browser::{Browser, Page, Pages};

stories! {
    an_account_is_made_given_a_role_and_let_in,
    rights_end_with_the_last_day,
    nobody_gives_what_lies_outside,
    accounts_elsewhere_are_not_there,
    the_last_administrator_stays,
    a_lost_phone_needs_a_reason,
    a_disabled_account_is_out_at_once,
    a_name_is_mended_and_the_old_one_kept,
    what_was_typed_stays_and_is_inert,
}

pub(crate) fn code(page: &Page) -> u16 {
    page.code.as_u16()
}

/// The text shown once in a notice.
pub(crate) fn once(page: &Page) -> String {
    let notice = page.text.split("data-focus>").nth(1).expect("a notice");
    notice
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

/// A house with administrators of the city and of the district.
pub(crate) async fn office(house: &House) -> (Pages, Browser, Browser) {
    let pages = asked(house).await;
    let top = pages.officer("root", "administrator", "c").await;
    let below = pages.officer("below", "administrator", "d").await;
    (pages, top, below)
}

async fn an_account_is_made_given_a_role_and_let_in(house: &House) {
    let (pages, _, mut below) = office(house).await;
    let fields = [
        ("sign_in", "Lan.Anh"),
        ("name", "Vũ Thị Lan Anh"),
        ("title", "Cán bộ phường"),
    ];
    let path = below.post("/accounts", &fields).await.leads_to().to_owned();
    let page = below.get(&path).await;
    let password = once(&page);
    assert_eq!(password.len(), 19, "{password}");
    assert!(!below.get(&path).await.text.contains(&password), "shown once");
    let taken = below.post("/accounts", &fields).await;
    assert!(taken.words().contains("đã có người dùng"), "{}", taken.words());

    let role = |from: &'static str, to: &'static str| {
        [
            ("role", "unit_officer"),
            ("unit", "w1"),
            ("from", from),
            ("to", to),
            ("decision", "12-QĐ/QU, 05/01/2026"),
        ]
    };
    let roles = format!("{path}/roles");
    let page = below.post(&roles, &role("2026-01-20", "2026-01-01")).await;
    assert_eq!(code(&page), 422);
    assert!(
        page.words().contains("Ngày cuối đứng trước ngày đầu"),
        "{}",
        page.words()
    );
    below.post(&roles, &role("2026-01-15", "")).await.leads_to();
    let page = below.get(&path).await;
    assert!(page.words().contains("12-QĐ/QU") && page.words().contains("Đảng ủy phường Một"));

    let mut officer = pages.visitor();
    sign_in(&mut officer, "lan.anh", &password).await.leads_to();
    let new = "câu mới chỉ mình biết";
    officer
        .post("/password", &[("password", new), ("again", new)])
        .await
        .leads_to();
    assert_eq!(officer.get("/").await.leads_to(), "/units/w1/board");
    assert_eq!(code(&officer.get("/units/w1").await), 200);
    assert_eq!(code(&officer.get("/units/w2").await), 404);
    let trail = house
        .numbers(
            "select count(*) from audit where deed in ('account-made', 'role-given', 'signed-in', 'password-changed')",
        )
        .await;
    assert_eq!(trail, [4], "each deed is one line");
}

async fn rights_end_with_the_last_day(house: &House) {
    let pages = asked(house).await;
    pages
        .give("chi", "unit_officer", "w1", "2009-01-01", Some("2026-01-15"))
        .await;
    let mut officer = pages.signed_in("chi").await;
    // 15 January, noon in Việt Nam; the day ends there, not at midnight of Greenwich.
    assert_eq!(code(&officer.get("/units/w1").await), 200);
    pages.clock.move_on(12 * 3600 - 2);
    let mut officer = pages.signed_in("chi").await;
    assert_eq!(
        code(&officer.get("/units/w1").await),
        200,
        "two seconds before midnight"
    );
    pages.clock.move_on(3);
    assert_eq!(code(&officer.get("/units/w1").await), 404, "the next day");
    assert_eq!(code(&officer.get("/facts/new").await), 404);
    let page = officer.get("/").await;
    assert!(page.words().contains("Chưa được giao vai trò"), "{}", page.words());
}

async fn nobody_gives_what_lies_outside(house: &House) {
    let (pages, mut top, mut below) = office(house).await;
    let id = account_of(&pages, "an").await.id;
    let roles = format!("/accounts/{id}/roles");
    let give = |unit: &'static str| [("role", "administrator"), ("unit", unit), ("from", "2026-01-15")];
    for unit in ["c", "nowhere"] {
        let page = below.post(&roles, &give(unit)).await;
        assert_eq!(code(&page), 422, "{unit}");
        assert!(page.words().contains("không có đơn vị này trong phạm vi quản trị"));
    }
    let mut officer = pages.signed_in("an").await;
    assert_eq!(
        code(&officer.post(&roles, &give("w1")).await),
        404,
        "no officer gives roles"
    );
    top.post(&roles, &give("c")).await.leads_to();
    // Now the account reaches beyond the district: there, only its roles inside are touched.
    let page = below.get(&format!("/accounts/{id}")).await;
    assert_eq!(code(&page), 200);
    assert!(
        !page.words().contains("Thành ủy"),
        "roles elsewhere are not shown: {}",
        page.words()
    );
    for deed in ["password", "disable", "second-factor"] {
        let page = below
            .post(&format!("/accounts/{id}/{deed}"), &[("reason", "thử")])
            .await;
        assert_eq!(
            code(&page),
            403,
            "{deed}: a district administrator cannot take over a city account"
        );
    }
    let held = house
        .numbers("select id from role_held where role = 'administrator' order by id desc")
        .await[0];
    let page = below
        .post(&format!("/accounts/{id}/roles/{held}/end"), &[("last", "2026-01-15")])
        .await;
    assert_eq!(code(&page), 404);
}

async fn accounts_elsewhere_are_not_there(house: &House) {
    let (pages, mut top, _) = office(house).await;
    let mut ward = pages.officer("ward", "administrator", "w1").await;
    pages.give("two", "unit_officer", "w2", "2009-01-01", None).await;
    let two = account_of(&pages, "two").await.id;
    let path = format!("/accounts/{two}");
    assert_eq!(code(&top.get(&path).await), 200);
    assert_eq!(code(&ward.get(&path).await), 404);
    assert!(top.get("/accounts").await.text.contains("Cán bộ two"));
    assert!(!ward.get("/accounts").await.text.contains("Cán bộ two"));
    assert!(!ward.get("/accounts?q=two").await.text.contains("Cán bộ two"));
    for deed in ["password", "disable", "enable", "roles", "view"] {
        let page = ward.post(&format!("{path}/{deed}"), &[("last", "2026-01-15")]).await;
        assert_eq!(code(&page), 404, "{deed}");
    }
    let file = top.get("/accounts?format=xlsx").await;
    assert_eq!(&file.bytes[..2], b"PK");
    let mut inspector = pages.officer("insp", "inspector", "c").await;
    assert_eq!(code(&inspector.get("/accounts").await), 404);
}

async fn the_last_administrator_stays(house: &House) {
    let pages = asked(house).await;
    let mut top = pages.officer("root", "administrator", "c").await;
    pages.give("below", "administrator", "d", "2009-01-01", None).await;
    let id = account_of(&pages, "root").await.id;
    let held = house
        .numbers("select id from role_held where account_id = (select id from account where sign_in = 'root')")
        .await[0];
    let end = format!("/accounts/{id}/roles/{held}/end");
    let page = top.post(&end, &[("last", "2026-02-01")]).await;
    assert_eq!(
        code(&page),
        403,
        "an administrator of the district does not manage the city"
    );
    assert!(page.words().contains("Không còn ai quản trị tài khoản"));
    assert_eq!(code(&top.post(&format!("/accounts/{id}/disable"), &[]).await), 403);
    // Somebody whose own role ends first is no help.
    pages
        .give("short", "administrator", "c", "2009-01-01", Some("2026-01-20"))
        .await;
    assert_eq!(code(&top.post(&end, &[("last", "2026-02-01")]).await), 403);
    pages.give("other", "administrator", "c", "2009-01-01", None).await;
    assert_eq!(
        code(&top.post(&end, &[("last", "2026-01-01")]).await),
        422,
        "not further back than yesterday"
    );
    top.post(&end, &[("last", "2026-01-14")]).await.leads_to();
    assert_eq!(code(&top.get("/accounts").await), 404);
    // The district's own administrator may go: the city manages its accounts.
    let mut other = pages.signed_in("other").await;
    let below = account_of(&pages, "below").await.id;
    other.post(&format!("/accounts/{below}/disable"), &[]).await.leads_to();
}

async fn a_lost_phone_needs_a_reason(house: &House) {
    let (pages, _, mut below) = office(house).await;
    let mut tx = pages.web.db.write().await.unwrap();
    tx.execute(
        "update account set totp_secret = '00', totp_confirmed_at = made_at where sign_in in ('an', 'below')",
        &[],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut officer = pages.signed_in("an").await;
    let path = format!("/accounts/{}/second-factor", account_of(&pages, "an").await.id);
    assert_eq!(code(&below.post(&path, &[("reason", "  ")]).await), 422);
    assert!(account_of(&pages, "an").await.totp_confirmed_at.is_some());
    below.post(&path, &[("reason", "Mất điện thoại")]).await.leads_to();
    assert!(account_of(&pages, "an").await.totp_confirmed_at.is_none());
    assert!(officer.get("/account").await.code.is_redirection(), "open sessions end");
    let own = format!("/accounts/{}", account_of(&pages, "below").await.id);
    for deed in ["second-factor", "password"] {
        let page = below.post(&format!("{own}/{deed}"), &[("reason", "thử")]).await;
        assert_eq!(code(&page), 403, "{deed}: not for oneself, where no password is asked");
    }
}

async fn a_disabled_account_is_out_at_once(house: &House) {
    let (pages, _, mut below) = office(house).await;
    let mut officer = pages.signed_in("an").await;
    let mut program = pages.program("an", "d", "2026-12-31").await;
    let figures = "/api/v1/units/d/figures?from=2024-01-01&to=2024-03-31";
    assert_eq!(code(&program.get(figures).await), 200);
    let path = format!("/accounts/{}", account_of(&pages, "an").await.id);
    below.post(&format!("{path}/disable"), &[]).await.leads_to();
    assert!(officer.get("/account").await.code.is_redirection());
    assert_eq!(code(&program.get(figures).await), 401);
    assert_eq!(code(&sign_in(&mut pages.visitor(), "an", PASSWORD).await), 422);
    below.post(&format!("{path}/enable"), &[]).await.leads_to();
    sign_in(&mut pages.visitor(), "an", PASSWORD).await.leads_to();
    assert!(
        officer.get("/account").await.code.is_redirection(),
        "old sessions stay ended"
    );
}

async fn a_name_is_mended_and_the_old_one_kept(house: &House) {
    let (pages, mut top, mut below) = office(house).await;
    pages.give("chi", "unit_officer", "w1", "2009-01-01", None).await;
    let account = account_of(&pages, "chi").await;
    let path = format!("/accounts/{}/name", account.id);
    let faulty = below.post(&path, &[("name", ""), ("title", "Phó Bí thư")]).await;
    assert_eq!(code(&faulty), 422);
    assert!(faulty.words().contains("Họ và tên: chưa nhập"), "{}", faulty.words());
    assert!(faulty.text.contains("value=\"Phó Bí thư\""), "what was typed stays");
    below
        .post(&path, &[("name", "Đỗ Thị Chi"), ("title", "Phó Bí thư")])
        .await
        .leads_to();
    let mended = account_of(&pages, "chi").await;
    assert_eq!(
        (mended.name.as_str(), mended.title.as_str()),
        ("Đỗ Thị Chi", "Phó Bí thư")
    );
    let trail = top.get("/audit?deed=account-renamed").await.words();
    assert!(
        trail.contains(&format!("trước là {}", account.name)) && trail.contains("nay là Đỗ Thị Chi, Phó Bí thư"),
        "{trail}"
    );
    let root = account_of(&pages, "root").await;
    let higher = below
        .post(&format!("/accounts/{}/name", root.id), &[("name", "x"), ("title", "y")])
        .await;
    assert_eq!(code(&higher), 404, "an account elsewhere is not there");
}

async fn what_was_typed_stays_and_is_inert(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut top = pages.officer("root", "administrator", "c").await;
    let script = "\"><script>alert(1)</script>";
    let page = top
        .post("/accounts", &[("sign_in", script), ("name", script), ("title", "")])
        .await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    assert!(page.text.contains("&#60;script&#62;alert(1)"), "{}", page.text);
    let fields = [("sign_in", "lan"), ("name", script), ("title", "=1+1")];
    let path = top.post("/accounts", &fields).await.leads_to().to_owned();
    for page in [path.as_str(), "/accounts", "/audit", "/units/c/viewers"] {
        let page = top.get(page).await;
        assert!(!page.text.contains("<script>alert"), "{}", page.text);
    }
}
