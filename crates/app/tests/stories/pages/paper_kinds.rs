//! Papers of every kind: those of a conference say one set of figures, reviews name what they look back on, lists go through the units below.

use axum::http::StatusCode;

use super::submissions::base;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    a_conference_says_one_set_of_figures,
    a_kind_asks_for_its_own_period_and_basis,
    units_below_stand_beside_one_another,
    a_review_tells_each_year_across_the_turning_of_the_tree,
}

async fn draft(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let made = browser.post("/papers", fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    made.leads_to().to_owned()
}

async fn text_of(browser: &mut Browser, path: &str) -> Page {
    browser.get(&format!("{path}/bao-cao.html")).await
}

fn says(page: &Page, words: &[&str]) {
    for word in words {
        assert!(page.words().contains(word), "{word}\n{}", page.words());
    }
}

async fn a_conference_says_one_set_of_figures(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let report = draft(
        &mut district,
        &[("unit", "c"), ("report", "quarter"), ("period", "2025-Q4")],
    )
    .await;
    house
        .take(&Paper::new().facts(["late|2025-12-28|party_member_admitted|x|4||||"]))
        .await;
    let mut beside = Vec::new();
    for kind in ["conclusion", "press_note"] {
        let made = district
            .post(&format!("{report}/companions"), &[("report", kind)])
            .await;
        assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
        let again = district
            .post(&format!("{report}/companions"), &[("report", kind)])
            .await;
        assert_eq!(again.leads_to(), made.leads_to(), "one of each kind");
        beside.push(made.leads_to().to_owned());
    }
    for path in &beside {
        says(&text_of(&mut district, path).await, &["kết nạp 02 đảng viên"]);
    }
    let other = district
        .post(&format!("{report}/companions"), &[("report", "year")])
        .await;
    assert_eq!(other.code, StatusCode::NOT_FOUND, "only the papers of a conference");

    let signed = [
        ("number", "1"),
        ("dated", "15/01/2026"),
        ("signer_title", "Bí thư"),
        ("signer_name", "Lê Thu Mẫu"),
    ];
    let early = district.post(&format!("{}/signing", beside[0]), &signed).await;
    assert_eq!(early.code, StatusCode::UNPROCESSABLE_ENTITY);
    says(&early, &["Ký báo cáo trước"]);
    let kept: Vec<_> = signed.into_iter().chain([("kept_reason", "Số của hội nghị")]).collect();
    let done = district.post(&format!("{report}/signing"), &kept).await;
    assert_eq!(done.code, StatusCode::SEE_OTHER, "{}", done.words());
    house
        .take(&Paper::new().facts(["later|2025-12-29|party_member_admitted|x|9||||"]))
        .await;
    for (path, number) in beside.iter().zip(["1", "2"]) {
        let fields: Vec<_> = signed
            .into_iter()
            .map(|(name, value)| (name, if name == "number" { number } else { value }))
            .collect();
        let done = district.post(&format!("{path}/signing"), &fields).await;
        assert_eq!(done.code, StatusCode::SEE_OTHER, "{}", done.words());
        let page = text_of(&mut district, path).await;
        says(&page, &["kết nạp 02 đảng viên", &format!("Số 0{number}-TB/QU")]);
    }
    a_cancelled_report_has_no_more_papers(&mut district, &report, &signed).await;
    let set = district.get(&report).await;
    says(&set, &["Số 01-TB/QU", "Số 02-TB/QU", "Số 01-BC/QU"]);
}

/// Once the number of a report is cancelled, nothing more is signed over its figures.
async fn a_cancelled_report_has_no_more_papers(district: &mut Browser, signed: &str, fields: &[(&str, &str)]) {
    let quarter = [("unit", "c"), ("report", "quarter"), ("period", "2025-Q3")];
    let report = draft(district, &quarter).await;
    let made = district
        .post(&format!("{report}/companions"), &[("report", "conclusion")])
        .await;
    let second: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, if *name == "number" { "2" } else { *value }))
        .collect();
    let done = district.post(&format!("{report}/signing"), &second).await;
    assert_eq!(done.code, StatusCode::SEE_OTHER, "{signed}: {}", done.words());
    district
        .post(&format!("{report}/cancelled"), &[("cancel_reason", "Sai kỳ")])
        .await;
    let third: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, if *name == "number" { "3" } else { *value }))
        .collect();
    let refused = district.post(&format!("{}/signing", made.leads_to()), &third).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    says(&refused, &["Ký báo cáo trước"]);
    says(&district.get("/papers").await, &["02-BC/QU, đã hủy số"]);
}

