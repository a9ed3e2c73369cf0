//! Accounts, roles with their days, tokens, views, and who may do what to whom.

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
    a_token_reaches_no_further_than_its_unit_and_day,
    who_can_see_a_unit_is_told_and_noted,
    a_view_only_reads,
    what_was_typed_stays_and_is_inert,
}

fn code(page: &Page) -> u16 {
    page.code.as_u16()
}

/// The text shown once in a notice.
fn once(page: &Page) -> String {
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
async fn office(house: &House) -> (Pages, Browser, Browser) {
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
