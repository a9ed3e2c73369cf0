//! A model as bytes, in each format.

use nennep_core::reports::ReportModel;
use nennep_documents::layout::Layouts;

use super::compose::compose;
use super::wording::Papers;
use crate::web::papers::{Format, write_paper};

/// Writes a model as one of the formats.
///
/// # Errors
/// When the wording cannot be used or the format cannot be written.
pub fn write(papers: &Papers, layouts: &Layouts, model: &ReportModel, format: Format) -> anyhow::Result<Vec<u8>> {
    if format == Format::Json {
        return model_json(model);
    }
    write_paper(&compose(papers, model)?, layouts, format)
}

/// Writes a model for programs.
///
/// # Errors
/// When it cannot be written.
pub fn model_json(model: &ReportModel) -> anyhow::Result<Vec<u8>> {
    Ok([serde_json::to_vec_pretty(model)?, b"\n".to_vec()].concat())
}
