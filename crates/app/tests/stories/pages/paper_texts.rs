//! The words of a paper, edited: numbers stay objects, those that are changed stamp it, and a paper made anew keeps the words.

use axum::http::StatusCode;

use super::submissions::base;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    edited_words_are_printed_with_numbers_of_the_book,
    a_changed_number_stamps_the_paper_until_it_is_decided,
    words_are_kept_when_the_figures_are_refreshed,
    words_saved_meanwhile_are_not_written_over,
    what_the_text_alone_says_is_compared_too,
}

const FIGURE: &str = "c/party_member_admitted/2025-10-01..2025-12-31/value";

async fn draft(browser: &mut Browser) -> String {
    let fields = [("unit", "c"), ("report", "quarter"), ("period", "2025-Q4")];
    let made = browser.post("/papers", &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    made.leads_to().to_owned()
}

async fn save(browser: &mut Browser, path: &str, words: &str, seen: &str) -> Page {
    browser
        .post(&format!("{path}/text"), &[("words", words), ("seen", seen)])
        .await
}

async fn printed(browser: &mut Browser, path: &str) -> Page {
    browser.get(&format!("{path}/bao-cao.html")).await
}

fn own(number: &str) -> String {
    format!("# KẾT QUẢ\n\nQuý này quận đón [{number}|{FIGURE}] đảng viên mới [chi bộ Cơ khí].")
}

async fn edited_words_are_printed_with_numbers_of_the_book(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let editor = district.get(&format!("{path}/text")).await;
    let token = format!("[02|{FIGURE}]");
    assert!(editor.text.contains(&token), "every number stands with its figure");
    // What comes back as it was offered is no edit.
    let offered = format!("kết nạp {token} đảng viên mới");
    assert!(editor.text.contains(&offered), "{}", editor.text);

    let saved = save(&mut district, &path, &own("02"), "0").await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let page = printed(&mut district, &path).await;
    assert!(
        page.words()
            .contains("Quý này quận đón 02 đảng viên mới [chi bộ Cơ khí]"),
        "{}",
        page.words()
    );
    assert!(
        page.text.contains(&format!("data-figure=\"{FIGURE}\"")),
        "the number is still an object"
    );
    assert!(!page.words().contains("KHÔNG KHỚP"));
    let again = save(&mut district, &path, &own("02"), "1").await;
    assert_eq!(again.code, StatusCode::SEE_OTHER);
    assert_eq!(
        house.numbers("select count(*) from paper_text").await,
        [1],
        "the same words are not kept twice"
    );

    let proof = district
        .post(
            &format!("{path}/text/proof"),
            &[("words", &own("03").replace("Quý này", "Có thêm 05 tổ chức đảng;"))],
        )
        .await;
    let words = proof.words();
    assert!(words.contains("DỰ THẢO – 01 SỐ KHÔNG KHỚP SỔ"), "{words}");
    assert!(words.contains("lời văn ghi 03 , số liệu của bài là 02"), "{words}");
    assert!(
        words.contains("Số gõ tay, không mở được bút toán: Có thêm 05 tổ chức đảng"),
        "{words}"
    );
    assert_eq!(
        house.numbers("select count(*) from paper_text").await,
        [1],
        "a proof keeps nothing"
    );

    let given_up = district.post(&format!("{path}/text/withdrawn"), &[("seen", "1")]).await;
    assert_eq!(given_up.code, StatusCode::SEE_OTHER, "{}", given_up.words());
    let page = printed(&mut district, &path).await;
    assert!(
        !page.words().contains("Quý này quận đón") && page.words().contains("kết nạp 02"),
        "{}",
        page.words()
    );
}

async fn a_changed_number_stamps_the_paper_until_it_is_decided(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let saved = save(&mut district, &path, &own("07"), "0").await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let page = printed(&mut district, &path).await;
    assert!(
        page.words().contains("DỰ THẢO – 01 SỐ KHÔNG KHỚP SỔ"),
        "{}",
        page.words()
    );
    let fields = [
        ("number", "1"),
        ("dated", "15/01/2026"),
        ("signer_title", "Bí thư"),
        ("signer_name", "Lê Thu Mẫu"),
    ];
    let refused = district.post(&format!("{path}/signing"), &fields).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("ghi lý do giữ số như trong lời văn"),
        "{}",
        refused.words()
    );
    let decided: Vec<_> = fields
        .into_iter()
        .chain([("kept_reason", "Số của hội nghị ngày 10/01")])
        .collect();
    let signed = district.post(&format!("{path}/signing"), &decided).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.words());
    let slip = district.get(&path).await;
    assert!(
        slip.words().contains("Số giữ khác số liệu của bài 01"),
        "{}",
        slip.words()
    );
    let page = printed(&mut district, &path).await;
    assert!(
        page.words().contains("quận đón 07") && !page.words().contains("KHÔNG KHỚP"),
        "{}",
        page.words()
    );
    let late = save(&mut district, &path, &own("02"), "1").await;
    assert_eq!(late.code, StatusCode::NOT_FOUND, "a signed paper has no editor");
}

