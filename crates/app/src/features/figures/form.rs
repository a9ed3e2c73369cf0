//! The words of an address turned into a question; every fault at once.

use crate::web::faults::{Fault, FaultKind};
use crate::web::question::{Question, about};

/// Words every question knows.
const DAYS_AND_VIEW: [&str; 5] = ["period", "from", "to", "tree_on", "known_at"];

/// Holds a question with what the address adds to it.
#[derive(Debug, Default)]
pub(super) struct Form {
    pub(super) question: Question,
    pub(super) known_at: Option<i64>,
    pub(super) by_child: bool,
    /// What is wrong with the words themselves.
    pub(super) faults: Vec<Fault>,
}

/// Reads a question for figures.
pub(super) fn figures(unit: &str, words: Vec<(String, String)>) -> Form {
    read(unit, words, &["indicator", "by_child"])
}

/// Reads a question for the entries behind one figure.
pub(super) fn trace(unit: &str, words: Vec<(String, String)>) -> Form {
    let mut form = read(unit, words, &["indicator"]);
    match form.question.indicators.as_slice() {
        [_] => {}
        [] => form.faults.push(about("indicator", FaultKind::MissingValue, "", "")),
        [_, second, ..] => form.faults.push(about("indicator", FaultKind::GivenTwice, second, "")),
    }
    form
}

/// Reads a question that takes no words.
pub(super) fn nothing(words: &[(String, String)]) -> Vec<Fault> {
    words
        .iter()
        .map(|(word, _)| about(word, FaultKind::UnknownWord, word, "—"))
        .collect()
}

fn read(unit: &str, words: Vec<(String, String)>, others: &[&str]) -> Form {
    let mut form = Form::default();
    form.question.unit = unit.to_owned();
    let mut seen: Vec<String> = Vec::new();
    for (word, value) in words {
        let is_known = DAYS_AND_VIEW.contains(&word.as_str()) || others.contains(&word.as_str());
        if !is_known {
            let known = [&DAYS_AND_VIEW, others].concat().join(", ");
            form.faults.push(about(&word, FaultKind::UnknownWord, &word, &known));
        } else if word != "indicator" && seen.contains(&word) {
            form.faults.push(about(&word, FaultKind::GivenTwice, &value, ""));
        } else {
            form.take(&word, value);
            seen.push(word);
        }
    }
    form
}

impl Form {
    fn take(&mut self, word: &str, value: String) {
        match word {
            "indicator" => self.question.indicators.push(value),
            "period" => self.question.period = Some(value),
            "from" => self.question.from = Some(value),
            "to" => self.question.to = Some(value),
            "tree_on" => self.question.tree_on = Some(value),
            "known_at" => match value.parse() {
                Ok(head) if head >= 0 => self.known_at = Some(head),
                Ok(_) | Err(_) => self.faults.push(about(word, FaultKind::BadCount, &value, "")),
            },
            _ => match value.as_str() {
                "" | "true" => self.by_child = true,
                "false" => self.by_child = false,
                _ => self
                    .faults
                    .push(about(word, FaultKind::UnknownWord, &value, "true, false")),
            },
        }
    }
}
