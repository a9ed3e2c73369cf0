//! Sheets, sections and what stands in the upper margin.

use docx_rs::{
    AlignmentType, Docx, FieldCharType, Header, HeaderReference, InstrPAGE, InstrText, PageMargin, PageNumType,
    PageOrientationType, PageSize, Paragraph, SectionProperty,
};

use super::style::{empty_run, from_mm, line, words};
use crate::blocks::Paper;
use crate::layout::Layout;

/// Names of the two header parts, in the order in which they are added.
const EVERY_PAGE: &str = "rIdHeader1";
const FIRST_PAGE: &str = "rIdHeader2";

/// Adds the header of every page and the one of the first, which has no number.
pub(super) fn headers(docx: Docx, paper: &Paper, layout: &Layout) -> Docx {
    let size = layout.size_pt.page_number;
    let number = empty_run(size, layout)
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE::new()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("2")
        .add_field_char(FieldCharType::End, false);
    // One point more than the letters: number and mark together end above the text.
    let number = line(AlignmentType::Center, size + 1).add_run(number);
    let marked = |header: Header| match &paper.sample_mark {
        Some(mark) => header.add_paragraph(mark_line(mark, layout)),
        None => header,
    };
    let every = marked(Header::new().add_paragraph(number));
    let first = if layout.page.number_first_page > 1 {
        marked(Header::new())
    } else {
        every.clone()
    };
    let first = if first.children.is_empty() {
        first.add_paragraph(line(AlignmentType::Center, size + 1))
    } else {
        first
    };
    docx.header(every).first_header(first)
}

fn mark_line(mark: &str, layout: &Layout) -> Paragraph {
    let size = layout.size_pt.sample_mark;
    line(AlignmentType::Center, size + 1).add_run(words(mark, size, layout).bold())
}

/// Ends a section with a paragraph as low as one can be, so that a full page does not overflow by it.
pub(super) fn section_end(layout: &Layout, landscape: bool, first: bool) -> Paragraph {
    let mut section = SectionProperty::new()
        .page_size(page_size(layout, landscape))
        .page_margin(margins(layout));
    section.header_reference = Some(HeaderReference::new("default", EVERY_PAGE));
    section.first_header_reference = Some(HeaderReference::new("first", FIRST_PAGE));
    section.title_pg = first;
    line(AlignmentType::Left, 1)
        .add_run(empty_run(1, layout))
        .section_property(section)
}

/// Sets the sheet of the last section, which the document itself holds, and ends it with the low
/// paragraph that must follow a table.
pub(super) fn last_section(mut docx: Docx, layout: &Layout, landscape: bool, first: bool) -> Docx {
    docx.document.section_property.title_pg = first;
    let orientation = if landscape {
        PageOrientationType::Landscape
    } else {
        PageOrientationType::Portrait
    };
    let (width, height) = sheet(layout, landscape);
    let end = line(AlignmentType::Left, 1).add_run(empty_run(1, layout));
    let docx = docx
        .add_paragraph(end)
        .page_size(width, height)
        .page_orient(orientation)
        .page_margin(margins(layout));
    if first {
        docx.page_num_type(PageNumType::new().start(1))
    } else {
        docx
    }
}

fn page_size(layout: &Layout, landscape: bool) -> PageSize {
    let (width, height) = sheet(layout, landscape);
    let orientation = if landscape {
        PageOrientationType::Landscape
    } else {
        PageOrientationType::Portrait
    };
    PageSize::new().size(width, height).orient(orientation)
}

fn sheet(layout: &Layout, landscape: bool) -> (u32, u32) {
    let (width, height) = (from_mm(layout.page.width_mm), from_mm(layout.page.height_mm));
    if landscape { (height, width) } else { (width, height) }
}

fn margins(layout: &Layout) -> PageMargin {
    let page = &layout.page;
    let mm = |millimetres| from_mm(millimetres).cast_signed();
    PageMargin::new()
        .top(mm(page.top_mm))
        .bottom(mm(page.bottom_mm))
        .left(mm(page.left_mm))
        .right(mm(page.right_mm))
        .header(mm(page.number_from_top_mm))
        .footer(mm(page.number_from_top_mm))
}