async fn words_are_kept_when_the_figures_are_refreshed(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let both = format!(
        "{}\n\nGiữ riêng [09|c/party_org_founded/2025-10-01..2025-12-31/value] tổ chức.",
        own("02")
    );
    save(&mut district, &path, &both, "0").await;
    house
        .take(&Paper::new().facts(["late|2025-12-28|party_member_admitted|x|4||||"]))
        .await;
    let page = district.get(&path).await;
    assert!(
        page.words().contains("01 số liệu đã đổi") || page.words().contains("số liệu đã đổi"),
        "{}",
        page.words()
    );
    let older = path.rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("unit", "c"),
        ("report", "quarter"),
        ("period", "2025-Q4"),
        ("words_of", older.as_str()),
    ];
    let made = district.post("/papers", &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    let anew = made.leads_to().to_owned();
    let page = printed(&mut district, &anew).await;
    assert!(
        page.words().contains("Quý này quận đón 06 đảng viên mới"),
        "{}",
        page.words()
    );
    assert!(
        page.words().contains("Giữ riêng 09 tổ chức"),
        "a number the officer changed stays: {}",
        page.words()
    );
    assert!(
        page.words().contains("DỰ THẢO – 01 SỐ KHÔNG KHỚP SỔ"),
        "{}",
        page.words()
    );
    let old = printed(&mut district, &path).await;
    assert!(old.words().contains("quận đón 02"), "the older draft stays as it was");
}

async fn words_saved_meanwhile_are_not_written_over(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    save(&mut district, &path, &own("02"), "0").await;
    let other = save(&mut district, &path, "Lời khác.", "0").await;
    assert_eq!(other.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("Lời khác."), "what was typed is not lost");
    let empty = save(&mut district, &path, "  ", "1").await;
    assert_eq!(empty.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.words());
    assert_eq!(house.numbers("select count(*) from paper_text").await, [1]);
}

/// Surveys without a target stand in no table: only the text says them.
async fn what_the_text_alone_says_is_compared_too(house: &House) {
    house.take(&base()).await;
    house
        .take(&Paper::new().facts(["s1|2025-11-05|conference_held|w1|3||||"]))
        .await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let words = "Quận tổ chức [03|c/conference_held/2025-10-01..2025-12-31/value] hội nghị.";
    let saved = save(&mut district, &path, words, "0").await;
    assert_eq!(saved.code, StatusCode::SEE_OTHER, "{}", saved.words());
    let page = district.get(&path).await;
    assert!(
        page.text.contains("name=\"kept_reason\""),
        "words of one's own may say other numbers: the reason has its field"
    );
    assert!(!page.words().contains("đã đổi từ khi lập bài"), "{}", page.words());
    house
        .take(&Paper::new().facts(["s2|2025-11-06|conference_held|w1|1||||"]))
        .await;
    let page = district.get(&path).await;
    assert!(page.words().contains("đã đổi từ khi lập bài"), "{}", page.words());
    let fields = [
        ("number", "1"),
        ("dated", "15/01/2026"),
        ("signer_title", "Bí thư"),
        ("signer_name", "Lê Thu Mẫu"),
    ];
    let refused = district.post(&format!("{path}/signing"), &fields).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.words());
    // Words that came after the page was shown are not signed unseen.
    let late: Vec<_> = fields
        .into_iter()
        .chain([("kept_reason", "Chốt"), ("words_seen", "0")])
        .collect();
    let unseen = district.post(&format!("{path}/signing"), &late).await;
    assert_eq!(unseen.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", unseen.words());
    let seen: Vec<_> = fields
        .into_iter()
        .chain([("kept_reason", "Chốt"), ("words_seen", "1")])
        .collect();
    let signed = district.post(&format!("{path}/signing"), &seen).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.words());
}
