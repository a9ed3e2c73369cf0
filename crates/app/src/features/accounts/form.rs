//! What the forms of accounts carry.

use nennep_core::calendar::Day;
use nennep_core::register::UnitId;
use serde::Deserialize;

use crate::store::Deed;
use crate::web::enrolment::{NAME_LETTERS_MAX, day_at, line_at, sign_in_at};
use crate::web::field_faults::FieldFaults;
use crate::web::visit::Visit;

/// Holds a new account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewForm {
    /// The name to sign in by.
    pub(super) sign_in: String,
    /// The officer's name.
    pub(super) name: String,
    /// Title and office.
    pub(super) title: String,
}

/// Holds an account that can be made.
#[derive(Debug)]
pub(super) struct NewOne {
    /// The name to sign in by.
    pub(super) sign_in: String,
    /// The officer's name.
    pub(super) name: String,
    /// Title and office.
    pub(super) title: String,
}

impl NewForm {
    /// Reads the form; all faults at once.
    pub(super) fn read(&self, visit: &Visit) -> Result<NewOne, FieldFaults> {
        let mut faults = FieldFaults::default();
        let one = NewOne {
            sign_in: sign_in_at(&self.sign_in, &visit.words, &mut faults),
            name: line_at("name", &self.name, &visit.words, &mut faults),
            title: line_at("title", &self.title, &visit.words, &mut faults),
        };
        if faults.is_empty() { Ok(one) } else { Err(faults) }
    }
}

/// Holds another name and title.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NameForm {
    /// The officer's name.
    pub(super) name: String,
    /// Title and office.
    pub(super) title: String,
}

/// Holds a name and title that can be given.
#[derive(Debug)]
pub(super) struct Named {
    /// The officer's name.
    pub(super) name: String,
    /// Title and office.
    pub(super) title: String,
}

impl NameForm {
    /// Reads the form; all faults at once.
    pub(super) fn read(&self, visit: &Visit) -> Result<Named, FieldFaults> {
        let mut faults = FieldFaults::default();
        let named = Named {
            name: line_at("name", &self.name, &visit.words, &mut faults),
            title: line_at("title", &self.title, &visit.words, &mut faults),
        };
        if faults.is_empty() { Ok(named) } else { Err(faults) }
    }
}

/// Holds a role to give.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RoleForm {
    /// Stable name of the role.
    pub(super) role: String,
    /// Code of the unit.
    pub(super) unit: String,
    /// First day.
    pub(super) from: String,
    /// Last day; empty for none.
    pub(super) to: String,
    /// The decision.
    pub(super) decision: String,
}

/// Holds a role that can be given.
#[derive(Debug)]
pub(super) struct Given {
    /// Stable name of the role.
    pub(super) role: String,
    /// The unit.
    pub(super) unit: UnitId,
    /// First day.
    pub(super) from: Day,
    /// Last day.
    pub(super) to: Option<Day>,
    /// The decision.
    pub(super) decision: Option<String>,
}

impl RoleForm {
    /// Reads the form; all faults at once.
    pub(super) fn read(&self, visit: &Visit) -> Result<Given, FieldFaults> {
        let words = &visit.words;
        let mut faults = FieldFaults::default();
        if visit.house.catalogs.roles.get(&self.role).is_none() {
            faults.add("role", words.say("account-role-missing"));
        }
        let tree = &visit.book().tree;
        let found = self.unit.trim();
        let unit = tree
            .find(found)
            .filter(|unit| visit.scope.may(Deed::ManageAccounts, *unit));
        if unit.is_none() {
            faults.add("unit", words.with("account-unit-bad", "found", found));
        }
        let from = day_at("from", &self.from, words, &mut faults);
        if from.is_none() && faults.at("from").is_none() {
            faults.add("from", words.say("account-from-missing"));
        }
        let to = day_at("to", &self.to, words, &mut faults);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            faults.add("to", words.say("account-to-before-from"));
        }
        let decision = nennep_core::text::tidy(&self.decision);
        if decision.chars().count() > NAME_LETTERS_MAX {
            faults.add("decision", words.with("account-line-long", "most", NAME_LETTERS_MAX));
        }
        match (unit, from) {
            (Some(unit), Some(from)) if faults.is_empty() => Ok(Given {
                role: self.role.clone(),
                unit: tree.unit(unit).id,
                from,
                to,
                decision: (!decision.is_empty()).then_some(decision),
            }),
            _ => Err(faults),
        }
    }
}

/// Holds the last day of a role.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndForm {
    /// The day.
    pub(super) last: String,
}

/// Holds why a second factor is taken away.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReasonForm {
    /// The reason.
    pub(super) reason: String,
}

/// Holds who an account is at the other house that keeps accounts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SubjectForm {
    /// The name there; empty takes the link away.
    pub(super) subject: String,
}
