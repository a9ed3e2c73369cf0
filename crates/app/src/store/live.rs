//! The book and its tally kept in memory between requests, renewed when the head has moved.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::{Book, Db, StoreError, Tally, Tx};

/// Holds the newest book read and the tally folded up to its head.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The book.
    pub book: Arc<Book>,
    /// Sums up to the book's head.
    pub tally: Arc<Tally>,
}

/// Keeps the newest snapshot; a cache that can be thrown away at any time.
#[derive(Debug, Default)]
pub struct Live {
    newest: Mutex<Option<Snapshot>>,
}

impl Live {
    /// Gives the book of the present head.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn snapshot(&self, db: &Db) -> Result<Snapshot, StoreError> {
        let mut tx = db.read().await?;
        let snapshot = self.in_transaction(&mut tx).await?;
        tx.rollback().await?;
        Ok(snapshot)
    }

    /// Gives the book of the head that an open transaction sees.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn in_transaction(&self, tx: &mut Tx) -> Result<Snapshot, StoreError> {
        let head = tx
            .row("select no from ledger_head where id = 1", &[])
            .await?
            .map_or(Ok(0), |row| row.int(0))?;
        let mut newest = self.newest.lock().await;
        if let Some(known) = newest.as_ref().filter(|known| known.book.head == head) {
            return Ok(known.clone());
        }
        let book = Arc::new(Book::load(tx, None).await?);
        // A transaction that began before another reader renewed the cache must not fold a tally backwards.
        let mut tally = match newest.take() {
            Some(known) if known.tally.head() <= head => Arc::unwrap_or_clone(known.tally),
            Some(_) | None => Tally::default(),
        };
        tally.catch_up(tx).await?;
        let snapshot = Snapshot {
            book,
            tally: Arc::new(tally),
        };
        *newest = Some(snapshot.clone());
        Ok(snapshot)
    }
}
