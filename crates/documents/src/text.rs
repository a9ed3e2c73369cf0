//! The words of a paper as plain text.

use crate::blocks::{Appendix, Block, Cell, Paper, Run};
use crate::layout::Layout;
use crate::lines::RECIPIENTS;

#[cfg(test)]
mod tests;

/// Returns the words of a paper in its layout, one line an element, cells of a row parted by tabs.
#[must_use]
pub fn extract(paper: &Paper, layout: &Layout) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(paper.superior.clone());
    lines.push(paper.issuer.clone());
    lines.extend(layout.head.star.clone());
    let head = layout.head_lines();
    let head = head.iter().map(|line| line.text.to_owned());
    if layout.has_number_beside_day() {
        lines.extend(head.chain([paper.number_line.clone()]));
    } else {
        lines.extend(std::iter::once(paper.number_line.clone()).chain(head));
    }
    lines.extend([paper.dated_line.clone(), paper.kind.clone()]);
    lines.extend(paper.summary.iter().cloned());
    lines.extend(paper.blocks.iter().map(block_line));
    lines.push(paper.signature.authority.clone());
    lines.extend(paper.signature.title.clone());
    lines.extend(paper.signature.name.clone());
    if !paper.recipients.is_empty() {
        lines.push(RECIPIENTS.to_owned());
        lines.extend(paper.recipient_lines(layout));
    }
    for appendix in &paper.appendices {
        lines.extend(appendix_lines(appendix));
    }
    lines.join("\n")
}

fn block_line(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Centred { text } => text.clone(),
        Block::Paragraph { runs } => runs.iter().map(Run::printed).collect(),
    }
}

fn appendix_lines(appendix: &Appendix) -> Vec<String> {
    let heads: Vec<&str> = appendix.columns.iter().map(|column| column.head.as_str()).collect();
    let mut lines = vec![
        appendix.code.clone(),
        appendix.title.clone(),
        appendix.note.clone(),
        heads.join("\t"),
    ];
    for row in &appendix.rows {
        let cells: Vec<&str> = row.iter().map(Cell::printed).collect();
        lines.push(cells.join("\t"));
    }
    lines
}
