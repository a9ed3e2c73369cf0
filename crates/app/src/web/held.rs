//! Roles held, as pages say them.

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitId, UnitIndex};
use nennep_core::text::date_short;

use super::words::Words;
use crate::store::RoleHeld;

/// Says when a role is held, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// On the day.
    Now,
    /// Only later.
    Ahead,
    /// No longer.
    Ended,
}

impl When {
    /// Reads it off a role.
    #[must_use]
    pub fn of(held: &RoleHeld, today: Day) -> Self {
        if held.is_in_force(today) {
            When::Now
        } else if held.from > today {
            When::Ahead
        } else {
            When::Ended
        }
    }

    /// Gives the last part of the key of its words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            When::Now => "now",
            When::Ahead => "ahead",
            When::Ended => "ended",
        }
    }

    /// Tells whether it is over.
    #[must_use]
    pub fn is_ended(self) -> bool {
        self == When::Ended
    }
}

/// Holds one role held, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLine {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: i64,
    /// The role, in words.
    pub role: String,
    /// Stable name of the role.
    pub role_code: String,
    /// The unit, when the book has it.
    pub unit: Option<UnitIndex>,
    /// Name of the unit.
    pub unit_name: String,
    /// First day.
    pub from: String,
    /// Last day, or that there is none.
    pub to: String,
    /// The role, where and when it is held, as a sentence.
    pub sentence: String,
    /// The decision.
    pub decision: String,
    /// When it is held.
    pub when: When,
    /// The same in words.
    pub state: String,
}

/// Says one role held.
#[must_use]
pub fn held_line(tree: &Tree, held: &RoleHeld, words: Words, today: Day) -> HeldLine {
    let unit = tree.index_of(UnitId(held.unit));
    let when = When::of(held, today);
    let role = words.keyed("role", &held.role, "");
    let unit_name = unit.map_or_else(String::new, |unit| tree.name_on(unit, today).to_owned());
    let from = date_short(held.from);
    let until = held.to.map_or_else(|| words.say("held-open"), date_short);
    let said = [
        ("role", role.clone()),
        ("unit", unit_name.clone()),
        ("from", from.clone()),
        ("to", until),
    ];
    HeldLine {
        id: held.id,
        account: held.account,
        sentence: words.fill("held-sentence", &said),
        role,
        role_code: held.role.clone(),
        unit,
        unit_name,
        from,
        to: held.to.map_or_else(|| words.say("held-no-end"), date_short),
        decision: held.decision.clone().unwrap_or_default(),
        when,
        state: words.keyed("held", when.code(), ""),
    }
}
