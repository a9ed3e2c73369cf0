//! Fills a .docx that somebody else drew: `{name}` in its text becomes what the name stands for, a row with `{#}` is repeated for
//! each unit below. Everything else of the file stays as it was.

mod safe;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;

use self::safe::{parts_of, text_of};
use super::{DocxError, finish, tag_of};
use crate::prose::{ProseFault, letter_of};

/// Stands in a row that is repeated for each unit below.
pub const EACH: &str = "#";

/// Letters of a name at most; longer words in braces are words.
const NAME_MAX: usize = 80;

/// Bytes of the text of a form at most, before it is filled and after: a form of a superior has some tens of thousands.
const TEXT_MAX: usize = 8 * 1024 * 1024;
/// Names in a form at most.
const NAMES_MAX: usize = 2_000;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// As it is printed.
    pub text: String,
    /// Identity of the figure, when it is one: then the number becomes a content control.
    pub figure: Option<String>,
}

/// One name in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The name without its braces.
    pub name: String,
    /// The paragraph it stands in, counted from 1 in its part.
    pub paragraph: usize,
    /// Whether it stands in a row that is repeated.
    pub is_repeated: bool,
}

/// Says why a form cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// It is no .docx, or damaged.
    #[error("the form cannot be read: {0:?}")]
    Unread(ProseFault),
    /// It carries a program, or asks for something outside of itself when it is opened.
    #[error("the form carries {0}")]
    Unsafe(String),
    /// It could not be packed again.
    #[error(transparent)]
    Pack(#[from] DocxError),
}

/// Lists the names a form asks for, in the order of its text; heads and feet of its pages last. The mark of a row is among them.
///
/// # Errors
/// When the file is no .docx, is damaged, or carries what a form may not.
pub fn blanks(bytes: &[u8]) -> Result<Vec<Blank>, FormError> {
    let mut blanks = Vec::new();
    for name in parts_of(bytes)? {
        let text = text_of(bytes, &name)?;
        let (texts, rows) = texts(&text)?;
        let found = found_in(&texts);
        if found.len() > NAMES_MAX {
            return Err(FormError::Unread(ProseFault::TooLarge));
        }
        let each: Vec<&Range<usize>> = repeated(&rows, &texts, &found);
        blanks.extend(found.iter().map(|blank| Blank {
            name: blank.name.clone(),
            paragraph: blank.paragraph,
            is_repeated: each.iter().any(|row| row.contains(&blank.at)),
        }));
    }
    Ok(blanks)
}

/// Fills a form: `say` is asked for each name, with the place of the unit below in a repeated row, of which there are `units`.
///
/// # Errors
/// When the file is no .docx, is damaged, or carries what a form may not.
pub fn fill(bytes: &[u8], units: usize, say: &dyn Fn(&str, Option<usize>) -> Filling) -> Result<Vec<u8>, FormError> {
    let mut filled = BTreeMap::new();
    for name in parts_of(bytes)? {
        let text = text_of(bytes, &name)?;
        filled.insert(name, filled_part(&text, units, say)?);
    }
    Ok(finish::with_parts(bytes, &filled)?)
}

/// A stretch of text in a part: where it and its element stand, and the look of its run.
struct Text {
    element: Range<usize>,
    text: String,
    paragraph: usize,
    look: String,
    /// Whether it stands in a run of its own, which may be parted.
    in_run: bool,
}

