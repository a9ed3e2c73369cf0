//! The sample programme and its papers: what they say, and that both engines give the same bytes.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use nennep::programme::{Mode, Quiet, import_path};
use nennep::store::{Book, Figures, Source};
use nennep::web::intake::Report;
use nennep::web::reports::{Papers, Request, collect, compose};
use nennep_core::reports::{ReportKind, ReportModel, balance_of};
use nennep_documents::blocks::{Block, Paper, Run};
use nennep_documents::layout::{Family, Layouts};
use nennep_documents::{docx, html, text, xlsx};

use crate::common::{Engine, House, on, stamp};

stories!(
    samples_come_in_clean,
    the_quarter_paper_says_what_the_book_holds,
    the_rich_quarter_balances
);

fn layouts() -> Layouts {
    Layouts::parse(include_str!("../../../../catalog/layouts.toml")).unwrap()
}

async fn load(house: &House) -> Report {
    let samples = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/programme"));
    import_path(
        &house.db,
        &house.catalogs,
        samples,
        Mode::KeepGood,
        stamp("2026-11-24"),
        &Quiet,
    )
    .await
    .unwrap()
}

async fn model(house: &House, unit: &str, period: &str, dated: Option<&str>) -> ReportModel {
    let mut tx = house.db.read().await.unwrap();
    let book = Book::load(&mut tx, None).await.unwrap();
    let period = period.parse::<nennep_core::calendar::Period>().unwrap();
    let dated = dated.map(|day| day.parse().unwrap());
    let day: nennep_core::calendar::Day = dated.unwrap_or_else(|| period.last_day());
    let request = Request {
        kind: ReportKind::Quarter,
        unit: book.tree.find(unit).unwrap(),
        period,
        dated,
        number: None,
        signer: None,
        sample_mark: Some("BẢN MẪU".into()),
        made_at: None,
        basis: None,
        layout: layouts().in_force(Family::Party, day.naive()).unwrap().id.clone(),
    };
    let figures = Figures::new(&book, &house.catalogs.indicators);
    let mut source = Source::Database {
        tx: &mut tx,
        known_at: None,
    };
    collect(&figures, &mut source, &Papers::embedded().unwrap(), &request)
        .await
        .unwrap()
}

fn paper(model: &ReportModel) -> Paper {
    compose(&Papers::embedded().unwrap(), model).unwrap()
}

fn figures_of(paper: &Paper) -> Vec<String> {
    let runs = paper.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs } => runs.clone(),
        Block::Heading { .. } | Block::Centred { .. } => Vec::new(),
    });
    let figure = |run| match run {
        Run::Number { figure, .. } => Some(figure),
        Run::Text(_) => None,
    };
    runs.filter_map(figure).collect()
}

async fn samples_come_in_clean(house: &House) {
    let first = load(house).await;
    assert_eq!((first.faults.as_slice(), first.held), (&[][..], 0));
    assert!(first.accepted > 1000, "{} rows", first.accepted);
    let again = load(house).await;
    assert_eq!(
        (again.accepted, again.same, again.numbers),
        (0, first.accepted + first.same, None)
    );
}

async fn the_quarter_paper_says_what_the_book_holds(house: &House) {
    load(house).await;
    let paper = paper(&model(house, "dd", "2024-Q1", None).await);
    let said = text::extract(&paper, layouts().by_id(&paper.layout).unwrap());
    for words in [
        "thành lập mới 02/05 tổ chức đảng, đạt 40% chỉ tiêu năm 2024 Thành ủy Hà Nội giao",
        "kết nạp 07/35 đảng viên mới, đạt 20% chỉ tiêu năm 2024 cấp có thẩm quyền giao",
        "riêng Đảng ủy Khối Doanh nghiệp quận Đống Đa 06/17, đạt 35% chỉ tiêu năm 2024 Quận ủy Đống Đa giao",
        "khảo sát 15 doanh nghiệp, trong đó 03 doanh nghiệp đủ điều kiện",
        "12 doanh nghiệp có đảng viên nhưng chưa đủ điều kiện",
        "thành lập mới 06 tổ chức công đoàn",
        "Tính đến 31/3/2024",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(
        !said.contains("Phụ nữ"),
        "nothing is said that was not recorded: {said}"
    );
    let page = html::write(&paper, layouts().by_id(&paper.layout).unwrap());
    assert!(page.contains("BẢN MẪU"), "a sample says that it is one");
    let figures = figures_of(&paper);
    assert_eq!(
        figures.iter().collect::<BTreeSet<_>>().len(),
        figures.len(),
        "each figure is named once: {figures:?}"
    );
    let layouts = layouts();
    let bytes = docx::write(&paper, layouts.by_id(&paper.layout).unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut document = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut document)
        .unwrap();
    assert!(
        document.contains("dd/party_org_founded/2024-01-01..2024-03-31/target1.fraction"),
        "a content control knows its figure"
    );
}

async fn the_rich_quarter_balances(house: &House) {
    load(house).await;
    let model = model(house, "hl", "2024-Q1", Some("2026-06-01")).await;
    assert_eq!(
        model.layout, "party-2026",
        "a paper of June 2026 takes the layout in force since 27 May"
    );
    let lines: Vec<_> = model.balances.iter().filter(|row| row.host_kind.is_none()).collect();
    assert_eq!(lines.len(), 4);
    for row in lines {
        assert!(balance_of(&row.balance), "{row:?}");
    }
    let paper = paper(&model);
    let codes: Vec<&str> = paper.appendices.iter().map(|table| table.code.as_str()).collect();
    assert_eq!(codes, ["PL1", "PL2", "PL4"]);
    for table in &paper.appendices {
        assert!(
            table.rows.iter().all(|row| row.len() == table.columns.len()),
            "{}",
            table.code
        );
    }
}

#[test]
fn both_engines_give_the_same_model_and_bytes() {
    let mut written: Vec<Vec<Vec<u8>>> = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        on(engine, async |house: &House| {
            load(house).await;
            let mut all = Vec::new();
            for (unit, period) in [("dd", "2024-Q1"), ("hl", "2024-Q1"), ("lg", "2022..2026")] {
                let model = model(house, unit, period, None).await;
                let paper = paper(&model);
                let layouts = layouts();
                let layout = layouts.by_id(&paper.layout).unwrap();
                all.push(serde_json::to_vec(&model).unwrap());
                all.push(docx::write(&paper, layout).unwrap());
                all.push(html::write(&paper, layout).into_bytes());
                all.push(xlsx::write(&paper.appendices, paper.sample_mark.as_deref()).unwrap());
            }
            written.push(all);
        });
    }
    assert_eq!(written.len(), 2);
    let [sqlite, postgres] = written.as_slice() else {
        panic!("two engines")
    };
    assert!(
        sqlite.iter().zip(postgres).all(|(one, other)| one == other),
        "the same bytes from both engines"
    );
}
