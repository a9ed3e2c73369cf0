//! The embedded fonts: Tinos, which has the measures of Times New Roman and every Vietnamese letter.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

use crate::PdfError;

/// Family name inside the font files.
pub(crate) const FAMILY: &str = "Tinos";

const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Tinos-Regular.ttf"),
    include_bytes!("../fonts/Tinos-Bold.ttf"),
    include_bytes!("../fonts/Tinos-Italic.ttf"),
    include_bytes!("../fonts/Tinos-BoldItalic.ttf"),
];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|file| Font::new(Bytes::new(*file), 0))
        .collect()
});

/// Returns the fonts: regular, bold, italic, bold italic.
pub(crate) fn all() -> Result<&'static [Font], PdfError> {
    if FONTS.len() == FILES.len() {
        Ok(&FONTS)
    } else {
        Err(PdfError::Embedded("fonts"))
    }
}

/// Returns the first sign that one of the fonts cannot show.
pub(crate) fn first_missing(text: &str) -> Result<Option<char>, PdfError> {
    let fonts = all()?;
    let is_missing = |sign: &char| fonts.iter().any(|font| !shows(font, *sign));
    Ok(text.chars().find(is_missing))
}

pub(crate) fn shows(font: &Font, sign: char) -> bool {
    font.info().coverage.contains(u32::from(sign))
}
