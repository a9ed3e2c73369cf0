//! Word's `.docx`: paragraphs become lines, cells are parted by tabs.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::ProseFault;
use crate::sheets::foreign::letters;

/// Bytes of the text part, decompressed: a hundred times the largest report seen.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn read(bytes: &[u8]) -> Result<String, ProseFault> {
    let part = part(bytes, "word/document.xml")?;
    let text = lines(&part)?;
    let (text, _) = letters::in_unicode(text, "utf-8");
    Ok(text)
}

/// Takes one part out of a `.docx`.
pub(crate) fn part(bytes: &[u8], path: &str) -> Result<String, ProseFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProseFault::Damaged)?;
    let part = archive.by_name(path).map_err(|_| ProseFault::UnknownForm)?;
    let mut text = Vec::new();
    part.take(MAX_PART_BYTES + 1)
        .read_to_end(&mut text)
        .map_err(|_| ProseFault::Damaged)?;
    if text.len() as u64 > MAX_PART_BYTES {
        return Err(ProseFault::TooLarge);
    }
    String::from_utf8(text).map_err(|_| ProseFault::Damaged)
}

/// Lists the parts of a `.docx`.
pub(crate) fn part_names(bytes: &[u8]) -> Result<Vec<String>, ProseFault> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProseFault::Damaged)?;
    let names = archive.file_names();
    names
        .map(|name| name.map(std::borrow::Cow::into_owned).map_err(|_| ProseFault::Damaged))
        .collect()
}

#[derive(Default)]
struct Lines {
    text: String,
    /// Depth of cells: paragraphs in a cell are pieces of its row.
    cells: usize,
    is_row_begun: bool,
    takes_text: bool,
    /// Depth of what was struck out by a reviewer.
    deleted: usize,
}

pub(super) fn lines(part: &str) -> Result<String, ProseFault> {
    let mut reader = Reader::from_str(part);
    let mut lines = Lines::default();
    loop {
        match reader.read_event().map_err(|_| ProseFault::Damaged)? {
            Event::Start(element) => lines.open(&element),
            Event::Empty(element) => lines.single(&element),
            Event::End(element) => lines.close(element.local_name().as_ref()),
            Event::Text(text) if lines.takes_text && lines.deleted == 0 => {
                lines.text.push_str(&text);
            }
            Event::GeneralRef(entity) if lines.takes_text && lines.deleted == 0 => {
                lines.text.push_str(&letter_of(&entity))
            }
            Event::Eof => return Ok(lines.text),
            Event::Text(_) | Event::GeneralRef(_) => {}
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

impl Lines {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "t" => self.takes_text = true,
            "del" | "moveFrom" | "Fallback" => self.deleted += 1,
            "tr" => {
                self.end();
                self.is_row_begun = false;
            }
            "tc" => {
                if self.is_row_begun {
                    self.text.push('\t');
                }
                self.is_row_begun = true;
                self.cells += 1;
            }
            "p" if self.cells == 0 => self.end(),
            _ => {}
        }
    }

    fn single(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "tab" | "noBreakHyphen" => self.text.push(if element.local_name().as_ref() == "tab" {
                ' '
            } else {
                '-'
            }),
            "br" | "cr" if self.cells == 0 => self.text.push('\n'),
            "br" | "cr" => self.text.push(' '),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.takes_text = false,
            "del" | "moveFrom" | "Fallback" => self.deleted = self.deleted.saturating_sub(1),
            "tc" => self.cells = self.cells.saturating_sub(1),
            "tr" => {
                self.is_row_begun = false;
                self.end();
            }
            "p" if self.cells == 0 => self.end(),
            "p" => self.text.push(' '),
            _ => {}
        }
    }

    fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// Gives what an entity stands for: a letter by its number, or one of the five names; another is left out, as Word does.
pub(crate) fn letter_of(entity: &BytesRef<'_>) -> String {
    match entity.resolve_char_ref() {
        Ok(Some(letter)) => letter.to_string(),
        Ok(None) | Err(_) => resolve_xml_entity(entity).unwrap_or_default().to_owned(),
    }
}
