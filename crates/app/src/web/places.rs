//! Words for units and their places, as pages about the tree need them.

use nennep_core::calendar::Day;
use nennep_core::register::{Line, UnitId, UnitIndex};

use super::errors::percent;
use super::names;
use super::visit::Visit;

/// Says a kind of unit in the officer's language; an unknown code stands for itself.
#[must_use]
pub fn kind_words(visit: &Visit, kind: &str) -> String {
    visit
        .house
        .catalogs
        .kinds
        .get(kind)
        .map_or_else(|| kind.to_owned(), |known| names::kind(&visit.words, known))
}

/// Tells whether a unit is itself an organization of a line on a day, and not a committee above some.
#[must_use]
pub fn is_organization_on(visit: &Visit, unit: UnitIndex, (line, on): (Line, Day)) -> bool {
    let kind = visit.house.catalogs.kinds.get(visit.book().tree.kind_on(unit, on));
    kind.is_some_and(|kind| kind.is_organization_of(line))
}

/// Gives the address of a unit's page; a stroke in the code does not cut the address.
#[must_use]
pub fn unit_path(code: &str) -> String {
    format!("/units/{}", percent(code).replace('/', "%2F"))
}

/// Gives the committee in charge of an enterprise on a day: that of its list, or what it became since; none where the officer
/// does not see it.
#[must_use]
pub fn in_charge(visit: &Visit, unit: Option<i64>, on: Day) -> Option<UnitIndex> {
    let tree = &visit.book().tree;
    let unit = tree.placement(on).read_as(tree.index_of(UnitId(unit?))?);
    visit.scope.sees(unit).then_some(unit)
}

/// Names the committee in charge of what is kept at a unit as it is called today; nothing where it is not seen.
#[must_use]
pub fn name_in_charge(visit: &Visit, unit: i64) -> String {
    let today = visit.now.today();
    in_charge(visit, Some(unit), today)
        .map(|unit| visit.book().tree.name_on(unit, today).to_owned())
        .unwrap_or_default()
}

/// Gives the code of the committee in charge of what is kept at a unit, as programs name it; none where it is not seen.
#[must_use]
pub fn code_in_charge(visit: &Visit, unit: Option<i64>) -> Option<String> {
    let tree = &visit.book().tree;
    in_charge(visit, unit, visit.now.today()).map(|unit| tree.unit(unit).code.clone())
}

/// Gives the address of an enterprise's page.
#[must_use]
pub fn enterprise_path(tax_code: &str) -> String {
    format!("/enterprises/{}", percent(tax_code).replace('/', "%2F"))
}
