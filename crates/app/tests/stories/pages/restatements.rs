//! As reported against as known now: every reason, every paper.

use axum::http::StatusCode;

use super::submissions::{PLACE, base, does};
use super::units::sheet;
use crate::common::browser::{Browser, Pages};
use crate::common::{House, Paper};

stories! {
    a_restated_figure_tells_every_reason_and_every_paper,
    a_paper_says_who_submitted_and_what_was_restated,
}

// long: one story told in one go reads better than its parts.
async fn a_restated_figure_tells_every_reason_and_every_paper(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let page = district.get("/units/w1/restatements?period=2025-Q4").await;
    assert!(
        page.words().contains("chưa nộp, chưa khóa số liệu nào"),
        "{}",
        page.words()
    );
    for (unit, number) in [("w1", "05-BC/ĐU"), ("c", "11-BC/QU"), ("w2", "06-BC/ĐU")] {
        let fields = [
            ("unit", unit),
            ("report", "quarter"),
            ("period", "2025-Q4"),
            ("number", number),
        ];
        let kept = district.post("/papers", &fields).await;
        assert_eq!(kept.code, StatusCode::SEE_OTHER, "{}", kept.words());
    }
    // Before any closing the paper with a number is what was reported.
    house
        .take(&Paper::new().facts(["n|2025-12-01|party_member_admitted|x|1||||"]))
        .await;
    let trace = "/units/w1/trace?indicator=party_member_admitted&period=2025-Q4";
    let page = district.get(trace).await;
    assert!(page.words().contains("Báo cáo số 05-BC/ĐU"), "{}", page.words());

    does(&mut district, PLACE, "closing", &[("words", "Hết hạn nộp")]).await;
    let page = district.get("/units/w1/restatements?period=2025-Q4").await;
    assert!(
        page.words().contains("Số hiện biết đúng như số đã báo cáo"),
        "{}",
        page.words()
    );

    house
        .take(&Paper::new().facts(["late|2025-12-30|party_member_admitted|x|4||||"]))
        .await;
    house.take(&Paper::new().events(["2025-06-01|moved|x||w2|"])).await;
    let page = district.get("/units/w1/restatements?period=2025-Q4").await;
    let words = page.words();
    // Three were reported; all stood in the cell that another ward had then, as is known now.
    assert!(
        words.contains("Đảng viên kết nạp mới Mở số liệu Đã khóa 15/01/2026, đến bút toán 07 03"),
        "{words}"
    );
    assert!(
        words.contains("tổ chức thay đổi") && words.contains("−02") && words.contains("−01"),
        "{words}"
    );
    assert!(!words.contains("chưa giải thích được"), "{words}");
    assert!(
        words.contains("Báo cáo 05-BC/ĐU, Quý IV/2025, sổ đến bút toán 06"),
        "{words}"
    );
    assert!(
        words.contains("Báo cáo 11-BC/QU"),
        "the superior's paper has a line of the ward: {words}"
    );
    assert!(
        !words.contains("06-BC/ĐU"),
        "a paper of a ward beside is not about this one: {words}"
    );
    let page = district.get(trace).await;
    assert!(
        page.words().contains("Đã khóa 15/01/2026") && page.words().contains("02 văn bản còn mang số cũ"),
        "{}",
        page.words()
    );

    house.take(&Paper::new().events(["2025-06-02|moved|x||w1|"])).await;
    let words = district.get("/units/w1/restatements?period=2025-Q4").await.words();
    assert!(
        words.contains("ghi muộn") && words.contains("+04") && !words.contains("tổ chức thay đổi"),
        "{words}"
    );
    let no = house.numbers("select no from entry where identity = 'late'").await[0];
    let page = district.get(&format!("/entries/{no}")).await;
    assert!(
        page.words()
            .contains("bổ sung kỳ trước : ghi sau khi đã khóa Quý IV/2025"),
        "{}",
        page.words()
    );
    let fields = [("day", "first_open"), ("reason", "Ghi trùng")];
    district.post(&format!("/entries/{no}/reversal"), &fields).await;
    let words = district.get("/units/w1/restatements?period=2025-Q4").await.words();
    assert!(words.contains("số trên còn tính 04, kỳ sau đã trừ"), "{words}");
    let exported = district.get("/units/w1/restatements?period=2025-Q4&format=xlsx").await;
    let rows = sheet(&exported);
    assert_eq!(
        rows[1],
        ["02 số liệu hiện biết khác số đã báo cáo; 02 văn bản còn mang số cũ."]
    );
    let late = |indicator| {
        let what = "Kết nạp đảng viên, Chi bộ Cơ khí";
        [
            indicator,
            "03",
            "07",
            "ghi muộn",
            what,
            "+04",
            "30/12/2025",
            "10:00 15/01/2026",
        ]
    };
    assert_eq!(
        rows[3..],
        ["Đảng viên kết nạp mới", "Đảng viên hiện có"].map(late),
        "one row a reason"
    );
    let notice = "/units/w1/restatements/thong-bao-dieu-chinh";
    assert_eq!(
        district.get(&format!("{notice}.docx?period=2025-Q4")).await.code,
        StatusCode::OK
    );
    let notice = district.get(&format!("{notice}.html?period=2025-Q4")).await.words();
    assert!(notice.contains("điều chỉnh số liệu đã báo cáo quý IV/2025"), "{notice}");
    assert!(
        notice.contains("Báo cáo 05-BC/ĐU") && notice.contains("ghi muộn"),
        "{notice}"
    );

    // Who sees the ward alone is told of the superior's paper by its number, and of no figure that is not the ward's.
    let mut ward = pages.officer("phuong", "unit_officer", "w1").await;
    let own = ward.get("/units/w1/restatements?period=2025-Q4").await.words();
    assert!(own.contains("11-BC/QU") && own.contains("đơn vị cấp trên … …"), "{own}");
    assert!(!own.contains("Quận ủy Mẫu"), "{own}");
    let board = district.get("/units/w1/board?period=2025-Q4").await.words();
    assert!(
        board.contains(
            "Tổ chức đảng và đảng viên: Đã khóa 15/01/2026, đến bút toán 07. Xem bảng lúc đó · Đối chiếu thay đổi"
        ),
        "{board}"
    );
    assert!(
        board.contains("đã báo cáo 03") && board.contains("Số liệu thay đổi sau khi đã nộp 01"),
        "{board}"
    );
    let above = district.get("/units/c/board?period=2025-Q4").await.words();
    assert!(above.contains("Đơn vị chưa nộp đủ số liệu kỳ 02 /02 đơn vị"), "{above}");
    assert!(
        above.contains("00/02 đơn vị đã nộp đủ số liệu; kỳ chưa khóa"),
        "{above}"
    );
}

