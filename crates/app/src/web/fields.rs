//! Fields of a form: what was typed, what each asks, and every fault at its field.

use nennep_core::ledger::content_hash;

use super::faults::Fault;
use super::words::Words;

/// Holds what a form sent, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Takes the pairs of a form or an address.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Gives what was typed in a field; empty when nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let mut filled = self
            .0
            .iter()
            .filter(|(known, value)| known == name && !value.trim().is_empty());
        filled.next().map_or("", |(_, value)| value.as_str())
    }

    /// Gives everything that was typed: names and texts.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Gives everything chosen under one name, without empty texts.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0
            .iter()
            .filter(move |(known, value)| known == name && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Gives the hash of everything that was typed, whatever button was pressed and on whatever step.
    #[must_use]
    pub fn content(&self) -> String {
        let told = self.0.iter().filter(|(name, value)| {
            let is_typed = !["go", "step", "key"].contains(&name.as_str());
            is_typed && !value.trim().is_empty()
        });
        let mut told: Vec<(&str, Option<&str>)> =
            told.map(|(name, value)| (name.as_str(), Some(value.trim()))).collect();
        told.sort_unstable();
        content_hash(&told)
    }

    /// Puts a text in a field instead of what stood there.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Puts one more text in a field that takes several.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Puts a text in a field where nothing stands yet.
    pub fn suggest(&mut self, name: &str, value: impl Into<String>) {
        if !self.0.iter().any(|(known, _)| known == name) {
            self.set(name, value);
        }
    }
}

/// Says how a field is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// A short line: a day or a count.
    Short,
    /// Several lines.
    Area,
    /// Many lines, one thing each.
    List,
    /// One of some choices, folded.
    Select,
    /// One line with suggestions.
    Search,
    /// One of some choices, all seen.
    Radios,
    /// Any of some choices.
    Checks,
}

impl Shape {
    /// Gives the name templates know it by.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Shape::Line => "line",
            Shape::Short => "short",
            Shape::Area => "area",
            Shape::List => "list",
            Shape::Select => "select",
            Shape::Search => "search",
            Shape::Radios => "radios",
            Shape::Checks => "checks",
        }
    }
}

/// Holds one choice of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A lighter line below.
    pub hint: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// Whether it cannot be chosen now; the hint says why and who can change that.
    pub is_locked: bool,
}

/// Holds one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it asks.
    pub label: String,
    /// How to answer; empty for nothing.
    pub hint: String,
    /// What stands in it.
    pub value: String,
    /// Whether it may stay empty.
    pub is_optional: bool,
    /// How it is shown.
    pub shape: Shape,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is wrong with it, in sentences.
    pub faults: Vec<String>,
}

/// Holds fields that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub legend: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
}

/// Holds one line of the list of faults above a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultLine {
    /// Address of the field on the page; none for the form as a whole.
    pub href: Option<String>,
    /// What is wrong.
    pub text: String,
}

/// Makes fields in one language out of what was typed and what was found wrong.
#[derive(Debug)]
pub struct FieldMaker<'a> {
    words: &'a Words,
    prefix: &'static str,
    typed: &'a Typed,
    faults: &'a [Fault],
}

impl<'a> FieldMaker<'a> {
    /// Makes a maker; the words of its fields stand under `<prefix>-<name>` and `<prefix>-<name>-hint`.
    #[must_use]
    pub fn new(words: &'a Words, prefix: &'static str, typed: &'a Typed, faults: &'a [Fault]) -> Self {
        Self {
            words,
            prefix,
            typed,
            faults,
        }
    }

    /// Makes a field that must be filled.
    #[must_use]
    pub fn field(&self, name: &'static str, shape: Shape) -> Field {
        let hint = format!("{}-{name}-hint", self.prefix);
        let faults = self.faults.iter().filter(|fault| fault.column.as_deref() == Some(name));
        Field {
            name,
            label: self.words.say(&format!("{}-{name}", self.prefix)),
            hint: if self.words.has(&hint) {
                self.words.say(&hint)
            } else {
                String::new()
            },
            value: self.typed.get(name).to_owned(),
            is_optional: false,
            shape,
            choices: Vec::new(),
            faults: faults.map(|fault| begun(&sentence(self.words, fault))).collect(),
        }
    }

    /// Makes a field that may stay empty.
    #[must_use]
    pub fn optional(&self, name: &'static str, shape: Shape) -> Field {
        Field {
            is_optional: true,
            ..self.field(name, shape)
        }
    }
}

impl Field {
    /// Lets the field offer choices: value and words; what was typed is chosen.
    #[must_use]
    pub fn offering(mut self, typed: &Typed, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        let chosen: Vec<&str> = typed.all(self.name).flat_map(|text| text.split(';')).collect();
        self.choices = choices
            .into_iter()
            .map(|(value, label)| Choice {
                is_chosen: chosen.contains(&value.as_str()),
                value,
                label,
                hint: String::new(),
                is_locked: false,
            })
            .collect();
        self
    }

    /// Names what describes the field, for readers.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("f-{}-hint", self.name));
        let fault = (!self.faults.is_empty()).then(|| format!("f-{}-fault", self.name));
        hint.into_iter().chain(fault).collect::<Vec<_>>().join(" ")
    }
}

/// Gives the list of faults above a form, each leading to its field.
#[must_use]
pub fn fault_lines(words: &Words, groups: &[Group], faults: &[Fault]) -> Vec<FaultLine> {
    let fields = || groups.iter().flat_map(|group| &group.fields);
    faults
        .iter()
        .map(|fault| {
            let field = fields().find(|field| fault.column.as_deref() == Some(field.name));
            let text = sentence(words, fault);
            match field {
                Some(field) => FaultLine {
                    href: Some(format!("#f-{}", field.name)),
                    text: format!("{}: {text}", field.label),
                },
                None => FaultLine {
                    href: None,
                    text: begun(&text),
                },
            }
        })
        .collect()
}

/// Says what was found, what is expected, and what to do.
#[must_use]
pub fn sentence(words: &Words, fault: &Fault) -> String {
    let fault = fault.clone().said_in(words.language);
    let key = match (fault.found.is_empty(), fault.column.is_some()) {
        (true, true) => "field-fault-empty",
        (true, false) => "field-fault-page",
        (false, _) => "field-fault",
    };
    let said = words.fill(
        key,
        &[
            ("found", days_as_read(&fault.found)),
            ("expected", days_as_read(&fault.expected)),
            ("remedy", fault.remedy),
        ],
    );
    match fault.row {
        Some(row) => words.fill("field-fault-row", &[("row", row.to_string()), ("fault", said)]),
        None => said,
    }
}

/// A sentence that stands by itself begins with a capital.
fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Faults carry days as the book writes them; people read day, month, year.
#[must_use]
pub fn days_as_read(text: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '-';
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        shown.push_str(before);
        match word.parse::<nennep_core::calendar::Day>() {
            Ok(day) => shown.push_str(&nennep_core::text::date_short(day)),
            Err(_) => shown.push_str(word),
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}
