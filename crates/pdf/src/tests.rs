use nennep_documents::blocks::{Block, Run};
use nennep_documents::layout::{Family, Layout, Layouts};
use nennep_documents::{blocks, samples, text};
use typst::layout::{Frame, FrameItem};
use typst_pdf::PdfOptions;

use crate::{PdfError, fonts, model, world, write};

/// Letters with every tone: level, falling, rising, asking, tumbling, heavy.
const VOWELS: &str = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ";

fn layout() -> Layout {
    let layouts = Layouts::parse(include_str!("../../../catalog/layouts.toml")).unwrap();
    layouts.by_id("party-2026").unwrap().clone()
}

#[test]
fn every_font_shows_every_vietnamese_letter() {
    assert_eq!(VOWELS.chars().count(), 12 * 6);
    let signs = format!(
        "{VOWELS}{}bcdđghklmnpqrstvxĐ0123456789–—“”‘’…•§%/+=<>&@*²°\u{a0}",
        VOWELS.to_uppercase()
    );
    let fonts = fonts::all().unwrap();
    assert_eq!(fonts.len(), 4);
    for font in fonts {
        let missing: String = signs.chars().filter(|sign| !fonts::shows(font, *sign)).collect();
        assert_eq!(missing, "", "{:?}", font.info());
    }
    let styles: std::collections::BTreeSet<String> = fonts
        .iter()
        .map(|font| format!("{} {:?}", font.info().family, font.info().variant))
        .collect();
    assert_eq!(styles.len(), 4, "{styles:?}");
    assert!(styles.iter().all(|style| style.starts_with(fonts::FAMILY)));
}

