//! The two engines behind one door: a pool, a transaction, a row. The only file that tells them apart by type.
//!
//! Every statement is one text for both engines with `$n` parameters of whole numbers and texts.

use nennep_core::calendar::Day;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite, Transaction};

use super::StoreError;

/// Holds the connections to one database.
#[derive(Clone, Debug)]
pub enum Db {
    /// SQLite: one writer, several readers.
    Sqlite {
        /// The only connection that writes.
        writer: SqlitePool,
        /// Connections that read.
        readers: SqlitePool,
    },
    /// PostgreSQL.
    Postgres(PgPool),
}

/// Holds one open transaction.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Holds one row of an answer.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// Holds one bound parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Int(i64),
    /// A whole number or nothing.
    OptionalInt(Option<i64>),
    /// A text.
    Text(String),
    /// A text or nothing.
    OptionalText(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Value::OptionalInt(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Value::OptionalText(value)
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql.to_owned()));
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(*value),
                Value::OptionalInt(value) => query.bind(*value),
                Value::Text(value) => query.bind(value.clone()),
                Value::OptionalText(value) => query.bind(value.clone()),
            };
        }
        query
    }};
}

impl Db {
    /// Opens a transaction that writes; on SQLite it holds the write lock from the start.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("begin immediate").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Opens a transaction that reads one consistent state.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(
                pool.begin_with("begin isolation level repeatable read read only")
                    .await?,
            ),
        })
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }

    /// Gives the name by which a migration's dialect part is found.
    #[must_use]
    pub fn dialect(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "sqlite",
            Db::Postgres(_) => "postgres",
        }
    }
}

impl Tx {
    /// Runs a statement; gives the number of rows touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs several statements without parameters, as a migration does.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
                .execute(&mut **tx)
                .await
                .map(|_| ())?,
            Tx::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
                .execute(&mut **tx)
                .await
                .map(|_| ())?,
        }
        Ok(())
    }

    /// Asks for rows.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sql, values)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Tx::Postgres(tx) => bound!(sql, values)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// Asks for at most one row.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn row(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Asks for rows by a plan made for these very values.
    ///
    /// PostgreSQL keeps the plan of a statement that is asked often; one made while a table was empty reads all of it ever
    /// after, and a second list of 100,000 rows then takes minutes. SQLite plans by its indexes alone.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn rows_planned(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let Tx::Postgres(_) = self else {
            return self.rows(sql, values).await;
        };
        self.execute("set local plan_cache_mode = force_custom_plan", &[])
            .await?;
        let rows = self.rows(sql, values).await?;
        self.execute("set local plan_cache_mode = auto", &[]).await?;
        Ok(rows)
    }

    /// Keeps what was written.
    ///
    /// # Errors
    /// When the database refuses, for example at a check made at the end.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Takes back what was written.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

macro_rules! column {
    ($self:ident, $place:ident) => {
        Ok(match $self {
            Row::Sqlite(row) => row.try_get($place)?,
            Row::Postgres(row) => row.try_get($place)?,
        })
    };
}

impl Row {
    /// Gives a whole number of the column at `place`, counted from 0.
    ///
    /// # Errors
    /// When the column is absent, null or of another type.
    pub fn int(&self, place: usize) -> Result<i64, StoreError> {
        column!(self, place)
    }

    /// Gives a whole number or nothing.
    ///
    /// # Errors
    /// When the column is absent or of another type.
    pub fn optional_int(&self, place: usize) -> Result<Option<i64>, StoreError> {
        column!(self, place)
    }

    /// Gives a text.
    ///
    /// # Errors
    /// When the column is absent, null or of another type.
    pub fn text(&self, place: usize) -> Result<String, StoreError> {
        column!(self, place)
    }

    /// Gives a text or nothing.
    ///
    /// # Errors
    /// When the column is absent or of another type.
    pub fn optional_text(&self, place: usize) -> Result<Option<String>, StoreError> {
        column!(self, place)
    }

    /// Gives a day.
    ///
    /// # Errors
    /// When the column is absent, null or no day; `of` names the table and the row.
    pub fn day(&self, place: usize, of: (&'static str, i64)) -> Result<Day, StoreError> {
        self.optional_day(place, of)?.ok_or(no_day(of))
    }

    /// Gives a day or nothing.
    ///
    /// # Errors
    /// When the column is absent or no day; `of` names the table and the row.
    pub fn optional_day(&self, place: usize, of: (&'static str, i64)) -> Result<Option<Day>, StoreError> {
        let text = self.optional_text(place)?;
        text.map(|text| text.parse().map_err(|_| no_day(of))).transpose()
    }
}

fn no_day((table, no): (&'static str, i64)) -> StoreError {
    StoreError::BadRow {
        table,
        no,
        column: "a day",
    }
}
