//! How a committee says its papers: edited with a proof, handed down to units without words of their own, taken back.

use axum::http::StatusCode;

use super::submissions::base;
use crate::common::House;
use crate::common::browser::{Browser, Page, Pages};

stories! {
    own_words_are_said_here_and_below,
    what_is_wrong_is_told_at_its_line,
    nobody_words_the_papers_of_others,
}

/// The fields of a wording of the quarter with this text.
fn fields<'a>(unit: &'a str, words: &'a str, seen: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("unit", unit),
        ("seen", seen),
        ("opening", "Tính đến {{ den_ngay }}"),
        ("summary", "kết quả công tác của {{ don_vi }}\n{{ ky }}"),
        ("recipients", "{{ cap_tren }} (để báo cáo)\nLưu"),
        ("words", words),
    ]
}

async fn quarter_of(browser: &mut Browser, unit: &str) -> (String, Page) {
    let fields = [("unit", unit), ("report", "quarter"), ("period", "2025-Q4")];
    let made = browser.post("/papers", &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    let path = made.leads_to().to_owned();
    let page = browser.get(&format!("{path}/bao-cao.html")).await;
    (path, page)
}

const OWN: &str = "# VIỆC CHÍNH\n\n{% if co(\"party_member_admitted\") %}Quý này {{ don_vi }} {{ cau(\"party_member_admitted\") }}.{% else %}Chưa có.{% endif %}";

async fn own_words_are_said_here_and_below(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let (older, before) = quarter_of(&mut district, "c").await;
    assert!(before.words().contains("KẾT QUẢ THỰC HIỆN"), "{}", before.words());
    let proof = district.post("/wordings/quarter/proof", &fields("c", OWN, "0")).await;
    assert!(proof.words().contains("I- VIỆC CHÍNH"), "{}", proof.words());
    assert_eq!(
        house.numbers("select count(*) from wording").await,
        [0],
        "a proof keeps nothing"
    );

    let saved = district.post("/wordings/quarter", &fields("c", OWN, "0")).await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let again = district.post("/wordings/quarter", &fields("c", OWN, "0")).await;
    assert_eq!(again.code, StatusCode::SEE_OTHER);
    assert_eq!(
        house.numbers("select count(*) from wording").await,
        [1],
        "the same words are kept once"
    );
    let (_, own) = quarter_of(&mut district, "c").await;
    assert!(
        own.words().contains("Quý này Quận ủy Mẫu kết nạp 02"),
        "{}",
        own.words()
    );
    assert!(
        own.words().contains("kết quả công tác của Quận ủy Mẫu"),
        "{}",
        own.words()
    );
    let (_, below) = quarter_of(&mut district, "w1").await;
    assert!(
        below.words().contains("Quý này Đảng ủy phường Một kết nạp"),
        "{}",
        below.words()
    );
    // A draft is said as its committee says papers now.
    let draft = district.get(&format!("{older}/bao-cao.html")).await;
    assert!(draft.words().contains("VIỆC CHÍNH"), "{}", draft.words());
    let list = district.get("/wordings?unit=w1").await;
    assert!(list.words().contains("Lời của Quận ủy Mẫu"), "{}", list.words());

    nearest_words_count(&mut district).await;
    let stale = district
        .post("/wordings/quarter", &fields("c", "# KHÁC\n\nLời khác.", "0"))
        .await;
    assert_eq!(stale.code, StatusCode::UNPROCESSABLE_ENTITY, "saved meanwhile");
    assert!(stale.text.contains("Lời khác."), "what was typed is not lost");
    let newest = house.numbers("select max(id) from wording where unit_id = 1").await[0].to_string();
    let given_up = district
        .post(
            "/wordings/quarter/withdrawn",
            &[("unit", "c"), ("seen", newest.as_str())],
        )
        .await;
    assert_eq!(given_up.code, StatusCode::SEE_OTHER, "{}", given_up.words());
    let (_, ours) = quarter_of(&mut district, "c").await;
    assert!(ours.words().contains("KẾT QUẢ THỰC HIỆN"), "{}", ours.words());
}

/// A ward that words its papers itself says them so.
async fn nearest_words_count(district: &mut Browser) {
    let ward = OWN.replace("Quý này", "Trong quý");
    let saved = district.post("/wordings/quarter", &fields("w1", &ward, "0")).await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let (_, below) = quarter_of(district, "w1").await;
    assert!(
        below.words().contains("Trong quý Đảng ủy phường Một"),
        "the nearest counts: {}",
        below.words()
    );
}

async fn what_is_wrong_is_told_at_its_line(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let cases = [
        ("Một dòng.\n\n{{ khong_co }}", "3: {{ khong_co }}", "danh sách hàm"),
        ("{% if co(\"party_org_founded\") %}", "1: {% if", "đúng cú pháp"),
        (
            "Dòng.\n{{ cau(\"women_org_founded\") }}",
            "2: {{ cau",
            "Bọc câu trong if",
        ),
        // Said of this quarter, it cannot be said of one in which nothing was recorded.
        ("{{ cau(\"party_member_admitted\") }}", "1: {{ cau", "Bọc câu trong if"),
        (
            "{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}",
            "1: {% for",
            "lặp có hạn",
        ),
        ("{% include \"khong_co\" %}", "1: {% include", "danh sách hàm"),
        ("", "", "một giá trị"),
    ];
    for (words, found, told) in cases {
        let refused = district.post("/wordings/quarter", &fields("c", words, "0")).await;
        assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let said = refused.words();
        assert!(said.contains(found) && said.contains(told), "{words}\n{said}");
    }
    let mut two = fields("c", "{{ khong_co }}", "0");
    two[3].1 = "{{ cung_khong_co }}";
    let refused = district.post("/wordings/quarter", &two).await.words();
    assert!(
        refused.contains("cung_khong_co") && refused.contains("{{ khong_co }}"),
        "all at once: {refused}"
    );
    let part = [("unit", "c"), ("seen", "0"), ("words", "# PHẦN\n\n{{ khong_co }}")];
    let refused = district.post("/wordings/results", &part).await;
    assert!(refused.words().contains("3: {{ khong_co }}"), "{}", refused.words());
    let part = [("unit", "c"), ("seen", "0"), ("words", "Dòng.\n\n{% if %}")];
    let refused = district.post("/wordings/results", &part).await;
    assert!(
        refused.words().contains("3: {% if %}"),
        "a part that cannot be read: {}",
        refused.words()
    );
    // The quarter does not ask for it; the paper of units below does.
    let part = [
        ("unit", "c"),
        ("seen", "0"),
        ("words", "{%- macro noi(ds) -%}{{ khong_co }}{%- endmacro -%}"),
    ];
    let refused = district.post("/wordings/common", &part).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    let part = [("unit", "c"), ("seen", "0"), ("words", "# PHẦN MỚI\n\nLời của phần.")];
    let saved = district.post("/wordings/results", &part).await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let (_, page) = quarter_of(&mut district, "c").await;
    assert!(
        page.words().contains("PHẦN MỚI") && page.words().contains("Lời của phần."),
        "{}",
        page.words()
    );
    assert_eq!(house.numbers("select count(*) from wording").await, [1]);
    assert_eq!(district.get("/wordings/huh?unit=c").await.code, StatusCode::NOT_FOUND);
}

async fn nobody_words_the_papers_of_others(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut ward = pages.officer("phuong", "ward_officer", "w1").await;
    for unit in ["c", "w2", "huh"] {
        let refused = ward.post("/wordings/quarter", &fields(unit, OWN, "0")).await;
        assert_eq!(refused.code, StatusCode::NOT_FOUND, "{unit}");
        assert_eq!(
            ward.get(&format!("/wordings/quarter?unit={unit}")).await.code,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(house.numbers("select count(*) from wording").await, [0]);
}
