//! Letters of the time before Unicode: TCVN3 (ABC fonts, .VnTime), VNI and VIQR.
//!
//! The first two are fonts over the letters of Windows 1252: what a sheet holds are those letters, and only the font drew
//! Vietnamese ones. A byte of such a file is read as the letter of the same number.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::syllable::is_syllable;

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Letters {
    /// As Unicode has them, composed or not.
    Unicode,
    /// TCVN 5712, third table, as in the fonts `.VnTime`, `.VnArial`.
    Tcvn3,
    /// VNI for Windows, as in the fonts `VNI-Times`.
    Vni,
    /// RFC 1456: marks typed behind plain letters, `Co^ng ty`.
    Viqr,
}

impl Letters {
    /// All of them; the first wins when nothing speaks for another.
    pub const ALL: [Self; 4] = [Self::Unicode, Self::Tcvn3, Self::Vni, Self::Viqr];

    /// Brings a text into Unicode, composed.
    ///
    /// ```
    /// use nennep_core::text::Letters;
    /// assert_eq!(Letters::Tcvn3.decode("C«ng ty TNHH Hång Lam"), "Công ty TNHH Hồng Lam");
    /// assert_eq!(Letters::Vni.decode("Coâng ty Höng Ñaïo"), "Công ty Hưng Đạo");
    /// assert_eq!(Letters::Viqr.decode("Co^ng ty DDu+'c Lo^.c"), "Công ty Đức Lộc");
    /// ```
    #[must_use]
    pub fn decode(self, text: &str) -> String {
        match self {
            Self::Unicode => text.nfc().collect(),
            Self::Tcvn3 => text.chars().map(tcvn3).collect(),
            Self::Vni => vni(text),
            Self::Viqr => viqr(text),
        }
    }

    /// Tells how the letters of a file are written, from samples of its words.
    ///
    /// Every reading is tried; words with marks that are syllables speak for it, words with marks that are none against it.
    #[must_use]
    pub fn recognise<'a>(samples: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut best = (Self::Unicode, i64::MIN);
        for letters in Self::ALL {
            let score = letters.score(samples.clone());
            // Foreign names speak against every reading; an old one needs something that speaks for it.
            if score > best.1 && (score > 0 || letters == Self::Unicode) {
                best = (letters, score);
            }
        }
        best.0
    }

    /// How well the samples read this way: syllables with marks, less twice the words that are none.
    #[must_use]
    pub fn score<'a>(self, samples: impl Iterator<Item = &'a str>) -> i64 {
        let mut score = 0;
        for sample in samples {
            // A font over Windows 1252 has no letters beyond it, so a text that has them was never written so.
            let is_beyond = matches!(self, Self::Tcvn3 | Self::Vni) && sample.chars().any(|letter| letter > '\u{ff}');
            let decoded = self.decode(sample);
            let words = decoded.split(|letter: char| !letter.is_alphabetic() && !is_stray(letter));
            for word in words.filter(|word| !word.is_ascii()) {
                // Tones alone prove nothing for VIQR: «ty.» and «a?» are ends of sentences.
                if self == Self::Viqr && !word.chars().any(has_form) {
                    continue;
                }
                score += if is_syllable(word) && !is_beyond { 1 } else { -2 };
            }
        }
        score
    }
}

/// Signs inside a word that only a wrong reading leaves there.
fn is_stray(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{fffd}')
}

/// Whether the letter has a form of its own in Vietnamese, besides a tone.
fn has_form(letter: char) -> bool {
    letter
        .to_lowercase()
        .nfd()
        .any(|part| matches!(part, '\u{0302}' | '\u{0306}' | '\u{031b}' | 'đ'))
}

/// Letters of TCVN3 in the order of their numbers, with what the font draws for each.
pub(super) const TCVN3: [(&str, &str); 7] = [
    ("¡¢£¤¥¦§¨©ª«¬\u{ad}®", "ĂÂÊÔƠƯĐăâêôơưđ"),
    ("µ¶·¸¹»¼½¾ÆÇÈÉÊË", "àảãáạằẳẵắặầẩẫấậ"),
    ("ÌÎÏÐÑÒÓÔÕÖ", "èẻẽéẹềểễếệ"),
    ("×ØÜÝÞ", "ìỉĩíị"),
    ("ßáâãäåæçèéêëìíî", "òỏõóọồổỗốộờởỡớợ"),
    ("ïñòóôõö÷øù", "ùủũúụừửữứự"),
    ("úûüýþ", "ỳỷỹýỵ"),
];

