//! A paper as the answer to a browser.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use nennep_documents::blocks::Paper;

use super::{Format, layouts, write_paper};
use crate::web::errors::WebError;

/// Answers bytes as a file of the format; `name` stands before the ending.
#[must_use]
pub fn download(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}.{}\"", format.ending());
    let heads = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (heads, bytes).into_response()
}

/// Writes a paper and answers it as a file.
///
/// # Errors
/// When it cannot be written, which is our failure.
pub async fn paper_file(name: &str, paper: Paper, format: Format) -> Result<Response, WebError> {
    // Setting a paper takes the processor for itself.
    let bytes = tokio::task::spawn_blocking(move || write_paper(&paper, &layouts()?, format)).await;
    Ok(download(name, format, bytes.map_err(anyhow::Error::new)??))
}
