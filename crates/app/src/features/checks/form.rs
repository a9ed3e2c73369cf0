//! What is asked of a check: a file or words, and if wanted a unit with its days.

use nennep_documents::prose::read;

use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::question::Question;
use crate::web::unit_choice::unit_field;
use crate::web::upload::{Uploaded, unread};
use crate::web::visit::Visit;

/// A text to check and where it came from.
pub(super) struct Text {
    pub(super) name: String,
    pub(super) words: String,
}

/// Gives the fields beside the file.
pub(super) fn groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "check", typed, faults);
    let words = Group {
        legend: None,
        fields: vec![make.optional("words", Shape::Area)],
    };
    let mut unit = unit_field(visit, &make, typed, "unit", None);
    unit.is_optional = true;
    let days = ["period", "from", "to"].map(|name| make.optional(name, Shape::Short));
    let ledger = Group {
        legend: Some(visit.words.say("check-ledger")),
        fields: [unit].into_iter().chain(days).collect(),
    };
    vec![words, ledger]
}

/// Gives the text of the file, else of the field of words.
pub(super) fn text(sent: &Uploaded, typed: &Typed) -> Result<Text, Vec<Fault>> {
    if let Some((name, bytes)) = &sent.file {
        return match read(bytes, name) {
            Ok(prose) => Ok(Text {
                name: name.clone(),
                words: prose.text,
            }),
            Err(fault) => Err(vec![unread(fault, name).in_field("file")]),
        };
    }
    let words = typed.get("words");
    if !words.trim().is_empty() {
        return Ok(Text {
            name: String::new(),
            words: words.replace("\r\n", "\n"),
        });
    }
    // Nothing sent at all is told as what it is: no report.
    let is_empty = |fault: &Fault| fault.kind == FaultKind::MissingValue.code();
    if sent.faults.iter().all(is_empty) {
        return Err(vec![Fault::new(FaultKind::NoLetters, "", "").in_field("file")]);
    }
    Err(sent.faults.clone())
}

/// Gives the question for the ledger, when a unit is named.
pub(super) fn question(typed: &Typed) -> Option<Question> {
    let field = |name: &str| Some(typed.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    Some(Question {
        unit: field("unit")?,
        period: field("period"),
        from: field("from"),
        to: field("to"),
        ..Question::default()
    })
}