#[test]
fn equal_input_gives_equal_bytes() {
    let first = write(&samples::report(), &layout()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(first == write(&samples::report(), &layout()).unwrap());
    let readable = String::from_utf8_lossy(&first);
    assert!(readable.starts_with("%PDF-"));
    assert!(!readable.contains("CreationDate") && !readable.contains("CreateDate") && !readable.contains("Typst 0"));
}

#[test]
fn markup_in_a_paper_is_printed_as_it_stands() {
    let mut paper = samples::report();
    let markup = "#panic(\"x\") $a$ *b* _c_ `d` <e> @f \\ #sys.version // g";
    paper.kind = markup.to_owned();
    paper.blocks = vec![Block::Paragraph {
        runs: vec![Run::Text(markup.to_owned())],
    }];
    paper.appendices[0].title = markup.to_owned();
    write(&paper, &layout()).unwrap();
}

#[test]
fn a_paper_may_be_bare() {
    let mut paper = samples::report();
    paper.sample_mark = None;
    paper.superior = None;
    paper.summary.clear();
    paper.blocks.clear();
    paper.recipients.clear();
    paper.signature.title = None;
    paper.signature.name = None;
    paper.appendices[0].rows.clear();
    for column in &mut paper.appendices[0].columns {
        column.group = None;
    }
    write(&paper, &layout()).unwrap();
}

#[test]
fn a_sign_without_glyph_is_refused_not_boxed() {
    let mut paper = samples::report();
    paper.issuer = "QUẬN ỦY 漢".to_owned();
    assert!(matches!(
        write(&paper, &layout()),
        Err(PdfError::NoGlyph { sign: '漢', .. })
    ));
    paper.issuer = "QUẬN\u{200b} ỦY\u{feff}\n".to_owned();
    write(&paper, &layout()).unwrap();
}

#[test]
fn a_row_must_fit_its_head() {
    let mut paper = samples::report();
    paper.appendices[0].rows[1].pop();
    assert!(matches!(
        write(&paper, &layout()),
        Err(PdfError::RowLength {
            row: 2,
            found: 4,
            expected: 5,
            ..
        })
    ));
}

/// Returns width, height and words of each page; pieces are parted by blanks.
fn pages(paper: &blocks::Paper) -> Vec<(f64, f64, String)> {
    let layouts = Layouts::parse(include_str!("../../../catalog/layouts.toml")).unwrap();
    let layout = layouts.by_id(&paper.layout).unwrap().clone();
    let model = serde_json::to_vec(&model::of(paper, &layout).unwrap()).unwrap();
    let document = typst::compile(&world::Sheet::new(model).unwrap()).output.unwrap();
    typst_pdf::pdf(&document, &PdfOptions::default()).unwrap();
    let page = |frame: &Frame| {
        let mut words = String::new();
        collect(frame, &mut words);
        (frame.width().to_mm().round(), frame.height().to_mm().round(), words)
    };
    document.pages().iter().map(|sheet| page(&sheet.frame)).collect()
}

fn collect(frame: &Frame, words: &mut String) {
    for (_, item) in frame.items() {
        if let FrameItem::Group(group) = item {
            collect(&group.frame, words);
        } else if let FrameItem::Text(text) = item {
            words.push_str(&text.text);
            words.push(' ');
        }
    }
}

#[test]
fn pages_carry_number_mark_and_head() {
    let paper = samples::report();
    let pages = pages(&paper);
    let mark = paper.sample_mark.unwrap();
    for (at, (_, _, words)) in pages.iter().enumerate() {
        assert_eq!(words.matches(&mark).count(), 1, "page {}", at + 1);
        let number = format!("{} {mark}", at + 1);
        assert_eq!(words.contains(&number), at > 0, "page {}: {words}", at + 1);
    }
    let across: Vec<usize> = (0..pages.len())
        .filter(|at| pages[*at].0 == 297.0 && pages[*at].1 == 210.0)
        .collect();
    assert_eq!(across, [3, 4, 5]);
    for at in across {
        assert!(
            pages[at].2.contains("Công đoàn cơ sở"),
            "the head is repeated on page {}",
            at + 1
        );
    }
    let all: String = pages.iter().map(|(_, _, words)| words.as_str()).collect();
    for words in [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "- Lưu Văn phòng Quận ủy.",
        "Nguyễn Văn Mẫu",
        "=HYPERLINK(\"x\")",
        "12.139",
    ] {
        assert!(all.contains(words), "{words}");
    }
}

#[test]
fn every_family_is_set_with_its_words() {
    let layouts = Layouts::parse(include_str!("../../../catalog/layouts.toml")).unwrap();
    for family in Family::ALL {
        let paper = samples::report_of(family);
        let all: String = pages(&paper).into_iter().map(|(_, _, words)| words).collect();
        let all = all.replace(' ', "");
        let layout = layouts.by_id(&paper.layout).unwrap();
        let said = text::extract(&paper, layout);
        // The words of the letterhead and of the signature, in their order; long ones are broken over lines.
        let top: String = said.lines().take_while(|line| *line != "BÁO CÁO").collect();
        assert!(all.contains(&top.replace(' ', "")), "{top}\n{all}");
        for line in paper.recipient_lines(layout) {
            assert!(all.contains(&line.replace(' ', "")), "{line}\n{all}");
        }
    }
}

/// Returns the sample without tables, with this paragraph at its end.
fn ending_in(text: String) -> blocks::Paper {
    let mut paper = samples::report();
    paper.appendices.clear();
    paper.blocks.push(Block::Paragraph {
        runs: vec![Run::Text(text)],
    });
    paper
}

/// The signature keeps a part of the text beside it; more than fits one page may not be kept whole, or it runs off the page.
#[test]
fn a_long_last_paragraph_goes_on_over_pages() {
    let names: Vec<String> = (0..600).map(|at| format!("Đảng ủy xã Mẫu số {at}")).collect();
    let pages = pages(&ending_in(names.join(", ")));
    let on = |words: &str| pages.iter().filter(|page| page.2.contains(words)).count();
    let with = |words: &str| pages.iter().position(|page| page.2.contains(words)).unwrap();
    assert_eq!((on("Mẫu số 0,"), on("Mẫu số 599")), (1, 1));
    assert!(with("Mẫu số 0,") + 2 <= with("Mẫu số 599"), "{} pages", pages.len());
    assert_eq!(with("Mẫu số 599"), with("Nguyễn Văn Mẫu"));
    for (at, (_, _, words)) in pages.iter().enumerate() {
        assert!(words.chars().count() > 200, "page {} is nearly bare: {words}", at + 1);
    }
}

#[test]
fn a_range_is_not_broken_over_lines() {
    let pages = pages(&ending_in("được 13/30–60 và ".repeat(120)));
    let all: String = pages.iter().map(|page| page.2.as_str()).collect();
    assert_eq!(all.matches("13/30–60").count(), 120);
}

#[test]
fn a_row_is_not_broken_over_pages() {
    let mut paper = samples::report();
    let table = paper.appendices.last_mut().unwrap();
    for (at, row) in table.rows.iter_mut().enumerate() {
        row[0] = blocks::Cell::Text(format!("đầu{at} {} cuối{at}", "tên rất dài ".repeat(40)));
    }
    let rows = table.rows.len();
    let pages = pages(&paper);
    for at in 0..rows {
        let with = |words: String| pages.iter().position(|page| page.2.contains(&words)).unwrap();
        assert_eq!(with(format!("đầu{at} ")), with(format!("cuối{at} ")), "row {at}");
    }
}
