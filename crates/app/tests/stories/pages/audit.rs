//! The trail: who may read which line, as sentences, page by page; and what tampering does.

use axum::http::StatusCode;
use nennep::store::verify;

use super::sessions::{PASSWORD, account_of, asked, sign_in};
use crate::common::browser::Pages;
use crate::common::{Engine, House};

stories! {
    lines_are_sentences_of_the_scope_alone,
    lines_are_found_by_what_stands_in_them,
    pages_follow_one_another_without_gap,
    the_trail_is_exported_and_that_is_noted,
    tampering_is_found_out,
}

async fn give_role(pages: &Pages, unit: &str, to: &str) {
    let mut top = pages.signed_in("root").await;
    let path = format!("/accounts/{}/roles", account_of(pages, to).await.id);
    let fields = [
        ("role", "inspector"),
        ("unit", unit),
        ("from", "2026-01-15"),
        ("to", "2026-06-30"),
    ];
    top.post(&path, &fields).await.leads_to();
}

async fn office(house: &House) -> Pages {
    let pages = asked(house).await;
    pages.give("root", "administrator", "c", "2009-01-01", None).await;
    pages.give("binh", "unit_officer", "w2", "2009-01-01", None).await;
    give_role(&pages, "w1", "an").await;
    give_role(&pages, "w2", "binh").await;
    sign_in(&mut pages.visitor(), "an", PASSWORD).await.leads_to();
    pages
}

async fn lines_are_sentences_of_the_scope_alone(house: &House) {
    let pages = office(house).await;
    let mut top = pages.signed_in("root").await;
    let words = top.get("/audit").await.words();
    let sentence =
        "Cán bộ root giao vai trò Người kiểm tra tại Đảng ủy phường Một cho an, từ 15/01/2026 đến 30/6/2026.";
    assert!(words.contains(sentence), "{words}");
    assert!(words.contains("Cán bộ an đăng nhập."), "{words}");
    let mut ward = pages.officer("ward", "inspector", "w1").await;
    let words = ward.get("/audit").await.words();
    assert!(words.contains(sentence), "{words}");
    assert!(
        !words.contains("phường Hai") && !words.contains("đăng nhập."),
        "{words}"
    );
    assert!(!ward.get("/audit?q=Hai").await.words().contains("phường Hai"));
    let no = house
        .numbers("select no from audit where deed = 'role-given' order by no")
        .await;
    assert_eq!(ward.get(&format!("/audit/{}", no[0])).await.code, StatusCode::OK);
    assert_eq!(ward.get(&format!("/audit/{}", no[1])).await.code, StatusCode::NOT_FOUND);
    assert_eq!(ward.get("/audit?unit=w2").await.code, StatusCode::NOT_FOUND);
    let mut officer = pages.signed_in("binh").await;
    assert_eq!(
        officer.get("/audit").await.code,
        StatusCode::OK,
        "an inspector of the second ward"
    );
    let mut member = pages.officer("member", "steering_member", "c").await;
    assert_eq!(member.get("/audit").await.code, StatusCode::NOT_FOUND);
    assert_eq!(
        member.get(&format!("/audit/{}", no[0])).await.code,
        StatusCode::NOT_FOUND
    );
    // Nothing is said by a bare name of a deed.
    assert!(!words.contains("audit-") && !words.contains("làm việc"), "{words}");
    let english = top.post("/preferences", &[("language", "en")]).await;
    english.leads_to();
    let words = top.get("/audit").await.words();
    assert!(words.contains("gave an the role Inspector"), "{words}");
}

async fn lines_are_found_by_what_stands_in_them(house: &House) {
    let pages = office(house).await;
    let mut top = pages.signed_in("root").await;
    for (question, has, has_not) in [
        ("unit=w1", "phường Một", "phường Hai"),
        ("unit=c", "phường Hai", "đăng nhập."),
        ("deed=signed-in", "đăng nhập.", "giao vai trò Người"),
        ("officer=an", "đăng nhập.", "giao vai trò Người"),
        ("q=phuong+hai", "phường Hai", "phường Một"),
        ("from=2026-01-15&to=2026-01-15", "phường Hai", "Không có dòng nào khớp"),
        ("from=2026-01-16", "Không có dòng nào khớp", "phường Hai"),
        ("to=2026-01-14", "Không có dòng nào khớp", "phường Hai"),
    ] {
        let words = top.get(&format!("/audit?{question}")).await.words();
        assert!(words.contains(has), "{question}: {words}");
        assert!(!words.contains(has_not), "{question}: {words}");
    }
}

async fn pages_follow_one_another_without_gap(house: &House) {
    let pages = office(house).await;
    for _ in 0..60 {
        let mut officer = pages.signed_in("an").await;
        officer.get("/units/d/viewers").await;
    }
    let mut top = pages.signed_in("root").await;
    let mut path = "/audit?size=25".to_owned();
    let mut seen = Vec::new();
    for _ in 0..10 {
        let page = top.get(&path).await;
        let lines = page.text.split("href=\"/audit/").skip(1);
        seen.extend(lines.map(|line| line.split('"').next().unwrap().parse::<i64>().unwrap()));
        let Some(next) = page
            .text
            .split("rel=\"next\"")
            .next()
            .filter(|_| page.text.contains("rel=\"next\""))
        else {
            break;
        };
        path = next
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&");
    }
    let all = house.numbers("select no from audit order by no desc").await;
    assert_eq!(seen, all);
}

async fn the_trail_is_exported_and_that_is_noted(house: &House) {
    let pages = office(house).await;
    let mut top = pages.signed_in("root").await;
    let file = top.get("/audit?format=xlsx&deed=role-given").await;
    assert_eq!(&file.bytes[..2], b"PK");
    assert_eq!(
        house
            .numbers("select count(*) from audit where deed = 'audit-exported'")
            .await,
        [1]
    );
    assert!(top.get("/audit").await.words().contains("xuất 2 dòng nhật ký"));
}

async fn tampering_is_found_out(house: &House) {
    let _pages = office(house).await;
    let mut tx = house.db.write().await.unwrap();
    let refused = tx
        .execute("update audit set officer = 'nobody' where no = 1", &[])
        .await;
    assert!(refused.is_err(), "the database itself refuses");
    tx.rollback().await.unwrap();
    // Who may drop triggers can change a line, but not unseen. PostgreSQL keeps its trigger within the same rule.
    let drop = match house.engine {
        Engine::Sqlite => "drop trigger audit_no_update",
        Engine::Postgres => "drop trigger audit_append_only on audit",
    };
    let mut tx = house.db.write().await.unwrap();
    let row = tx
        .row("select officer from audit where no = 1", &[])
        .await
        .unwrap()
        .unwrap();
    let officer = row.text(0).unwrap();
    tx.script(drop).await.unwrap();
    tx.execute("update audit set officer = 'nobody' where no = 1", &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let told = verify(&house.db).await.unwrap();
    assert!(!told.ok);
    let broken: Vec<_> = told.checks.iter().filter(|check| !check.ok).collect();
    assert!(broken.iter().all(|check| check.name == "trail"), "{broken:?}");
    let mut tx = house.db.write().await.unwrap();
    tx.execute("update audit set officer = $1 where no = 1", &[officer.into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(
        verify(&house.db).await.unwrap().ok,
        "mended for the recount at the end of the story"
    );
}
