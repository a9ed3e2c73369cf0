//! One appendix: title, note and table.

use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};

use super::Element;
use super::finish::HEAD_ROW_HEIGHT;
use super::style::{control, from_mm, line, spaced, words};
use crate::blocks::{Appendix, Cell};
use crate::layout::Layout;

/// Space left and right of the words in a cell, in twentieths of a point: 1 mm.
const CELL_SIDE: usize = 57;

/// Space above and below the words in a cell.
const CELL_EDGE: usize = 20;

pub(super) fn elements(appendix: &Appendix, layout: &Layout) -> Vec<Element> {
    let sizes = &layout.size_pt;
    let pitch = layout.paragraph.line_pt;
    let centred = |run| Element::from(line(AlignmentType::Center, pitch).add_run(run));
    vec![
        centred(words(&appendix.code, sizes.table_title, layout).bold()),
        centred(words(&appendix.title, sizes.table_title, layout).bold()),
        centred(words(&appendix.note, sizes.table_note, layout).italic()),
        Element::from(spaced(AlignmentType::Center, 6, 0)),
        Element::from(table(appendix, layout)),
    ]
}

fn table(appendix: &Appendix, layout: &Layout) -> Table {
    let widths = column_widths(appendix, layout);
    let mut rows = head_rows(appendix, &widths, layout);
    for row in &appendix.rows {
        let cells = row.iter().zip(&appendix.columns).zip(&widths);
        let cells = cells.map(|((cell, column), width)| {
            let align = if column.numeric {
                AlignmentType::Right
            } else {
                AlignmentType::Left
            };
            TableCell::new()
                .width(*width, WidthType::Dxa)
                .add_paragraph(cell_paragraph(cell, align, layout))
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    let total = widths.iter().sum();
    Table::new(rows)
        .set_grid(widths)
        .width(total, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(CELL_EDGE, CELL_SIDE, CELL_EDGE, CELL_SIDE))
}

/// Returns the widths of the columns, which together fill the width of the text.
fn column_widths(appendix: &Appendix, layout: &Layout) -> Vec<usize> {
    let page = &layout.page;
    let across = if appendix.landscape {
        page.height_mm
    } else {
        page.width_mm
    };
    let text = from_mm(across - page.left_mm - page.right_mm);
    let shares = appendix.widths();
    let all = shares.iter().sum::<u32>().max(1);
    shares.iter().map(|share| (text * share / all) as usize).collect()
}

fn head_rows(appendix: &Appendix, widths: &[usize], layout: &Layout) -> Vec<TableRow> {
    let head_row = |cells| {
        TableRow::new(cells)
            .cant_split()
            .row_height(HEAD_ROW_HEIGHT)
            .height_rule(HeightRule::AtLeast)
    };
    let heads = appendix.columns.iter().zip(widths);
    if !appendix.has_groups() {
        let cells = heads.map(|(column, width)| head_cell(&column.head, *width, layout));
        return vec![head_row(cells.collect())];
    }
    let mut upper = Vec::new();
    for group in appendix.head_groups() {
        let width = widths.iter().skip(group.first).take(group.span).sum();
        let below = appendix
            .columns
            .get(group.first)
            .map_or("", |column| column.head.as_str());
        upper.push(match group.title {
            Some(title) => head_cell(title, width, layout).grid_span(group.span),
            None => head_cell(below, width, layout).vertical_merge(VMergeType::Restart),
        });
    }
    let lower = heads.map(|(column, width)| match column.group {
        Some(_) => head_cell(&column.head, *width, layout),
        None => head_cell("", *width, layout).vertical_merge(VMergeType::Continue),
    });
    vec![head_row(upper), head_row(lower.collect())]
}

fn head_cell(text: &str, width: usize, layout: &Layout) -> TableCell {
    let run = words(text, layout.size_pt.table, layout).bold();
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(table_line(AlignmentType::Center, layout).add_run(run))
}

fn cell_paragraph(cell: &Cell, align: AlignmentType, layout: &Layout) -> Paragraph {
    let run = words(cell.printed(), layout.size_pt.table, layout);
    let run = if cell.is_strong() { run.bold() } else { run };
    let paragraph = table_line(align, layout);
    match cell.figure() {
        Some(figure) => paragraph.add_structured_data_tag(control(figure, run)),
        None => paragraph.add_run(run),
    }
}

fn table_line(align: AlignmentType, layout: &Layout) -> Paragraph {
    line(align, layout.size_pt.table + 2)
}
