//! What a person settled of enterprises that wait, or all its faults.

use nennep_core::ledger::HostKind;
use nennep_core::register::UnitId;

use crate::web::fact_words;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::unit_choice::{committee_field, is_committee};
use crate::web::visit::Visit;

/// Enterprises settled at once.
pub(super) const SETTLED_MAX: usize = 250;

/// What is settled, and of which enterprises.
#[derive(Clone, Debug)]
pub(super) struct Settling {
    pub(super) codes: Vec<String>,
    pub(super) kind: Option<HostKind>,
    pub(super) unit: Option<UnitId>,
}

/// Reads what was settled.
pub(super) fn settling(visit: &Visit, typed: &Typed) -> Result<Settling, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |kind, found: &str, detail: &str, field: &str| {
        faults.push(Fault::new(kind, found, detail).in_field(field));
    };
    let codes: Vec<String> = typed.all("code").map(str::to_owned).collect();
    if codes.is_empty() {
        fault(FaultKind::MissingValue, "", "", "code");
    }
    if codes.len() > SETTLED_MAX {
        fault(
            FaultKind::TooMany,
            &codes.len().to_string(),
            &SETTLED_MAX.to_string(),
            "code",
        );
    }
    let kind = match typed.get("kind") {
        "" => None,
        word => {
            let kind = HostKind::parse(word);
            if kind.is_none() {
                fault(FaultKind::UnknownWord, word, "", "kind");
            }
            kind
        }
    };
    let unit = match typed.get("unit") {
        "" => None,
        code => {
            let unit = visit
                .scope
                .unit(&visit.book().tree, code)
                .filter(|unit| is_committee(visit, *unit));
            if unit.is_none() {
                fault(FaultKind::UnitNotInScope, code, "", "unit");
            }
            unit.map(|unit| visit.book().tree.unit(unit).id)
        }
    };
    if typed.get("kind").is_empty() && typed.get("unit").is_empty() {
        fault(FaultKind::MissingValue, "", "", "unit");
    }
    if faults.is_empty() {
        Ok(Settling { codes, kind, unit })
    } else {
        Err(faults)
    }
}

/// Gives the fields of what may be settled.
pub(super) fn groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "waiting", typed, faults);
    let kinds = visit.house.catalogs.host_kinds.counted(visit.now.today());
    let kinds = kinds.map(|kind| (kind.code().to_owned(), fact_words::host(&visit.words, kind)));
    let mut unit = committee_field(visit, &make, typed, "unit");
    unit.is_optional = true;
    let kind = make.optional("kind", Shape::Select).offering(typed, kinds);
    vec![Group {
        legend: None,
        fields: vec![unit, kind],
    }]
}
