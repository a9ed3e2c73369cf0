//! Units, their kinds, and the dated tree they form.

mod difference;
mod examine;
mod ids;
mod kinds;
mod living;
mod obstacles;
mod placement;
mod procedures;
mod reporting;
mod rulebook;
mod tax_code;
mod tree;
mod unit;
mod versions;

#[cfg(test)]
mod tests;

pub use difference::{Difference, DifferenceKind, differences};
pub use examine::{TreeFault, TreeFaultKind, examine};
pub use ids::{EntryNo, UnitId};
pub use kinds::{KindsError, Line, UnitKind, UnitKinds};
pub use living::{Living, TreeLine};
pub use obstacles::{Obstacle, Obstacles};
pub use placement::{Inside, Placement, Stand};
pub use procedures::{Procedure, ProcedureStep, Procedures, ProceduresError, Takes};
pub use reporting::{OpeningRule, Owed, Reporting, ReportingRule, Rhythm};
pub use rulebook::{Heads, Rulebook, RulebookError, Threshold};
pub use tax_code::{ReadTaxCode, TaxCode, TaxCodeError};
pub use tree::{Tree, UnitIndex};
pub use unit::{Change, Unit, UnitEvent};
pub use versions::Version;
