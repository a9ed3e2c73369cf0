//! One folder a capability, side by side; none names another.

pub mod claims;
pub mod enterprises;
pub mod facts;
pub mod reports;
pub mod targets;
pub mod units;
