//! A report's figures beside the ledger's: of the unit, of a unit below that a sentence names, and of what the ledger does not know.

use nennep::features::checks::{Checked, compare};
use nennep::store::{Asked, Book, Figures, Source};
use nennep::web::words::Words;
use nennep_core::checker::read;

use crate::common::House;
use crate::sources::five_documents;

stories!(figures_of_a_text_are_compared_with_the_ledger);

async fn checked(house: &House, unit: &str, (from, to): (&str, &str), text: &str) -> Checked {
    let mut tx = house.db.read().await.unwrap();
    let book = Book::load(&mut tx, None).await.unwrap();
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let asked = Asked {
        unit: book.tree.find(unit).unwrap(),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        tree_on: None,
        measures: Vec::new(),
    };
    let known_at = book.known_at();
    let mut source = Source::Database { tx: &mut tx, known_at };
    let reading = read(&house.catalogs.phrases, text);
    compare(&figures, &mut source, &asked, (&reading, text), &Words::default())
        .await
        .unwrap()
}

async fn figures_of_a_text_are_compared_with_the_ledger(house: &House) {
    house.take(&five_documents()).await;
    let quarter = ("2024-01-01", "2024-03-31");
    let cases: [(&str, &[&str], &[&str]); 7] = [
        ("Thành lập được 02/05 chi bộ mới.", &["02/05 agrees"], &[]),
        (
            "Kết nạp 8 đảng viên.",
            &["8 disagrees"],
            &["Bài ghi 08, sổ đếm được 07."],
        ),
        // The bloc has six of the district's seven.
        (
            "Đảng ủy Khối Doanh nghiệp quận Đống Đa kết nạp 6 đảng viên.",
            &["6 agrees"],
            &[],
        ),
        (
            "Đảng ủy Khối Doanh nghiệp quận Đống Đa kết nạp 7 đảng viên.",
            &["7 disagrees"],
            &["Bài ghi 07, sổ đếm được 06."],
        ),
        (
            "Kết nạp hơn 5 đảng viên, gần 9 đảng viên.",
            &["5 agrees", "9 agrees"],
            &[],
        ),
        // What is promised, and what the ledger does not know, is compared with nothing.
        (
            "Phấn đấu kết nạp 99 đảng viên; mở 3 lớp tập huấn.",
            &["99 unmatched", "3 unmatched"],
            &[],
        ),
        // Right by the ledger and wrong by its own fraction is wrong.
        (
            "Kết nạp 7/35 đảng viên, đạt 30%.",
            &["7/35 disagrees"],
            &["Tỷ lệ ghi 30%, tính lại được 20%."],
        ),
    ];
    for (text, verdicts, messages) in cases {
        let checked = checked(house, "dd", quarter, text).await;
        let said: Vec<String> = checked
            .mentions
            .iter()
            .map(|mention| format!("{} {}", mention.text, mention.verdict))
            .collect();
        for (finding, message) in checked.findings.iter().zip(messages) {
            assert!(finding.message.starts_with(message), "{text}: {}", finding.message);
        }
        assert_eq!(checked.findings.len(), messages.len(), "{text}: {:?}", checked.findings);
        assert_eq!(said, verdicts, "{text}");
    }
}
