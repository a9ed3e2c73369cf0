//! The words of a paper as plain text.

use crate::blocks::{Appendix, Block, Cell, Paper, Run};
use crate::lines::{PARTY, RECIPIENTS, STAR};

#[cfg(test)]
mod tests;

/// Returns the words of a paper, one line an element, cells of a row parted by tabs.
#[must_use]
pub fn extract(paper: &Paper) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(paper.superior.clone());
    lines.extend([paper.issuer.clone(), STAR.to_owned(), paper.number_line.clone()]);
    lines.extend([PARTY.to_owned(), paper.dated_line.clone(), paper.kind.clone()]);
    lines.extend(paper.summary.iter().cloned());
    lines.extend(paper.blocks.iter().map(block_line));
    lines.push(paper.signature.authority.clone());
    lines.extend(paper.signature.title.clone());
    lines.extend(paper.signature.name.clone());
    if !paper.recipients.is_empty() {
        lines.push(RECIPIENTS.to_owned());
        lines.extend(paper.recipient_lines());
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
