//! Organizations that stand in an enterprise: told by facts that name it, by cases that founded for it, or tied to it by hand.

use nennep_core::calendar::Day;
use nennep_core::register::{Line, UnitKinds};

use crate::store::{StoreError, Tx};

/// Which enterprises are visited and counted among those to be: listed, and neither ended nor said to be.
pub const VISITED: &str = "p.listed_no is not null and p.ended_no is null and p.activity <> 'ended'";

/// Days for which what was counted of an enterprise is fresh.
pub const FRESH_DAYS: u32 = 365;

/// Holds one organization that stands in an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its line.
    pub line: Line,
    /// Its unit by number, or the committee that counts it.
    pub unit: i64,
    /// First day it is known to stand.
    pub since: Day,
    /// Day it was last strengthened.
    pub steady_on: Option<Day>,
}

/// Gives the statement of organizations that stand, as a table with `enterprise_id`, `unit_id`, `since` and `told`, which begins
/// with the name of the line.
///
/// One whose unit is an organization itself stands until its end is counted there; one that a committee counts, until an end
/// is counted there that names the enterprise.
#[must_use]
pub fn standing_organizations(kinds: &UnitKinds) -> String {
    let told: Vec<String> = Line::ALL
        .iter()
        .flat_map(|line| ["founded", "opening"].map(|what| format!("'{}_org_{what}'", line.code())))
        .collect();
    let own: Vec<String> = kinds
        .iter()
        .filter(|kind| kind.organization)
        .map(|kind| format!("'{}'", kind.code))
        .collect();
    format!(
        "select o.enterprise_id, o.unit_id, o.since, o.told from (\
        select p.id as enterprise_id, f.unit_id, e.happened_on as since, f.fact as told, p.tax_code from enterprise p \
        join fact f on f.enterprise = p.tax_code join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where r.no is null and f.fact in ({}) \
        union all select p.id, u.no, e.happened_on, u.kind, p.tax_code from enterprise p \
        join case_host h on h.enterprise_id = p.id join procedure_case c on c.id = h.case_id \
        join entry e on e.no = c.founded_no join unit u on u.no = c.founded_unit_id \
        union all select p.id, u.no, u.from_on, u.kind, p.tax_code from enterprise p \
        join enterprise_organization l on l.enterprise_id = p.id join unit u on u.no = l.unit_id) o \
        where not exists (select 1 from fact d join entry de on de.no = d.no left join reversal dr on dr.fact_no = d.no \
        where d.unit_id = o.unit_id and d.fact like '%_org_ended' and substr(d.fact, 1, 5) = substr(o.told, 1, 5) \
        and dr.no is null and de.happened_on >= o.since and (d.enterprise = o.tax_code \
        or exists (select 1 from unit w where w.no = o.unit_id and w.kind in ({}))))",
        told.join(", "),
        own.join(", ")
    )
}

/// Reads the organizations that stand in an enterprise, each unit once, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn organizations_in(
    tx: &mut Tx,
    kinds: &UnitKinds,
    enterprise: i64,
) -> Result<Vec<Organization>, StoreError> {
    let sql = format!(
        "select s.unit_id, s.told, min(s.since), (select max(e.happened_on) from fact f join entry e on e.no = f.no \
        left join reversal r on r.fact_no = f.no join enterprise p on p.id = $1 where f.unit_id = s.unit_id and r.no is null \
        and f.fact like '%_org_consolidated' and substr(f.fact, 1, 5) = substr(s.told, 1, 5) \
        and (f.enterprise is null or f.enterprise = p.tax_code)) from ({}) s where s.enterprise_id = $1 \
        group by s.unit_id, s.told order by min(s.since), s.unit_id",
        standing_organizations(kinds)
    );
    let mut organizations: Vec<Organization> = Vec::new();
    for row in tx.rows(&sql, &[enterprise.into()]).await? {
        let (unit, told) = (row.int(0)?, row.text(1)?);
        let line = Line::ALL.into_iter().find(|line| told.starts_with(line.code()));
        let Some(line) = line else { continue };
        if organizations
            .iter()
            .all(|known| known.unit != unit || known.line != line)
        {
            organizations.push(Organization {
                line,
                unit,
                since: row.day(2, ("enterprise", enterprise))?,
                steady_on: row.optional_day(3, ("enterprise", enterprise))?,
            });
        }
    }
    Ok(organizations)
}
