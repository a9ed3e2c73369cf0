//! Writes papers as .pdf, with typst as a library and its own fonts inside.

mod fonts;
mod model;
mod world;

#[cfg(test)]
mod tests;

use nennep_documents::blocks::Paper;
use nennep_documents::layout::Layout;
use thiserror::Error;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_pdf::PdfOptions;

/// Says why a paper could not be written.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The paper holds a sign that no embedded font can show; it would be printed as an empty box.
    #[error("no embedded font shows the sign U+{:04X} in `{text}`", u32::from(*sign))]
    NoGlyph {
        /// The sign.
        sign: char,
        /// The words around it.
        text: String,
    },
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
    /// The embedded fonts or the template cannot be used.
    #[error("the embedded {0} cannot be used")]
    Embedded(&'static str),
    /// The paper could not be handed to the template.
    #[error("the paper could not be handed to the template")]
    Model(#[from] serde_json::Error),
    /// The template failed, or warned, which counts as failing.
    #[error("the paper could not be set: {}", .0.join("; "))]
    Typeset(Vec<String>),
}

/// Memoized steps of typst are dropped after this many papers without use, so that a server's
/// memory stays level.
const CACHE_AGE: usize = 4;

/// Writes the paper as the bytes of a .pdf; equal input gives equal bytes.
///
/// # Errors
///
/// Fails when a sign has no glyph, when a row of an appendix is not as long as its head, or when
/// typst fails or warns.
pub fn write(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, PdfError> {
    let model = model::of(paper, layout)?;
    let world = world::Sheet::new(serde_json::to_vec(&model)?)?;
    let Warned { output, warnings } = typst::compile(&world);
    typst::comemo::evict(CACHE_AGE);
    let document = output.map_err(|errors| typeset_error(&errors))?;
    if !warnings.is_empty() {
        return Err(typeset_error(&warnings));
    }
    // Neither day nor program: the bytes depend on paper and layout alone.
    let options = PdfOptions {
        creator: Smart::Custom(None),
        timestamp: None,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| typeset_error(&errors))
}

fn typeset_error(diagnostics: &[SourceDiagnostic]) -> PdfError {
    PdfError::Typeset(
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.message.to_string())
            .collect(),
    )
}
