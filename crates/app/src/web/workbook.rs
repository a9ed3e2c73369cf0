//! A list as a workbook.

use axum::response::Response;
use nennep_documents::blocks;

use super::errors::WebError;
use super::papers::{Format, download};
use super::table::{Cell, Column, TableRow};

/// Answers rows as a workbook: words are always text there, whatever they begin with.
///
/// # Errors
/// When the workbook cannot be written, which is our failure.
pub fn workbook(
    name: &str,
    title: &str,
    note: &str,
    columns: &[Column],
    rows: Vec<TableRow>,
) -> Result<Response, WebError> {
    let sheet = WorkbookSheet {
        title: title.to_owned(),
        note: note.to_owned(),
        columns: columns.to_vec(),
        rows,
    };
    workbook_of(name, vec![sheet])
}

/// Holds one sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkbookSheet {
    /// What stands above it.
    pub title: String,
    /// A line below its title.
    pub note: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<TableRow>,
}

/// Answers sheets as one workbook.
///
/// # Errors
/// When the workbook cannot be written, which is our failure.
pub fn workbook_of(name: &str, sheets: Vec<WorkbookSheet>) -> Result<Response, WebError> {
    let bytes = written(sheets)?;
    Ok(download(name, Format::Xlsx, bytes))
}

fn written(sheets: Vec<WorkbookSheet>) -> Result<Vec<u8>, WebError> {
    let sheets: Vec<blocks::Appendix> = sheets
        .into_iter()
        .zip(1..)
        .map(|(sheet, place)| {
            let columns = &sheet.columns;
            blocks::Appendix {
                code: if place == 1 {
                    "Bang".to_owned()
                } else {
                    format!("Bang{place}")
                },
                title: sheet.title,
                note: sheet.note,
                landscape: columns.len() > 5,
                columns: columns
                    .iter()
                    .map(|column| blocks::Column {
                        group: None,
                        head: column.head.clone(),
                        width: if column.side.is_right() { 1 } else { 3 },
                        numeric: column.side.is_right(),
                    })
                    .collect(),
                rows: sheet
                    .rows
                    .into_iter()
                    .map(|row| row.into_iter().zip(columns).map(workbook_cell).collect())
                    .collect(),
            }
        })
        .collect();
    Ok(nennep_documents::xlsx::write(&sheets, None).map_err(anyhow::Error::new)?)
}

fn workbook_cell((cell, column): (Cell, &Column)) -> blocks::Cell {
    let text = match cell.note {
        Some(note) => format!("{} ({note})", cell.text),
        None => cell.text,
    };
    match cell.order.filter(|_| column.side.is_right()) {
        Some(value) => blocks::Cell::Count {
            value,
            text,
            figure: String::new(),
        },
        None if text.is_empty() => blocks::Cell::Empty,
        None => blocks::Cell::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::{WorkbookSheet, written};
    use crate::web::table::{Cell, Column};

    /// Excel takes such words for formulas when they are typed; in a workbook of ours they are words.
    const LIKE_FORMULAS: [&str; 7] = [
        "=HYPERLINK(\"http://evil.example\")",
        "+84 24 3825",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "{=1+1}",
        "=cmd|' /C calc'!A0",
    ];

    fn parts() -> Vec<(String, String)> {
        let columns = [
            Column::text("name", "=TÊN()".to_owned()),
            Column::number("members", "Đảng viên".to_owned()),
        ];
        let rows = LIKE_FORMULAS
            .iter()
            .map(|words| vec![Cell::text(*words).noting("=1"), Cell::number(7, "07")])
            .collect();
        let sheet = WorkbookSheet {
            title: "=TIÊU ĐỀ()".to_owned(),
            note: "+ghi chú".to_owned(),
            columns: columns.to_vec(),
            rows,
        };
        let bytes = written(vec![sheet]).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        names
            .into_iter()
            .filter(|name| name.ends_with(".xml"))
            .map(|name| {
                let mut text = String::new();
                archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
                (name, text)
            })
            .collect()
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        let parts = parts();
        for (name, text) in &parts {
            assert!(!text.contains("<f>") && !text.contains("<f "), "{name}: {text}");
        }
        let all: String = parts.into_iter().map(|(_, text)| text).collect();
        for words in ["=HYPERLINK(", "+84 24 3825", "@SUM(A1)", "=1+1", "=cmd|"] {
            assert!(all.contains(words), "{words} stands there as it was written");
        }
    }
}
