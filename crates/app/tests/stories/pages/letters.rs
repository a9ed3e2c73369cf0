//! Letters of cases: their numbers, what they say, and that they are printed the same ever after.

use axum::http::StatusCode;
use nennep::store::StoreError;

use super::cases::{base, open, to_the_decision};
use super::units::good;
use crate::common::House;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::{fields_of, fill};
use crate::common::wards::unit_officer;

stories! {
    letters_are_written_at_their_step_by_who_makes_papers,
    numbers_run_on_through_a_term,
    a_letter_says_what_is_known_and_stays,
    the_decision_fills_the_founding,
    a_form_says_all_that_is_wrong,
    letters_stay_inside_their_ward,
}

async fn write(browser: &mut Browser, case: &str, kind: &str, filled: &[(&str, &str)]) -> Page {
    let form = good(browser, &format!("{case}/letters/{kind}")).await;
    fill(browser, &format!("{case}/letters"), &form, filled, "on").await
}

async fn title(browser: &mut Browser, page: &Page) -> String {
    let text = good(browser, page.leads_to()).await.text;
    let after = text.split("<h1>").nth(1).unwrap();
    after.split("</h1>").next().unwrap().to_owned()
}

async fn letters_are_written_at_their_step_by_who_makes_papers(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let decision = format!("{case}/letters/decision");
    assert_eq!(
        ward.get(&decision).await.code,
        StatusCode::FORBIDDEN,
        "nothing was appraised"
    );
    let mut form = fields_of(&good(&mut ward, &format!("{case}/letters/submission")).await);
    form.retain(|(name, _)| name != "kind");
    form.push(("kind".to_owned(), "decision".to_owned()));
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let forged = ward.post(&format!("{case}/letters"), &form).await;
    assert_eq!(forged.code, StatusCode::FORBIDDEN, "nor by a form that says so");
    let mut secretary = Pages::of(house).officer("bi-thu", "cell_secretary", "w1").await;
    assert_eq!(
        secretary.get(&format!("{case}/letters/submission")).await.code,
        StatusCode::FORBIDDEN,
        "a secretary makes no papers of the committee"
    );
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    good(&mut ward, &decision).await;
    let closed = [("deed", "closed"), ("on", "14/01/2026"), ("words", "Thôi")];
    ward.post(&format!("{case}/events"), &closed).await;
    assert_eq!(ward.get(&decision).await.code, StatusCode::FORBIDDEN, "it is over");
    assert_eq!(house.numbers("select count(*) from letter").await, [0]);
}

async fn numbers_run_on_through_a_term(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let first = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let second = open(&mut ward, "0100111017", "found_private_cell", "05/06/2025").await;
    to_the_decision(&mut ward, &first, "13/01/2026").await;
    to_the_decision(&mut ward, &second, "10/06/2025").await;
    let mut titles = Vec::new();
    for (case, kind, filled) in [
        (&first, "decision", [("dated", "14/01/2026"), ("number", "")]),
        (&second, "decision", [("dated", "15/01/2026"), ("number", "")]),
        (&first, "submission", [("dated", "15/01/2026"), ("number", "")]),
        // A day of the term before has a series of its own.
        (&second, "decision", [("dated", "30/06/2025"), ("number", "")]),
        (&second, "decision", [("dated", "15/01/2026"), ("number", "03")]),
    ] {
        let page = write(&mut ward, case, kind, &filled).await;
        titles.push(title(&mut ward, &page).await);
    }
    let expected = [
        "Quyết định số 01-QĐ/ĐU",
        "Quyết định số 02-QĐ/ĐU",
        "Tờ trình số 01-TTr/ĐU",
        "Quyết định số 01-QĐ/ĐU",
        "Quyết định số 03-QĐ/ĐU",
    ];
    assert_eq!(titles, expected);
    for (number, reason, told) in [
        ("3", "", "Để trống để lấy số tiếp theo là 4"),
        ("12", "", "Số tiếp theo là 4"),
    ] {
        let filled = [("dated", "15/01/2026"), ("number", number), ("gap_reason", reason)];
        let refused = write(&mut ward, &first, "decision", &filled).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains(told), "{}", refused.words());
    }
    let before = write(&mut ward, &first, "decision", &[("dated", "14/01/2026")]).await;
    assert!(
        before.words().contains("ngày không sớm hơn 15/01/2026"),
        "numbers and days go on together: {}",
        before.words()
    );
    let filled = [
        ("dated", "15/01/2026"),
        ("number", "12"),
        ("gap_reason", "Số 04 đến 11 đã cấp trên giấy"),
    ];
    let page = write(&mut ward, &first, "decision", &filled).await;
    assert_eq!(title(&mut ward, &page).await, "Quyết định số 12-QĐ/ĐU");
    let form = good(&mut ward, &format!("{first}/letters/decision")).await;
    assert!(
        form.words().contains("số tiếp theo: 13, đánh số trong 2025-2030"),
        "{}",
        form.words()
    );
    let fields = fields_of(&form);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let (path, mut other) = (format!("{first}/letters"), ward.clone());
    let (one, two) = tokio::join!(ward.post(&path, &fields), other.post(&path, &fields));
    assert_eq!(one.leads_to(), two.leads_to(), "two presses make one letter");
}