/// What is drawn for each letter of one byte.
static TCVN3_DRAWN: LazyLock<[Option<char>; 256]> = LazyLock::new(|| {
    let mut drawn = [None; 256];
    for (written, letter) in TCVN3
        .iter()
        .flat_map(|(written, letters)| written.chars().zip(letters.chars()))
    {
        if let Some(place) = drawn.get_mut(written as usize) {
            *place = Some(letter);
        }
    }
    drawn
});

fn tcvn3(letter: char) -> char {
    let drawn = TCVN3_DRAWN.get(letter as usize).copied().flatten();
    drawn.unwrap_or(letter)
}

/// What VNI writes behind a vowel, small and large, with the marks this stands for.
const VNI_MARKS: [(&str, &str); 17] = [
    ("ùÙ", "\u{0301}"),
    ("øØ", "\u{0300}"),
    ("ûÛ", "\u{0309}"),
    ("õÕ", "\u{0303}"),
    ("ïÏ", "\u{0323}"),
    ("âÂ", "\u{0302}"),
    ("áÁ", "\u{0302}\u{0301}"),
    ("àÀ", "\u{0302}\u{0300}"),
    ("åÅ", "\u{0302}\u{0309}"),
    ("ãÃ", "\u{0302}\u{0303}"),
    ("äÄ", "\u{0302}\u{0323}"),
    ("êÊ", "\u{0306}"),
    ("éÉ", "\u{0306}\u{0301}"),
    ("èÈ", "\u{0306}\u{0300}"),
    ("úÚ", "\u{0306}\u{0309}"),
    ("üÜ", "\u{0306}\u{0303}"),
    ("ëË", "\u{0306}\u{0323}"),
];

/// Whole letters of VNI.
const VNI_LETTERS: (&str, &str) = ("íìæóòîôöñÍÌÆÓÒÎÔÖÑ", "íìỉĩịỵơưđÍÌỈĨỊỴƠƯĐ");

fn vni(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut after_vowel = false;
    for letter in text.chars() {
        if letter.is_ascii() {
            after_vowel = "aeouyAEOUY".contains(letter);
            decoded.push(letter);
            continue;
        }
        let marks = VNI_MARKS
            .iter()
            .find(|(written, _)| written.contains(letter))
            .map(|(_, marks)| *marks);
        if let Some(marks) = marks.filter(|_| after_vowel) {
            decoded.push_str(marks);
            after_vowel = false;
            continue;
        }
        let whole = VNI_LETTERS.0.chars().zip(VNI_LETTERS.1.chars());
        let letter = whole
            .into_iter()
            .find(|(written, _)| *written == letter)
            .map_or(letter, |(_, drawn)| drawn);
        after_vowel = "ơưƠƯ".contains(letter);
        decoded.push(letter);
    }
    decoded.nfc().collect()
}

fn viqr(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            decoded.extend(letters.next());
            continue;
        }
        if matches!(letter, 'd' | 'D') && letters.next_if(|next| matches!(next, 'd' | 'D')).is_some() {
            decoded.push(if letter == 'd' { 'đ' } else { 'Đ' });
            continue;
        }
        decoded.push(letter);
        let vowel = letter.to_ascii_lowercase();
        if !"aeiouy".contains(vowel) {
            continue;
        }
        let form = letters.next_if(|mark| viqr_form(vowel, *mark).is_some());
        decoded.extend(form.and_then(|mark| viqr_form(vowel, mark)));
        let tone = letters.next_if(|mark| viqr_tone(*mark).is_some());
        decoded.extend(tone.and_then(viqr_tone));
    }
    decoded.nfc().collect()
}

fn viqr_form(vowel: char, mark: char) -> Option<char> {
    match (vowel, mark) {
        ('a' | 'e' | 'o', '^') => Some('\u{0302}'),
        ('a', '(') => Some('\u{0306}'),
        ('o' | 'u', '+') => Some('\u{031b}'),
        _ => None,
    }
}

fn viqr_tone(mark: char) -> Option<char> {
    match mark {
        '\'' => Some('\u{0301}'),
        '`' => Some('\u{0300}'),
        '?' => Some('\u{0309}'),
        '~' => Some('\u{0303}'),
        '.' => Some('\u{0323}'),
        _ => None,
    }
}
