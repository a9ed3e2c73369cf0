//! Lines of the trail as sentences, and who may read which.

use std::collections::HashMap;

use nennep_core::calendar::{Day, Period};
use nennep_core::register::{Inside, UnitId, UnitIndex};
use nennep_core::text::{count, date_short};

use super::rows::Line;
use crate::store::{Account, Deed};
use crate::web::bar::{period_words, within};
use crate::web::visit::Visit;
use crate::web::words::Words;

/// Says which lines an officer may read.
pub(super) struct Reader<'a> {
    visit: &'a Visit,
    /// Lines without a unit are of the whole house: they are for those who read the trail at a unit without superior.
    at_root: bool,
    below: Option<Inside>,
    names: HashMap<String, String>,
}

impl<'a> Reader<'a> {
    /// Reads the officer's scope; `below` narrows it to a unit and what stands below it.
    pub(super) fn new(visit: &'a Visit, accounts: &[Account], below: Option<UnitIndex>) -> Self {
        let placement = visit.book().tree.placement(visit.now.today());
        let at_root = visit
            .scope
            .grants()
            .iter()
            .any(|grant| visit.scope.may(Deed::SeeAudit, grant.unit) && placement.superior(grant.unit).is_none());
        Self {
            visit,
            at_root,
            below: below.map(|unit| placement.inside(unit)),
            names: accounts
                .iter()
                .map(|account| (account.sign_in.clone(), account.name.clone()))
                .collect(),
        }
    }

    /// Tells whether the officer may read the line.
    pub(super) fn may_read(&self, line: &Line) -> bool {
        match line.unit {
            None => self.at_root && self.below.is_none(),
            Some(unit) => self.unit(unit).is_some_and(|unit| {
                self.visit.scope.may(Deed::SeeAudit, unit)
                    && self.below.as_ref().is_none_or(|below| below.contains(unit))
            }),
        }
    }

    fn unit(&self, unit: i64) -> Option<UnitIndex> {
        self.visit.book().tree.index_of(UnitId(unit))
    }

    /// Gives the name of a line's unit today.
    pub(super) fn unit_name(&self, line: &Line) -> String {
        let tree = &self.visit.book().tree;
        let unit = line.unit.and_then(|unit| self.unit(unit));
        unit.map_or_else(String::new, |unit| {
            tree.name_on(unit, self.visit.now.today()).to_owned()
        })
    }

    /// Gives the name of who did it; the sign-in name of whoever has no account.
    pub(super) fn officer(&self, line: &Line) -> String {
        let words = self.visit.words;
        match (self.names.get(&line.officer), line.officer.as_str()) {
            (Some(name), _) => name.clone(),
            (None, "command") => words.say("audit-by-command"),
            (None, "-") => words.say("audit-by-nobody"),
            (None, other) => other.to_owned(),
        }
    }

    /// Says the line as a sentence.
    pub(super) fn sentence(&self, line: &Line) -> String {
        let words = self.visit.words;
        let key = format!("audit-{}", line.deed);
        let mut values = vec![
            ("officer".to_owned(), self.officer(line)),
            ("subject".to_owned(), line.subject.clone()),
            ("unit".to_owned(), self.unit_name(line)),
            ("deed".to_owned(), line.deed.clone()),
        ];
        for (name, value) in &line.words {
            values.push((name.clone(), said(name, value, words)));
        }
        words
            .try_fill(&key, values.clone())
            .or_else(|| words.try_fill("audit-other", values))
            .unwrap_or_default()
    }
}

/// Says a word of a line: roles by name, days and numbers of entries as officers write them.
fn said(name: &str, value: &str, words: Words) -> String {
    match name {
        "role" => words.keyed("role", value, ""),
        "group" => words.keyed("figure-group", value, ""),
        "period" => value
            .parse::<Period>()
            .map_or_else(|_| value.to_owned(), |period| within(&period_words(&words, period))),
        "to" if value.is_empty() => words.say("held-open"),
        "from" | "to" | "until" | "on" => value.parse::<Day>().map_or_else(|_| value.to_owned(), date_short),
        "entry" | "head" => value.parse().map_or_else(|_| value.to_owned(), count),
        _ => value.to_owned(),
    }
}

/// Names a deed in a list of choices.
pub(super) fn deed_name(deed: &str, words: Words) -> String {
    let key = format!("audit-{deed}-short");
    if words.has(&key) {
        words.say(&key)
    } else {
        deed.to_owned()
    }
}
