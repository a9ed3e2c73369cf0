//! Words, digits and marks of a text with their places, and the sentences they make.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold;

/// Says where something stands: characters of the text, the end left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl Span {
    /// Gives the span from the beginning of this one to the end of another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Tells whether another span lies inside.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    Digits,
    Mark,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) shape: Shape,
    /// As it stands in the text.
    pub(super) text: String,
    /// Lower case, without marks.
    pub(super) folded: String,
    /// Lower case with marks, the tone at its end: `ủy` and `uỷ` are one.
    pub(super) toned: String,
    /// Nothing stands between it and the token before.
    pub(super) is_glued: bool,
    /// Line ends before it.
    pub(super) breaks: usize,
    /// Tabs before it on its line, as between cells.
    pub(super) tabs: usize,
}

impl Token {
    pub(super) fn is(&self, mark: char) -> bool {
        self.shape == Shape::Mark && self.text.starts_with(mark)
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Written in capitals throughout, two letters or more.
    pub(super) fn is_caps(&self) -> bool {
        self.shape == Shape::Word && self.text.chars().count() > 1 && !self.text.chars().any(char::is_lowercase)
    }
}

/// One sentence, heading, list item or row of a table.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) tokens: Range<usize>,
    /// It begins with a dash, a bullet, a letter or a number of a list.
    pub(super) is_item: bool,
    /// It ends as sentences end.
    pub(super) is_closed: bool,
    /// It begins a line.
    pub(super) begins_line: bool,
}

/// Parts a text into tokens; line ends and blanks are kept as properties of what follows them.
pub(super) fn tokens(letters: &[char]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut breaks, mut is_glued, mut tabs) = (0, 0, false, 0);
    while let Some(letter) = letters.get(at).copied() {
        if letter.is_whitespace() || is_invisible(letter) {
            breaks += usize::from(letter == '\n');
            tabs = if letter == '\n' {
                0
            } else {
                tabs + usize::from(letter == '\t')
            };
            is_glued &= is_invisible(letter);
            at += 1;
            continue;
        }
        let (end, shape) = reach(letters, at, letter);
        let text: String = letters.get(at..end).unwrap_or_default().iter().collect();
        tokens.push(Token {
            span: Span { start: at, end },
            shape,
            folded: fold(&text),
            toned: toned(&text),
            text,
            is_glued: is_glued && breaks == 0,
            breaks,
            tabs,
        });
        (at, breaks, is_glued, tabs) = (end, 0, true, 0);
    }
    tokens
}

fn reach(letters: &[char], at: usize, first: char) -> (usize, Shape) {
    let run = |holds: &dyn Fn(char) -> bool| letters.iter().skip(at).take_while(|letter| holds(**letter)).count();
    if first.is_alphabetic() {
        let length = run(&|letter| letter.is_alphabetic() || is_combining_mark(letter));
        return (at + length, Shape::Word);
    }
    if !first.is_ascii_digit() {
        return (at + 1, Shape::Mark);
    }
    let mut end = at + run(&|letter| letter.is_ascii_digit());
    // A point or comma belongs to the number only between digits: `12.139`, `3,13`, `31.3.2024`.
    while matches!(letters.get(end), Some('.' | ',')) {
        let more = letters
            .iter()
            .skip(end + 1)
            .take_while(|letter| letter.is_ascii_digit())
            .count();
        if more == 0 {
            break;
        }
        end += 1 + more;
    }
    (end, Shape::Digits)
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Lower case with the tone taken to the end of the word, so that old and new places of tone marks are one.
pub(super) fn toned(word: &str) -> String {
    let mut tone = None;
    let mut letters = String::with_capacity(word.len());
    for letter in word.to_lowercase().nfd() {
        if matches!(letter, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}') {
            tone = Some(letter);
        } else {
            letters.push(letter);
        }
    }
    letters.extend(tone);
    letters.nfc().collect()
}

/// Titles before names, which end with a point and end no sentence.
const SHORTENED: [&str; 14] = [
    "tp", "ts", "ths", "pgs", "gs", "tx", "tt", "đ", "c", "bs", "ks", "p", "q", "mr",
];

