//! Everything above the text: the two columns, the kind and the summary.

use docx_rs::{
    AlignmentType, Paragraph, Run, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};

use super::Element;
use super::style::{from_mm, line, spaced, words};
use crate::blocks::Paper;
use crate::layout::Layout;
use crate::lines::{PARTY, RULE, STAR};

pub(super) fn elements(paper: &Paper, layout: &Layout) -> Vec<Element> {
    let mut elements = vec![Element::from(two_columns(
        left(paper, layout),
        right(paper, layout),
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
    elements.push(centred(words(RULE, sizes.summary, layout), pitch));
    elements
}

fn left(paper: &Paper, layout: &Layout) -> TableCell {
    let sizes = &layout.size_pt;
    let superior = paper.superior.iter().map(|text| words(text, sizes.superior, layout));
    let rest = [
        words(&paper.issuer, sizes.issuer, layout).bold(),
        words(STAR, sizes.star, layout),
        words(&paper.number_line, sizes.number, layout),
    ];
    superior.chain(rest).fold(TableCell::new(), |cell, run| {
        cell.add_paragraph(centred_line(run, layout))
    })
}

/// The line below the Party's name is an underline: it has the length of the words in every font.
fn right(paper: &Paper, layout: &Layout) -> TableCell {
    let sizes = &layout.size_pt;
    let party = words(PARTY, sizes.party, layout).bold().underline("single");
    let dated = words(&paper.dated_line, sizes.dated, layout).italic();
    let apart = spaced(
        AlignmentType::Center,
        layout.paragraph.line_pt,
        layout.paragraph.line_pt,
    );
    TableCell::new()
        .add_paragraph(centred_line(party, layout))
        .add_paragraph(apart.add_run(dated))
}

fn centred(run: Run, pitch: u16) -> Element {
    Element::from(line(AlignmentType::Center, pitch).add_run(run))
}

fn centred_line(run: Run, layout: &Layout) -> Paragraph {
    line(AlignmentType::Center, layout.paragraph.line_pt).add_run(run)
}

/// Returns a table without borders of two columns over the width of the text.
pub(super) fn two_columns(left: TableCell, right: TableCell, layout: &Layout) -> Table {
    let page = &layout.page;
    let width = from_mm(page.width_mm - page.left_mm - page.right_mm) as usize;
    let half = width / 2;
    let cells = vec![
        left.width(half, WidthType::Dxa),
        right.width(width - half, WidthType::Dxa),
    ];
    Table::without_borders(vec![TableRow::new(cells).cant_split()])
        .set_grid(vec![half, width - half])
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}
