//! Failures of the store: our trouble, never the person's.

/// Says why the database did not do its part.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address names no engine we know.
    #[error("an address begins with sqlite: or postgres://, not with {0}:")]
    Address(String),
    /// The folder of an SQLite file cannot be made.
    #[error("the folder of the database cannot be made")]
    Folder(#[source] std::io::Error),
    /// The schema is older than this program.
    #[error("the schema has version {found}, this program needs {needed}; run `nennep migrate`")]
    SchemaOlder {
        /// Version found.
        found: i64,
        /// Version needed.
        needed: i64,
    },
    /// The schema is newer than this program.
    #[error("the schema has version {found}, this program knows {known}; use a newer program")]
    SchemaNewer {
        /// Version found.
        found: i64,
        /// Version known.
        known: i64,
    },
    /// A migration is missing from the program.
    #[error("migration {0} is missing from the program")]
    NoMigration(i64),
    /// A stored row cannot be read.
    #[error("the row {no} of {table} cannot be read: {column}")]
    BadRow {
        /// Table.
        table: &'static str,
        /// Its number.
        no: i64,
        /// The column that cannot be read.
        column: &'static str,
    },
    /// A tally was asked for what it does not hold.
    #[error("a tally holds no {0}; ask the database")]
    NotInTally(&'static str),
    /// What must not be readable cannot be sealed: the machine has no source of chance.
    #[error("a value cannot be sealed")]
    Sealing,
    /// The engine refused.
    #[error("the database refused")]
    Engine(#[from] sqlx::Error),
}
