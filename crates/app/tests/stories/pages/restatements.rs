//! As reported against as known now: every reason, every paper.

use axum::http::StatusCode;

use super::submissions::{PLACE, base, does};
use crate::common::browser::Pages;
use crate::common::{House, Paper};

stories!(a_restated_figure_tells_every_reason_and_every_paper);

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
        words.contains("cây tổ chức đổi") && words.contains("−02") && words.contains("−01"),
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
        words.contains("ghi muộn") && words.contains("+04") && !words.contains("cây tổ chức đổi"),
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
    let sheet = district.get("/units/w1/restatements?period=2025-Q4&format=xlsx").await;
    assert_eq!(sheet.code, StatusCode::OK);
}
