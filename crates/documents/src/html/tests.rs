use nennep_core::ledger::content_hash;
use nennep_core::reports::Family;

use super::write;
use crate::blocks::Run;
use crate::layout::Layouts;
use crate::{blocks, samples};

fn page(paper: &blocks::Paper) -> String {
    let layouts = Layouts::parse(include_str!("../../../../catalog/layouts.toml")).unwrap();
    write(paper, layouts.by_id(&paper.layout).unwrap())
}

/// Signed papers of the Party are printed again from what was kept; whoever changes this page changes papers that were sent.
#[test]
fn a_party_paper_keeps_its_page() {
    let page = page(&samples::report());
    let kept = "6f6f2230cb53248c9944de67ee6d9a7354ad5f53e0df3460d38bb61787d8b7dc";
    assert_eq!(content_hash(&[("page", Some(&page))]), kept);
}

#[test]
fn each_family_has_its_letterhead() {
    let [party, state, youth] = Family::ALL.map(|family| page(&samples::report_of(family)));
    assert!(party.contains("<p class=\"star\">*</p>") && party.contains("<p class=\"rule\">-----</p>"));
    assert!(state.contains("<p class=\"head\">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"));
    assert!(state.contains("<p class=\"motto\"><span>Độc lập – Tự do – Hạnh phúc</span></p>"));
    assert_eq!(state.matches("<p class=\"line\"></p>").count(), 2);
    assert!(!state.contains("class=\"star\"") && !state.contains("class=\"rule\""));
    assert!(state.contains(".recipients-head { text-decoration: none; font-weight: bold; font-style: italic; }"));
    assert!(youth.contains("<p class=\"star\">***</p>"));
    assert!(youth.contains("<p class=\"head\"><span>ĐOÀN TNCS HỒ CHÍ MINH</span></p>"));
    for page in [state, youth] {
        assert!(!page.contains("ĐẢNG CỘNG SẢN") && page.contains("./.</p>"));
    }
}

#[test]
fn numbers_name_their_figure() {
    let page = page(&samples::report());
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"vi\">"));
    let number = "<data class=\"figure\" data-figure=\"hl/party_org_founded/2024-01-01..2024-03-31\" value=\"02/05\">02/05</data>";
    assert!(page.contains(number));
    assert!(page.contains("Đảng ủy Khối &lt;Doanh nghiệp&gt; &amp; hợp tác xã"));
    assert!(page.contains("<th scope=\"colgroup\" colspan=\"3\">Tổ chức đảng</th>"));
    assert!(page.contains("<section class=\"sheet appendix across\">"));
    assert_eq!(page.matches("<p class=\"mark\">").count(), 3);
    assert!(!page.contains("<script") && !page.contains("http"));
}

#[test]
fn no_text_becomes_markup() {
    let mut paper = samples::report();
    let evil = "</style></title><script>alert(1)</script>\"' \\";
    paper.kind = evil.to_owned();
    paper.sample_mark = Some(evil.to_owned());
    paper.blocks = vec![blocks::Block::Paragraph {
        runs: vec![
            Run::Number {
                figure: evil.to_owned(),
                text: evil.to_owned(),
            },
            Run::Text(evil.to_owned()),
        ],
    }];
    let page = page(&paper);
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</title>").count(), 1);
}
