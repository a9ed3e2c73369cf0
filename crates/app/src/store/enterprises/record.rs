//! An enterprise as described, whoever described it.

use nennep_core::calendar::Day;
use nennep_core::ledger::{HostKind, content_hash};
use nennep_core::register::UnitId;

use crate::store::Value;

/// What is done with an enterprise at present.
pub const ACTIVITIES: [&str; 4] = ["active", "suspended", "dissolving", "ended"];

/// Holds what is told of an enterprise.
#[derive(Clone, Debug, Default)]
pub struct Enterprise {
    /// Its code, as the list keeps it.
    pub tax_code: String,
    /// Its name.
    pub name: String,
    /// Its kind; nobody has told it yet when absent.
    pub kind: Option<HostKind>,
    /// The committee in charge with its code; nobody has told it yet when absent.
    pub unit: Option<(UnitId, String)>,
    /// First day in the list.
    pub from: Option<Day>,
    /// Day it left the list.
    pub to: Option<Day>,
    /// Day of registration.
    pub registered_on: Option<Day>,
    /// What is only described.
    pub texts: Texts,
    /// Head counts as told on `counted_on`.
    pub counts: Counts,
    /// Whether the owner is a foreigner.
    pub owner_foreign: Option<bool>,
    /// Day the heads were counted.
    pub counted_on: Option<Day>,
    /// What is done with it, one of `ACTIVITIES`; `active` when nothing is told.
    pub activity: Option<&'static str>,
    /// Its phone number, sealed.
    pub phone: Option<SealedPhone>,
    /// The unit whose list brought it.
    pub told_by: Option<UnitId>,
}

/// Holds a phone number as the list keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPhone {
    /// The number sealed; other letters each time it is sealed.
    pub sealed: String,
    /// The mark by which the whole number is found.
    pub mark: String,
    /// Its last digits.
    pub end: String,
}

/// Holds what is only described.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Legal form.
    pub legal_form: Option<String>,
    /// What it makes or sells.
    pub industry: Option<String>,
    /// Address of its seat.
    pub address: Option<String>,
    /// Ward or commune of its seat.
    pub ward: Option<String>,
    /// Owner.
    pub owner: Option<String>,
    /// Legal representative.
    pub representative: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// Holds head counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Workers.
    pub workers: Option<i64>,
    /// Women among them.
    pub workers_female: Option<i64>,
    /// Party members among them.
    pub party_members: Option<i64>,
    /// Members of the trade union.
    pub union_members: Option<i64>,
}

/// Holds one described thing: the column a sheet names, the column of the table, and what is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    /// Name of the column in a sheet.
    pub(super) head: &'static str,
    /// Name of the column in the table.
    pub(super) column: &'static str,
    /// What is told.
    pub(super) value: Value,
}

impl Enterprise {
    /// Gives the day it stands in the list from, when it is told.
    #[must_use]
    pub fn listed_from(&self) -> Option<Day> {
        self.from.or(self.registered_on)
    }

    /// Gives kind and committee when both are known: only then it is counted.
    #[must_use]
    pub fn place(&self) -> Option<(HostKind, UnitId, &str)> {
        let (unit, code) = self.unit.as_ref()?;
        Some((self.kind?, *unit, code))
    }

    /// Gives the hash by which a row of a sheet is known again.
    #[must_use]
    pub fn content(&self) -> String {
        let texts: Vec<(&str, Option<String>)> = self
            .described()
            .into_iter()
            .filter(|described| described.head != "unit" && described.head != "phone")
            .map(|described| (described.column, text_of(&described.value)))
            .collect();
        let mut parts: Vec<(&str, Option<&str>)> = vec![("unit", self.unit.as_ref().map(|(_, code)| code.as_str()))];
        parts.extend(texts.iter().map(|(column, text)| (*column, text.as_deref())));
        // Rows that tell no number keep the hash they had before numbers were kept.
        parts.extend(self.phone.as_ref().map(|phone| ("phone", Some(phone.mark.as_str()))));
        content_hash(&parts)
    }

    /// Gives the heads of a sheet under which something is told.
    #[must_use]
    pub fn told_heads(&self) -> Vec<&'static str> {
        let told = self.described().into_iter();
        let told = told.filter(|described| text_of(&described.value).is_some());
        told.map(|described| described.head).collect()
    }

    /// Gives everything told of it, in the order of the table.
    pub(super) fn described(&self) -> Vec<Described> {
        let day = |day: Option<Day>| Value::from(day.map(|day| day.to_string()));
        let (texts, counts) = (self.texts.clone(), self.counts);
        let of = |head, column, value| Described { head, column, value };
        vec![
            of("name", "name", self.name.as_str().into()),
            of("kind", "kind", self.kind.map(|kind| kind.code().to_owned()).into()),
            of("unit", "unit_id", self.unit.as_ref().map(|(unit, _)| unit.0).into()),
            of("from", "from_on", day(self.from)),
            of("to", "to_on", day(self.to)),
            of("registered_on", "registered_on", day(self.registered_on)),
            of("legal_form", "legal_form", texts.legal_form.into()),
            of("industry", "industry", texts.industry.into()),
            of("address", "address", texts.address.into()),
            of("ward", "ward", texts.ward.into()),
            of("owner", "owner", texts.owner.into()),
            of(
                "owner_foreign",
                "owner_foreign",
                self.owner_foreign.map(i64::from).into(),
            ),
            of("representative", "representative", texts.representative.into()),
            of("workers", "workers", counts.workers.into()),
            of("workers_female", "workers_female", counts.workers_female.into()),
            of("party_members", "party_members", counts.party_members.into()),
            of("union_members", "union_members", counts.union_members.into()),
            of("counted_on", "counted_on", day(self.counted_on)),
            of("status", "activity", self.activity.unwrap_or("active").into()),
            of("note", "note", texts.note.into()),
            of(
                "phone",
                "phone",
                self.phone.as_ref().map(|phone| phone.sealed.clone()).into(),
            ),
            of(
                "phone",
                "phone_mark",
                self.phone.as_ref().map(|phone| phone.mark.clone()).into(),
            ),
            of(
                "phone",
                "phone_end",
                self.phone.as_ref().map(|phone| phone.end.clone()).into(),
            ),
        ]
    }
}

/// Gives a value as text; `None` for nothing.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Int(number) => Some(number.to_string()),
        Value::OptionalInt(number) => number.map(|number| number.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::OptionalText(text) => text.clone(),
    }
}
