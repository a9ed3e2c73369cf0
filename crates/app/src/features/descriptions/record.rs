//! What is asked of one enterprise, and how its fields stand together.

use nennep_core::calendar::Day;

use crate::store::Enterprise;
use crate::web::fields::Shape;

/// One field: its name in sheets and in the table, how it is typed, and whether it must be filled.
pub(super) struct Asked {
    pub(super) head: &'static str,
    pub(super) column: &'static str,
    pub(super) shape: Shape,
    pub(super) is_needed: bool,
}

const fn asked(head: &'static str, column: &'static str, shape: Shape, is_needed: bool) -> Asked {
    Asked {
        head,
        column,
        shape,
        is_needed,
    }
}

/// Groups of fields in the order of the form; the tax code is asked for by itself.
pub(super) const GROUPS: [(&str, &[Asked]); 4] = [
    (
        "place",
        &[
            asked("name", "name", Shape::Line, true),
            asked("kind", "kind", Shape::Select, true),
            asked("unit", "unit_id", Shape::Select, true),
            asked("status", "activity", Shape::Select, true),
            asked("from", "from_on", Shape::Short, false),
            asked("to", "to_on", Shape::Short, false),
        ],
    ),
    (
        "about",
        &[
            asked("legal_form", "legal_form", Shape::Line, false),
            asked("industry", "industry", Shape::Line, false),
            asked("registered_on", "registered_on", Shape::Short, false),
            asked("address", "address", Shape::Line, false),
            asked("ward", "ward", Shape::Line, false),
        ],
    ),
    (
        "people",
        &[
            asked("owner", "owner", Shape::Line, false),
            asked("owner_foreign", "owner_foreign", Shape::Select, false),
            asked("representative", "representative", Shape::Line, false),
            asked("phone", "phone", Shape::Short, false),
        ],
    ),
    (
        "counts",
        &[
            asked("workers", "workers", Shape::Short, false),
            asked("workers_female", "workers_female", Shape::Short, false),
            asked("party_members", "party_members", Shape::Short, false),
            asked("union_members", "union_members", Shape::Short, false),
            asked("counted_on", "counted_on", Shape::Short, false),
            asked("note", "note", Shape::Area, false),
        ],
    ),
];

/// What was typed of an enterprise.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub(super) told: Enterprise,
    /// Day it is counted from.
    pub(super) listed_on: Day,
    /// What the form was filled with, so that a change made meanwhile is not lost.
    pub(super) seen: String,
}
