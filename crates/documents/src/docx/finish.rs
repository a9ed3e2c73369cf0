//! Packs the parts: what the library cannot say is added, and nothing of the clock gets in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use docx_rs::Docx;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{DocxError, markup};
use crate::lines::printable;

/// Height in twentieths of a point that marks a row as part of the table head; no real row is so low.
pub(super) const HEAD_ROW_HEIGHT: f32 = 1.0;

/// Moment of making in the properties. A paper carries its own day; the file needs only a constant.
const MADE: &str = "1980-01-01T00:00:00Z";

/// Packs the document, mended, made by the issuer and with constant times.
pub(super) fn pack(docx: Docx, issuer: &str, seal: Option<&str>) -> Result<Vec<u8>, DocxError> {
    let mut parts = docx.created_at(MADE).updated_at(MADE).build();
    let properties = String::from_utf8_lossy(&parts.doc_props.core);
    let issuer = markup::escaped(&printable(issuer));
    let mut properties = properties.replace(">unknown<", &format!(">{issuer}<"));
    if let Some(seal) = seal {
        let identifier = format!(
            "<dc:identifier>{}</dc:identifier></cp:coreProperties>",
            markup::escaped(seal)
        );
        properties = properties.replace("</cp:coreProperties>", &identifier);
    }
    parts.doc_props.core = properties.into_bytes();
    parts.document = markup::mend(&parts.document)?;
    for header in &mut parts.headers {
        *header = markup::mend(header)?;
    }
    let mut packed = Cursor::new(Vec::new());
    parts.pack(&mut packed).map_err(std::io::Error::other)?;
    repack(packed.into_inner())
}

/// Packs the parts again, compressed, each with the same time, whatever the library takes.
fn repack(packed: Vec<u8>) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(packed))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        if part.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let name = part.name()?.into_owned();
        writer.start_file(name, options)?;
        writer.write_all(&bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Packs a file of somebody else again with some of its parts written anew; the others stay as they were.
pub(super) fn with_parts(bytes: &[u8], parts: &BTreeMap<String, String>) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        match parts.get(part.name()?.as_ref()) {
            Some(text) => {
                let name = part.name()?.into_owned();
                writer.start_file(name, options)?;
                writer.write_all(text.as_bytes())?;
            }
            None => writer.raw_copy_file(part)?,
        }
    }
    Ok(writer.finish()?.into_inner())
}