/// Finds the texts of a part, and its rows.
fn texts(part: &str) -> Result<(Vec<Text>, Vec<Range<usize>>), FormError> {
    let damaged = || FormError::Unread(ProseFault::Damaged);
    let mut reader = Reader::from_str(part);
    let (mut texts, mut rows) = (Vec::new(), Vec::new());
    let (mut open_rows, mut paragraphs, mut count) = (Vec::new(), vec![0], 0);
    let (mut look, mut look_at, mut looks, mut runs) = (String::new(), 0, 0_usize, 0_usize);
    let mut text: Option<(usize, String)> = None;
    loop {
        let before = position(&reader)?;
        let event = reader.read_event().map_err(|_| damaged())?;
        let after = position(&reader)?;
        match event {
            Event::Start(element) => match element.name().as_ref() {
                "w:tr" => open_rows.push(before),
                "w:p" => {
                    count += 1;
                    paragraphs.push(count);
                }
                "w:r" => {
                    runs += 1;
                    look.clear();
                }
                // A look that was changed holds the look it had; the outermost counts.
                "w:rPr" => {
                    if looks == 0 {
                        look_at = before;
                    }
                    looks += 1;
                }
                "w:t" => text = Some((before, String::new())),
                _ => {}
            },
            Event::Text(words) => {
                if let Some((_, text)) = &mut text {
                    text.push_str(&words);
                }
            }
            Event::GeneralRef(entity) => {
                if let Some((_, text)) = &mut text {
                    text.push_str(&letter_of(&entity));
                }
            }
            Event::End(element) => match element.name().as_ref() {
                "w:tr" => rows.extend(open_rows.pop().map(|start| start..after)),
                "w:p" if paragraphs.len() > 1 => {
                    paragraphs.pop();
                }
                "w:r" => runs = runs.saturating_sub(1),
                "w:rPr" => {
                    looks = looks.saturating_sub(1);
                    if looks == 0 {
                        look = part.get(look_at..after).unwrap_or_default().to_owned();
                    }
                }
                "w:t" => texts.extend(text.take().map(|(start, text)| Text {
                    element: start..after,
                    text,
                    paragraph: paragraphs.last().copied().unwrap_or_default(),
                    look: look.clone(),
                    in_run: runs > 0,
                })),
                _ => {}
            },
            Event::Eof => return Ok((texts, rows)),
            Event::Empty(_) | Event::CData(_) => {}
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, FormError> {
    usize::try_from(reader.buffer_position()).map_err(|_| FormError::Unread(ProseFault::TooLarge))
}

/// A name found in the texts of one paragraph, which office suites part as they like.
struct Found {
    name: String,
    paragraph: usize,
    /// First text and the byte in it, last text and the byte after it.
    from: (usize, usize),
    to: (usize, usize),
    /// Where its first text stands in the part.
    at: usize,
}

fn found_in(texts: &[Text]) -> Vec<Found> {
    let mut by_paragraph: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        by_paragraph.entry(text.paragraph).or_default().push(index);
    }
    let mut found = Vec::new();
    for (paragraph, indices) in by_paragraph {
        // Every byte of the paragraph's words with the text it comes from.
        let mut words = String::new();
        let mut starts = Vec::new();
        for index in &indices {
            let text = texts.get(*index).map_or("", |text| text.text.as_str());
            starts.push((words.len(), *index));
            words.push_str(text);
        }
        let place = |byte: usize, is_end: bool| {
            let within = |(start, _): &&(usize, usize)| if is_end { *start < byte } else { *start <= byte };
            let at = starts.iter().rev().find(within);
            at.map_or((0, 0), |(start, index)| (*index, byte - start))
        };
        let mut from = 0;
        while let Some(open) = words.get(from..).and_then(|rest| rest.find('{')).map(|at| at + from) {
            let close = words.get(open..).and_then(|rest| rest.find('}')).map(|at| at + open);
            let name = close
                .and_then(|close| words.get(open + 1..close))
                .filter(|name| is_name(name));
            let (Some(close), Some(name)) = (close, name) else {
                from = open + 1;
                continue;
            };
            let (first, last) = (place(open, false), place(close + 1, true));
            found.push(Found {
                name: name.trim().to_owned(),
                paragraph,
                at: texts.get(first.0).map_or(0, |text| text.element.start),
                from: first,
                to: last,
            });
            from = close + 1;
        }
    }
    found.sort_by_key(|found| (found.at, found.from.1));
    found
}

fn is_name(name: &str) -> bool {
    let name = name.trim();
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | ':' | '.');
    name == EACH || (!name.is_empty() && name.len() <= NAME_MAX && name.chars().all(is_sign))
}

/// The innermost rows that hold the mark of repetition, in their order.
fn repeated<'a>(rows: &'a [Range<usize>], texts: &[Text], found: &[Found]) -> Vec<&'a Range<usize>> {
    let marks = found.iter().filter(|found| found.name == EACH);
    let marks = marks
        .filter_map(|mark| texts.get(mark.from.0))
        .map(|text| text.element.start);
    let mut each: Vec<&Range<usize>> = marks
        .filter_map(|at| rows.iter().filter(|row| row.contains(&at)).min_by_key(|row| row.len()))
        .collect();
    each.sort_by_key(|row| row.start);
    each.dedup();
    each
}

