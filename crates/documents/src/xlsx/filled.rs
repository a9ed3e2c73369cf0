//! Writes a sheet that people fill and send back: what it is about, heads with their codes, rows of numbers, and a sum that
//! counts while they type.

use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook, Worksheet};

use super::XlsxError;
use super::formats::Formats;

/// Columns of a label above the table, and of what stands beside it.
const LABEL_COLUMNS: u16 = 2;
const FACT_COLUMNS: u16 = 4;

/// Widths of the columns of words and of numbers, in letters.
const CODE_WIDTH: u32 = 14;
const WORDS_WIDTH: u32 = 34;
const NUMBER_WIDTH: u32 = 14;

/// Letters of a head that fit one line of a column of numbers, and the height of a line.
const HEAD_LETTERS: usize = 12;
const LINE_HEIGHT: f64 = 15.75;

/// Holds one sheet to be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledSheet {
    /// Its name.
    pub name: String,
    /// What stands above everything.
    pub title: String,
    /// What it is about: label and text.
    pub facts: Vec<(String, String)>,
    /// How it is filled.
    pub hint: String,
    /// Heads of the columns of words; the first of them hold codes.
    pub words: Vec<String>,
    /// What stands before the codes of the columns of numbers.
    pub codes: String,
    /// Heads of the columns of numbers, each with its code.
    pub heads: Vec<(String, String)>,
    /// The rows.
    pub rows: Vec<FilledRow>,
}

/// Holds one row of such a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilledRow {
    /// Words and cells to be filled; summed when it stands above a sum.
    Cells {
        /// One for each column of words.
        words: Vec<String>,
        /// One for each column of numbers.
        cells: Vec<FilledCell>,
    },
    /// The sum of the rows of cells above, counted by the sheet itself, below its label.
    Sum {
        /// What it is.
        label: String,
    },
    /// Something to read beside the sum: a label, and a text for each column of numbers.
    Beside {
        /// What it is.
        label: String,
        /// One for each column of numbers.
        texts: Vec<String>,
    },
    /// A line that heads the rows below.
    Section {
        /// What they are.
        label: String,
    },
}

/// Holds one cell to be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilledCell {
    /// Nothing stands there.
    Empty,
    /// A number.
    Number(i64),
    /// Words, as a range of numbers.
    Text(String),
}

/// Writes the sheet as a workbook; equal input gives equal bytes.
///
/// # Errors
/// Fails when the name cannot name a sheet or the table is larger than one.
pub fn write_filled(filled: &FilledSheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let formats = Formats::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(&filled.name)?;
    let head = above(sheet, filled, &formats)?;
    heads(sheet, filled, &formats, head)?;
    let mut writer = Rows {
        sheet,
        filled,
        formats: &formats,
        first: head + 2,
        summed: None,
    };
    for (row, at) in filled.rows.iter().zip(head + 2..) {
        writer.write(row, at)?;
    }
    let words = column(filled, filled.words.len())?;
    sheet.set_freeze_panes(head + 2, words)?;
    sheet.set_repeat_rows(head, head + 1)?;
    sheet.set_landscape();
    // A4, as wide as the page and as long as needed.
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(workbook.save_to_buffer()?)
}

/// Writes what stands above the table; gives the row of its heads.
fn above(sheet: &mut Worksheet, filled: &FilledSheet, formats: &Formats) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, &filled.title, &formats.title)?;
    let mut at = 1;
    for (label, text) in &filled.facts {
        sheet.merge_range(at, 0, at, LABEL_COLUMNS - 1, label, &formats.strong)?;
        let last = LABEL_COLUMNS + FACT_COLUMNS - 1;
        sheet.merge_range(at, LABEL_COLUMNS, at, last, text, &formats.text)?;
        at += 1;
    }
    sheet.write_string_with_format(at, 0, &filled.hint, &formats.note)?;
    Ok(at + 2)
}

