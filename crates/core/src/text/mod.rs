//! Vietnamese text: folding for search and comparison, the order of names, letters of old fonts, and numbers as officers write them.

mod fold;
mod legacy;
mod near;
mod numbers;
mod order;
mod syllable;

#[cfg(test)]
mod legacy_tests;
#[cfg(test)]
mod tests;

pub use fold::{fold, tidy};
pub use legacy::Letters;
pub use near::{Nearness, nearness};
pub use numbers::{count, date_long, date_short, decimal, decimal_short, parse_count, whole};
pub use order::{sort_key, vietnamese};
pub use syllable::is_syllable;
