//! The year's tasks: planned, done, taken back.

use axum::http::StatusCode;

use crate::common::browser::{Browser, Pages};
use crate::common::forms::hidden;
use crate::common::{Ask, House, Paper};

stories! {
    a_task_is_planned_done_and_open_again,
    several_are_pasted_at_once,
    what_is_wrong_is_told_and_kept,
    tasks_of_others_are_not_there,
    the_words_of_a_task_change_until_it_is_done,
    a_completion_taken_back_opens_the_task_again,
    a_plan_taken_back_counts_no_more,
}

pub(super) fn base() -> Paper {
    Paper::new().units([
        "c|Thành ủy|city_committee||2000-01-01",
        "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
        "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
    ])
}

/// Plans one task; gives its address.
pub(super) async fn planned(browser: &mut Browser, unit: &str, content: &str, due: &str) -> String {
    let form = browser.get(&format!("/tasks/new?unit={unit}")).await;
    let key = hidden(&form, "key");
    let fields = [
        ("key", key.as_str()),
        ("unit", unit),
        ("year", "2026"),
        ("on", "05/01/2026"),
        ("content", content),
        ("product", "Báo cáo"),
        ("due_on", due),
        ("lead", "Ban Tổ chức"),
        ("helpers", "Liên đoàn Lao động"),
        ("decision_no", "01-CTr/TU"),
    ];
    let answer = browser.post("/tasks", &fields).await;
    let again = browser.post("/tasks", &fields).await;
    assert_eq!(again.leads_to(), answer.leads_to(), "two presses are one task");
    answer.leads_to().split('?').next().unwrap().to_owned()
}

async fn counted(house: &House, unit: &str) -> (String, String) {
    let ask = Ask::of(unit, "2026-01-01", "2026-01-15");
    (
        house.value(&ask, "task_planned").await,
        house.value(&ask, "task_done").await,
    )
}

// long: one story told in one go reads better than its parts.
async fn a_task_is_planned_done_and_open_again(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let empty = officer.get("/tasks?unit=c&year=2026").await;
    assert!(
        empty.words().contains("Chưa ghi nhận nhiệm vụ nào"),
        "{}",
        empty.words()
    );
    let late = planned(&mut officer, "c", "Khảo sát doanh nghiệp", "10/01/2026").await;
    let near = planned(&mut officer, "c", "Mở lớp tập huấn", "20/01/2026").await;
    assert_ne!(late, near);
    assert_eq!(counted(house, "c").await, ("2".to_owned(), "null".to_owned()));
    let list = officer.get("/tasks").await;
    for told in [
        "00/02 nhiệm vụ đã xong, 01 quá hạn",
        "quá hạn 05 ngày",
        "còn 05 ngày",
        "Liên đoàn Lao động",
        "20/01/2026",
    ] {
        assert!(list.words().contains(told), "{told}: {}", list.words());
    }
    let done = [("on", "14/01/2026"), ("evidence", "Báo cáo số 15")];
    for _ in 0..2 {
        let answer = officer.post(&format!("{late}/completion"), &done).await;
        assert_eq!(answer.code, StatusCode::SEE_OTHER, "{}", answer.text);
    }
    let other = officer
        .post(
            &format!("{late}/completion"),
            &[("on", "13/01/2026"), ("evidence", "x")],
        )
        .await;
    assert_eq!(other.code, StatusCode::CONFLICT);
    assert_eq!(counted(house, "c").await, ("2".to_owned(), "1".to_owned()));
    let page = officer.get(&late).await;
    assert!(
        page.words().contains("đã xong 14/01/2026") && page.words().contains("Báo cáo số 15"),
        "{}",
        page.words()
    );
    assert!(
        officer
            .get("/tasks")
            .await
            .words()
            .contains("01/02 nhiệm vụ đã xong, không có nhiệm vụ quá hạn")
    );
}

