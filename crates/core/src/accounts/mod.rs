//! Posting rules, the indicator catalogue, and the plan by which a figure is summed.

mod catalog;
mod measure;
mod plan;
mod posting;
mod sums;

#[cfg(test)]
mod tests;

pub use catalog::{Catalog, CatalogError, CatalogFault, Crossing, Indicator, Shape};
pub use measure::{Filter, Measure};
pub use plan::{BorderCrossing, Plan, Planner, Segment};
pub use posting::{Account, Posting, PostingClass, post, take_back};
pub use sums::{BorderSum, ClassSum, Sums};
