use std::io::{Cursor, Read};

use nennep_core::ledger::content_hash;
use nennep_core::reports::Family;
use zip::ZipArchive;

use super::{DocxError, tag_of, write};
use crate::blocks::{Block, Paper, Run};
use crate::layout::{Layout, Layouts};
use crate::{samples, text};

fn layout() -> Layout {
    layout_of("party-2026")
}

fn layout_of(id: &str) -> Layout {
    let layouts = Layouts::parse(include_str!("../../../../catalog/layouts.toml")).unwrap();
    layouts.by_id(id).unwrap().clone()
}

fn part(paper: &Paper, name: &str) -> String {
    part_in(paper, &layout(), name)
}

fn part_in(paper: &Paper, layout: &Layout, name: &str) -> String {
    let bytes = write(paper, layout).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut content = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut content).unwrap();
    content
}

/// Returns the words between the tags, a line a paragraph.
fn words(markup: &str) -> String {
    let mut words = String::new();
    for piece in markup.replace("</w:p>", "\n").split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn the_document_holds_the_words_of_the_paper() {
    for family in Family::ALL {
        let paper = samples::report_of(family);
        let layout = layout_of(&paper.layout);
        let document = words(&part_in(&paper, &layout, "word/document.xml"));
        let said = text::extract(&paper, &layout);
        for line in said.lines().flat_map(|line| line.split('\t')) {
            assert!(document.contains(line), "{line}");
        }
        // The letterhead in order: both sides, then the kind.
        let kind = document.find("\nBÁO CÁO\n").unwrap();
        let top: Vec<&str> = document[..kind]
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let told: Vec<&str> = said.lines().take_while(|line| *line != "BÁO CÁO").collect();
        assert_eq!(top, told);
    }
}

/// The State's papers have no signs below issuer and summary but lines, a bold italic head of the recipients and a bold title.
#[test]
fn a_state_like_paper_has_its_looks() {
    let paper = samples::report_of(Family::StateLike);
    let document = part_in(&paper, &layout_of("state-like-2020"), "word/document.xml");
    let run = |words: &str| {
        let end = document.find(&format!(">{words}</w:t>")).unwrap();
        let start = document[..end].rfind("<w:r>").unwrap();
        &document[start..end]
    };
    assert!(run("Nơi nhận:").contains("<w:b />") && run("Nơi nhận:").contains("<w:i />"));
    assert!(!run("Nơi nhận:").contains("<w:u "));
    assert!(run("CHỦ TỊCH").contains("<w:b />"));
    assert!(run("Độc lập – Tự do – Hạnh phúc").contains("<w:u "));
    assert!(!run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").contains("<w:u "));
    assert_eq!(words(&document).matches(&"\u{a0}".repeat(40)).count(), 2);
    assert!(!words(&document).contains("-----"));
    let party = part(&samples::report(), "word/document.xml");
    assert!(!party.contains('\u{a0}'));
}

/// Signed papers of the Party are printed again from what was kept; whoever changes this page changes papers that were sent.
#[test]
fn a_party_paper_keeps_its_markup() {
    let document = part(&samples::report(), "word/document.xml");
    let kept = "4cb9d74888ae0d2b924e5ee9f4779a70dc5ca318bc41f3651159c187288b2c68";
    assert_eq!(content_hash(&[("document", Some(&document))]), kept);
}

#[test]
fn every_number_is_a_control_of_its_figure() {
    let paper = samples::report();
    let document = part(&paper, "word/document.xml");
    let numbers = paper.blocks.iter().flat_map(|block| match block {
        Block::Heading { .. } | Block::Centred { .. } => &[] as &[Run],
        Block::Paragraph { runs } => runs,
    });
    let in_text = numbers.filter(|run| run.figure().is_some()).count();
    let in_tables = paper
        .appendices
        .iter()
        .flat_map(|appendix| appendix.rows.iter().flatten());
    let in_tables = in_tables.filter(|cell| cell.figure().is_some()).count();
    assert_eq!(document.matches("<w:sdt>").count(), in_text + in_tables);
    assert_eq!(document.matches("<w:tag ").count(), in_text + in_tables);
    let figure = "hl/party_org_founded/2024-01-01..2024-03-31";
    let control = format!("<w:alias w:val=\"{figure}\" /><w:tag w:val=\"{figure}\" /></w:sdtPr><w:sdtContent><w:r>");
    assert!(document.contains(&control));
}

#[test]
fn a_long_identity_is_shortened_the_same_way_each_time() {
    let figure = format!(
        "hl/enterprise_surveyed:{}/2021-01-01..2025-12-31",
        "đã-khảo-sát-".repeat(8)
    );
    let tag = tag_of(&figure);
    assert_eq!(tag.chars().count(), 64);
    assert_eq!(tag, tag_of(&figure));
    assert_ne!(tag, tag_of(&figure.replace("2025", "2026")));
    assert_eq!(tag_of("dd/party"), "dd/party");
}

#[test]
fn signs_of_markup_and_of_control_stay_words() {
    let mut paper = samples::report();
    let figure = "a&b<\"c\">'".to_owned();
    paper.blocks = vec![Block::Paragraph {
        runs: vec![Run::Number {
            figure: figure.clone(),
            text: "</w:t>\u{1}&".to_owned(),
        }],
    }];
    let document = part(&paper, "word/document.xml");
    assert!(words(&document).contains("</w:t> &"));
    assert!(!document.contains('\u{1}'));
    assert!(
        document.contains("<w:tag w:val=\"a&amp;b&lt;&quot;c&quot;&gt;'\" />"),
        "{document}"
    );
}

#[test]
fn pages_carry_number_mark_and_sheet() {
    let paper = samples::report();
    let (every, first) = (part(&paper, "word/header1.xml"), part(&paper, "word/header2.xml"));
    assert!(every.contains("PAGE") && !first.contains("PAGE"));
    assert!(every.contains("BẢN MẪU") && first.contains("BẢN MẪU"));
    assert!(part(&paper, "docProps/core.xml").contains("<dc:creator>QUẬN ỦY HỒNG LAM</dc:creator>"));
    let document = part(&paper, "word/document.xml");
    assert!(
        !document.contains("</w:tbl><w:sectPr>"),
        "a paragraph must follow the last table"
    );
    assert_eq!(document.matches("<w:sectPr>").count(), 3);
    assert_eq!(document.matches("<w:titlePg />").count(), 1);
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
    assert!(
        document.contains("w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\""),
        "{document}"
    );
    // Two head lines in each of the two tables.
    assert_eq!(document.matches("<w:tblHeader />").count(), 4);

    let mut real = samples::report();
    real.sample_mark = None;
    real.appendices.clear();
    assert!(!part(&real, "word/header1.xml").contains("MẪU"));
    let document = part(&real, "word/document.xml");
    assert_eq!(
        (
            document.matches("<w:sectPr>").count(),
            document.matches("<w:titlePg />").count()
        ),
        (1, 1)
    );
}

#[test]
fn equal_input_gives_equal_bytes_on_any_thread() {
    let first = write(&samples::report(), &layout()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == write(&samples::report(), &layout()).unwrap());
    let other = std::thread::spawn(|| write(&samples::report(), &layout()).unwrap())
        .join()
        .unwrap();
    assert!(first == other);
}

#[test]
fn a_row_must_fit_its_head() {
    let mut paper = samples::report();
    paper.appendices[1].rows[2].pop();
    assert!(matches!(
        write(&paper, &layout()),
        Err(DocxError::RowLength {
            row: 3,
            found: 13,
            expected: 14,
            ..
        })
    ));
}

/// A paragraph that is longer than a page would leave one half empty before it, were it kept whole.
#[test]
fn only_a_short_last_paragraph_is_kept_whole() {
    for (signs, kept) in [(10, 1), (2000, 0)] {
        let mut paper = samples::report();
        paper.blocks.push(Block::Paragraph {
            runs: vec![Run::Text("a ".repeat(signs / 2))],
        });
        let document = part(&paper, "word/document.xml");
        assert_eq!(document.matches("<w:keepLines />").count(), kept, "{signs}");
    }
}
