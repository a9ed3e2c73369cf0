//! Fields of a form read one after another; what is wrong with each is kept, so that all of it is told at once.

use std::fmt::Display;

use nennep_core::calendar::{Day, DayError};
use nennep_core::register::UnitIndex;
use nennep_core::reports::Signer;
use nennep_core::text::parse_count;

use super::days::read_day;
use super::faults::{Fault, FaultKind};
use super::fields::Typed;
use super::places::in_charge;
use super::unit_choice::is_committee;
use super::visit::Visit;
use crate::store::Host;

/// Letters of a text that are shown where it is wrong.
const BEGUN: usize = 60;

/// Above any count of people one form tells of.
const COUNT_MAX: i64 = 10_000_000;

/// Holds what was typed and what is wrong with it so far.
pub struct FormReader<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl<'a> FormReader<'a> {
    /// Begins to read.
    #[must_use]
    pub fn of(visit: &'a Visit, typed: &'a Typed) -> Self {
        Self {
            visit,
            typed,
            faults: Vec::new(),
        }
    }

    /// Keeps a fault of a field with what was typed there; of a long text, how it begins.
    pub fn wrong(&mut self, field: &'static str, kind: FaultKind, detail: &str) {
        let typed = self.typed.get(field);
        let mut begun: String = typed.chars().take(BEGUN).collect();
        if begun.len() < typed.len() {
            begun.push('…');
        }
        self.wrong_for(field, kind, begun, detail);
    }

    /// Keeps a fault of a field for a part of what was typed there.
    pub fn wrong_for(&mut self, field: &'static str, kind: FaultKind, found: impl Display, detail: &str) {
        self.faults
            .push(Fault::new(kind, found.to_string(), detail).in_field(field));
    }

    /// Tells whether nothing is wrong so far.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Gives all that is wrong.
    #[must_use]
    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Reads a text of so many letters at most; `None` where nothing was typed.
    pub fn text(&mut self, field: &'static str, most: usize) -> Option<String> {
        let text = self.typed.get(field).trim();
        if text.chars().count() > most {
            self.wrong(field, FaultKind::TooLong, &most.to_string());
        }
        Some(text.to_owned()).filter(|text| !text.is_empty())
    }

    /// Reads a text that must be there; empty where it is wrong.
    pub fn needed(&mut self, field: &'static str, most: usize) -> String {
        let text = self.text(field, most);
        if text.is_none() {
            self.wrong(field, FaultKind::MissingValue, "");
        }
        text.unwrap_or_default()
    }

    /// Reads one of the words offered.
    pub fn word<T>(&mut self, field: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let word = read(self.typed.get(field));
        if word.is_none() {
            self.wrong(field, FaultKind::MissingValue, "");
        }
        word
    }

    /// Reads a count of at least so many; `None` where nothing was typed.
    pub fn count_from(&mut self, field: &'static str, least: i64) -> Option<i64> {
        let text = self.typed.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let count = parse_count(text).filter(|count| (least..=COUNT_MAX).contains(count));
        if count.is_none() {
            self.wrong(field, FaultKind::BadCount, "");
        }
        count
    }

    /// Reads a count; `None` where nothing was typed.
    pub fn count(&mut self, field: &'static str) -> Option<i64> {
        self.count_from(field, 0)
    }

    /// Reads a day; `None` where nothing was typed.
    pub fn day(&mut self, field: &'static str) -> Option<Day> {
        if self.typed.get(field).trim().is_empty() {
            return None;
        }
        match read_day(self.typed.get(field)) {
            Ok(day) => return Some(day),
            Err(DayError::NoSuchDay) => self.wrong(field, FaultKind::NoSuchDay, ""),
            Err(_) => self.wrong(field, FaultKind::BadDay, ""),
        }
        None
    }

    /// Reads a day that must be there.
    pub fn needed_day(&mut self, field: &'static str) -> Option<Day> {
        if self.typed.get(field).trim().is_empty() {
            self.wrong(field, FaultKind::MissingValue, "");
        }
        self.day(field)
    }

    /// Reads a day that must be there and not be ahead.
    pub fn past_day(&mut self, field: &'static str) -> Option<Day> {
        let (day, today) = (self.needed_day(field)?, self.visit.now.today());
        if day > today {
            self.wrong_for(field, FaultKind::InTheFuture, day, &today.to_string());
            return None;
        }
        Some(day)
    }

    /// Reads a committee that stands today, at which the officer records for every line.
    pub fn committee(&mut self, field: &'static str) -> Option<UnitIndex> {
        let text = self.typed.get(field).trim();
        let unit = self.visit.scope.unit(&self.visit.book().tree, text);
        let unit = unit.filter(|unit| is_committee(self.visit, *unit));
        if unit.is_none() {
            let kind = if text.is_empty() {
                FaultKind::MissingValue
            } else {
                FaultKind::UnknownUnit
            };
            self.wrong(field, kind, "");
        }
        unit
    }

    /// Reads enterprises by their tax codes from those found; each must be one the officer sees.
    pub fn hosts(&mut self, field: &'static str, found: Vec<Host>) -> Vec<Host> {
        let today = self.visit.now.today();
        let seen: Vec<Host> = found
            .into_iter()
            .filter(|host| in_charge(self.visit, host.unit, today).is_some())
            .collect();
        for code in tax_codes(self.typed.get(field)) {
            if seen.iter().all(|host| host.tax_code != code) {
                self.wrong_for(field, FaultKind::UnknownEnterprise, code, "");
            }
        }
        seen
    }

    /// Reads who signs: title and name, or neither.
    pub fn signer(&mut self) -> Option<Signer> {
        let (title, name) = (
            self.typed.get("signer_title").trim(),
            self.typed.get("signer_name").trim(),
        );
        for (field, own, other) in [("signer_title", title, name), ("signer_name", name, title)] {
            if own.is_empty() && !other.is_empty() {
                self.wrong(field, FaultKind::MissingValue, "");
            }
        }
        (!title.is_empty()).then(|| Signer {
            title: title.to_uppercase(),
            name: name.to_owned(),
        })
    }
}

/// Reads tax codes: one a line, or parted by commas; each once.
#[must_use]
pub fn tax_codes(text: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in text.split(['\n', ',', ';', ' ']).map(str::trim) {
        if !code.is_empty() && codes.iter().all(|known| known != code) {
            codes.push(code.to_owned());
        }
    }
    codes
}