/// Tokens of a sentence at most: what runs on beyond it is no sentence, and rules look at a sentence as a whole.
const SENTENCE_MAX: usize = 600;

/// Parts tokens into sentences. A line end ends one unless the text plainly runs on.
pub(super) fn sentences(tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for (place, pair) in tokens.windows(2).enumerate() {
        let next = place + 1;
        if let [before, after] = pair
            && (next - first >= SENTENCE_MAX || parts(tokens, first, place, before, after))
        {
            sentences.push(sentence(tokens, first..next));
            first = next;
        }
    }
    if first < tokens.len() {
        sentences.push(sentence(tokens, first..tokens.len()));
    }
    sentences
}

fn parts(tokens: &[Token], first: usize, place: usize, before: &Token, after: &Token) -> bool {
    let ends = matches!(before.text.as_str(), "." | "!" | "?" | "…");
    if after.breaks == 0 {
        let starts = after.is_capital() || matches!(after.text.as_str(), "\"" | "“" | "-" | "–" | "*");
        let word = place.checked_sub(1).and_then(|place| tokens.get(place));
        let is_shortened =
            word.is_some_and(|word| SHORTENED.contains(&word.toned.as_str()) || is_ordinal(word) && place <= first + 2);
        return ends && !after.is_glued && starts && !is_shortened;
    }
    let start = tokens
        .iter()
        .take(place + 1)
        .rposition(|token| token.breaks > 0)
        .unwrap_or(0);
    let is_row = tokens
        .iter()
        .take(place + 1)
        .skip(start + 1)
        .any(|token| token.tabs > 0);
    if ends || is_row || matches!(before.text.as_str(), ":" | ";") {
        return true;
    }
    let runs_on = match after.shape {
        Shape::Word => !after.is_capital() && !is_letter_item(tokens, place + 1),
        Shape::Digits => {
            let long = tokens
                .get(start)
                .is_some_and(|start| before.span.end - start.span.start > WRAPPED);
            after.breaks == 1 && long
        }
        Shape::Mark => matches!(after.text.as_str(), "(" | "," | ")" | "%"),
    };
    !(runs_on || before.is(',')) || after.tabs > 0
}

/// `1`, `III`, `A`: the number of a heading or an item.
fn is_ordinal(word: &Token) -> bool {
    let is_roman = word.shape == Shape::Word && word.text.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    word.shape == Shape::Digits || is_roman || word.is_capital() && word.text.chars().count() == 1
}

/// Lines at least this long were broken by a width, not by their writer.
const WRAPPED: usize = 60;

/// `a)` and `b.` begin items although they are small letters.
fn is_letter_item(tokens: &[Token], place: usize) -> bool {
    let short = tokens.get(place).is_some_and(|token| token.text.chars().count() == 1);
    let mark = tokens.get(place + 1);
    short && mark.is_some_and(|mark| mark.is(')') || mark.is('.') && mark.is_glued)
}

fn sentence(tokens: &[Token], range: Range<usize>) -> Sentence {
    let head = tokens.get(range.start);
    let second = tokens.get(range.start + 1);
    let begins_line = head.is_some_and(|head| head.breaks > 0) || range.start == 0;
    let is_mark = |token: Option<&Token>| token.is_some_and(|token| token.is(')') || token.is('.') || token.is('/'));
    let is_item = begins_line
        && head.is_some_and(|head| match head.shape {
            Shape::Mark => matches!(head.text.as_str(), "-" | "–" | "—" | "+" | "*" | "•" | "●" | "▪"),
            Shape::Digits => is_mark(second) || head.text.contains('.') && head.text.len() < 6,
            Shape::Word => {
                is_letter_item(tokens, range.start) || is_ordinal(head) && second.is_some_and(|mark| mark.is('.'))
            }
        });
    let last = range
        .clone()
        .rev()
        .filter_map(|place| tokens.get(place))
        .find(|token| !matches!(token.text.as_str(), "\"" | "”" | ")" | "/"));
    Sentence {
        is_closed: last.is_some_and(|last| matches!(last.text.as_str(), "." | "!" | "?" | "…" | ";")),
        tokens: range,
        is_item,
        begins_line,
    }
}