async fn a_letter_says_what_is_known_and_stays(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let filled = [
        ("dated", "14/01/2026"),
        ("heads", "4"),
        ("signer_title", "Bí thư"),
        ("signer_name", "Trần Văn Thử"),
    ];
    let letter = write(&mut ward, &case, "decision", &filled).await.leads_to().to_owned();
    let words = good(&mut ward, &letter).await.words();
    for told in [
        "ĐẢNG ỦY PHƯỜNG MỘT · Số 01-QĐ/ĐU · Một, ngày 14 tháng 01 năm 2026",
        "QUYẾT ĐỊNH thành lập Chi bộ Công ty Gốm Ấn",
        "Điều 1. Thành lập Chi bộ Công ty Gốm Ấn trực thuộc Đảng ủy phường Một, có 04 đảng viên chính thức, tại Công ty Gốm Ấn.",
        "BÍ THƯ · Trần Văn Thử",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    let submission = write(&mut ward, &case, "submission", &[("dated", "14/01/2026")]).await;
    let submission = good(&mut ward, submission.leads_to()).await.words();
    assert!(
        submission.contains("gồm: phiếu khảo sát; "),
        "the papers that are there: {submission}"
    );
    let file = format!("{letter}/quyet-dinh-01.docx");
    let before = ward.get(&file).await;
    assert_eq!(before.code, StatusCode::OK);
    assert!(before.bytes.starts_with(b"PK"));
    house
        .take(&crate::common::Paper::new().events(["2026-01-14|renamed|w1|||Đảng ủy phường Một Mới"]))
        .await;
    assert_eq!(ward.get(&file).await.bytes, before.bytes, "printed the same");
    for sql in ["update letter set number_line = 'x'", "delete from letter"] {
        let mut tx = house.db.write().await.unwrap();
        let refused = tx.execute(sql, &[]).await.unwrap_err();
        let StoreError::Engine(cause) = &refused else {
            panic!("{sql}: {refused}")
        };
        assert!(cause.to_string().contains("append-only"), "{sql}: {cause}");
        tx.rollback().await.unwrap();
    }
    let html = ward.get(&format!("{letter}/quyet-dinh-01.html")).await;
    assert!(
        html.text.contains("centred"),
        "the word of the decision stands in the middle"
    );
    for other in [
        "quyet-dinh-01.xlsx",
        "quyet-dinh-01.json",
        "quyet-dinh-01.exe",
        "quyet-dinh-01",
    ] {
        assert_eq!(
            ward.get(&format!("{letter}/{other}")).await.code,
            StatusCode::NOT_FOUND,
            "{other}"
        );
    }
}

async fn the_decision_fills_the_founding(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    write(&mut ward, &case, "decision", &[("dated", "14/01/2026")]).await;
    let form = good(&mut ward, &format!("{case}/founding")).await;
    let fields = fields_of(&form);
    for (name, value) in [
        ("decision_no", "01-QĐ/ĐU"),
        ("decision_on", "14/01/2026"),
        ("decision_by", "Đảng ủy phường Một"),
    ] {
        assert!(
            fields.contains(&(name.to_owned(), value.to_owned())),
            "{name}: {fields:?}"
        );
    }
    let page = good(&mut ward, &case).await;
    assert!(
        page.text.contains("<a href=\"/letters/1\">Quyết định số 01-QĐ/ĐU</a>"),
        "{}",
        page.text
    );
}

async fn a_form_says_all_that_is_wrong(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let early = write(&mut ward, &case, "decision", &[("dated", "04/01/2026")]).await;
    assert!(
        early.words().contains("ngày không sớm hơn 05/01/2026"),
        "not before its case: {}",
        early.words()
    );
    let filled = [
        ("dated", "31/2/2026"),
        ("number", "0"),
        ("organization", " "),
        ("to", ""),
        ("heads", "ba"),
        ("signer_title", "Bí thư"),
    ];
    let page = write(&mut ward, &case, "decision", &filled).await;
    assert_eq!(page.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.words().contains("06 mục cần sửa"), "{}", page.words());
    assert!(page.text.contains("value=\"31/2/2026\""), "what was typed stays");
    assert_eq!(house.numbers("select count(*) from letter").await, [0]);
}

async fn letters_stay_inside_their_ward(house: &House) {
    house.take(&base()).await;
    let mut ward = unit_officer(house, "w1").await;
    let case = open(&mut ward, "0100112437", "found_private_cell", "05/01/2026").await;
    let union = open(&mut ward, "0100112437", "found_union", "05/01/2026").await;
    to_the_decision(&mut ward, &case, "13/01/2026").await;
    let letter = write(&mut ward, &case, "decision", &[("dated", "14/01/2026")])
        .await
        .leads_to()
        .to_owned();
    let not_ours = ward.get(&format!("{union}/letters/decision")).await;
    assert_eq!(
        not_ours.code,
        StatusCode::NOT_FOUND,
        "a union is founded on the paper of its own line"
    );
    good(&mut ward, &format!("{union}/letters/submission")).await;
    let mut other = unit_officer(house, "w2").await;
    for path in [
        letter.clone(),
        format!("{letter}/a.docx"),
        format!("{case}/letters/decision"),
    ] {
        assert_eq!(other.get(&path).await.code, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = other
        .post(&format!("{case}/letters"), &[("kind", "decision"), ("key", "x")])
        .await;
    assert_eq!(sent.code, StatusCode::NOT_FOUND);
}
