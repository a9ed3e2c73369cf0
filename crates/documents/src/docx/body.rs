//! The text and the signature block.

use docx_rs::{AlignmentType, Paragraph, SpecialIndentType, TableCell};

use super::Element;
use super::letterhead::two_columns;
use super::style::{control, from_mm, line, spaced, words};
use crate::blocks::{Block, Paper, Run};
use crate::layout::Layout;
use crate::lines::RECIPIENTS;

pub(super) fn elements(paper: &Paper, layout: &Layout) -> Vec<Element> {
    let last = paper.blocks.len().saturating_sub(1);
    let mut elements: Vec<Element> = Vec::new();
    for (place, block) in paper.blocks.iter().enumerate() {
        let paragraph = paragraph(block, layout);
        // A signature never stands on a page without a part of the text.
        let paragraph = if place == last {
            paragraph.keep_next(true).keep_lines(block.is_short())
        } else {
            paragraph
        };
        elements.push(Element::from(paragraph));
    }
    let pitch = layout.paragraph.line_pt;
    elements.push(Element::from(line(AlignmentType::Left, pitch).keep_next(true)));
    let signature = two_columns(vec![(recipients(paper, layout), signer(paper, layout))], 50, layout);
    elements.push(Element::from(signature));
    elements
}

fn paragraph(block: &Block, layout: &Layout) -> Paragraph {
    let measures = &layout.paragraph;
    let first_line = Some(SpecialIndentType::FirstLine(
        from_mm(measures.first_line_mm).cast_signed(),
    ));
    let paragraph =
        spaced(AlignmentType::Both, measures.line_pt, measures.before_pt).indent(None, first_line, None, None);
    match block {
        Block::Centred { text } => spaced(AlignmentType::Center, measures.line_pt, measures.before_pt)
            .keep_next(true)
            .add_run(words(text, layout.size_pt.heading, layout).bold()),
        Block::Heading { level, text } => paragraph
            .keep_next(true)
            .outline_lvl(usize::from(level.saturating_sub(1).min(8)))
            .add_run(words(text, layout.size_pt.heading, layout).bold()),
        Block::Paragraph { runs } => runs
            .iter()
            .fold(paragraph, |paragraph, run| add_run(paragraph, run, layout)),
    }
}

fn add_run(paragraph: Paragraph, run: &Run, layout: &Layout) -> Paragraph {
    let printed = words(run.printed(), layout.size_pt.body, layout);
    match run.figure() {
        Some(figure) => paragraph.add_structured_data_tag(control(figure, printed)),
        None => paragraph.add_run(printed),
    }
}

fn recipients(paper: &Paper, layout: &Layout) -> TableCell {
    let sizes = &layout.size_pt;
    let pitch = layout.paragraph.line_pt;
    let left = |pitch| line(AlignmentType::Left, pitch);
    if paper.recipients.is_empty() {
        return TableCell::new().add_paragraph(left(pitch));
    }
    let head = words(RECIPIENTS, sizes.recipients_head, layout);
    let head = if layout.has_bold_recipients_head() {
        head.bold().italic()
    } else {
        head.underline("single")
    };
    let cell = TableCell::new().add_paragraph(left(pitch).add_run(head));
    // Four fifths of the text's pitch, as 12 points stand to 14.
    let small = sizes.recipients + 3;
    paper.recipient_lines(layout).iter().fold(cell, |cell, text| {
        cell.add_paragraph(left(small).add_run(words(text, sizes.recipients, layout)))
    })
}

fn signer(paper: &Paper, layout: &Layout) -> TableCell {
    let sizes = &layout.size_pt;
    let measures = &layout.paragraph;
    let centred = || line(AlignmentType::Center, measures.line_pt);
    let signature = &paper.signature;
    let authority = words(&signature.authority, sizes.authority, layout).bold();
    let title = words(signature.title.as_deref().unwrap_or_default(), sizes.title, layout);
    let title = if layout.has_bold_title() { title.bold() } else { title };
    let name = words(signature.name.as_deref().unwrap_or_default(), sizes.name, layout).bold();
    let below_space = spaced(AlignmentType::Center, measures.line_pt, measures.signing_space_pt);
    TableCell::new()
        .add_paragraph(centred().add_run(authority))
        .add_paragraph(centred().add_run(title))
        .add_paragraph(below_space.add_run(name))
}
