//! Rates as exact fractions, and targets with their standing.

mod figures;
mod rate;
mod target;

#[cfg(test)]
mod tests;

pub use figures::{Amount, Figure, FigureClaim, FigureSet, FigureTarget};
pub use rate::{Percent, percent};
pub use target::{Reach, Target, in_force};