async fn a_completion_taken_back_opens_the_task_again(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let late = planned(&mut officer, "c", "Khảo sát doanh nghiệp", "10/01/2026").await;
    planned(&mut officer, "c", "Mở lớp tập huấn", "20/01/2026").await;
    let done = [("on", "14/01/2026"), ("evidence", "Báo cáo số 15")];
    officer.post(&format!("{late}/completion"), &done).await;
    let page = officer.get(&late).await;
    let no = house
        .numbers("select done_no from task where done_no is not null")
        .await[0];
    assert!(page.text.contains(&format!("/entries/{no}/reversal")), "{}", page.text);
    let back = officer
        .post(
            &format!("/entries/{no}/reversal"),
            &[("day", "original"), ("reason", "Chưa xong")],
        )
        .await;
    assert_eq!(back.code, StatusCode::SEE_OTHER);
    assert_eq!(counted(house, "c").await, ("2".to_owned(), "0".to_owned()));
    assert!(officer.get(&late).await.words().contains("lại đang mở"));
    assert!(
        officer
            .get("/tasks")
            .await
            .words()
            .contains("00/02 nhiệm vụ đã xong, 01 quá hạn")
    );
    let answer = officer.post(&format!("{late}/completion"), &done).await;
    assert_eq!(answer.code, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(counted(house, "c").await, ("2".to_owned(), "1".to_owned()));
    let trail = house
        .numbers("select count(*) from audit where deed in ('task-planned', 'task-completed')")
        .await;
    assert_eq!(trail, [4]);
}

/// Nothing can be done of it, and list and book agree.
async fn a_plan_taken_back_counts_no_more(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let late = planned(&mut officer, "c", "Khảo sát doanh nghiệp", "10/01/2026").await;
    let near = planned(&mut officer, "c", "Mở lớp tập huấn", "20/01/2026").await;
    let done = [("on", "14/01/2026"), ("evidence", "Báo cáo số 15")];
    officer.post(&format!("{late}/completion"), &done).await;
    let plan = house.numbers("select planned_no from task order by id").await[1];
    officer
        .post(
            &format!("/entries/{plan}/reversal"),
            &[("day", "original"), ("reason", "Trùng")],
        )
        .await;
    assert_eq!(counted(house, "c").await, ("1".to_owned(), "1".to_owned()));
    let list = officer.get("/tasks").await.words();
    assert!(
        list.contains("01/01 nhiệm vụ đã xong") && list.contains("đã rút khỏi chương trình"),
        "{list}"
    );
    assert!(!list.contains("Sổ ghi đề ra"), "list and book agree: {list}");
    assert_eq!(
        officer.post(&format!("{near}/completion"), &done).await.code,
        StatusCode::FORBIDDEN
    );
}

async fn several_are_pasted_at_once(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let form = officer.get("/tasks/new?unit=w1&many=1").await;
    let key = hidden(&form, "key");
    let common = [
        ("key", key.as_str()),
        ("many", "1"),
        ("unit", "w1"),
        ("year", "2026"),
        ("on", "02/01/2026"),
    ];
    let with = |lines: &'static str| [common.as_slice(), &[("lines", lines)]].concat();
    let faulty = officer
        .post(
            "/tasks",
            &with("Một | Báo cáo | 30/02/2026\n\n | Không nội dung\nBa|a|01/3/2026|b|c|thừa"),
        )
        .await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY);
    for told in [
        "03 mục cần sửa",
        "òng 1: đã nhập «30/02/2026»",
        "òng 3: chưa điền",
        "òng 4: đã nhập «thừa»",
        "Ba|a|01/3/2026|b|c|thừa",
    ] {
        assert!(faulty.words().contains(told), "{told}: {}", faulty.words());
    }
    assert_eq!(house.numbers("select count(*) from task").await, [0], "all or none");
    let lines = "Khảo sát | Báo cáo | 31/3/2026 | Ban Tổ chức | Công an phường\nTập huấn\nĐối thoại||30/6/2026";
    for _ in 0..2 {
        let answer = officer.post("/tasks", &with(lines)).await;
        assert_eq!(answer.leads_to(), "/tasks?unit=w1&year=2026&receipt=planned");
    }
    assert_eq!(house.numbers("select place from task order by id").await, [1, 2, 3]);
    assert_eq!(counted(house, "w1").await.0, "3");
    let changed = officer.post("/tasks", &with("Khác hẳn")).await;
    assert_eq!(changed.code, StatusCode::CONFLICT, "the same page with other tasks");
    let list = officer.get("/tasks?unit=c&year=2026").await.words();
    assert!(
        list.contains("Sổ ghi đề ra 03"),
        "the book counts those of units below: {list}"
    );
}

