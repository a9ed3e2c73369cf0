//! The notice of restated figures as an official paper.

use minijinja::context;
use nennep_core::calendar::Day;
use nennep_core::text::{count, whole};
use nennep_documents::blocks::{Appendix, Cell, Column, Paper};

use super::act::Compared;
use super::view::{carrier_rows, parts};
use crate::web::bar::{Bar, period_words, within};
use crate::web::papers::drafted;
use crate::web::visit::Visit;
use crate::web::words::{Language, Words};

/// Papers are written in Vietnamese, whatever the officer reads the pages in.
const PAPER: Words = Words {
    language: Language::Vietnamese,
};

/// Composes the notice: its words, every figure with both values and its reasons, and the papers that carry the old one.
///
/// # Errors
/// When the wording asks for something unknown, or no layout is in force on the day.
pub(super) fn compose(visit: &Visit, bar: &Bar, compared: &Compared, dated: Day) -> anyhow::Result<Paper> {
    let visit = &Visit {
        words: PAPER,
        ..visit.clone()
    };
    let (catalogs, tree) = (&visit.house.catalogs, &visit.book().tree);
    let values = context! {
        don_vi => tree.name_on(bar.unit, dated),
        ky => within(&period_words(&PAPER, bar.period)),
        so_so_lieu => whole(compared.restated.len()),
        so_van_ban => whole(compared.papers().len()),
        dau_so => count(visit.book().head),
    };
    let appendices = [figures(visit, bar, compared), papers(visit, compared)];
    let appendices = appendices.into_iter().filter(|table| !table.rows.is_empty()).collect();
    let written = (&catalogs.bodies, &catalogs.restatements);
    drafted(written, (tree, bar.unit, dated), &values, appendices)
}

fn column(key: &str, width: u8) -> Column {
    Column {
        group: None,
        head: PAPER.say(key),
        width,
        numeric: false,
    }
}

fn appendix(code: &str, title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Appendix {
    Appendix {
        code: code.to_owned(),
        title: PAPER.say(title),
        note: String::new(),
        landscape: true,
        columns,
        rows,
    }
}

/// One row a reason; the figure and both its values stand on the first.
fn figures(visit: &Visit, bar: &Bar, compared: &Compared) -> Appendix {
    let mut rows = Vec::new();
    for part in parts(visit, bar, compared) {
        let mut first = vec![
            Cell::Text(part.name.clone()),
            Cell::Text(part.reported.clone()),
            Cell::Text(part.known.clone()),
            Cell::Text(part.difference.clone()),
        ];
        if part.reasons.is_empty() {
            let why = part.notes.join(" ");
            rows.push(
                [
                    first.clone(),
                    vec![Cell::Text(why), Cell::Empty, Cell::Empty, Cell::Empty],
                ]
                .concat(),
            );
        }
        for reason in &part.reasons {
            let entry = reason
                .entry
                .as_ref()
                .map_or(Cell::Empty, |(_, no)| Cell::Text(no.clone()));
            let told = vec![
                Cell::Text(format!("{}, {}", reason.cause, reason.what)),
                Cell::Text(reason.by.clone()),
                Cell::Text(reason.on.clone()),
                entry,
            ];
            rows.push([first.clone(), told].concat());
            first = vec![Cell::Empty; 4];
        }
    }
    let columns = vec![
        column("board-indicator", 4),
        column("restatements-reported", 2),
        column("submissions-now", 2),
        column("board-difference", 1),
        column("restatements-cause", 5),
        column("restatements-adds", 1),
        column("trace-effective", 2),
        column("restatements-entry", 2),
    ];
    appendix("1", "restatements-paper-figures", columns, rows)
}

fn papers(visit: &Visit, compared: &Compared) -> Appendix {
    let row = |row: super::view::CarrierRow| {
        [row.paper, row.name, row.whose, row.printed, row.known]
            .into_iter()
            .map(Cell::Text)
            .collect()
    };
    let rows = carrier_rows(visit, compared).into_iter().map(row).collect();
    let columns = vec![
        column("restatements-carrier", 5),
        column("board-indicator", 4),
        column("restatements-whose", 4),
        column("restatements-printed", 2),
        column("submissions-now", 2),
    ];
    appendix("2", "restatements-carriers", columns, rows)
}
