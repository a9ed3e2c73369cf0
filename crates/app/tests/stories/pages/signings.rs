//! A paper on its way: drafted, overtaken by an entry, decided on, signed, edited outside and brought back, printed again.

use std::io::{Cursor, Read as _, Write as _};

use axum::http::StatusCode;
use nennep::web::reports::confirmed;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::submissions::base;
use crate::common::browser::{Browser, Page, Pages};
use crate::common::forms::sent_file;
use crate::common::{House, Paper};

stories! {
    a_paper_is_signed_and_never_changes,
    an_edited_file_tells_what_was_changed,
    what_cannot_be_signed_says_why,
    a_cancelled_number_stays_taken,
}

async fn draft(district: &mut Browser) -> String {
    let fields = [("unit", "c"), ("report", "quarter"), ("period", "2025-Q4")];
    let made = district.post("/papers", &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    made.leads_to().to_owned()
}

/// A page of a paper when its files are done.
async fn done(district: &mut Browser, path: &str) -> Page {
    for _ in 0..200 {
        let page = district.get(path).await;
        if !page.text.contains("data-poll") {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{path} is never done");
}

const SIGNED: [(&str, &str); 4] = [
    ("number", "1"),
    ("dated", "15/01/2026"),
    ("signer_title", "Bí thư"),
    ("signer_name", "Lê Thu Mẫu"),
];

async fn a_paper_is_signed_and_never_changes(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    // An entry comes in after the draft: the page says so, and the paper is not signed unasked.
    house
        .take(&Paper::new().facts(["late|2025-12-28|party_member_admitted|x|4||||"]))
        .await;
    let html = format!("{path}/bao-cao.html");
    let before = district.get(&html).await;
    assert!(before.words().contains("kết nạp 02 đảng viên"), "{}", before.words());
    let refused = district.post(&format!("{path}/signing"), &SIGNED).await;
    assert_eq!(refused.code, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.words().contains("ghi lý do vì sao vẫn ký số cũ"),
        "{}",
        refused.words()
    );
    assert_eq!(house.numbers("select count(*) from signing").await, [0]);

    let fields: Vec<(&str, &str)> = SIGNED
        .into_iter()
        .chain([("kept_reason", "Chốt số liệu ngày 31/12")])
        .collect();
    let signed = district.post(&format!("{path}/signing"), &fields).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.words());
    let again = district.post(&format!("{path}/signing"), &fields).await;
    assert_eq!(again.code, StatusCode::SEE_OTHER, "pressed twice it is one");
    assert_eq!(house.numbers("select count(*) from signing").await, [1]);

    let endings = ["docx", "html", "xlsx", "json"];
    let mut first = Vec::new();
    for ending in endings {
        first.push(district.get(&format!("{path}/bao-cao.{ending}")).await.bytes);
    }
    are_confirmed(house, &endings[..3], &first).await;
    let seal = house.texts("select content from signing").await.concat();
    let slip = district.get(&path).await.words();
    assert!(
        slip.contains(&seal) && slip.contains("Số 01-BC/QU") && slip.contains("Chốt số liệu ngày 31/12"),
        "{slip}"
    );
    assert!(
        part(&first[0], "docProps/core.xml").contains(&seal),
        "the seal stands in the properties"
    );
    assert!(String::from_utf8_lossy(&first[1]).contains(&seal));
    assert!(part(&first[2], "docProps/core.xml").contains(&seal));

    house
        .take(&Paper::new().facts(["later|2025-11-11|party_member_admitted|w1|9||||"]))
        .await;
    house
        .take(&Paper::new().events(["2025-06-01|renamed|w1|||Đảng ủy phường Khác"]))
        .await;
    // Another house over the same database has made no file yet: it prints from what was kept.
    let pages = Pages::of(house);
    let mut other = pages.signed_in("quan").await;
    for (ending, bytes) in endings.iter().zip(&first) {
        let printed = other.get(&format!("{path}/bao-cao.{ending}")).await.bytes;
        assert!(printed == *bytes, "{ending} is not what was signed");
    }
    let list = district.get("/papers").await;
    assert!(list.words().contains("01-BC/QU"), "{}", list.words());
    let verified = nennep::store::verify(&house.db).await.unwrap();
    let check = verified.checks.iter().find(|check| check.name == "papers").unwrap();
    assert!(verified.ok && check.detail.contains("1 signed"), "{}", check.detail);
}

/// A file says by its seal which paper it is, and by its bytes whether it is as it was signed.
async fn are_confirmed(house: &House, endings: &[&str], files: &[Vec<u8>]) {
    for (ending, bytes) in endings.iter().zip(files) {
        is_confirmed(house, ending, bytes).await;
    }
}

async fn is_confirmed(house: &House, ending: &str, bytes: &[u8]) {
    let mut tx = house.db.read().await.unwrap();
    let name = format!("bao-cao.{ending}");
    let same = confirmed(&mut tx, &name, bytes).await.unwrap();
    assert!(same.is_confirmed(), "{ending}: {same:?}");
    assert_eq!(same.number_line.as_deref(), Some("Số 01-BC/QU"));
    let longer = confirmed(&mut tx, &name, &[bytes, b" "].concat()).await.unwrap();
    assert!(!longer.is_confirmed(), "{ending}");
    let other = confirmed(&mut tx, &name, b"x").await.unwrap();
    assert_eq!((other.is_confirmed(), other.number_line), (false, None));
    tx.rollback().await.unwrap();
}

async fn an_edited_file_tells_what_was_changed(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let file = district.get(&format!("{path}/bao-cao.docx")).await.bytes;
    let returned = format!("{path}/returned");
    let same = sent_file(&mut district, &returned, "bao-cao.docx", &file).await;
    assert_eq!(same.code, StatusCode::OK, "{}", same.words());
    assert!(
        same.words().contains("Mọi số liệu trong tệp đều đúng như bài đã lập"),
        "{}",
        same.words()
    );
    assert!(
        same.words().contains("Lời văn trong tệp đúng như bài đã lập"),
        "{}",
        same.words()
    );

    // What Word would write: another number in the control, and a sentence in the last paragraph.
    let edited = edited(&file, |document| {
        let at = document.find("party_member_admitted").unwrap();
        let text = at + document[at..].find("02</w:t>").unwrap();
        format!("{}12{}", &document[..text], &document[text + 2..])
    });
    let page = sent_file(&mut district, &returned, "da-sua.docx", &edited).await;
    assert!(
        page.words().contains("1 số liệu khác bài") || page.words().contains("01 số liệu khác bài"),
        "{}",
        page.words()
    );
    assert!(
        page.words().contains("Trong bài, theo sổ Trong tệp 02 12"),
        "{}",
        page.words()
    );
    let wrong = sent_file(&mut district, &returned, "bao-cao.txt", "Kết nạp 12".as_bytes()).await;
    assert_eq!(wrong.code, StatusCode::UNPROCESSABLE_ENTITY);
    // Larger than a form may be, and a file all the same.
    let large = sent_file(&mut district, &returned, "bao-cao.docx", &vec![b' '; 2 * 1024 * 1024]).await;
    assert_eq!(large.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", large.words());
    let none = district.post(&returned, &[]).await;
    assert_eq!(none.code, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn what_cannot_be_signed_says_why(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let (one, two) = (draft(&mut district).await, draft(&mut district).await);
    done(&mut district, &one).await;
    let with = |number: &'static str, more: &[(&'static str, &'static str)]| {
        let mut fields = SIGNED.to_vec();
        fields[0] = ("number", number);
        fields.extend(more);
        fields
    };
    let gap = district.post(&format!("{one}/signing"), &with("3", &[])).await;
    assert_eq!(gap.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", gap.words());
    let gap = [("gap_reason", "Hai số đầu cấp trước khi có phần mềm")];
    let signed = district.post(&format!("{one}/signing"), &with("3", &gap)).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.words());
    let used = district.post(&format!("{two}/signing"), &with("3", &[])).await;
    assert_eq!(used.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", used.words());
    let mut early = with("4", &[]);
    early[1] = ("dated", "14/01/2026");
    let early = district.post(&format!("{two}/signing"), &early).await;
    assert_eq!(
        early.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "before the paper numbered before it"
    );
    let next = district.post(&format!("{two}/signing"), &with("4", &[])).await;
    assert_eq!(next.code, StatusCode::SEE_OTHER, "{}", next.words());
    let lines = house.texts("select number_line from signing order by number").await;
    assert_eq!(lines, ["Số 03-BC/QU", "Số 04-BC/QU"]);
    for change in ["update signing set words = 'x'", "delete from signing"] {
        let mut tx = house.db.write().await.unwrap();
        assert!(tx.execute(change, &[]).await.is_err(), "{change}");
        tx.rollback().await.unwrap();
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A .docx whose text part was changed, the other parts as they were.
fn edited(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            content = change(std::str::from_utf8(&content).unwrap()).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn a_cancelled_number_stays_taken(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut district = pages.officer("quan", "organization_officer", "c").await;
    let path = draft(&mut district).await;
    let early = district
        .post(&format!("{path}/cancelled"), &[("cancel_reason", "Sai")])
        .await;
    assert_eq!(early.code, StatusCode::NOT_FOUND, "a draft has no number");
    district.post(&format!("{path}/signing"), &SIGNED).await;
    let before = district.get(&format!("{path}/bao-cao.html")).await.bytes;
    let silent = district
        .post(&format!("{path}/cancelled"), &[("cancel_reason", " ")])
        .await;
    assert_eq!(silent.code, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for");
    for _ in 0..2 {
        let done = district
            .post(&format!("{path}/cancelled"), &[("cancel_reason", "Ký nhầm bản")])
            .await;
        assert_eq!(done.code, StatusCode::SEE_OTHER, "{}", done.words());
    }
    assert_eq!(
        house.texts("select reason from signing_cancelled").await,
        ["Ký nhầm bản"],
        "pressed twice it is one"
    );
    let page = district.get(&path).await.words();
    assert!(page.contains("đã hủy số") && page.contains("Ký nhầm bản"), "{page}");
    assert!(
        district.get(&format!("{path}/bao-cao.html")).await.bytes == before,
        "what was signed stays as it was"
    );
    let next = draft(&mut district).await;
    let used = district.post(&format!("{next}/signing"), &SIGNED).await;
    assert_eq!(
        used.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the number is not given again"
    );
    let fields: Vec<_> = SIGNED
        .into_iter()
        .map(|(name, value)| (name, if name == "number" { "2" } else { value }))
        .collect();
    let signed = district.post(&format!("{next}/signing"), &fields).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "no gap: {}", signed.words());
}
