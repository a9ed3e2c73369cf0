use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Filling, FormError, blanks, fill};
use crate::docx::controls;
use crate::prose;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn form(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    packed(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
        ("word/media/seal.png", "\u{1}\u{2}"),
    ])
}

fn paragraph(runs: &[&str]) -> String {
    let runs = runs
        .iter()
        .map(|text| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"));
    format!("<w:p>{}</w:p>", runs.collect::<String>())
}

fn say(name: &str, unit: Option<usize>) -> Filling {
    let text = match (name, unit) {
        ("ten", Some(unit)) => format!("Phường <{unit}> & bạn"),
        (_, Some(unit)) => format!("{name}@{unit}"),
        (_, None) => format!("«{name}»"),
    };
    Filling {
        text,
        figure: name
            .starts_with("party")
            .then(|| format!("c/{name}/2024-01-01..2024-03-31/value")),
    }
}

fn filled(body: &str, units: usize) -> String {
    let bytes = fill(&form(body), units, &say).unwrap();
    prose::read(&bytes, "bieu.docx").unwrap().text
}

/// Office suites part words into runs where they like; a name is found all the same, and what is no name stays.
#[test]
fn names_are_filled_however_their_letters_are_parted() {
    let table = [
        (vec!["Đơn vị: {don_vi}."], "Đơn vị: «don_vi»."),
        (vec!["Đơn vị: {", "don", "_vi", "}", "."], "Đơn vị: «don_vi»."),
        (vec!["{a}{b} và ", "{c}"], "«a»«b» và «c»"),
        (vec!["{a", "} x {b", "}"], "«a» x «b»"),
        (vec!["{ a }"], "«a»"),
        (vec!["{không phải tên} {", "}"], "{không phải tên} {}"),
        (vec!["{a {b}"], "{a «b»"),
        (vec!["{a"], "{a"),
        (vec!["có {party_org_founded} tổ chức"], "có «party_org_founded» tổ chức"),
        (vec!["&lt;{a}&gt; &amp; {b}"], "<«a»> & «b»"),
    ];
    for (runs, expected) in table {
        assert_eq!(filled(&paragraph(&runs), 0).trim_end(), expected, "{runs:?}");
    }
    let apart = format!("{}{}", paragraph(&["{a"]), paragraph(&["}"]));
    assert_eq!(
        filled(&apart, 0).lines().collect::<Vec<_>>(),
        ["{a", "}"],
        "no name reaches over paragraphs"
    );
}

#[test]
fn a_marked_row_is_repeated_for_each_unit() {
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(&[text])));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&["Đơn vị", "Số"]),
        row(&["{#}{ten}", "{party_org_founded}"]),
        row(&["Cộng", "{party_org_founded}"]),
    );
    let said = filled(&table, 2);
    let lines: Vec<Vec<&str>> = said
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect();
    assert_eq!(
        lines,
        [
            vec!["Đơn vị", "Số"],
            vec!["Phường <0> & bạn", "party_org_founded@0"],
            vec!["Phường <1> & bạn", "party_org_founded@1"],
            vec!["Cộng", "«party_org_founded»"],
        ]
    );
    assert!(!filled(&table, 0).contains("Phường"), "no unit, no row");
    let asked = blanks(&form(&table)).unwrap();
    let asked: Vec<(&str, bool)> = asked
        .iter()
        .map(|blank| (blank.name.as_str(), blank.is_repeated))
        .collect();
    assert_eq!(
        asked,
        [
            ("#", true),
            ("ten", true),
            ("party_org_founded", true),
            ("party_org_founded", false)
        ]
    );
}

/// A number knows its figure also in a form of somebody else; what stands around it keeps its look, and other parts their bytes.
#[test]
fn numbers_become_controls_and_the_rest_stays() {
    let bytes = form(&paragraph(&["có {party_org_founded} tổ chức"]));
    let done = fill(&bytes, 0, &say).unwrap();
    let controls = controls(&done).unwrap();
    assert_eq!(controls.len(), 1);
    assert_eq!(controls[0].tag, "c/party_org_founded/2024-01-01..2024-03-31/value");
    assert_eq!(controls[0].text, "«party_org_founded»");
    let document = prose::part(&done, "word/document.xml").unwrap();
    assert_eq!(document.matches("<w:rPr><w:b/></w:rPr>").count(), 3, "{document}");
    assert_eq!(prose::part(&done, "word/media/seal.png").unwrap(), "\u{1}\u{2}");
    assert_eq!(done, fill(&bytes, 0, &say).unwrap(), "the same bytes each time");
}

#[test]
fn a_form_carries_no_program_and_fetches_nothing() {
    let document = ("word/document.xml", "<w:document/>");
    let relation = |kind: &str| {
        format!(
            "<Relationships><Relationship Type=\"x/{kind}\" Target=\"http://x/y\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let (template, link) = (relation("attachedTemplate"), relation("hyperlink"));
    let hidden = template.replace("External", "Extern&#97;l");
    let table = [
        (packed(&[document, ("word/vbaProject.bin", "x")]), true),
        (packed(&[document, ("word/_rels/settings.xml.rels", &template)]), true),
        (packed(&[document, ("word/_rels/settings.xml.rels", &hidden)]), true),
        (packed(&[document, ("word/_rels/document.xml.rels", &link)]), false),
    ];
    let field = |code: &str| form(&format!("<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"));
    let table = table
        .into_iter()
        .chain([(field("DDEAUTO x"), true), (field("PAGE"), false)]);
    for (bytes, is_refused) in table {
        assert_eq!(matches!(blanks(&bytes), Err(FormError::Unsafe(_))), is_refused);
    }
    for damaged in [
        &b"x"[..],
        &packed(&[("other.xml", "x")]),
        &packed(&[("word/document.xml", "<w:p></w:r>")]),
    ] {
        assert!(matches!(blanks(damaged), Err(FormError::Unread(_))));
    }
}

/// What the fuzzer began with, taken as a document, is filled or refused; what was filled can be read.
#[test]
fn seeds_of_the_fuzzer_are_filled_or_refused() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/docx");
    let mut filled = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let Ok(document) = std::str::from_utf8(bytes.get(1..).unwrap()) else {
            continue;
        };
        if let Ok(form) = fill(&packed(&[("word/document.xml", document)]), 2, &say) {
            let damaged = Err(prose::ProseFault::Damaged);
            assert_ne!(prose::read(&form, "a.docx").map(|_| ()), damaged);
            filled += 1;
        }
    }
    assert!(filled > 0);
}

/// A look that was changed and tracked holds the look it had; and a name reaches over no text box.
#[test]
fn looks_and_boxes_stay_whole() {
    let tracked = "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>{party_org_founded}</w:t></w:r></w:p>";
    let done = fill(&form(tracked), 0, &say).unwrap();
    let document = prose::part(&done, "word/document.xml").unwrap();
    assert_eq!(
        document.matches("<w:rPr>").count(),
        document.matches("</w:rPr>").count(),
        "{document}"
    );
    assert_eq!(controls(&done).unwrap().len(), 1);
    let boxed = "<w:p><w:r><w:t>{a</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>}</w:t></w:r></w:p>";
    let said = filled(boxed, 0);
    assert!(said.contains("trong khung") && said.contains("«a»"), "{said}");
}