async fn a_kind_asks_for_its_own_period_and_basis(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let cases = [
        ("half_year", "2025-Q4", "", "6 tháng"),
        ("nine_months", "2025-H1", "", "9 tháng"),
        ("year", "2025-9M", "", "một năm"),
        ("final_review", "2025-Q4", "Nghị quyết số 01-NQ/QU", "hai ngày"),
        ("interim_review", "2020..2025", "", "Văn bản được sơ kết"),
        ("huh", "2025", "", "half_year"),
        // The papers of a conference are made from its report alone.
        ("conclusion", "2025-Q4", "", "half_year"),
        ("quarter", "2099-Q1", "", "không muộn hơn hôm nay"),
    ];
    for (report, period, basis, told) in cases {
        let fields = [("unit", "c"), ("report", report), ("period", period), ("basis", basis)];
        let refused = district.post("/papers", &fields).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{report} {period}");
        says(&refused, &[told]);
    }
    for (report, period, said) in [
        ("half_year", "2025-H2", "6 tháng cuối năm 2025"),
        ("nine_months", "2025-9M", "9 tháng đầu năm 2025"),
        ("year", "2025", "tổng kết công tác"),
    ] {
        let path = draft(&mut district, &[("unit", "c"), ("report", report), ("period", period)]).await;
        says(&text_of(&mut district, &path).await, &[said]);
    }
}

async fn units_below_stand_beside_one_another(house: &House) {
    house.take(&base()).await;
    house
        .take(&Paper::new().targets([
            "party_member_admitted|Quận ủy Mẫu|w1||2025-01-01|2025-12-31|10||01-QĐ|2025-01-02",
            "party_org_founded|Quận ủy Mẫu|w1||2025-01-01|2025-12-31|1||01-QĐ|2025-01-02",
            "party_org_founded|Quận ủy Mẫu|w2||2025-01-01|2025-12-31|2||01-QĐ|2025-01-02",
        ]))
        .await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let make = |unit, report| [("unit", unit), ("report", report), ("period", "2025")];
    let path = draft(&mut district, &make("c", "by_child")).await;
    let page = text_of(&mut district, &path).await;
    says(
        &page,
        &[
            "có 02 đơn vị trực thuộc",
            "chưa ghi nhận số liệu nào ở các chỉ tiêu trong bảng: Đảng ủy phường Hai",
        ],
    );
    let path = draft(&mut district, &make("x", "by_child")).await;
    says(
        &text_of(&mut district, &path).await,
        &["Chi bộ Cơ khí không có đơn vị trực thuộc"],
    );

    let path = draft(&mut district, &make("c", "behind")).await;
    let page = text_of(&mut district, &path).await;
    says(
        &page,
        &[
            "02 đơn vị trực thuộc Quận ủy Mẫu có 02 chỉ tiêu chậm",
            "Đảng ủy phường Một, đảng viên kết nạp mới: 02/10",
            "đạt 20% chỉ tiêu năm 2025 Quận ủy Mẫu giao",
            "Đảng ủy phường Hai, tổ chức đảng thành lập mới: chưa ghi nhận kết quả",
        ],
    );
    let path = draft(&mut district, &make("x", "behind")).await;
    says(
        &text_of(&mut district, &path).await,
        &["Chi bộ Cơ khí không có đơn vị trực thuộc"],
    );

    // A part promised by itself is named with its whole.
    house
        .take(
            &Paper::new()
                .targets(["party_member_admitted:owner|Quận ủy Mẫu|w2||2025-01-01|2025-12-31|2||01-QĐ|2025-01-02"]),
        )
        .await;
    let path = draft(&mut district, &make("c", "year")).await;
    let page = text_of(&mut district, &path).await;
    says(
        &page,
        &[
            "chỉ tiêu đảng viên kết nạp mới (chủ doanh nghiệp) năm 2025 Quận ủy Mẫu giao (Đảng ủy phường Hai)",
            "Đảng ủy phường Hai Đảng viên kết nạp mới (chủ doanh nghiệp) Quận ủy Mẫu",
        ],
    );
}

async fn a_review_tells_each_year_across_the_turning_of_the_tree(house: &House) {
    house.take(&base()).await;
    house
        .take(&Paper::new().facts([
            "r1|2012-05-01|party_org_founded|w1|1||party_base_cell||",
            "r2|2020-05-01|party_member_admitted|w1|3||||",
            "r3|2025-08-01|party_member_admitted|w1|5||||",
        ]))
        .await;
    house.take(&Paper::new().events(["2025-07-01|moved|x||w2|"])).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let fields = [
        ("unit", "c"),
        ("report", "final_review"),
        ("period", "27/02/2012..31/12/2025"),
        ("basis", "Nghị quyết số 21-NQ/QU, ngày 27/02/2012"),
    ];
    let path = draft(&mut district, &fields).await;
    let page = text_of(&mut district, &path).await;
    says(
        &page,
        &[
            "tổng kết 14 năm thực hiện",
            "Nghị quyết số 21-NQ/QU, ngày 27/02/2012",
            "2012 (từ 27/02/2012 đến 31/12/2012)",
            "Cả kỳ",
            "kết nạp 10 đảng viên",
        ],
    );
    let years = page.text.matches("<tr><td>20").count();
    assert_eq!(years, 14, "a row a year: {years}");
}
