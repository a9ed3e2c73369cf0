//! What a fact posts: pure rules from a record to signed lines.

use std::collections::BTreeSet;
use std::fmt;

use crate::ledger::{Fact, FactRecord, FigureGroup, HostKind, Tag};
use crate::register::{Line, UnitId};

/// Names one account: a fact's code, or one of the two ends of what goes from a unit, or a kind, to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Account(String);

impl Account {
    /// Reads an account; `None` when no fact posts to it.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bare = code
            .strip_suffix("_in")
            .or_else(|| code.strip_suffix("_out"))
            .unwrap_or(code);
        let fact = Fact::parse(bare)?;
        let has_ends = fact.is_move() || fact.is_retyping();
        (has_ends == (bare != code)).then(|| Self(code.to_owned()))
    }

    /// Tells whether lines of the account carry a stock in from before the records.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.0.ends_with("_opening")
    }

    /// Gives the line whose facts post to it; none where they are of no line.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        self.fact()?.line()
    }

    /// Gives the code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Gives the group its figures are reported in; `None` for no account of ours.
    #[must_use]
    pub fn group(&self) -> Option<FigureGroup> {
        self.fact().map(Fact::group)
    }

    /// The fact that posts to it, whichever end of it.
    fn fact(&self) -> Option<Fact> {
        let code = self.0.as_str();
        let bare = code.strip_suffix("_in").or_else(|| code.strip_suffix("_out"));
        Fact::parse(bare.unwrap_or(code))
    }
}

impl fmt::Display for Account {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Holds what tells one posted line from another apart from place, day and amount.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostingClass {
    /// The account.
    pub account: Account,
    /// Kind of the organizations counted.
    pub org_kind: Option<String>,
    /// Kind of the body they stand in.
    pub host_kind: Option<HostKind>,
    /// Marks.
    pub tags: BTreeSet<Tag>,
}

/// Holds one posted line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Where it is counted.
    pub unit: UnitId,
    /// The other end of a move.
    pub other: Option<UnitId>,
    /// Account and marks.
    pub class: PostingClass,
    /// How many; negative only in a reversal.
    pub amount: i64,
}

/// Posts a fact: one line, or two for what goes from a unit, or a kind, to another.
///
/// The two ends are equal, so that moves net to zero over the whole tree, and changes of kind at the unit itself.
#[must_use]
pub fn post(record: &FactRecord) -> Vec<Posting> {
    let line = |suffix: &str, unit: UnitId, other: Option<UnitId>, org_kind: &Option<String>| Posting {
        unit,
        other,
        class: PostingClass {
            account: Account(format!("{}{suffix}", record.fact.code())),
            org_kind: org_kind.clone(),
            host_kind: record.host_kind,
            tags: record.tags.clone(),
        },
        amount: record.count,
    };
    let (unit, kind) = (record.unit, &record.org_kind);
    match record.to_unit.filter(|_| record.fact.is_move()) {
        Some(to_unit) => vec![
            line("_out", unit, Some(to_unit), kind),
            line("_in", to_unit, Some(unit), kind),
        ],
        None if record.fact.is_retyping() => {
            vec![
                line("_out", unit, None, &record.from_kind),
                line("_in", unit, None, kind),
            ]
        }
        None => vec![line("", unit, None, kind)],
    }
}

/// Posts what takes a fact back: its lines with the opposite sign.
#[must_use]
pub fn take_back(record: &FactRecord) -> Vec<Posting> {
    post(record)
        .into_iter()
        .map(|line| Posting {
            amount: -line.amount,
            ..line
        })
        .collect()
}
