//! Reading the book in parts: only what the officer sees and what was asked for.

use super::form::Sought;
use super::record::{Entry, Teller};
use super::rows::{self, Reading};
use crate::store::{StoreError, Tx};

/// Entries asked of the database in one go.
const ENTRIES_AT_ONCE: usize = 500;

/// Entries looked at for one page; a search goes on from there on the next.
const LOOKED_AT_MAX: usize = 20_000;

/// Entries of one export.
pub(super) const EXPORT_MAX: usize = 50_000;

/// What was found, the newest first.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    /// Where reading may go on; none at the end of the book.
    pub(super) on_from: Option<i64>,
}

/// Reads until `limit` entries fit, the book ends, or enough was looked at for one page.
pub(super) async fn read(
    tx: &mut Tx,
    teller: &mut Teller<'_>,
    sought: &Sought,
    limit: usize,
    looked_at_max: usize,
) -> Result<Found, StoreError> {
    let mut found = Found::default();
    let (mut reading, mut looked_at) = (sought.reading, 0);
    loop {
        let entries = rows::entries(tx, &sought.wanted, reading, ENTRIES_AT_ONCE).await?;
        let is_end = entries.len() < ENTRIES_AT_ONCE;
        for entry in entries {
            looked_at += 1;
            let no = entry.no;
            reading = match reading {
                Reading::Below(_) => Reading::Below(Some(no)),
                Reading::Above(_) => Reading::Above(no),
            };
            if !sought.fits(teller, &entry) {
                continue;
            }
            // One more than asked for: only then is it known that reading goes on.
            if found.entries.len() == limit {
                found.on_from = found.entries.last().map(|last| last.no);
                return Ok(ordered(found, sought.reading));
            }
            found.entries.push(entry);
        }
        if is_end {
            return Ok(ordered(found, sought.reading));
        }
        if looked_at >= looked_at_max {
            found.on_from = match reading {
                Reading::Below(no) => no,
                Reading::Above(no) => Some(no),
            };
            return Ok(ordered(found, sought.reading));
        }
    }
}

/// Reads for one page.
pub(super) async fn page(
    tx: &mut Tx,
    teller: &mut Teller<'_>,
    sought: &Sought,
    limit: usize,
) -> Result<Found, StoreError> {
    read(tx, teller, sought, limit, LOOKED_AT_MAX).await
}

/// Reads for an export: the whole book if need be.
pub(super) async fn export(tx: &mut Tx, teller: &mut Teller<'_>, sought: &Sought) -> Result<Found, StoreError> {
    read(tx, teller, sought, EXPORT_MAX, usize::MAX).await
}

fn ordered(mut found: Found, reading: Reading) -> Found {
    if matches!(reading, Reading::Above(_)) {
        found.entries.reverse();
    }
    found
}
