//! Differences in words, only of what the officer may see.

use std::collections::{BTreeSet, HashMap};

use nennep_core::calendar::Day;
use nennep_core::register::{Difference, DifferenceKind, EntryNo, Living, Tree, UnitId, UnitIndex};
use nennep_core::text::{count, date_short, whole};

use crate::store::Ground;
use crate::web::places::{kind_words, unit_path};
use crate::web::table::{Cell, Column, TableRow};
use crate::web::visit::Visit;

/// The kinds in the order in which they are named.
pub(super) const KINDS: [&str; 5] = ["began", "ended", "moved", "renamed", "retyped"];

/// The two days and what is seen of them.
pub(super) struct Pair<'a> {
    visit: &'a Visit,
    first: Day,
    second: Day,
    before: Living<'a>,
    after: Living<'a>,
    /// Units by the number of the entry that speaks of them: their own, or an event.
    speaks_of: HashMap<i64, UnitIndex>,
}

impl<'a> Pair<'a> {
    pub(super) fn of(visit: &'a Visit, first: Day, second: Day) -> Self {
        let tree = &visit.book().tree;
        let own = tree.indices().map(|unit| (tree.unit(unit).id.0, unit));
        let events = tree
            .events()
            .iter()
            .filter_map(|event| Some((event.no.0, tree.index_of(event.unit)?)));
        Self {
            visit,
            first,
            second,
            before: tree.living_on(first),
            after: tree.living_on(second),
            speaks_of: own.chain(events).collect(),
        }
    }

    fn tree(&self) -> &'a Tree {
        &self.visit.book().tree
    }

    /// Entries behind a difference that speak of units the officer may see.
    pub(super) fn seen_entries(&self, difference: &Difference) -> Vec<i64> {
        let is_seen = |no: &&EntryNo| {
            self.speaks_of
                .get(&no.0)
                .is_some_and(|unit| self.visit.scope.sees(*unit))
        };
        difference.events.iter().filter(is_seen).map(|no| no.0).collect()
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let words = self.visit.words;
        let head = |key: &str| words.say(&format!("differences-column-{key}"));
        vec![
            Column::text("unit", head("unit")),
            Column::text("change", head("change")),
            Column::text("was", date_short(self.first)),
            Column::text("is", date_short(self.second)),
            Column::text("ground", head("ground")),
        ]
    }

    pub(super) fn row(&self, difference: &Difference, grounds: &HashMap<i64, Ground>) -> TableRow {
        let tree = self.tree();
        let unit = difference.unit;
        let day = match difference.change {
            DifferenceKind::Ended { .. } => self.first,
            DifferenceKind::Began
            | DifferenceKind::Moved { .. }
            | DifferenceKind::Renamed { .. }
            | DifferenceKind::Retyped { .. } => self.second,
        };
        let (was, is) = self.was_and_is(difference);
        let kind = self
            .visit
            .words
            .say(&format!("differences-{}", difference.change.code()));
        vec![
            Cell::text(tree.name_on(unit, day)).to(unit_path(&tree.unit(unit).code)),
            Cell::text(kind).classed("keep"),
            Cell::text(was),
            Cell::text(is),
            self.ground(difference, grounds),
        ]
    }

    fn was_and_is(&self, difference: &Difference) -> (String, String) {
        let (tree, words, unit) = (self.tree(), self.visit.words, difference.unit);
        match &difference.change {
            DifferenceKind::Began => {
                let origins = self.names(tree.predecessors(unit), self.first);
                let key = if origins.is_empty() {
                    "differences-is-new"
                } else {
                    "differences-is-new-from"
                };
                let is = words.fill(key, &[("below", self.below(unit, &self.after)), ("origins", origins)]);
                (words.say("differences-was-not"), is)
            }
            DifferenceKind::Ended { heirs } => {
                let heirs = self.names(heirs, self.second);
                let is = if heirs.is_empty() {
                    words.say("differences-is-no-more")
                } else {
                    words.with("differences-is-taken-over", "heirs", heirs)
                };
                (self.below(unit, &self.before), is)
            }
            DifferenceKind::Moved { from_parent, to_parent } => {
                let name = |parent: &Option<UnitIndex>, day| match parent {
                    Some(parent) if self.visit.scope.sees(*parent) => tree.name_on(*parent, day).to_owned(),
                    Some(_) => words.say("differences-superior-outside"),
                    None => words.say("differences-no-superior"),
                };
                (name(from_parent, self.first), name(to_parent, self.second))
            }
            DifferenceKind::Renamed { old, new } => (old.clone(), new.clone()),
            DifferenceKind::Retyped { old, new } => (kind_words(self.visit, old), kind_words(self.visit, new)),
        }
    }

    /// Names of those the officer may see.
    fn names(&self, units: &[UnitIndex], day: Day) -> String {
        let seen = units.iter().filter(|unit| self.visit.scope.sees(**unit));
        seen.map(|unit| self.tree().name_on(*unit, day))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn below(&self, unit: UnitIndex, living: &Living<'_>) -> String {
        let words = self.visit.words;
        let (superior, day) = (living.superior(unit), living.day());
        match superior.filter(|superior| self.visit.scope.sees(*superior)) {
            Some(superior) => words.with("differences-below", "name", self.tree().name_on(superior, day)),
            None => words.say("differences-there"),
        }
    }

    /// The first entry behind a difference that the officer may see, with its decision.
    fn ground(&self, difference: &Difference, grounds: &HashMap<i64, Ground>) -> Cell {
        let seen = self.seen_entries(difference);
        let Some(no) = seen.first() else {
            return Cell::default();
        };
        let decision = grounds.get(no).and_then(|ground| ground.decision.clone());
        let words = decision.unwrap_or_else(|| self.visit.words.with("differences-entry", "no", count(*no)));
        Cell::text(words).to(format!("/entries/{no}")).classed("keep")
    }

    /// Says how much is different, and by how many decisions.
    pub(super) fn summary(&self, shown: &[Difference], grounds: &HashMap<i64, Ground>) -> String {
        let words = self.visit.words;
        if shown.is_empty() {
            return words.say("differences-none-said");
        }
        let parts: Vec<String> = KINDS
            .iter()
            .filter_map(|kind| {
                let number = shown
                    .iter()
                    .filter(|difference| difference.change.code() == *kind)
                    .count();
                (number > 0).then(|| words.with(&format!("differences-said-{kind}"), "count", whole(number)))
            })
            .collect();
        let decisions: BTreeSet<&String> = shown
            .iter()
            .flat_map(|difference| self.seen_entries(difference))
            .filter_map(|no| grounds.get(&no)?.decision.as_ref())
            .collect();
        let key = if decisions.is_empty() {
            "differences-said"
        } else {
            "differences-said-by"
        };
        words.fill(
            key,
            &[
                ("count", whole(shown.len())),
                ("decisions", whole(decisions.len())),
                ("parts", parts.join(", ")),
            ],
        )
    }
}

/// Gives the latest days on which something changed for what the officer sees, newest first.
pub(super) fn days_of_change(visit: &Visit, most: usize) -> Vec<Day> {
    let (tree, scope) = (&visit.book().tree, &visit.scope);
    let is_seen = |id: UnitId| tree.index_of(id).is_some_and(|unit| scope.sees(unit));
    let events = tree
        .events()
        .iter()
        .filter(|event| is_seen(event.unit))
        .map(|event| event.on);
    let ends = scope.units(tree).filter_map(|unit| tree.last_day(unit)).map(Day::next);
    let days: BTreeSet<Day> = events.chain(ends).collect();
    days.into_iter().rev().take(most).collect()
}