async fn what_is_wrong_is_told_and_kept(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let script = "<script>alert(1)</script>";
    let fields = [
        ("key", "k"),
        ("unit", "nowhere"),
        ("year", "20x6"),
        ("on", "16/01/2026"),
        ("due_on", "31/02/2026"),
        ("lead", script),
    ];
    let faulty = officer.post("/tasks", &fields).await;
    assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["unit", "year", "on", "content", "due_on"] {
        assert!(faulty.text.contains(&format!("#f-{field}")), "{field}: {}", faulty.text);
    }
    assert!(!faulty.text.contains(script) && faulty.text.contains("&#60;script&#62;"));
    let task = planned(&mut officer, "c", script, "").await;
    assert!(!officer.get("/tasks").await.text.contains(script));
    assert!(!officer.get(&task).await.text.contains(script));
    for (on, evidence, field) in [
        ("04/01/2026", "x", "on"),
        ("16/01/2026", "x", "on"),
        ("10/01/2026", "", "evidence"),
    ] {
        let faulty = officer
            .post(&format!("{task}/completion"), &[("on", on), ("evidence", evidence)])
            .await;
        assert_eq!(faulty.code, StatusCode::UNPROCESSABLE_ENTITY, "{on}");
        assert!(faulty.text.contains(&format!("#f-{field}")), "{on}: {}", faulty.text);
    }
    assert_eq!(
        house
            .numbers("select count(*) from fact where fact = 'task_done'")
            .await,
        [0]
    );
}

async fn tasks_of_others_are_not_there(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let task = planned(&mut officer, "w2", "Việc của phường Hai", "20/01/2026").await;
    let mut ward = pages.officer("phuong-mot", "unit_officer", "w1").await;
    for path in [
        task.clone(),
        format!("{task}/wording"),
        "/tasks?unit=w2".to_owned(),
        "/tasks?unit=c".to_owned(),
    ] {
        assert_eq!(ward.get(&path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = ward
        .post(
            &format!("{task}/completion"),
            &[("on", "2026-01-10"), ("evidence", "x")],
        )
        .await;
    assert_eq!(answer.code, StatusCode::NOT_FOUND);
    let fields = [
        ("key", "k"),
        ("unit", "w2"),
        ("year", "2026"),
        ("on", "2026-01-10"),
        ("content", "x"),
    ];
    let refused = ward.post("/tasks", &fields).await;
    assert!(
        refused.words().contains("một đơn vị trong phạm vi được giao"),
        "{}",
        refused.words()
    );
    let mut steering = pages.officer("ban-chi-dao", "steering_member", "c").await;
    assert_eq!(steering.get("/tasks/new").await.code, StatusCode::NOT_FOUND);
    let seen = steering.get(&task).await;
    assert!(
        seen.code == StatusCode::OK && !seen.text.contains("/completion"),
        "{}",
        seen.text
    );
    let answer = steering
        .post(
            &format!("{task}/completion"),
            &[("on", "2026-01-10"), ("evidence", "x")],
        )
        .await;
    assert_eq!(answer.code, StatusCode::FORBIDDEN);
    assert!(!steering.get("/tasks?unit=c").await.text.contains("/tasks/new"));
}

async fn the_words_of_a_task_change_until_it_is_done(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let task = planned(&mut officer, "c", "Lời đầu", "20/01/2026").await;
    let head = house.head().await;
    let wording = [("content", "Lời mới"), ("due_on", "2026-02-01"), ("lead", "Văn phòng")];
    assert_eq!(
        officer.post(&format!("{task}/wording"), &wording).await.leads_to(),
        task
    );
    let page = officer.get(&task).await.words();
    assert!(
        page.contains("Lời mới") && page.contains("01/02/2026") && !page.contains("Lời đầu"),
        "{page}"
    );
    assert_eq!(house.head().await, head, "words count nothing");
    assert_eq!(
        house
            .numbers("select count(*) from audit where deed = 'task-reworded'")
            .await,
        [1]
    );
    officer
        .post(
            &format!("{task}/completion"),
            &[("on", "2026-01-10"), ("evidence", "x")],
        )
        .await;
    assert_eq!(
        officer.post(&format!("{task}/wording"), &wording).await.code,
        StatusCode::FORBIDDEN
    );
}
