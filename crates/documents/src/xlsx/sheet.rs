//! Writes one appendix into its sheet.

use rust_xlsxwriter::{Format, Worksheet};

use super::XlsxError;
use super::formats::Formats;
use crate::blocks::{Appendix, Cell};

/// Row of the first line of the table head: title, note and sample mark stand above, then a blank row.
const HEAD_ROW: u32 = 4;

/// Width of a column of relative width 1, in letters.
const UNIT_WIDTH: u32 = 9;

/// Height of a line of 12 points; rows are not made higher by themselves in every office suite.
const LINE_HEIGHT: f64 = 15.75;

pub(super) fn write(
    sheet: &mut Worksheet,
    appendix: &Appendix,
    sample_mark: Option<&str>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(&appendix.code)?;
    sheet.write_string_with_format(0, 0, &appendix.title, &formats.title)?;
    sheet.write_string_with_format(1, 0, &appendix.note, &formats.note)?;
    if let Some(mark) = sample_mark {
        sheet.write_string_with_format(2, 0, mark, &formats.mark)?;
        // In the header of every printed page; a single & would begin a command.
        sheet.set_header(format!("&C&B{}", mark.replace('&', "&&")));
    }
    for (column, width) in appendix.widths().into_iter().enumerate() {
        sheet.set_column_width(column_number(appendix, column)?, width * UNIT_WIDTH)?;
    }
    let first_row = HEAD_ROW + if appendix.has_groups() { 2 } else { 1 };
    write_head(sheet, appendix, &formats.head)?;
    for (at, row) in appendix.rows.iter().enumerate() {
        let number = u32::try_from(at).ok().and_then(|at| first_row.checked_add(at));
        let number = number.ok_or_else(|| too_large(appendix))?;
        write_row(sheet, appendix, number, (at, row), formats)?;
    }
    sheet.set_freeze_panes(first_row, 0)?;
    sheet.set_repeat_rows(HEAD_ROW, first_row - 1)?;
    sheet.set_landscape();
    // A4, as wide as the page and as long as needed.
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write_head(sheet: &mut Worksheet, appendix: &Appendix, format: &Format) -> Result<(), XlsxError> {
    let lowest = if appendix.has_groups() { HEAD_ROW + 1 } else { HEAD_ROW };
    sheet.set_row_height(lowest, LINE_HEIGHT * f64::from(head_lines(appendix)))?;
    let head_below = |column: usize| appendix.columns.get(column).map_or("", |column| column.head.as_str());
    if !appendix.has_groups() {
        for column in 0..appendix.columns.len() {
            let place = column_number(appendix, column)?;
            sheet.write_string_with_format(HEAD_ROW, place, head_below(column), format)?;
        }
        return Ok(());
    }
    for group in appendix.head_groups() {
        let first = column_number(appendix, group.first)?;
        let last = column_number(appendix, group.first + group.span - 1)?;
        match group.title {
            None => {
                sheet.merge_range(HEAD_ROW, first, HEAD_ROW + 1, first, head_below(group.first), format)?;
            }
            Some(title) => {
                if first == last {
                    sheet.write_string_with_format(HEAD_ROW, first, title, format)?;
                } else {
                    sheet.merge_range(HEAD_ROW, first, HEAD_ROW, last, title, format)?;
                }
                for column in group.first..group.first + group.span {
                    let place = column_number(appendix, column)?;
                    sheet.write_string_with_format(HEAD_ROW + 1, place, head_below(column), format)?;
                }
            }
        }
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    appendix: &Appendix,
    number: u32,
    (at, row): (usize, &[Cell]),
    formats: &Formats,
) -> Result<(), XlsxError> {
    if row.len() != appendix.columns.len() {
        let (found, expected) = (row.len(), appendix.columns.len());
        return Err(XlsxError::RowLength {
            appendix: appendix.code.clone(),
            row: at + 1,
            found,
            expected,
        });
    }
    sheet.set_row_height(number, LINE_HEIGHT * f64::from(lines_of(appendix, row)))?;
    for (place, (cell, column)) in row.iter().zip(&appendix.columns).enumerate() {
        let place = column_number(appendix, place)?;
        let words = if column.numeric {
            &formats.text_right
        } else {
            &formats.text
        };
        match cell {
            Cell::Text(_) | Cell::Missing => sheet.write_string_with_format(number, place, cell.printed(), words)?,
            Cell::Strong(text) => sheet.write_string_with_format(number, place, text, &formats.strong)?,
            Cell::Empty => sheet.write_blank(number, place, words)?,
            // A count is a count of people or organizations, far below 2^53.
            Cell::Count { value, .. } => {
                sheet.write_number_with_format(number, place, *value as f64, &formats.count)?
            }
            Cell::Percent { value, .. } => {
                let percent = value.parse::<f64>().ok().filter(|percent| percent.is_finite());
                let percent = percent.ok_or_else(|| XlsxError::Percent {
                    appendix: appendix.code.clone(),
                    row: at + 1,
                    value: value.clone(),
                })?;
                sheet.write_number_with_format(number, place, percent, &formats.percent)?
            }
        };
    }
    Ok(())
}

/// Returns how many lines the longest text of the row takes: two letters of a line are lost to the
/// indent and to words that do not fit.
fn lines_of(appendix: &Appendix, row: &[Cell]) -> u16 {
    let lines = row.iter().zip(appendix.widths()).map(|(cell, width)| {
        let letters = cell.printed().chars().count();
        letters.div_ceil((width * UNIT_WIDTH - 2) as usize)
    });
    // A row of a sheet is at most 409 points high.
    u16::try_from(lines.max().unwrap_or(1).clamp(1, 25)).unwrap_or(1)
}

/// Returns how many lines the longest head takes; bold letters are wider, and words break earlier.
fn head_lines(appendix: &Appendix) -> u16 {
    let heads = appendix.columns.iter().zip(appendix.widths());
    let lines = heads.map(|(column, width)| column.head.chars().count().div_ceil((width * UNIT_WIDTH - 3) as usize));
    u16::try_from(lines.max().unwrap_or(1).clamp(1, 6)).unwrap_or(1)
}

fn column_number(appendix: &Appendix, column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| too_large(appendix))
}

fn too_large(appendix: &Appendix) -> XlsxError {
    XlsxError::TooLarge {
        appendix: appendix.code.clone(),
    }
}
