//! A measure: one indicator with at most one filter, ready to weigh posted lines.

use super::{Account, Indicator, PostingClass};
use crate::ledger::{HostKind, Tag};
use crate::register::Line;

/// Narrows an indicator down; written after a colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Lines that bear the tag.
    Tag(Tag),
    /// Lines of bodies of the kind.
    HostKind(HostKind),
    /// Lines of organizations of the kind.
    OrgKind(String),
}

impl Filter {
    /// Tells whether the line passes.
    #[must_use]
    pub fn passes(&self, class: &PostingClass) -> bool {
        match self {
            Filter::Tag(tag) => class.tags.contains(tag),
            Filter::HostKind(kind) => class.host_kind == Some(*kind),
            Filter::OrgKind(kind) => class.org_kind.as_ref() == Some(kind),
        }
    }
}

/// Holds an indicator as asked for.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The one code it is answered under.
    pub code: String,
    /// The indicator.
    pub indicator: Indicator,
    /// The filter, from the catalogue or from the question.
    pub filter: Option<Filter>,
}

impl Measure {
    /// Gives the sign with which the line counts: 1, -1, or 0 when it does not.
    #[must_use]
    pub fn weight(&self, class: &PostingClass) -> i64 {
        let Some(sign) = sign_of(&self.indicator.terms, &class.account) else {
            return 0;
        };
        if self.filter.as_ref().is_none_or(|filter| filter.passes(class)) {
            sign
        } else {
            0
        }
    }

    /// Gives the line all of whose accounts it counts; none where they are of several lines or of none.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        let mut lines = self.indicator.terms.iter().map(|(_, account)| account.line());
        let first = lines.next()??;
        lines.all(|line| line == Some(first)).then_some(first)
    }

    /// Gives the measure narrowed to what was carried in from before the records.
    #[must_use]
    pub fn openings(&self) -> Self {
        let mut openings = self.clone();
        openings.indicator.terms.retain(|(_, account)| account.is_opening());
        openings
    }

    /// Gives the sign with which the line counts in the stock that crosses a border with a unit.
    #[must_use]
    pub fn border_weight(&self, class: &PostingClass) -> i64 {
        let Some(sign) = sign_of(&self.indicator.border_terms, &class.account) else {
            return 0;
        };
        if self.filter.as_ref().is_none_or(|filter| filter.passes(class)) {
            sign
        } else {
            0
        }
    }
}

fn sign_of(terms: &[(i64, Account)], account: &Account) -> Option<i64> {
    terms.iter().find(|(_, known)| known == account).map(|(sign, _)| *sign)
}
