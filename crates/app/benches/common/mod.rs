//! What the benchmarks of pages set up alike.

mod officer;
mod stamp;

pub(crate) use officer::sign_in;
pub(crate) use stamp::stamp;
