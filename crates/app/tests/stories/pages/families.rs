//! Papers of unions and of the youth: their own letterhead, their own numbers, by the year.

use axum::http::StatusCode;
use nennep::store::SIGNED_NUMBER;

use crate::common::browser::{Browser, Page, Pages};
use crate::common::{House, Paper};

stories! {
    a_union_writes_as_the_state_does_and_counts_by_the_year,
    the_youth_write_on_their_own_form,
}

fn base() -> Paper {
    Paper::new()
        .units([
            "c|Quận ủy Mẫu|district_committee||2000-01-01",
            "l|Liên đoàn Lao động quận Mẫu|union_federation|c|2000-01-01",
            "g|Công đoàn cơ sở Công ty Gốm Ấn|union_base|l|2020-01-01",
            "d|Quận đoàn Mẫu|youth_committee|c|2000-01-01",
        ])
        .facts([
            "a|2025-08-10|union_org_founded|l|3||||",
            "b|2025-11-10|union_member_admitted|g|12||||",
            "e|2025-11-20|youth_org_founded|d|2||||",
        ])
}

async fn draft(officer: &mut Browser, unit: &str, period: &str) -> String {
    let fields = [("unit", unit), ("report", "quarter"), ("period", period)];
    let made = officer.post("/papers", &fields).await;
    assert_eq!(made.code, StatusCode::SEE_OTHER, "{}", made.words());
    made.leads_to().to_owned()
}

async fn sign(officer: &mut Browser, path: &str, (number, dated): (&str, &str)) -> Page {
    let fields = [("number", number), ("dated", dated)];
    officer.post(&format!("{path}/signing"), &fields).await
}

fn says(page: &Page, all: &[&str]) {
    let words = page.words();
    for told in all {
        assert!(words.contains(told), "{told}: {words}");
    }
}

async fn a_union_writes_as_the_state_does_and_counts_by_the_year(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut union = pages.officer("ldld", "unit_officer", "l").await;
    let (third, fourth) = (
        draft(&mut union, "l", "2025-Q3").await,
        draft(&mut union, "l", "2025-Q4").await,
    );
    for (path, dated) in [(&third, "30/12/2025"), (&fourth, "15/01/2026")] {
        let signed = sign(&mut union, path, ("1", dated)).await;
        assert_eq!(
            signed.code,
            StatusCode::SEE_OTHER,
            "one begins each year: {}",
            signed.words()
        );
    }
    let used = draft(&mut union, "l", "2025-Q4").await;
    let used = sign(&mut union, &used, ("1", "15/01/2026")).await;
    assert_eq!(
        used.code,
        StatusCode::UNPROCESSABLE_ENTITY,
        "inside a year a number stands once"
    );
    let kept = house
        .texts("select symbol || ' ' || series || ' ' || number_line from signing order by series")
        .await;
    assert_eq!(kept, ["BC-LĐLĐ 2025 Số: 01/BC-LĐLĐ", "BC-LĐLĐ 2026 Số: 01/BC-LĐLĐ"]);

    let page = union.get(&format!("{third}/bao-cao.html")).await;
    let told = [
        "LIÊN ĐOÀN LAO ĐỘNG QUẬN MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc Số: 01/BC-LĐLĐ",
        "Mẫu, ngày 30 tháng 12 năm 2025",
        "./. Nơi nhận: - Quận ủy Mẫu (để báo cáo); - Các đơn vị trực thuộc; - Lưu: VT. TM. BAN THƯỜNG VỤ",
    ];
    says(&page, &told);
    assert!(
        !page.text.contains("ĐẢNG"),
        "the committee above is no superior on its papers: {}",
        page.text
    );
    // Where papers are listed, one is named by what stands behind the word.
    let bare = format!("select {SIGNED_NUMBER} from signing s");
    assert_eq!(house.texts(&bare).await, ["01/BC-LĐLĐ", "01/BC-LĐLĐ"]);
    assert!(union.get("/papers").await.words().contains("01/BC-LĐLĐ"));

    // A base union writes below its federation, and where that sits.
    let base = draft(&mut union, "g", "2025-Q4").await;
    let page = union.get(&format!("{base}/bao-cao.html")).await;
    says(
        &page,
        &[
            "LIÊN ĐOÀN LAO ĐỘNG QUẬN MẪU CÔNG ĐOÀN CƠ SỞ CÔNG TY GỐM ẤN CỘNG HÒA",
            "Số: /BC-CĐCS Mẫu, ngày 31 tháng 12 năm 2025",
        ],
    );
}

async fn the_youth_write_on_their_own_form(house: &House) {
    house.take(&base()).await;
    let pages = Pages::of(house);
    let mut youth = pages.officer("quandoan", "unit_officer", "d").await;
    let path = draft(&mut youth, "d", "2025-Q4").await;
    let signed = sign(&mut youth, &path, ("7", "15/01/2026")).await;
    assert_eq!(signed.code, StatusCode::UNPROCESSABLE_ENTITY, "{}", signed.words());
    let signed = sign(&mut youth, &path, ("1", "15/01/2026")).await;
    assert_eq!(signed.code, StatusCode::SEE_OTHER, "{}", signed.words());
    let page = youth.get(&format!("{path}/bao-cao.html")).await;
    says(
        &page,
        &[
            "QUẬN ĐOÀN MẪU *** Số: 01-BC/ĐTN ĐOÀN TNCS HỒ CHÍ MINH Mẫu, ngày 15 tháng 01 năm 2026",
            "./. Nơi nhận:",
        ],
    );
    assert_eq!(house.texts("select series from signing").await, ["2026"]);
    // A file that comes back from Word says the same words.
    let file = youth.get(&format!("{path}/bao-cao.docx")).await.bytes;
    let same = crate::common::forms::sent_file(&mut youth, &format!("{path}/returned"), "bao-cao.docx", &file).await;
    says(&same, &["Lời văn trong tệp đúng như bài đã lập"]);
}
