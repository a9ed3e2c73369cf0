//! Enterprises as a visit or a case names them.

use nennep_core::ledger::HostKind;

use crate::store::{Row, StoreError, Tx};

/// Holds what a visit or a case must know of an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Number in the database.
    pub id: i64,
    /// Tax code.
    pub tax_code: String,
    /// Name.
    pub name: String,
    /// Kind, when told.
    pub kind: Option<HostKind>,
    /// Committee in charge of it, by number, when told.
    pub unit: Option<i64>,
    /// Whether it is no more.
    pub has_ended: bool,
}

impl Host {
    /// Columns of an enterprise `p` that [`Host::read`] reads.
    pub const COLUMNS: &str = "cast(p.id as bigint), p.tax_code, p.name, p.kind, p.unit_id, \
        cast(case when p.ended_no is not null or p.activity = 'ended' then 1 else 0 end as bigint)";

    /// Reads six columns from `first` on.
    ///
    /// # Errors
    /// When a column is absent or of another type.
    pub fn read(row: &Row, first: usize) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.int(first)?,
            tax_code: row.text(first + 1)?,
            name: row.text(first + 2)?,
            kind: row.optional_text(first + 3)?.as_deref().and_then(HostKind::parse),
            unit: row.optional_int(first + 4)?,
            has_ended: row.int(first + 5)? == 1,
        })
    }

    /// Finds an enterprise by its tax code, whoever may see it: the page asks the scope for its unit.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_any(tx: &mut Tx, tax_code: &str) -> Result<Option<Self>, StoreError> {
        let sql = format!("select {} from enterprise p where p.tax_code = $1", Self::COLUMNS);
        let row = tx.row(&sql, &[tax_code.into()]).await?;
        row.as_ref().map(|row| Self::read(row, 0)).transpose()
    }

    /// Finds enterprises by their tax codes, in the order asked; those that are not there are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_any_of(tx: &mut Tx, codes: &[String]) -> Result<Vec<Self>, StoreError> {
        let mut hosts = Vec::new();
        for code in codes {
            hosts.extend(Self::find_any(tx, code).await?);
        }
        Ok(hosts)
    }

    /// Reads the enterprises of a case, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_case(tx: &mut Tx, case: i64) -> Result<Vec<Self>, StoreError> {
        let sql = format!(
            "select {} from case_host h join enterprise p on p.id = h.enterprise_id where h.case_id = $1 \
            order by p.name_key, p.id",
            Self::COLUMNS
        );
        let rows = tx.rows(&sql, &[case.into()]).await?;
        rows.iter().map(|row| Self::read(row, 0)).collect()
    }
}
