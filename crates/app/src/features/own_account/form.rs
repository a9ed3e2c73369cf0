//! What the forms of one's own account carry.

use chrono::Days;
use nennep_core::calendar::Day;
use nennep_core::register::{UnitId, UnitIndex};
use serde::Deserialize;

use crate::web::enrolment::{day_at, line_at};
use crate::web::field_faults::FieldFaults;
use crate::web::visit::Visit;

/// Longest a token works.
const TOKEN_DAYS_MAX: u64 = 365;

/// Holds which session to end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndSession {
    /// The beginning of its hash; empty for all others.
    pub(super) session: String,
}

/// Holds the password that is asked again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Again {
    /// The password.
    pub(super) password: String,
}

/// Holds a token that is wished.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TokenForm {
    /// What it is called.
    pub(super) name: String,
    /// Code of the unit it is bound to.
    pub(super) unit: String,
    /// Last day.
    pub(super) until: String,
}

/// Holds a token that can be made.
#[derive(Debug)]
pub(super) struct Wished {
    /// What it is called.
    pub(super) name: String,
    /// The unit.
    pub(super) unit: UnitId,
    /// Last day.
    pub(super) until: Day,
}

impl TokenForm {
    /// Reads the form; all faults at once.
    pub(super) fn read(&self, visit: &Visit) -> Result<Wished, FieldFaults> {
        let words = &visit.words;
        let mut faults = FieldFaults::default();
        let name = line_at("token-name", &self.name, words, &mut faults);
        let tree = &visit.book().tree;
        let unit: Option<UnitIndex> = visit.scope.unit(tree, self.unit.trim());
        if unit.is_none() {
            faults.add("token-unit", words.with("token-unit-bad", "found", self.unit.trim()));
        }
        let today = visit.now.today();
        let last = today
            .naive()
            .checked_add_days(Days::new(TOKEN_DAYS_MAX))
            .and_then(Day::from_naive)
            .unwrap_or(Day::LAST);
        let until = day_at("token-until", &self.until, words, &mut faults);
        let is_within = until.is_some_and(|until| (today..=last).contains(&until));
        if !is_within && faults.at("token-until").is_none() {
            let last = nennep_core::text::date_short(last);
            faults.add("token-until", words.with("token-until-bad", "last", last));
        }
        match (unit, until) {
            (Some(unit), Some(until)) if faults.is_empty() => Ok(Wished {
                name,
                unit: tree.unit(unit).id,
                until,
            }),
            _ => Err(faults),
        }
    }
}
