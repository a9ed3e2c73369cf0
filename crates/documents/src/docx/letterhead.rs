//! Everything above the text: the two columns, the kind and the summary.

use docx_rs::{
    AlignmentType, Paragraph, Run, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};

use super::Element;
use super::style::{from_mm, line, spaced, words};
use crate::blocks::Paper;
use crate::layout::Layout;

/// How many blanks are as long as a short line, at half the size of the words around it: 70 points to 14.
const SHORT_LINE: usize = 40;

pub(super) fn elements(paper: &Paper, layout: &Layout) -> Vec<Element> {
    let mut elements = vec![Element::from(two_columns(
        sides(paper, layout),
        layout.head.left_percent,
        layout,
    ))];
    let sizes = &layout.size_pt;
    let pitch = layout.paragraph.line_pt;
    let kind = words(&paper.kind, sizes.kind, layout).bold();
    elements.push(Element::from(
        spaced(AlignmentType::Center, pitch + 2, pitch).add_run(kind),
    ));
    for text in &paper.summary {
        elements.push(centred(words(text, sizes.summary, layout).bold(), pitch));
    }
    elements.push(centred(
        sign_or_line(layout.head.rule.as_deref(), sizes.summary, layout),
        pitch,
    ));
    elements
}

/// Returns both sides, with number and day below their own or in a row below both.
fn sides(paper: &Paper, layout: &Layout) -> Vec<(TableCell, TableCell)> {
    let (pitch, before) = (layout.paragraph.line_pt, layout.paragraph.before_pt);
    let number = words(&paper.number_line, layout.size_pt.number, layout);
    let dated = words(&paper.dated_line, layout.size_pt.dated, layout).italic();
    let left = left(paper, layout);
    let apart = |before, run| spaced(AlignmentType::Center, pitch, before).add_run(run);
    if layout.has_number_beside_day() {
        let cell = |run| TableCell::new().add_paragraph(apart(before, run));
        return vec![(left, right(layout)), (cell(number), cell(dated))];
    }
    let left = left.add_paragraph(centred_line(number, layout));
    // The library numbers paragraphs as they are made: signed papers were written with the day before the title.
    let dated = apart(pitch, dated);
    vec![(left, right(layout).add_paragraph(dated))]
}

fn left(paper: &Paper, layout: &Layout) -> TableCell {
    let sizes = &layout.size_pt;
    let superior = paper.superior.iter().map(|text| words(text, sizes.superior, layout));
    let rest = [
        words(&paper.issuer, sizes.issuer, layout).bold(),
        sign_or_line(layout.head.star.as_deref(), sizes.star, layout),
    ];
    superior.chain(rest).fold(TableCell::new(), |cell, run| {
        cell.add_paragraph(centred_line(run, layout))
    })
}

/// Returns the signs of the layout, or the short line in their place: blanks with a line below, as a drawing would be no text.
fn sign_or_line(signs: Option<&str>, size_pt: u16, layout: &Layout) -> Run {
    match signs {
        Some(signs) => words(signs, size_pt, layout),
        None => words(&"\u{a0}".repeat(SHORT_LINE), size_pt / 2, layout).underline("single"),
    }
}

/// The line below the last words is an underline: it has the length of the words in every font.
fn right(layout: &Layout) -> TableCell {
    let lines = layout.head_lines();
    lines.iter().fold(TableCell::new(), |cell, line| {
        let run = words(line.text, line.size_pt, layout).bold();
        let run = if line.has_line { run.underline("single") } else { run };
        cell.add_paragraph(centred_line(run, layout))
    })
}

fn centred(run: Run, pitch: u16) -> Element {
    Element::from(line(AlignmentType::Center, pitch).add_run(run))
}

fn centred_line(run: Run, layout: &Layout) -> Paragraph {
    line(AlignmentType::Center, layout.paragraph.line_pt).add_run(run)
}

/// Returns a table without borders of two columns over the width of the text.
pub(super) fn two_columns(rows: Vec<(TableCell, TableCell)>, left_percent: u16, layout: &Layout) -> Table {
    let page = &layout.page;
    let width = from_mm(page.width_mm - page.left_mm - page.right_mm) as usize;
    let part = width * usize::from(left_percent) / 100;
    let row = |(left, right): (TableCell, TableCell)| {
        let cells = vec![
            left.width(part, WidthType::Dxa),
            right.width(width - part, WidthType::Dxa),
        ];
        TableRow::new(cells).cant_split()
    };
    Table::without_borders(rows.into_iter().map(row).collect())
        .set_grid(vec![part, width - part])
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}
