//! Vietnamese text: folding for search and comparison, and numbers as officers write them.

mod fold;
mod numbers;

#[cfg(test)]
mod tests;

pub use fold::{fold, tidy};
pub use numbers::{count, date_long, date_short, decimal, decimal_short, parse_count};
