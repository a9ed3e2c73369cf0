//! Work that takes longer than a page may: it goes on beside the requests, and a page tells how far it is.
//!
//! What is made can be made again from what is stored, so nothing is lost when the process ends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Results kept at once; the oldest makes room.
const KEPT: usize = 32;

/// Says how far a work is.
#[derive(Clone, Debug)]
pub enum Progress<T> {
    /// Some of its parts are done.
    Running {
        /// Parts done.
        done: usize,
        /// All parts.
        all: usize,
    },
    /// It is done.
    Done(Arc<T>),
    /// It failed; why stands in the log.
    Failed,
}

/// Keeps works by number.
#[derive(Debug)]
pub struct Jobs<T>(Arc<Mutex<BTreeMap<i64, Progress<T>>>>);

impl<T> Default for Jobs<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Jobs<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Jobs<T> {
    /// Tells how far a work is; `None` for one that this process does not know.
    #[must_use]
    pub fn progress(&self, no: i64) -> Option<Progress<T>> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(&no).map(|progress| match progress {
            Progress::Running { done, all } => Progress::Running { done: *done, all: *all },
            Progress::Done(result) => Progress::Done(Arc::clone(result)),
            Progress::Failed => Progress::Failed,
        })
    }

    /// Forgets a work that came to nothing.
    pub fn forget(&self, no: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&no);
    }

    /// Tells how far a work is from now on.
    pub fn tell(&self, no: i64, progress: Progress<T>) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while jobs.len() >= KEPT && !jobs.contains_key(&no) {
            jobs.pop_first();
        }
        jobs.insert(no, progress);
    }
}
