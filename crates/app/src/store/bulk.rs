//! Many rows in few statements, the same text on both engines.

use super::{StoreError, Tx, Value};

/// Rows of one statement. Naming a parameter costs SQLite a walk over all of them, so long statements are slow there; short
/// ones cost PostgreSQL a message each. Measured with 100,000 facts on SQLite: 200 rows 16 s, 24 rows 7 s, 12 rows less still.
const ROWS_AT_ONCE: usize = 12;

/// Holds rows that wait to be written to one table.
#[derive(Debug)]
pub(super) struct Bulk {
    table: &'static str,
    columns: &'static str,
    width: usize,
    rows: Vec<Vec<Value>>,
}

impl Bulk {
    pub(super) fn new(table: &'static str, columns: &'static str) -> Self {
        Self {
            table,
            columns,
            width: columns.split(',').count(),
            rows: Vec::new(),
        }
    }

    /// Takes a row; its values stand in the order of the columns.
    pub(super) fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.width);
        self.rows.push(row);
    }

    pub(super) async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        for rows in self.rows.chunks(ROWS_AT_ONCE) {
            let values: Vec<Value> = rows.iter().flatten().cloned().collect();
            tx.execute(&self.statement(rows.len()), &values).await?;
        }
        self.rows.clear();
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let width = self.width;
        let row = |place: usize| {
            let places: Vec<String> = (1..=width)
                .map(|column| format!("${}", place * width + column))
                .collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!(
            "insert into {} ({})\nvalues {}",
            self.table,
            self.columns,
            rows.join(", ")
        )
    }
}

/// Writes a list of our own numbers into a statement; they are whole numbers, so nothing can be smuggled in.
#[must_use]
pub fn id_list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    if ids.is_empty() {
        "null".to_owned()
    } else {
        ids.join(", ")
    }
}

/// Gives the next number of a table of ours; an act lets one writer in at a time, so two never take the same.
///
/// # Errors
/// When the database refuses.
pub async fn next_id(tx: &mut Tx, table: &'static str) -> Result<i64, StoreError> {
    let sql = format!("select coalesce(max(id), 0) + 1 from {table}");
    tx.row(&sql, &[]).await?.map_or(Ok(1), |row| row.int(0))
}