/// Gives the report of a paper as data.
async fn model(browser: &mut Browser, paper: &str) -> serde_json::Value {
    let page = browser.get(&format!("{paper}/bao-cao.json")).await;
    assert_eq!(page.code, StatusCode::OK, "{}", page.words());
    serde_json::from_slice(&page.bytes).unwrap()
}

async fn a_paper_says_who_submitted_and_what_was_restated(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let fields = |unit, number| {
        [
            ("unit", unit),
            ("report", "quarter"),
            ("period", "2025-Q4"),
            ("number", number),
        ]
    };
    let before = district.post("/papers", &fields("c", "1-BC/QU")).await;
    let first = model(&mut district, before.leads_to()).await;
    assert_eq!(first.get("reporting"), None, "nobody has submitted yet");
    pages.clock.move_on(60);
    let alone = does(&mut district, PLACE, "submission", &[]).await;
    assert_eq!(
        alone.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "who submits for a unit says why"
    );
    let why = [("words", "Đơn vị chưa có máy")];
    does(&mut district, PLACE, "submission", &why).await;
    does(&mut district, PLACE, "acceptance", &[]).await;
    does(&mut district, PLACE, "closing", &[]).await;
    house
        .take(&Paper::new().facts(["late|2025-12-30|party_member_admitted|x|4||||"]))
        .await;
    pages.clock.move_on(60);
    let after = district.post("/papers", &fields("c", "2-BC/QU")).await;
    let second = model(&mut district, after.leads_to()).await;
    let part = &second["reporting"];
    assert_eq!(part["rows"][0]["standing"], "closed", "{part}");
    assert_eq!(part["silent"], serde_json::json!(["Đảng ủy phường Hai"]));
    let missing = part["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["standing"] == "missing");
    assert_eq!(
        missing.count(),
        5,
        "the other groups of the ward are named as missing: {part}"
    );
    let restated = &part["restated"][0];
    assert_eq!(
        (
            &restated["code"],
            &restated["reported"],
            &restated["known"],
            &restated["papers"]
        ),
        (
            &"party_member_admitted".into(),
            &"02".into(),
            &"06".into(),
            &serde_json::json!(["1-BC/QU"])
        ),
        "{part}"
    );
    // Whatever happens later, a paper that was made says what it said.
    pages.clock.move_on(60);
    does(&mut district, "/units/w2/submissions/2025-Q4/party", "submission", &why).await;
    assert_eq!(model(&mut district, before.leads_to()).await, first);
    assert_eq!(model(&mut district, after.leads_to()).await, second);
}
