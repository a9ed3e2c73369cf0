//! Cases of procedures: papers, steps and clocks, up to the founding that the board counts.

use axum::http::StatusCode;

use super::units::good;
use crate::common::browser::{Browser, Pages};
use crate::common::forms::fill;
use crate::common::wards::{two_wards, unit_officer};
use crate::common::{Ask, House, Paper};

stories! {
    a_case_runs_to_the_decision_and_the_target_moves,
    papers_are_asked_for_before_a_step_is_done,
    the_clock_stands_still_outside,
    open_cases_stand_under_their_steps,
    an_opening_says_all_that_is_wrong,
}

pub(crate) fn base() -> Paper {
    two_wards()
        .sheet(
            "enterprises",
            "tax_code|name|kind|unit|from|workers|party_members|union_members|counted_on",
            [
                "0100112437|Công ty Gốm Ấn|private|w1|2012-01-01|77|5|60|2025-06-30",
                "0100111017|Công ty Lụa|private|w1|2012-01-01||||",
                "0100111024|Công ty Khác|fdi|w2|2012-01-01||||",
            ],
        )
        .sheet(
            "targets",
            "indicator|giver|unit|from|to|min|max|decision_no|decision_on",
            ["party_org_founded|Thành ủy Thử|c|2026-01-01|2026-12-31|2||1-QĐ/TU|2026-01-02"],
        )
}

pub(super) const PAPERS: [&str; 6] = [
    "survey_form",
    "business_licence",
    "founding_request",
    "member_list",
    "committee_proposal",
    "introduction_letters",
];

pub(crate) async fn open(browser: &mut Browser, hosts: &str, procedure: &str, on: &str) -> String {
    let fields = [("hosts", hosts), ("procedure", procedure), ("on", on)];
    browser.post("/cases", &fields).await.leads_to().to_owned()
}

pub(super) async fn deed(browser: &mut Browser, case: &str, fields: &[(&str, &str)]) -> StatusCode {
    browser.post(&format!("{case}/events"), fields).await.code
}

async fn done(browser: &mut Browser, case: &str, fields: &[(&str, &str)]) {
    assert_eq!(deed(browser, case, fields).await, StatusCode::SEE_OTHER, "{fields:?}");
}

/// Brings a case of the party to its decision, all on one day.
pub(crate) async fn to_the_decision(browser: &mut Browser, case: &str, on: &str) {
    for paper in PAPERS {
        done(browser, case, &[("deed", "paper"), ("paper", paper), ("on", on)]).await;
    }
    done(browser, case, &[("deed", "step_done"), ("on", on)]).await;
    done(browser, case, &[("deed", "paper"), ("paper", "submission"), ("on", on)]).await;
    done(browser, case, &[("deed", "step_done"), ("on", on)]).await;
    done(browser, case, &[("deed", "sent"), ("on", on)]).await;
    done(
        browser,
        case,
        &[("deed", "returned"), ("on", on), ("words", "Đã thẩm định")],
    )
    .await;
    done(browser, case, &[("deed", "paper"), ("paper", "appraisal"), ("on", on)]).await;
    done(browser, case, &[("deed", "step_done"), ("on", on)]).await;
}

pub(super) const DECISION: [(&str, &str); 4] = [
    ("decision_no", "12-QĐ/ĐU"),
    ("decision_by", "Đảng ủy phường Một"),
    ("decision_on", "14/01/2026"),
    ("heads", "4"),
];

pub(super) async fn founded(house: &House) -> String {
    house
        .value(&Ask::of("c", "2026-01-01", "2026-12-31"), "party_org_founded")
        .await
}

