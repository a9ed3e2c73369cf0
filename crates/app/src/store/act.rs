//! The only way to write: one transaction, one officer, one clock reading, gapless numbers, a chain of hashes.

mod rows;

use std::collections::HashMap;

use nennep_core::accounts::{Posting, PostingClass};
use nennep_core::calendar::Day;
use nennep_core::ledger::chain_link;
use nennep_core::register::EntryNo;

use super::audit::{self, AuditLine};
use super::book::{class_columns, load_classes};
use super::entry::{Draft, FactRow, Known, Sort, Stamp};
use super::submissions::{Guard, Mark};
use super::tables::Tables;
use super::undone::{is_kept_beside, undo_beside};
use super::{Db, StoreError, Tx, Value};

/// Rows that may wait in memory before they are written.
const WAITING_MAX: usize = 1000;

/// Holds one open act.
#[derive(Debug)]
pub struct Act {
    tx: Tx,
    stamp: Stamp,
    before: i64,
    head: i64,
    chain: String,
    classes: HashMap<PostingClass, i64>,
    waiting: usize,
    tables: Tables,
    trail: Vec<AuditLine>,
    last_enterprise: Option<i64>,
    guard: Guard,
}

impl Act {
    /// Opens an act; any other waits until this one ends.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(db: &Db, stamp: Stamp) -> Result<Self, StoreError> {
        let mut tx = db.write().await?;
        // Touching the row locks it on PostgreSQL, so numbers are given in the order of commits.
        tx.execute("update ledger_head set no = no where id = 1", &[]).await?;
        let row = tx.row("select no, chain from ledger_head where id = 1", &[]).await?;
        let (head, chain) = match row {
            Some(row) => (row.int(0)?, row.text(1)?),
            None => {
                return Err(StoreError::BadRow {
                    table: "ledger_head",
                    no: 1,
                    column: "no",
                });
            }
        };
        let classes = load_classes(&mut tx)
            .await?
            .into_iter()
            .map(|(id, class)| (class, id))
            .collect();
        Ok(Self {
            tx,
            stamp,
            before: head,
            head,
            chain,
            classes,
            waiting: 0,
            tables: Tables::new(),
            trail: Vec::new(),
            last_enterprise: None,
            guard: Guard::default(),
        })
    }

    /// Gives the open transaction, for reading what the act depends on.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// Adds a line to the trail; it is written when the act is kept.
    pub fn audit(&mut self, line: AuditLine) {
        self.trail.push(line);
    }

    /// Gives who writes and when.
    #[must_use]
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Gives the number the next entry will take.
    #[must_use]
    pub fn next_no(&self) -> EntryNo {
        EntryNo(self.head + 1)
    }

    /// Gives the first and last number given by this act.
    #[must_use]
    pub fn numbers(&self) -> Option<(i64, i64)> {
        (self.head > self.before).then_some((self.before + 1, self.head))
    }

    /// Gives what is recorded under the identities.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn known(&mut self, sort: Sort, identities: &[String]) -> Result<HashMap<String, Known>, StoreError> {
        let mut known = HashMap::new();
        for some in identities.chunks(500) {
            let places: Vec<String> = (2..some.len() + 2).map(|place| format!("${place}")).collect();
            let sql = format!(
                "select identity, no, content from entry where sort = $1 and identity in ({})",
                places.join(", ")
            );
            let values: Vec<Value> = [sort.code().into()]
                .into_iter()
                .chain(some.iter().map(|identity| identity.as_str().into()))
                .collect();
            for row in self.tx.rows_planned(&sql, &values).await? {
                known.insert(
                    row.text(0)?,
                    Known {
                        no: EntryNo(row.int(1)?),
                        content: row.text(2)?,
                    },
                );
            }
        }
        Ok(known)
    }

    fn enter(&mut self, draft: &Draft) -> EntryNo {
        self.head += 1;
        let decision = draft.decision.as_ref();
        let decision_no = decision.and_then(|decision| decision.no.clone());
        let decision_on = decision.and_then(|decision| decision.on).map(|on| on.to_string());
        let decision_by = decision.and_then(|decision| decision.by.clone());
        let happened_on = draft.happened_on.to_string();
        self.chain = chain_link(
            &self.chain,
            self.head,
            &[
                ("sort", Some(draft.sort.code())),
                ("identity", Some(&draft.identity)),
                ("content", Some(&draft.content)),
                ("happened_on", Some(&happened_on)),
                ("recorded_at", Some(&self.stamp.at)),
                ("recorded_by", Some(&self.stamp.officer)),
                ("source", Some(&draft.source)),
                ("decision_no", decision_no.as_deref()),
                ("decision_on", decision_on.as_deref()),
                ("decision_by", decision_by.as_deref()),
            ],
        );
        self.waiting += 1;
        self.tables.entry.push(vec![
            self.head.into(),
            draft.sort.code().into(),
            draft.identity.as_str().into(),
            draft.content.as_str().into(),
            happened_on.into(),
            self.stamp.at.as_str().into(),
            self.stamp.officer.as_str().into(),
            draft.source.as_str().into(),
            decision_no.into(),
            decision_on.into(),
            decision_by.into(),
            self.chain.as_str().into(),
        ]);
        EntryNo(self.head)
    }

    /// Records a fact with the lines it posts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn fact(
        &mut self,
        draft: &Draft,
        fact: &FactRow<'_>,
        postings: &[Posting],
    ) -> Result<EntryNo, StoreError> {
        let no = self.enter(draft);
        let record = fact.record;
        self.tables.fact.push(vec![
            no.0.into(),
            record.fact.code().into(),
            record.unit.0.into(),
            record.to_unit.map(|unit| unit.0).into(),
            record.count.into(),
            fact.org_kind.map(str::to_owned).into(),
            record.from_kind.clone().into(),
            record.host_kind.map(|kind| kind.code().to_owned()).into(),
            class_columns::tags(&record.tags).into(),
            fact.enterprise.map(str::to_owned).into(),
            fact.grade.code().into(),
            fact.note.map(str::to_owned).into(),
        ]);
        self.post(no, draft.happened_on, postings).await?;
        Ok(no)
    }

    /// Takes a fact back; `postings` are the negated lines of the fact.
    ///
    /// Whether the day lies in a closed period is asked before (`Locks`); what changes a closed figure all the same is marked.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reversal(
        &mut self,
        draft: &Draft,
        fact: EntryNo,
        reason: &str,
        postings: &[Posting],
    ) -> Result<EntryNo, StoreError> {
        let no = self.enter(draft);
        self.tables
            .reversal
            .push(vec![no.0.into(), fact.0.into(), reason.into()]);
        // Dated later, it corrects an earlier period all the same.
        let sql = "select happened_on from entry where no = $1";
        if let Some(row) = self.tx.row(sql, &[fact.0.into()]).await? {
            let on = row.day(0, ("entry", fact.0))?;
            for posting in postings {
                if let Some(group) = posting.class.account.group() {
                    let unit = posting.unit.0;
                    self.guard.mark(no.0, on, Mark::Line { unit, group });
                }
            }
        }
        self.post(no, draft.happened_on, postings).await?;
        if postings.iter().any(is_kept_beside) {
            self.flush().await?;
            undo_beside(&mut self.tx, &self.stamp, (fact, draft.happened_on, reason)).await?;
        }
        Ok(no)
    }

    /// Gives the number the next enterprise of the list takes.
    pub(super) async fn next_enterprise(&mut self) -> Result<i64, StoreError> {
        let last = match self.last_enterprise {
            Some(last) => last,
            None => self
                .tx
                .row("select cast(coalesce(max(id), 0) as bigint) from enterprise", &[])
                .await?
                .map_or(Ok(0), |row| row.int(0))?,
        };
        self.last_enterprise = Some(last + 1);
        Ok(last + 1)
    }

    /// Keeps a row of the list of enterprises, written with what waits.
    pub(super) fn enterprise(&mut self, row: Vec<Value>) {
        self.waiting += 1;
        self.tables.enterprise.push(row);
    }

    /// Keeps what a batch told of an enterprise, written with what waits.
    pub(super) fn import_change(&mut self, row: Vec<Value>) {
        self.tables.import_change.push(row);
    }

    async fn post(&mut self, no: EntryNo, on: Day, postings: &[Posting]) -> Result<(), StoreError> {
        for (side, posting) in (0_i64..).zip(postings) {
            if let Some(group) = posting.class.account.group() {
                let unit = posting.unit.0;
                self.guard.mark(no.0, on, Mark::Line { unit, group });
            }
            let class = self.class_id(&posting.class);
            let other = posting.other.map(|other| other.0);
            let row = vec![
                no.0.into(),
                side.into(),
                posting.unit.0.into(),
                other.into(),
                class.into(),
                on.to_string().into(),
                posting.amount.into(),
            ];
            self.tables.posting.push(row);
        }
        if self.waiting >= WAITING_MAX {
            self.flush().await
        } else {
            Ok(())
        }
    }

    fn class_id(&mut self, class: &PostingClass) -> i64 {
        if let Some(id) = self.classes.get(class) {
            return *id;
        }
        let id = self.classes.values().max().copied().unwrap_or(0) + 1;
        self.classes.insert(class.clone(), id);
        let mut row: Vec<Value> = vec![id.into()];
        row.extend(class_columns::of(class));
        self.tables.posting_class.push(row);
        id
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn flush(&mut self) -> Result<(), StoreError> {
        self.waiting = 0;
        self.tables.flush(&mut self.tx).await?;
        let heads = (self.before, self.head);
        self.guard.settle(&mut self.tx, heads, self.stamp.today).await
    }

    /// Writes the head and keeps everything.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.flush().await?;
        self.write_head().await?;
        audit::append(&mut self.tx, &self.stamp, &self.trail).await?;
        self.tx.commit().await
    }

    /// Does all that `commit` does and takes everything back: a rehearsal.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rehearse(mut self) -> Result<(), StoreError> {
        self.flush().await?;
        self.write_head().await?;
        audit::append(&mut self.tx, &self.stamp, &self.trail).await?;
        self.tx.rollback().await
    }

    async fn write_head(&mut self) -> Result<(), StoreError> {
        self.tx
            .execute(
                "update ledger_head set no = $1, chain = $2 where id = 1",
                &[self.head.into(), self.chain.as_str().into()],
            )
            .await?;
        Ok(())
    }
}
