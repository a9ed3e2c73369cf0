//! What a form may carry, and what it may not.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::{FormError, TEXT_MAX};
use crate::prose::{ProseFault, part, part_names};

/// Parts of a form at most.
const PARTS_MAX: usize = 500;
/// Fields an office suite fills from elsewhere when it opens a file.
const FETCHING: [&str; 4] = ["DDE", "INCLUDEPICTURE", "INCLUDETEXT", "DATABASE"];

/// A part with text, which asks for nothing outside of itself.
pub(super) fn text_of(bytes: &[u8], name: &str) -> Result<String, FormError> {
    let text = part(bytes, name).map_err(FormError::Unread)?;
    if text.len() > TEXT_MAX {
        return Err(FormError::Unread(ProseFault::TooLarge));
    }
    let has_fields = text.contains("instrText") || text.contains("w:instr=");
    match FETCHING.iter().find(|word| has_fields && text.contains(**word)) {
        Some(word) => Err(FormError::Unsafe((*word).to_owned())),
        None => Ok(text),
    }
}

/// The parts with text that is printed.
pub(super) fn parts_of(bytes: &[u8]) -> Result<Vec<String>, FormError> {
    let names = part_names(bytes).map_err(FormError::Unread)?;
    if let Some(program) = names
        .iter()
        .find(|name| name.ends_with("vbaProject.bin") || name.contains("/activeX/"))
    {
        return Err(FormError::Unsafe(program.clone()));
    }
    for relations in names.iter().filter(|name| name.ends_with(".rels")) {
        let text = part(bytes, relations).map_err(FormError::Unread)?;
        if let Some(target) = outside(&text)? {
            return Err(FormError::Unsafe(target));
        }
    }
    if names.len() > PARTS_MAX {
        return Err(FormError::Unread(ProseFault::TooLarge));
    }
    let is_text = |name: &&String| {
        let file = name.strip_prefix("word/").unwrap_or_default();
        file == "document.xml" || (file.ends_with(".xml") && (file.starts_with("header") || file.starts_with("footer")))
    };
    let mut parts: Vec<String> = names.iter().filter(is_text).cloned().collect();
    parts.sort_by_key(|name| name != "word/document.xml");
    match parts.first().is_some_and(|name| name == "word/document.xml") {
        true => Ok(parts),
        false => Err(FormError::Unread(ProseFault::UnknownForm)),
    }
}

/// What an office suite would fetch when it opens the file: anything outside but a link somebody has to follow.
fn outside(relations: &str) -> Result<Option<String>, FormError> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader
            .read_event()
            .map_err(|_| FormError::Unread(ProseFault::Damaged))?
        {
            Event::Empty(element) | Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                let of = |name: &str| {
                    let mut found = element.attributes().flatten();
                    let found = found.find(|attribute| attribute.key.as_ref() == name);
                    found
                        .map(|attribute| unescape(&attribute.value).map(Cow::into_owned).unwrap_or_default())
                        .unwrap_or_default()
                };
                if of("TargetMode") == "External" && !of("Type").ends_with("/hyperlink") {
                    return Ok(Some(of("Target")));
                }
            }
            Event::Eof => return Ok(None),
            Event::Start(_) | Event::End(_) | Event::Empty(_) | Event::Text(_) | Event::GeneralRef(_) => {}
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
