//! What programs are told of the list.

use nennep_core::calendar::Day;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::ListRow;
use crate::web::places::code_in_charge;
use crate::web::visit::Visit;

/// Holds one page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnterpriseList {
    /// Each enterprise, by name; those that fit best first when something is sought.
    pub(super) enterprises: Vec<EnterpriseLine>,
    /// What to ask as `after` for the next page; null on the last one, and when something is sought.
    #[schema(required = true)]
    pub(super) next: Option<i64>,
}

/// Holds one enterprise.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EnterpriseLine {
    /// Tax code.
    #[schema(example = "9828700737")]
    tax_code: String,
    /// Name.
    name: String,
    /// Kind, when it is told.
    #[schema(required = true, example = "private")]
    kind: Option<String>,
    /// Code of the committee in charge; null while it waits for one.
    #[schema(required = true)]
    unit: Option<String>,
    /// Ward, as it was told.
    #[schema(required = true)]
    ward: Option<String>,
    /// `active`, or why not.
    activity: String,
    /// Workers, when counted.
    #[schema(required = true)]
    workers: Option<i64>,
    /// Members of the Party, when counted.
    #[schema(required = true)]
    party_members: Option<i64>,
    /// Members of the trade union, when counted.
    #[schema(required = true)]
    union_members: Option<i64>,
    /// Day the people were counted.
    #[schema(required = true)]
    counted_on: Option<Day>,
    /// Whether it is counted in the book; what waits for kind or committee is not.
    is_counted: bool,
}

impl EnterpriseLine {
    pub(super) fn of(visit: &Visit, row: &ListRow) -> Self {
        Self {
            tax_code: row.tax_code.clone(),
            name: row.name.clone(),
            kind: row.kind.map(|kind| kind.code().to_owned()),
            unit: code_in_charge(visit, row.unit),
            ward: row.ward.clone(),
            activity: row.activity.clone(),
            workers: row.workers,
            party_members: row.party_members,
            union_members: row.union_members,
            counted_on: row.counted_on,
            is_counted: row.is_listed,
        }
    }
}