fn heads(sheet: &mut Worksheet, filled: &FilledSheet, formats: &Formats, head: u32) -> Result<(), XlsxError> {
    let words = filled.words.len();
    for (place, text) in filled.words.iter().enumerate() {
        let at = column(filled, place)?;
        let width = if place == 0 { CODE_WIDTH } else { WORDS_WIDTH };
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(head, at, text, &formats.head)?;
        let code = if place == 0 { filled.codes.as_str() } else { "" };
        sheet.write_string_with_format(head + 1, at, code, &formats.text)?;
    }
    for (place, (name, code)) in filled.heads.iter().enumerate() {
        let at = column(filled, words + place)?;
        sheet.set_column_width(at, NUMBER_WIDTH)?;
        sheet.write_string_with_format(head, at, name, &formats.head)?;
        sheet.write_string_with_format(head + 1, at, code, &formats.text)?;
    }
    let lines = |letters: usize, line: usize| u16::try_from(letters.div_ceil(line).clamp(1, 8)).unwrap_or(8);
    let longest =
        |part: fn(&(String, String)) -> &String| filled.heads.iter().map(|head| part(head).chars().count()).max();
    let names = longest(|head| &head.0).unwrap_or(1);
    sheet.set_row_height(head, LINE_HEIGHT * f64::from(lines(names, HEAD_LETTERS)))?;
    let codes = longest(|head| &head.1).unwrap_or(1);
    sheet.set_row_height(head + 1, LINE_HEIGHT * f64::from(lines(codes, HEAD_LETTERS)))?;
    Ok(())
}

/// Writes rows one below the other; the sum knows which of them it counts.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    filled: &'a FilledSheet,
    formats: &'a Formats,
    first: u32,
    summed: Option<(u32, Vec<i64>)>,
}

impl Rows<'_> {
    fn write(&mut self, row: &FilledRow, at: u32) -> Result<(), XlsxError> {
        let words = self.filled.words.len();
        match row {
            FilledRow::Cells { words: texts, cells } => {
                for (place, text) in texts.iter().enumerate() {
                    let place = column(self.filled, place)?;
                    self.sheet
                        .write_string_with_format(at, place, text, &self.formats.text)?;
                }
                for (place, cell) in cells.iter().enumerate() {
                    self.cell(cell, at, column(self.filled, words + place)?)?;
                }
                self.count(cells, at);
            }
            FilledRow::Sum { label } => {
                self.label(label, at)?;
                let (last, sums) = self.summed.clone().unwrap_or((self.first, Vec::new()));
                for place in 0..self.filled.heads.len() {
                    let column = column(self.filled, words + place)?;
                    let range = cell_range(self.first, column, last, column);
                    let sum = sums.get(place).copied().unwrap_or(0);
                    let formula = Formula::new(format!("=SUM({range})")).set_result(sum.to_string());
                    self.sheet
                        .write_formula_with_format(at, column, formula, &self.formats.count)?;
                }
            }
            FilledRow::Beside { label, texts } => {
                self.label(label, at)?;
                for (place, text) in texts.iter().enumerate() {
                    let place = column(self.filled, words + place)?;
                    self.sheet
                        .write_string_with_format(at, place, text, &self.formats.text_right)?;
                }
            }
            FilledRow::Section { label } => self.label(label, at)?,
        }
        Ok(())
    }

    fn label(&mut self, label: &str, at: u32) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(at, 0, "", &self.formats.text)?;
        let last = column(self.filled, self.filled.words.len().saturating_sub(1))?;
        if last > 1 {
            self.sheet.merge_range(at, 1, at, last, label, &self.formats.strong)?;
        } else {
            self.sheet
                .write_string_with_format(at, 1, label, &self.formats.strong)?;
        }
        Ok(())
    }

    fn cell(&mut self, cell: &FilledCell, at: u32, place: u16) -> Result<(), XlsxError> {
        match cell {
            FilledCell::Empty => self.sheet.write_blank(at, place, &self.formats.count)?,
            // A target is far below 2^53.
            FilledCell::Number(number) => {
                self.sheet
                    .write_number_with_format(at, place, *number as f64, &self.formats.count)?
            }
            FilledCell::Text(text) => self
                .sheet
                .write_string_with_format(at, place, text, &self.formats.text_right)?,
        };
        Ok(())
    }

    /// A range is words in a sheet, which its sum passes over.
    fn count(&mut self, cells: &[FilledCell], at: u32) {
        let sums = self.summed.take().map(|(_, sums)| sums).unwrap_or_default();
        let add = |(place, cell): (usize, &FilledCell)| {
            let before = sums.get(place).copied().unwrap_or(0);
            match cell {
                FilledCell::Number(number) => before + number,
                FilledCell::Empty | FilledCell::Text(_) => before,
            }
        };
        self.summed = Some((at, cells.iter().enumerate().map(add).collect()));
    }
}

fn column(filled: &FilledSheet, place: usize) -> Result<u16, XlsxError> {
    u16::try_from(place).map_err(|_| XlsxError::TooLarge {
        appendix: filled.name.clone(),
    })
}
