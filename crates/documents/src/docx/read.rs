//! Reads the numbers of a paper back out of a .docx that was edited in an office suite.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::prose::{ProseFault, letter_of, part};

/// One number of a paper as it came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The tag of its figure, as `tag_of` gives it.
    pub tag: String,
    /// What stands in it now.
    pub text: String,
}

/// Reads the content controls of a .docx that bear a tag, in the order of the text.
///
/// # Errors
/// When the file is no .docx, or damaged.
pub fn controls(bytes: &[u8]) -> Result<Vec<Control>, ProseFault> {
    let document = part(bytes, "word/document.xml")?;
    let mut reader = Reader::from_str(&document);
    let mut controls = Vec::new();
    // Office suites nest controls; what stands in an inner one stands in the outer one too.
    let mut open: Vec<Control> = Vec::new();
    let (mut takes_text, mut deleted) = (false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| ProseFault::Damaged)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sdt" if open.len() < NESTED_MAX => open.push(Control {
                    tag: String::new(),
                    text: String::new(),
                }),
                "sdt" => return Err(ProseFault::Damaged),
                "t" => takes_text = true,
                "del" | "moveFrom" | "Fallback" => deleted += 1,
                "tag" => name(&mut open, &element),
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "tag" => name(&mut open, &element),
            Event::Text(text) if takes_text && deleted == 0 => {
                for control in &mut open {
                    control.text.push_str(&text);
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "sdt" => controls.extend(open.pop().filter(|control| !control.tag.is_empty())),
                "t" => takes_text = false,
                "del" | "moveFrom" | "Fallback" => deleted = deleted.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return Ok(controls),
            Event::GeneralRef(entity) if takes_text && deleted == 0 => {
                for control in &mut open {
                    control.text.push_str(&letter_of(&entity));
                }
            }
            Event::Empty(_) | Event::Text(_) | Event::GeneralRef(_) => {}
            Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// Controls inside controls at most; office suites nest two or three.
const NESTED_MAX: usize = 16;

fn name(open: &mut [Control], element: &BytesStart<'_>) {
    let value = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == "val");
    let value = value.and_then(|attribute| {
        quick_xml::escape::unescape(&attribute.value)
            .map(std::borrow::Cow::into_owned)
            .ok()
    });
    if let Some((control, value)) = open.last_mut().zip(value) {
        control.tag = value;
    }
}
