//! One folder a capability, side by side; none names another.

pub mod accounts;
pub mod audit;
pub mod board;
pub mod claims;
pub mod differences;
pub mod enterprises;
pub mod entries;
pub mod facts;
pub mod figures;
pub mod lists;
pub mod oidc;
pub mod own_account;
pub mod places;
pub mod profiles;
pub mod reports;
pub mod roles;
pub mod search;
pub mod second_factor;
pub mod sessions;
pub mod setup;
pub mod surveys;
pub mod targets;
pub mod tasks;
pub mod traces;
pub mod units;
pub mod waiting;
