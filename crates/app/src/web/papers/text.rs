//! Worded text into blocks: headings, paragraphs, numbers marked with their figures.

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use nennep_core::reports::Number;
use nennep_documents::blocks::{Block, Run};

/// Private characters that no text of an officer holds; they fence a number inside worded text.
const BEGIN: char = '\u{E000}';
const MIDDLE: char = '\u{E001}';
const END: char = '\u{E002}';

/// Steps a wording may take: a paper of a city takes some thousands; a loop without end is stopped and told.
const WORDING_FUEL: u64 = 2_000_000;

/// Makes what wordings are said with: unknown names are faults, and a wording that never ends is one too.
#[must_use]
pub fn wording_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(WORDING_FUEL));
    environment
}

/// Says a text an officer may have written.
///
/// # Errors
/// What the engine says of it.
pub fn say(environment: &Environment<'_>, text: &str, context: &Value) -> Result<String, Error> {
    caught(|| environment.render_str(text, context))
}

/// Adds a text an officer may have written, to be included by its name.
///
/// # Errors
/// What the engine says of it.
pub fn add_part(environment: &mut Environment<'static>, name: &str, text: &str) -> Result<(), Error> {
    caught(|| environment.add_template_owned(name.to_owned(), text.to_owned()))
}

/// The engine panics on a few texts that are not well formed, such as `{% import "common" as - c %}`; that is a fault of the text too.
fn caught<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    outcome.unwrap_or_else(|_| Err(Error::new(ErrorKind::SyntaxError, "the text is not well formed")))
}

/// Writes a number into worded text so that `blocks` finds it again.
#[must_use]
pub fn marked(number: &Number) -> String {
    fenced(&number.figure, &number.printed)
}

/// Writes what is printed for a figure into worded text so that `blocks` finds it again.
#[must_use]
pub fn fenced(figure: &str, printed: &str) -> String {
    format!("{BEGIN}{figure}{MIDDLE}{printed}{END}")
}

/// Cuts a stretch of worded text into words and numbers.
#[must_use]
pub fn runs(stretch: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = stretch;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        push_text(&mut runs, before);
        let Some((inside, tail)) = after.split_once(END) else {
            rest = "";
            break;
        };
        match inside.split_once(MIDDLE) {
            Some((figure, text)) => runs.push(Run::Number {
                figure: figure.to_owned(),
                text: text.to_owned(),
            }),
            None => push_text(&mut runs, inside),
        }
        rest = tail;
    }
    push_text(&mut runs, rest);
    runs
}

/// Headings have words alone: a number in one is printed, and no object.
fn printed(words: &str) -> String {
    runs(words).iter().map(Run::printed).collect()
}

/// Takes signs out of what is typed that would be read as fences.
#[must_use]
pub fn without_fences(typed: &str) -> String {
    typed.replace([BEGIN, MIDDLE, END], "")
}

/// Cuts worded text into numbered headings and paragraphs. Blank lines part paragraphs; lines inside one are joined.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut counters = (0, 0);
    for line in text.lines().map(str::trim).chain([""]) {
        let heading = line
            .strip_prefix("## ")
            .map(|words| (2, words))
            .or_else(|| line.strip_prefix("# ").map(|words| (1, words)));
        let centred = line.strip_prefix("^ ");
        if line.is_empty() || heading.is_some() || centred.is_some() {
            if !paragraph.is_empty() {
                blocks.push(Block::Paragraph { runs: runs(&paragraph) });
                paragraph.clear();
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
        if let Some(text) = centred {
            blocks.push(Block::Centred { text: printed(text) });
        }
        if let Some((level, words)) = heading {
            let words = printed(words);
            counters = if level == 1 {
                (counters.0 + 1, 0)
            } else {
                (counters.0, counters.1 + 1)
            };
            let text = if level == 1 {
                format!("{}- {words}", roman(counters.0))
            } else {
                format!("{}. {words}", counters.1)
            };
            blocks.push(Block::Heading { level, text });
        }
    }
    blocks
}

fn roman(number: usize) -> &'static str {
    const ROMAN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    ROMAN.get(number.saturating_sub(1)).copied().unwrap_or("X")
}

fn push_text(runs: &mut Vec<Run>, text: &str) {
    if !text.is_empty() {
        runs.push(Run::Text(text.to_owned()));
    }
}