fn filled_part(part: &str, units: usize, say: &dyn Fn(&str, Option<usize>) -> Filling) -> Result<String, FormError> {
    let (texts, rows) = texts(part)?;
    let found = found_in(&texts);
    let mut written = String::new();
    let mut at = 0;
    for row in repeated(&rows, &texts, &found) {
        if row.start < at {
            continue;
        }
        written.push_str(&filled_stretch(part, at..row.start, (&texts, &found), &|name| {
            say(name, None)
        }));
        if row.len().saturating_mul(units) > TEXT_MAX {
            return Err(FormError::Unread(ProseFault::TooLarge));
        }
        for unit in 0..units {
            written.push_str(&filled_stretch(part, row.clone(), (&texts, &found), &|name| {
                say(name, Some(unit))
            }));
        }
        at = row.end;
    }
    written.push_str(&filled_stretch(part, at..part.len(), (&texts, &found), &|name| {
        say(name, None)
    }));
    Ok(written)
}

/// Writes a stretch of a part with its names filled in.
fn filled_stretch(
    part: &str,
    stretch: Range<usize>,
    (texts, found): (&[Text], &[Found]),
    say: &dyn Fn(&str) -> Filling,
) -> String {
    let mut written = String::new();
    let mut at = stretch.start;
    for (index, text) in texts.iter().enumerate() {
        if !stretch.contains(&text.element.start) {
            continue;
        }
        let touching: Vec<&Found> = found
            .iter()
            .filter(|found| found.paragraph == text.paragraph && found.from.0 <= index && index <= found.to.0)
            .collect();
        if touching.is_empty() {
            continue;
        }
        written.push_str(part.get(at..text.element.start).unwrap_or_default());
        written.push_str(&filled_text(index, text, &touching, say));
        at = text.element.end;
    }
    written.push_str(part.get(at..stretch.end).unwrap_or_default());
    written
}

fn filled_text(index: usize, text: &Text, touching: &[&Found], say: &dyn Fn(&str) -> Filling) -> String {
    let plain = |words: &str| match words.is_empty() {
        true => String::new(),
        false => format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(words)),
    };
    let mut written = String::new();
    let mut at = 0;
    for found in touching {
        let (begins, ends) = (found.from.0 == index, found.to.0 == index);
        let start = if begins { found.from.1 } else { 0 };
        written.push_str(&plain(text.text.get(at..start).unwrap_or_default()));
        if begins && found.name != EACH {
            written.push_str(&filling(text, &say(&found.name)));
        }
        at = if ends { found.to.1 } else { text.text.len() };
    }
    written.push_str(&plain(text.text.get(at..).unwrap_or_default()));
    written
}

/// A number that knows its figure becomes a control of its own, so that a form that comes back can be compared.
fn filling(text: &Text, filling: &Filling) -> String {
    let said = format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(filling.text.as_str()));
    match filling.figure.as_deref().filter(|_| text.in_run) {
        None => said,
        Some(figure) => format!(
            "</w:r><w:sdt><w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr><w:sdtContent><w:r>{look}{said}</w:r></w:sdtContent></w:sdt><w:r>{look}",
            tag = escape(tag_of(figure)),
            look = text.look,
        ),
    }
}
