//! Writes a paper as .docx.
//!
//! Every number is an inline content control that carries the identity of its figure, so that a
//! paper edited in an office suite can still be read back.

mod appendix;
mod body;
mod fill;
mod finish;
mod letterhead;
mod markup;
mod page;
mod read;
mod style;

#[cfg(test)]
mod tests;

use docx_rs::{Docx, LineSpacing, LineSpacingType, Paragraph, Table};
use thiserror::Error;

use crate::blocks::Paper;
use crate::layout::Layout;

pub use fill::{Blank, EACH, Filling, FormError, blanks, fill};
pub use markup::tag_of;
pub use read::{Control, controls};

/// Says why a paper could not be written.
#[derive(Debug, Error)]
pub enum DocxError {
    /// The zip around the parts could not be written.
    #[error("the .docx could not be packed")]
    Pack(#[from] zip::result::ZipError),
    /// A part could not be written into the zip.
    #[error("a part of the .docx could not be written")]
    Write(#[from] std::io::Error),
    /// A part is not the markup it should be.
    #[error("a part of the .docx is not well formed near byte {0}")]
    Markup(usize),
    /// A row of an appendix is not as long as its head.
    #[error("appendix {appendix}, row {row}: {found} cells below {expected} heads")]
    RowLength {
        /// Code of the appendix.
        appendix: String,
        /// The row, counted from 1 below the head.
        row: usize,
        /// Cells in the row.
        found: usize,
        /// Columns of the appendix.
        expected: usize,
    },
}

/// One block on the page.
enum Element {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

/// Writes the paper as the bytes of a .docx; equal input gives equal bytes.
///
/// # Errors
///
/// Fails when a row of an appendix is not as long as its head, or when the zip cannot be packed.
pub fn write(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, DocxError> {
    check_rows(paper)?;
    // One line above and below nothing: the paragraphs state their own spacing.
    let single = LineSpacing::new()
        .line_rule(LineSpacingType::Auto)
        .line(240)
        .before(0)
        .after(0);
    let mut docx = Docx::new()
        .default_fonts(style::fonts(layout))
        .default_size(style::half_points(layout.size_pt.body))
        .default_line_spacing(single);
    docx = page::headers(docx, paper, layout);

    let mut elements = letterhead::elements(paper, layout);
    elements.extend(body::elements(paper, layout));
    let mut landscape = false;
    let mut first = true;
    for appendix in &paper.appendices {
        docx = add(docx, elements);
        docx = docx.add_paragraph(page::section_end(layout, landscape, first));
        elements = appendix::elements(appendix, layout);
        landscape = appendix.landscape;
        first = false;
    }
    docx = add(docx, elements);
    docx = page::last_section(docx, layout, landscape, first);
    finish::pack(docx, &paper.issuer, paper.seal.as_deref())
}

fn add(docx: Docx, elements: Vec<Element>) -> Docx {
    elements.into_iter().fold(docx, |docx, element| match element {
        Element::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
        Element::Table(table) => docx.add_table(*table),
    })
}

fn check_rows(paper: &Paper) -> Result<(), DocxError> {
    for appendix in &paper.appendices {
        let expected = appendix.columns.len();
        let wrong = appendix.rows.iter().position(|row| row.len() != expected);
        if let Some(at) = wrong {
            let found = appendix.rows.get(at).map_or(0, Vec::len);
            return Err(DocxError::RowLength {
                appendix: appendix.code.clone(),
                row: at + 1,
                found,
                expected,
            });
        }
    }
    Ok(())
}

impl From<Paragraph> for Element {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }
}

impl From<Table> for Element {
    fn from(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}
