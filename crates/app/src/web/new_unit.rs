//! What a new unit may be called.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;

use super::faults::FaultKind;
use super::form_reader::FormReader;
use super::visit::Visit;

/// Tells what is wrong with the fields `code` and `name` of a unit that is to stand below a superior on a day.
///
/// A code is used once, but for the unit `left` by an earlier attempt, which is taken up again from its first day on; a name is
/// borne once below a superior.
pub fn check_new_unit(
    visit: &Visit,
    read: &mut FormReader<'_>,
    (code, name): (&str, &str),
    (left, parent, day): (Option<UnitIndex>, Option<UnitIndex>, Day),
) {
    let tree = &visit.book().tree;
    let is_plain = |letter: char| letter.is_alphanumeric() || "-._".contains(letter);
    if !code.chars().all(is_plain) {
        read.wrong("code", FaultKind::BadCode, "");
    }
    if let Some(known) = tree.find(code) {
        let from = tree.unit(known).from;
        if left != Some(known) {
            read.wrong("code", FaultKind::CodeInUse, &from.to_string());
        } else if day < from {
            read.wrong("decision_on", FaultKind::BeforeFirstDay, &from.to_string());
        }
    }
    let is_twin = |unit: &UnitIndex| {
        let is_here = tree.is_alive(*unit, day) && tree.parent_on(*unit, day) == parent;
        is_here && Some(*unit) != left && tree.name_on(*unit, day) == name
    };
    if let Some(twin) = tree.indices().find(is_twin) {
        read.wrong("name", FaultKind::NameInUse, &tree.unit(twin).code);
    }
}
