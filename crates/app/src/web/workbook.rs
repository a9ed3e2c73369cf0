//! A list as a workbook.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use nennep_documents::blocks;

use super::errors::WebError;
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
    let sheet = blocks::Appendix {
        code: "Bang".to_owned(),
        title: title.to_owned(),
        note: note.to_owned(),
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
        rows: rows
            .into_iter()
            .map(|row| row.into_iter().zip(columns).map(workbook_cell).collect())
            .collect(),
    };
    let bytes = nennep_documents::xlsx::write(&[sheet], None).map_err(anyhow::Error::new)?;
    Ok((
        [
            (
                header::CONTENT_TYPE,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
            ),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}.xlsx\""),
            ),
        ],
        bytes,
    )
        .into_response())
}

fn workbook_cell((cell, column): (Cell, &Column)) -> blocks::Cell {
    match cell.order.filter(|_| column.side.is_right()) {
        Some(value) => blocks::Cell::Count {
            value,
            text: cell.text,
            figure: String::new(),
        },
        None if cell.text.is_empty() => blocks::Cell::Empty,
        None => blocks::Cell::Text(cell.text),
    }
}
