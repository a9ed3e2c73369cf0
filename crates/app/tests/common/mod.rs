//! What every story shares: fresh databases of both engines, workbooks in memory, and questions with their answers.

mod ask;
pub(crate) mod browser;
pub(crate) mod forms;
mod house;
mod paper;
pub(crate) mod wards;

pub(crate) use ask::{Ask, Days, Expected, shown};
pub(crate) use house::{Engine, House, on, stamp};
pub(crate) use paper::{Paper, cell};
