//! How far an enterprise is with a line, in words.

use nennep_core::progress::{Ladder, StepState, Why};
use nennep_core::register::{Line, Threshold};
use nennep_core::text::{count, date_short};

use super::words::Words;

/// Holds one step of a ladder as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The class of the look.
    pub class: &'static str,
    /// The day it was reached, or what stands for it.
    pub words: String,
    /// Whether the words are for readers alone.
    pub is_unseen: bool,
}

/// Gives the steps of a ladder as shown.
#[must_use]
pub fn steps(words: &Words, ladder: &Ladder) -> Vec<Step> {
    let step = |class, text: String, is_unseen| Step {
        class,
        words: text,
        is_unseen,
    };
    ladder
        .steps
        .iter()
        .map(|state| match state {
            StepState::Reached(Some(on)) => step("reached", date_short(*on), false),
            StepState::Reached(None) => step("unknown", words.say("ladder-step-unknown"), false),
            StepState::Working(on) => step("working", date_short(*on), false),
            StepState::Ahead => step("ahead", words.say("ladder-step-ahead"), true),
            StepState::NotRecorded => step("none", words.say("ladder-not-recorded"), true),
        })
        .collect()
}

/// Says why an enterprise stands where it does: both numbers, and the clause they are held against.
#[must_use]
pub fn why(words: &Words, line: Line, ladder: &Ladder, threshold: Option<&Threshold>) -> String {
    let people = |number: i64| {
        let heads = threshold.map_or_else(
            || format!("{}_members", line.code()),
            |rule| rule.heads.code().to_owned(),
        );
        words.with(&format!("ladder-people-{heads}"), "count", count(number))
    };
    let basis = threshold.map(|rule| rule.basis.clone()).unwrap_or_default();
    let have_needed = |key: &str, have: i64, needed: i64| {
        let values = [
            ("have", people(have)),
            ("needed", count(needed)),
            ("basis", basis.clone()),
        ];
        words.fill(key, &values)
    };
    match ladder.why {
        Why::NotRecorded => words.say("ladder-why-not-recorded"),
        Why::Refused => words.say("ladder-why-refused"),
        Why::NoMembers { needed: Some(needed) } => words.with("ladder-why-no-members", "needed", count(needed)),
        Why::NoMembers { needed: None } => words.say("ladder-why-none"),
        Why::TooFew { have, needed } => {
            let values = [
                ("have", people(have)),
                ("needed", count(needed)),
                ("short", count(needed.saturating_sub(have))),
                ("basis", basis),
            ];
            words.fill("ladder-why-too-few", &values)
        }
        Why::SortNotKnown { have, needed } => {
            let values = [("have", count(have)), ("needed", count(needed)), ("basis", basis)];
            words.fill("ladder-why-sort-not-known", &values)
        }
        Why::Enough { have, needed } => have_needed("ladder-why-enough", have, needed),
        Why::NothingLaidDown { have } => words.with("ladder-why-nothing-laid-down", "have", people(have)),
        Why::CaseOpen {
            have: Some(have),
            needed: Some(needed),
        } => have_needed("ladder-why-case", have, needed),
        Why::CaseOpen { .. } => words.say("ladder-why-case-open"),
        Why::Founded => words.say("ladder-why-founded"),
        Why::Steady => words.say("ladder-why-steady"),
    }
}
