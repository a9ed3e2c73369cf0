//! The paper as the template reads it: printed words and measures, nothing to compute.

use nennep_documents::blocks::{Appendix, Block, Cell, Paper, Run};
use nennep_documents::layout::Layout;
use nennep_documents::lines::{HeadLine, RECIPIENTS, printable};
use serde::Serialize;

use crate::{PdfError, fonts};

#[derive(Serialize)]
pub(crate) struct Model<'a> {
    font: &'static str,
    layout: &'a Layout,
    sample_mark: Option<String>,
    seal: Option<String>,
    superior: Option<String>,
    issuer: String,
    star: Option<String>,
    number_line: String,
    head: Vec<TitleLine>,
    dated_line: String,
    kind: String,
    summary: Vec<String>,
    rule: Option<String>,
    blocks: Vec<TextBlock>,
    authority: String,
    title: Option<String>,
    name: Option<String>,
    recipients_head: &'static str,
    recipients: Vec<String>,
    bold_recipients_head: bool,
    bold_title: bool,
    number_beside_day: bool,
    appendices: Vec<Table>,
}

/// A line at the top right, with its size in points.
#[derive(Serialize)]
struct TitleLine {
    text: String,
    size: u16,
    lined: bool,
}

/// A paragraph, a heading of level 1 and up, or a line in the middle.
#[derive(Serialize)]
struct TextBlock {
    heading: Option<u8>,
    centred: bool,
    short: bool,
    text: String,
}

#[derive(Serialize)]
struct Table {
    code: String,
    title: String,
    note: String,
    landscape: bool,
    widths: Vec<u32>,
    aligns: Vec<&'static str>,
    head: Vec<HeadCell>,
    rows: Vec<Vec<TableCell>>,
}

#[derive(Serialize)]
struct HeadCell {
    text: String,
    columns: usize,
    rows: usize,
}

#[derive(Serialize)]
struct TableCell {
    text: String,
    strong: bool,
}

/// Returns the model of a paper, every sign of which the fonts can show.
pub(crate) fn of<'a>(paper: &Paper, layout: &'a Layout) -> Result<Model<'a>, PdfError> {
    let words = |text: &String| shown(text);
    let optional = |text: &Option<String>| text.as_deref().map(shown).transpose();
    Ok(Model {
        font: fonts::FAMILY,
        layout,
        sample_mark: optional(&paper.sample_mark)?,
        seal: paper.seal.clone(),
        superior: optional(&paper.superior)?,
        issuer: shown(&paper.issuer)?,
        star: optional(&layout.head.star)?,
        number_line: shown(&paper.number_line)?,
        head: layout.head_lines().iter().map(title_line).collect::<Result<_, _>>()?,
        dated_line: shown(&paper.dated_line)?,
        kind: shown(&paper.kind)?,
        summary: paper.summary.iter().map(words).collect::<Result<_, _>>()?,
        rule: optional(&layout.head.rule)?,
        blocks: paper.blocks.iter().map(block).collect::<Result<_, _>>()?,
        authority: shown(&paper.signature.authority)?,
        title: optional(&paper.signature.title)?,
        name: optional(&paper.signature.name)?,
        recipients_head: RECIPIENTS,
        recipients: paper
            .recipient_lines(layout)
            .iter()
            .map(words)
            .collect::<Result<_, _>>()?,
        bold_recipients_head: layout.has_bold_recipients_head(),
        bold_title: layout.has_bold_title(),
        number_beside_day: layout.has_number_beside_day(),
        appendices: paper.appendices.iter().map(table).collect::<Result<_, _>>()?,
    })
}

/// Returns the words without invisible signs, if every other one can be shown.
fn shown(text: &str) -> Result<String, PdfError> {
    let is_invisible = |sign: char| matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text = printable(text).replace(is_invisible, "");
    match fonts::first_missing(&text)? {
        None => Ok(text),
        Some(sign) => Err(PdfError::NoGlyph {
            sign,
            text: text.chars().take(60).collect(),
        }),
    }
}

fn title_line(line: &HeadLine<'_>) -> Result<TitleLine, PdfError> {
    Ok(TitleLine {
        text: shown(line.text)?,
        size: line.size_pt,
        lined: line.has_line,
    })
}

fn block(block: &Block) -> Result<TextBlock, PdfError> {
    let short = block.is_short();
    Ok(match block {
        Block::Heading { level, text } => TextBlock {
            heading: Some((*level).max(1)),
            centred: false,
            short,
            text: shown(text)?,
        },
        Block::Centred { text } => TextBlock {
            heading: None,
            centred: true,
            short,
            text: shown(text)?,
        },
        Block::Paragraph { runs } => TextBlock {
            heading: None,
            centred: false,
            short,
            text: shown(&runs.iter().map(Run::printed).collect::<String>())?,
        },
    })
}

fn table(appendix: &Appendix) -> Result<Table, PdfError> {
    let expected = appendix.columns.len();
    let mut rows = Vec::with_capacity(appendix.rows.len());
    for (at, row) in appendix.rows.iter().enumerate() {
        if row.len() != expected {
            let appendix = appendix.code.clone();
            return Err(PdfError::RowLength {
                appendix,
                row: at + 1,
                found: row.len(),
                expected,
            });
        }
        rows.push(row.iter().map(cell).collect::<Result<_, _>>()?);
    }
    let align = |numeric| if numeric { "right" } else { "left" };
    Ok(Table {
        code: shown(&appendix.code)?,
        title: shown(&appendix.title)?,
        note: shown(&appendix.note)?,
        landscape: appendix.landscape,
        widths: appendix.widths(),
        aligns: appendix.columns.iter().map(|column| align(column.numeric)).collect(),
        head: head(appendix)?,
        rows,
    })
}

/// Returns the cells of the head in reading order: a column without a group takes both lines.
fn head(appendix: &Appendix) -> Result<Vec<HeadCell>, PdfError> {
    let single = |text: &str, rows| {
        Ok::<_, PdfError>(HeadCell {
            text: shown(text)?,
            columns: 1,
            rows,
        })
    };
    if !appendix.has_groups() {
        return appendix.columns.iter().map(|column| single(&column.head, 1)).collect();
    }
    let mut cells = Vec::new();
    for group in appendix.head_groups() {
        let below = appendix
            .columns
            .get(group.first)
            .map_or("", |column| column.head.as_str());
        cells.push(match group.title {
            Some(title) => HeadCell {
                text: shown(title)?,
                columns: group.span,
                rows: 1,
            },
            None => single(below, 2)?,
        });
    }
    for column in appendix.columns.iter().filter(|column| column.group.is_some()) {
        cells.push(single(&column.head, 1)?);
    }
    Ok(cells)
}

fn cell(cell: &Cell) -> Result<TableCell, PdfError> {
    Ok(TableCell {
        text: shown(cell.printed())?,
        strong: cell.is_strong(),
    })
}
