//! The words of a report in any of the forms reports come in: `.txt`, `.docx`, `.html`, `.pdf`.
//!
//! A paragraph, a heading, an item or a row is one line; the cells of a row are parted by tabs.

mod markup;
mod pdf;
mod plain;
mod word;

#[cfg(test)]
mod tests;

/// Bytes read at most: a report with pictures, not a book.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Letters kept at most; a report of four hundred pages has as many.
const MAX_LETTERS: usize = 1_000_000;

pub(crate) use word::{letter_of, part, part_names};

/// Holds the words of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// Lines parted by `\n`, in NFC where the file's letters were of an old encoding, else as they stood.
    pub text: String,
    /// What the file was.
    pub form: Form,
}

/// What a report was kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text of any encoding.
    Plain,
    /// Word's `.docx`.
    Word,
    /// A page of the web.
    Markup,
    /// A `.pdf` with letters in it.
    Pdf,
}

/// Says why a file gave no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProseFault {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than is read.
    #[error("the file is larger than is read")]
    TooLarge,
    /// It is Word's old `.doc`.
    #[error("the file is of Word's old form")]
    OldWord,
    /// It is none of the forms.
    #[error("the file is none of the forms reports come in")]
    UnknownForm,
    /// It is damaged or ends too early.
    #[error("the file is damaged")]
    Damaged,
    /// It holds pictures of pages and no letters.
    #[error("the file holds no letters")]
    NoLetters,
}

/// Reads the words of a report; the form is told from the bytes, and only then from the name.
///
/// # Errors
/// When the file is empty, too large, damaged, without letters, or of no form that is read.
pub fn read(bytes: &[u8], name: &str) -> Result<Prose, ProseFault> {
    if bytes.is_empty() {
        return Err(ProseFault::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(ProseFault::TooLarge);
    }
    let form = form(bytes, name)?;
    let text = match form {
        Form::Plain => plain::read(bytes),
        Form::Word => word::read(bytes)?,
        Form::Markup => markup::read(bytes),
        Form::Pdf => pdf::read(bytes)?,
    };
    if text.chars().count() > MAX_LETTERS {
        return Err(ProseFault::TooLarge);
    }
    if text.trim().is_empty() {
        return Err(ProseFault::NoLetters);
    }
    Ok(Prose { text, form })
}

/// Reads the words of the text part of a `.docx`, taken out of its zip.
///
/// # Errors
/// When the part is damaged.
pub fn read_part(document: &str) -> Result<String, ProseFault> {
    word::lines(document)
}

fn form(bytes: &[u8], name: &str) -> Result<Form, ProseFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Form::Word);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ProseFault::OldWord);
    }
    let start = bytes.get(..1024).unwrap_or(bytes);
    if start.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Form::Pdf);
    }
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" | "xhtml" => Ok(Form::Markup),
        // What calls itself so and does not begin so is damaged, not text.
        "docx" | "pdf" => Err(ProseFault::Damaged),
        "txt" | "md" | "text" | "" => Ok(if markup::begins(start) {
            Form::Markup
        } else {
            Form::Plain
        }),
        _ if markup::begins(start) => Ok(Form::Markup),
        _ => Err(ProseFault::UnknownForm),
    }
}