async fn a_case_runs_to_the_decision_and_the_target_moves(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let profile = good(&mut ward, "/enterprises/0100112437").await;
    assert!(
        profile.text.contains("href=\"/cases/new?hosts=0100112437\""),
        "the page leads to the form"
    );
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let page = good(&mut ward, &case).await.words();
    assert!(
        page.contains("Hồ sơ TL-2026-001. Bước 1/7: Lập hồ sơ đề nghị. Còn"),
        "{page}"
    );
    assert!(page.contains("Còn thiếu 06/06 giấy tờ"), "{page}");
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(
        profile.contains("Tiếp tục hồ sơ TL-2026-001") && profile.contains("Đang lập hồ sơ."),
        "{profile}"
    );
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let form = good(&mut ward, &format!("{case}/founding")).await;
    assert!(
        form.words()
            .contains("Quy định ít nhất 03 (Điều lệ Đảng, Điều 21, khoản 2)."),
        "{}",
        form.words()
    );
    let answer = fill(&mut ward, &format!("{case}/founding"), &form, &DECISION, "on").await;
    let receipt = good(&mut ward, answer.leads_to()).await.words();
    assert!(
        receipt.contains("12-QĐ/ĐU") && receipt.contains("Chi bộ Công ty Gốm Ấn"),
        "{receipt}"
    );
    assert_eq!(founded(house).await, "1");
    let mut city = Pages::of(house).officer("thanh-pho", "organization_officer", "c").await;
    let board = good(&mut city, "/units/c/board?period=2026").await.words();
    assert!(board.contains("01/02"), "the target moves: {board}");
    let trace = good(&mut city, "/units/c/trace?indicator=party_org_founded&period=2026")
        .await
        .words();
    assert!(trace.contains("12-QĐ/ĐU"), "traced back to the decision: {trace}");
    let tree = good(&mut ward, "/units/w1-tl-2026-001").await.words();
    assert!(
        tree.contains("Chi bộ Công ty Gốm Ấn"),
        "the unit stands in the tree: {tree}"
    );
    let page = good(&mut ward, &case).await.words();
    assert!(page.contains("Đã thành lập: Chi bộ Công ty Gốm Ấn"), "{page}");
    assert!(page.contains("Vào ngày quyết định có 04 người được tính"), "{page}");
    let profile = good(&mut ward, "/enterprises/0100112437").await.words();
    assert!(profile.contains("Độ phủ: 01/04 tuyến đã có tổ chức"), "{profile}");
    for paper in ["member_files", "announcement_minutes", "work_rules"] {
        done(
            &mut ward,
            &case,
            &[("deed", "paper"), ("paper", paper), ("on", "15/01/2026")],
        )
        .await;
        done(&mut ward, &case, &[("deed", "step_done"), ("on", "15/01/2026")]).await;
    }
    assert!(good(&mut ward, &case).await.words().contains("Đã xong"));
    assert!(
        good(&mut ward, "/cases")
            .await
            .words()
            .contains("Không có hồ sơ đang mở")
    );
    assert!(good(&mut ward, "/cases?over=yes").await.words().contains("TL-2026-001"));
}

