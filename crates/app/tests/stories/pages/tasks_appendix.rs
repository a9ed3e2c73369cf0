//! The appendix that lists the year's tasks.

use nennep::store::{Book, Figures, Source};
use nennep::web::reports::{Papers, Request, collect, compose};
use nennep_core::reports::ReportKind;
use nennep_core::reports::ReportModel;
use nennep_documents::blocks::Paper as Composed;
use nennep_documents::layout::{Family, Layouts};
use nennep_documents::{docx, html, xlsx};

use super::tasks::{base, planned};
use crate::common::browser::Pages;
use crate::common::{House, Paper};

stories! { the_appendix_lists_them_and_tells_a_difference }

async fn model(house: &House, period: &str) -> ReportModel {
    let mut tx = house.db.read().await.unwrap();
    let book = Book::load(&mut tx, None).await.unwrap();
    let period = period.parse::<nennep_core::calendar::Period>().unwrap();
    let layouts = Layouts::parse(include_str!("../../../../../catalog/layouts.toml")).unwrap();
    let request = Request {
        kind: ReportKind::Quarter,
        unit: book.tree.find("c").unwrap(),
        period,
        dated: None,
        number: None,
        signer: None,
        sample_mark: None,
        made_at: None,
        basis: None,
        layout: layouts
            .in_force(Family::Party, period.last_day().naive())
            .unwrap()
            .id
            .clone(),
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

fn composed(model: &ReportModel) -> Composed {
    compose(&Papers::embedded().unwrap(), model).unwrap()
}

async fn the_appendix_lists_them_and_tells_a_difference(house: &House) {
    house.take(&base().facts(["f|2026-01-03|conference_held|c|1"])).await;
    assert!(
        model(house, "2026-Q1").await.tasks.is_none(),
        "no appendix without tasks"
    );
    let pages = Pages::of(house);
    let mut officer = pages.officer("to-chuc", "organization_officer", "c").await;
    let first = planned(&mut officer, "c", "=2+3 khảo sát", "10/01/2026").await;
    planned(&mut officer, "c", "Mở lớp <b>tập huấn</b>", "30/6/2026").await;
    officer
        .post(
            &format!("{first}/completion"),
            &[("on", "2026-01-12"), ("evidence", "Báo cáo số 15")],
        )
        .await;
    let paper = composed(&model(house, "2026-Q1").await);
    let table = paper
        .appendices
        .iter()
        .find(|table| table.code == "PL5")
        .expect("the appendix");
    assert_eq!(table.rows.len(), 4);
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    let told = format!("{:?}", table.rows);
    for words in [
        "=2+3 khảo sát",
        "đã xong 12/01/2026",
        "Báo cáo số 15",
        "còn 91 ngày",
        "Ban Tổ chức",
        "Liên đoàn Lao động",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(
        told.contains("c/task_planned/2026-01-01..2026-03-31/value"),
        "the total knows its figure: {told}"
    );
    assert!(!table.note.contains("lệch"), "{}", table.note);
    // Something recorded without the list: the paper says so.
    house
        .take(&Paper::new().facts(["t|2026-01-08|task_planned|w1|2"]))
        .await;
    let paper = composed(&model(house, "2026-Q1").await);
    let table = paper.appendices.iter().find(|table| table.code == "PL5").unwrap();
    assert!(
        table
            .note
            .contains("Danh sách có 02 nhiệm vụ, đã xong 01; số theo sổ lệch 02 và 00"),
        "{}",
        table.note
    );
    // An earlier period knows nothing of it, and all forms of the paper carry it.
    assert!(model(house, "2025-Q4").await.tasks.is_none());
    let layouts = Layouts::parse(include_str!("../../../../../catalog/layouts.toml")).unwrap();
    let layout = layouts.by_id(&paper.layout).unwrap();
    let page = html::write(&paper, layout);
    assert!(
        page.contains("PL5") && page.contains("&lt;b&gt;tập huấn") && !page.contains("<b>tập huấn"),
        "{page}"
    );
    assert!(!docx::write(&paper, layout).unwrap().is_empty());
    assert!(!xlsx::write(&paper.appendices, None).unwrap().is_empty());
}
