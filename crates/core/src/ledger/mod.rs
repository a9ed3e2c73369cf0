//! Facts, decisions and the content an entry is known by.

mod content;
mod fact;
mod group;
mod host_kinds;
mod record;
mod words;

#[cfg(test)]
mod tests;

pub use content::{chain_link, content_hash};
pub use fact::{Activity, Enterprise, Fact, FactOf};
pub use group::FigureGroup;
pub use host_kinds::{HostKindLaw, HostKindLaws, HostKindsError};
pub use record::{Decision, FactRecord};
pub use words::{Grade, HostKind, Tag};