// long: one case, told from its first paper to its end.
async fn papers_are_asked_for_before_a_step_is_done(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let step = [("deed", "step_done"), ("on", "06/01/2026")];
    assert_eq!(
        deed(&mut ward, &case, &step).await,
        StatusCode::FORBIDDEN,
        "nothing is there"
    );
    for paper in PAPERS {
        done(
            &mut ward,
            &case,
            &[("deed", "paper"), ("paper", paper), ("on", "06/01/2026")],
        )
        .await;
    }
    let twice = [("deed", "paper"), ("paper", "member_list"), ("on", "06/01/2026")];
    assert_eq!(
        deed(&mut ward, &case, &twice).await,
        StatusCode::FORBIDDEN,
        "it is there already"
    );
    let foreign = [("deed", "paper"), ("paper", "applications"), ("on", "06/01/2026")];
    assert_eq!(
        deed(&mut ward, &case, &foreign).await,
        StatusCode::FORBIDDEN,
        "a paper of another procedure"
    );
    done(
        &mut ward,
        &case,
        &[("deed", "paper_lost"), ("paper", "member_list"), ("on", "07/01/2026")],
    )
    .await;
    assert_eq!(
        deed(&mut ward, &case, &[("deed", "step_done"), ("on", "07/01/2026")]).await,
        StatusCode::FORBIDDEN
    );
    assert!(
        good(&mut ward, &case)
            .await
            .words()
            .contains("Còn thiếu 01/06 giấy tờ Danh sách trích ngang")
    );
    for (on, expected) in [
        ("31/2/2026", StatusCode::UNPROCESSABLE_ENTITY),
        ("16/01/2026", StatusCode::UNPROCESSABLE_ENTITY),
        ("04/01/2026", StatusCode::UNPROCESSABLE_ENTITY),
        ("06/01/2026", StatusCode::SEE_OTHER),
    ] {
        let fields = [("deed", "paper"), ("paper", "member_list"), ("on", on)];
        assert_eq!(
            deed(&mut ward, &case, &fields).await,
            expected,
            "{on}: not ahead, and not before the case; papers come in as they come"
        );
    }
    for (name, expected) in [
        ("opened", StatusCode::NOT_FOUND),
        ("founded", StatusCode::NOT_FOUND),
        ("sent", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(
            deed(&mut ward, &case, &[("deed", name), ("on", "08/01/2026")]).await,
            expected,
            "{name}"
        );
    }
    let closed = deed(&mut ward, &case, &[("deed", "closed"), ("on", "08/01/2026")]).await;
    assert_eq!(closed, StatusCode::UNPROCESSABLE_ENTITY, "giving up needs a reason");
    done(
        &mut ward,
        &case,
        &[
            ("deed", "closed"),
            ("on", "08/01/2026"),
            ("words", "Doanh nghiệp giải thể"),
        ],
    )
    .await;
    assert_eq!(deed(&mut ward, &case, &step).await, StatusCode::FORBIDDEN, "it is over");
}

async fn the_clock_stands_still_outside(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    let case = open(&mut ward, "0100112437", "found_youth", "05/01/2026").await;
    assert!(
        good(&mut ward, "/cases")
            .await
            .words()
            .contains("Còn 06 ngày làm việc, hạn 23/01/2026"),
        "{}",
        good(&mut ward, "/cases").await.words()
    );
    for paper in ["member_list", "committee_proposal"] {
        done(
            &mut ward,
            &case,
            &[("deed", "paper"), ("paper", paper), ("on", "06/01/2026")],
        )
        .await;
    }
    done(&mut ward, &case, &[("deed", "step_done"), ("on", "06/01/2026")]).await;
    done(
        &mut ward,
        &case,
        &[("deed", "paper"), ("paper", "submission"), ("on", "06/01/2026")],
    )
    .await;
    done(&mut ward, &case, &[("deed", "step_done"), ("on", "06/01/2026")]).await;
    done(&mut ward, &case, &[("deed", "sent"), ("on", "08/01/2026")]).await;
    pages.clock.move_on(60 * 86_400);
    let mut ward = pages.signed_in("phuong").await;
    let list = good(&mut ward, "/cases").await.words();
    assert!(list.contains("00 quá hạn, 01 đang ở cơ quan khác"), "{list}");
    done(
        &mut ward,
        &case,
        &[
            ("deed", "returned"),
            ("on", "16/3/2026"),
            ("words", "Bổ sung danh sách"),
        ],
    )
    .await;
    let back = good(&mut ward, &case).await.words();
    assert!(
        back.contains("Còn 08 ngày làm việc"),
        "the days outside do not count: {back}"
    );
    pages.clock.move_on(30 * 86_400);
    let mut ward = pages.signed_in("phuong").await;
    let late = good(&mut ward, &case).await.words();
    assert!(late.contains("Quá hạn"), "{late}");
    done(&mut ward, &case, &[("deed", "sent"), ("on", "15/4/2026")]).await;
    done(
        &mut ward,
        &case,
        &[("deed", "refused"), ("on", "15/4/2026"), ("words", "Chưa đủ đoàn viên")],
    )
    .await;
    assert!(good(&mut ward, &case).await.words().contains("Đã bị từ chối"));
}

async fn an_opening_says_all_that_is_wrong(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let wrong = ward
        .post(
            "/cases",
            &[("hosts", "0100111024, 123"), ("procedure", "huh"), ("on", "1/2/2027")],
        )
        .await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["0100111024", "123", "huh", "01/02/2027"] {
        assert!(wrong.words().contains(told), "{told}: {}", wrong.words());
    }
    let table = [
        ("0100112437", "found_fdi_cell", "not for this kind"),
        ("0100112437 0100111017", "found_private_cell", "for one alone"),
        ("0100112437", "found_joint_cell", "for several"),
        ("", "found_private_cell", "no enterprise"),
    ];
    for (hosts, procedure, why) in table {
        let fields = [("hosts", hosts), ("procedure", procedure), ("on", "05/01/2026")];
        let answer = ward.post("/cases", &fields).await;
        assert_eq!(
            answer.code,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{why}: {}",
            answer.words()
        );
    }
    open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let again = [
        ("hosts", "0100112437"),
        ("procedure", "found_private_cell"),
        ("on", "06/01/2026"),
    ];
    assert_eq!(
        ward.post("/cases", &again).await.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "one is open"
    );
    open(&mut ward, "0100112437", "found_union", "06/01/2026").await;
    let list = good(&mut ward, "/cases").await.words();
    assert!(
        list.contains("TL-2026-001") && list.contains("TL-2026-002"),
        "numbers go on: {list}"
    );
}

async fn open_cases_stand_under_their_steps(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let far = open(&mut ward, "0100111017", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &far, "06/01/2026").await;
    let page = good(&mut ward, "/cases/board").await;
    let currents = page.text.matches("aria-current=\"page\"").count();
    let list = good(&mut ward, "/cases").await.text;
    let in_list = list.matches("aria-current=\"page\"").count();
    assert_eq!(
        (currents, in_list),
        (2, 2),
        "one place of the menu and one of the bar below is this one"
    );
    let board = page.words();
    for told in [
        "Lập hồ sơ đề nghị 01 hồ sơ TL-2026-001 Công ty Gốm Ấn",
        "Thẩm định 00 hồ sơ",
        "Quyết định 01 hồ sơ TL-2026-002 Công ty Lụa",
    ] {
        assert!(board.contains(told), "{told}: {board}");
    }
    let mut other = unit_officer(house, "w2").await;
    assert!(!good(&mut other, "/cases/board").await.words().contains("TL-2026"));
}
