//! A paper as bytes, in each format.

use anyhow::{Context as _, bail};
use nennep_documents::blocks::Paper;
use nennep_documents::layout::{Layout, Layouts};
use nennep_documents::{docx, html, xlsx};

/// Names a format a paper is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For Word.
    Docx,
    /// For printing.
    Pdf,
    /// The appendix tables.
    Xlsx,
    /// For a browser.
    Html,
    /// The model, for programs.
    Json,
}

impl Format {
    /// Formats this program can write, in the order in which they are offered.
    #[cfg(feature = "pdf")]
    pub const ALL: &'static [Format] = &[Format::Docx, Format::Pdf, Format::Xlsx, Format::Html, Format::Json];

    /// Formats this program can write, in the order in which they are offered.
    #[cfg(not(feature = "pdf"))]
    pub const ALL: &'static [Format] = &[Format::Docx, Format::Xlsx, Format::Html, Format::Json];

    /// Gives the ending of a file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
            Format::Json => "json",
        }
    }

    /// Gives the media type of a file.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Pdf => "application/pdf",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Html => "text/html; charset=utf-8",
            Format::Json => "application/json",
        }
    }

    /// Tells whether it carries the text of a paper: not its tables alone, nor its model.
    #[must_use]
    pub fn is_text(self) -> bool {
        match self {
            Format::Docx | Format::Pdf | Format::Html => true,
            Format::Xlsx | Format::Json => false,
        }
    }

    /// Finds a format by the ending of its files.
    #[must_use]
    pub fn of(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.ending() == ending)
    }
}

/// Reads the layouts the program carries.
///
/// # Errors
/// When the catalogue is not of its shape.
pub fn layouts() -> anyhow::Result<Layouts> {
    Layouts::parse(include_str!("../../../../../catalog/layouts.toml")).context("catalog/layouts.toml")
}

/// Writes a paper as one of the formats.
///
/// # Errors
/// When the layout is not known, or the format cannot be written; a model is no paper.
pub fn write_paper(paper: &Paper, layouts: &Layouts, format: Format) -> anyhow::Result<Vec<u8>> {
    let layout = layouts
        .by_id(&paper.layout)
        .with_context(|| format!("no layout {}", paper.layout))?;
    Ok(match format {
        Format::Docx => docx::write(paper, layout)?,
        Format::Html => html::write(paper, layout).into_bytes(),
        Format::Xlsx => xlsx::write_paper(paper)?,
        Format::Pdf => pdf(paper, layout)?,
        Format::Json => bail!("a model is no paper"),
    })
}

#[cfg(feature = "pdf")]
fn pdf(paper: &Paper, layout: &Layout) -> anyhow::Result<Vec<u8>> {
    Ok(nennep_pdf::write(paper, layout)?)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_paper: &Paper, _layout: &Layout) -> anyhow::Result<Vec<u8>> {
    bail!("this program was built without its part for .pdf; build it with the default features")
}
