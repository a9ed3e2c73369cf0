//! Choosing a unit of the scope in a form.

use nennep_core::register::{Line, UnitIndex};
use nennep_core::text::date_short;

use super::fields::{Field, FieldMaker, Shape, Typed};
use super::places::is_organization_on;
use super::visit::Visit;
use crate::store::Deed;

/// Units a folded list may hold; more are typed, with suggestions.
const SELECT_MAX: usize = 200;

/// Units that are suggested at most: a page must stay light.
const SUGGESTED_MAX: usize = 1000;

/// Makes the field for a unit: those the officer sees, or those at which the deed may be done for facts of the line.
#[must_use]
pub fn unit_field(
    visit: &Visit,
    make: &FieldMaker<'_>,
    typed: &Typed,
    name: &'static str,
    needed: Option<(Deed, Option<Line>)>,
) -> Field {
    let tree = &visit.book().tree;
    let fits = |unit: &UnitIndex| needed.is_none_or(|(deed, line)| visit.scope.may_for(deed, *unit, line));
    field_of(visit, make, typed, name, visit.scope.units(tree).filter(fits).collect())
}

/// Makes the field for a committee that stands today, at which the officer records for every line.
#[must_use]
pub fn committee_field(visit: &Visit, make: &FieldMaker<'_>, typed: &Typed, name: &'static str) -> Field {
    let units = visit.scope.units(&visit.book().tree);
    field_of(
        visit,
        make,
        typed,
        name,
        units.filter(|unit| is_committee(visit, *unit)).collect(),
    )
}

/// Tells whether a unit stands today as a committee, and not as one organization, and the officer records there for every line.
#[must_use]
pub fn is_committee(visit: &Visit, unit: UnitIndex) -> bool {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let is_organization = Line::ALL
        .iter()
        .any(|line| is_organization_on(visit, unit, (*line, today)));
    tree.is_alive(unit, today) && !is_organization && visit.scope.may_for(Deed::Record, unit, None)
}

/// Makes the field for one of some units.
#[must_use]
pub fn field_of(
    visit: &Visit,
    make: &FieldMaker<'_>,
    typed: &Typed,
    name: &'static str,
    units: Vec<UnitIndex>,
) -> Field {
    let tree = &visit.book().tree;
    let shape = if units.len() > SELECT_MAX {
        Shape::Search
    } else {
        Shape::Select
    };
    let named = |unit: &UnitIndex| (tree.unit(*unit).code.clone(), named_today(visit, *unit));
    let field = make.field(name, shape);
    if units.len() > SUGGESTED_MAX {
        return field;
    }
    let mut choices: Vec<(String, String)> = units.iter().map(named).collect();
    choices.sort_by_cached_key(|(_, label)| nennep_core::text::fold(label));
    field.offering(typed, choices)
}

/// Gives a unit's present name; of one that ended, its last name and when that was.
fn named_today(visit: &Visit, unit: UnitIndex) -> String {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let name = tree.name_on(unit, today);
    match tree.last_day(unit).filter(|last| *last < today) {
        Some(last) => {
            let values = [("unit", name.to_owned()), ("on", date_short(last))];
            visit.words.fill("field-unit-ended", &values)
        }
        None => name.to_owned(),
    }
}

/// Gives the units of the scope by code and present name, as a list's filter offers them; none when they are too many.
#[must_use]
pub fn unit_choices(visit: &Visit) -> Vec<(String, String)> {
    let tree = &visit.book().tree;
    let units: Vec<UnitIndex> = visit.scope.units(tree).take(SELECT_MAX + 1).collect();
    if units.len() > SELECT_MAX {
        return Vec::new();
    }
    let named = |unit: &UnitIndex| (tree.unit(*unit).code.clone(), named_today(visit, *unit));
    let mut choices: Vec<(String, String)> = units.iter().map(named).collect();
    choices.sort_by_cached_key(|(_, name)| nennep_core::text::fold(name));
    choices
}
