//! Campaigns in the database.

use nennep_core::calendar::Day;
use nennep_core::register::Line;

use super::record::{Campaign, Choice, Part, Plan};
use crate::catalogs::Catalogs;
use crate::store::{Act, Row, StoreError, Tx, VISITED, Value, id_list, next_id, standing_organizations};

/// What tells that nobody surveyed an enterprise since a day, by the facts of the book that name it.
const UNSURVEYED_SINCE: &str = "not exists (select 1 from fact f join entry e on e.no = f.no \
    left join reversal r on r.fact_no = f.no where f.enterprise = p.tax_code and f.fact = 'enterprise_surveyed' \
    and r.no is null and e.happened_on >= $1)";

/// Members of the Party as counted last, by a survey that stands or by a later list.
const MEMBERS: &str = "coalesce(p.seen_party_members, p.party_members, 0)";

/// What tells that members of the Party are known, no organization of theirs stands, and no case for one is open.
fn members_alone(catalogs: &Catalogs, today: Day) -> String {
    let procedures = catalogs
        .procedures
        .in_force(today)
        .filter(|known| known.line == Line::Party);
    let procedures: Vec<String> = procedures.map(|known| format!("'{}'", known.code)).collect();
    format!(
        "{MEMBERS} > 0 and not exists (select 1 from ({}) s where s.enterprise_id = p.id and s.told like 'party%') \
        and not exists (select 1 from case_host h join procedure_case c on c.id = h.case_id where h.enterprise_id = p.id \
        and c.standing in ('open', 'out') and c.procedure in ({})) and $1 = $1",
        standing_organizations(&catalogs.kinds),
        procedures.join(", ")
    )
}

/// Finds the enterprises a plan goes to, ward by ward, so that whoever goes stays in few of them.
pub(super) async fn chosen(
    tx: &mut Tx,
    plan: &Plan,
    catalogs: &Catalogs,
    (since, today): (Day, Day),
) -> Result<Vec<i64>, StoreError> {
    let (condition, since) = match plan.choice {
        Choice::Never => (UNSURVEYED_SINCE.to_owned(), "0000-01-01".to_owned()),
        Choice::Stale => (UNSURVEYED_SINCE.to_owned(), since.to_string()),
        Choice::Members => (members_alone(catalogs, today), String::new()),
        Choice::All => ("$1 = $1".to_owned(), String::new()),
    };
    let sql = format!(
        "select cast(p.id as bigint) from enterprise p where p.unit_id in ({}) and {VISITED} and {condition} \
        order by p.unit_id, coalesce(p.ward, ''), p.name_key, p.id limit {}",
        id_list(&plan.units),
        plan.most
    );
    let rows = tx.rows(&sql, &[since.into()]).await?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// Finds the campaign that a form with this key made already.
pub(super) async fn of_key(tx: &mut Tx, key: &str) -> Result<Option<i64>, StoreError> {
    let row = tx.row("select id from campaign where key = $1", &[key.into()]).await?;
    row.map(|row| row.int(0)).transpose()
}

/// Writes a campaign with its parts; gives its number.
pub(super) async fn insert(act: &mut Act, plan: &Plan, parts: &[(i64, i64)]) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "campaign").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: [Value; 8] = [
        id.into(),
        plan.unit.0.into(),
        plan.name.as_str().into(),
        plan.from.to_string().into(),
        plan.until.to_string().into(),
        at.into(),
        by.into(),
        plan.key.as_str().into(),
    ];
    let sql = "insert into campaign (id, unit_id, name, from_on, until_on, made_at, made_by, key) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    act.tx().execute(sql, &values).await?;
    for (enterprise, account) in parts {
        let sql = "insert into campaign_part (campaign_id, enterprise_id, account_id) values ($1, $2, $3)";
        let values = [id.into(), (*enterprise).into(), (*account).into()];
        act.tx().execute(sql, &values).await?;
    }
    Ok(id)
}

/// A part is done while its survey stands; one that was taken back is to be made again.
const DONE: &str = "case when s.id is not null and r.no is null then 1 else 0 end";

fn campaigns(condition: &str) -> String {
    format!(
        "select c.id, c.name, c.unit_id, c.from_on, c.until_on, cast(case when c.closed_at is null then 0 else 1 end as bigint), \
        count(p.enterprise_id), cast(coalesce(sum({DONE}), 0) as bigint) from campaign c \
        left join campaign_part p on p.campaign_id = c.id left join survey s on s.id = p.survey_id \
        left join reversal r on r.fact_no = s.entry_no where {condition} \
        group by c.id, c.name, c.unit_id, c.from_on, c.until_on, c.closed_at order by c.closed_at is not null, c.until_on, c.id"
    )
}

fn campaign(row: &Row) -> Result<Campaign, StoreError> {
    let id = row.int(0)?;
    Ok(Campaign {
        id,
        name: row.text(1)?,
        unit: row.int(2)?,
        from: row.day(3, ("campaign", id))?,
        until: row.day(4, ("campaign", id))?,
        is_closed: row.int(5)? == 1,
        all: row.int(6)?,
        done: row.int(7)?,
    })
}

/// Lists the campaigns of some units, the one that ends first first.
pub(super) async fn listed(tx: &mut Tx, units: &[i64]) -> Result<Vec<Campaign>, StoreError> {
    let sql = campaigns(&format!("c.unit_id in ({})", id_list(units)));
    tx.rows(&sql, &[]).await?.iter().map(campaign).collect()
}

/// Finds a campaign, whoever may see it; the page asks for its unit.
pub(super) async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Campaign>, StoreError> {
    let row = tx.row(&campaigns("c.id = $1"), &[id.into()]).await?;
    row.as_ref().map(campaign).transpose()
}

/// Reads the parts of a campaign, in the order in which they were given out.
pub(super) async fn parts(tx: &mut Tx, id: i64) -> Result<Vec<Part>, StoreError> {
    let sql = "select e.tax_code, e.name, e.ward, p.account_id, a.name, s.id, s.surveyed_on, s.outcome \
        from campaign_part p join enterprise e on e.id = p.enterprise_id join account a on a.id = p.account_id \
        left join (select s.id, s.surveyed_on, s.outcome from survey s left join reversal r on r.fact_no = s.entry_no \
        where r.no is null) s on s.id = p.survey_id where p.campaign_id = $1 \
        order by a.name, p.account_id, e.unit_id, coalesce(e.ward, ''), e.name_key, e.id";
    let rows = tx.rows(sql, &[id.into()]).await?;
    let mut parts = Vec::with_capacity(rows.len());
    for row in rows {
        let done = match row.optional_int(5)? {
            Some(survey) => Some((survey, row.day(6, ("survey", survey))?, row.text(7)?)),
            None => None,
        };
        parts.push(Part {
            tax_code: row.text(0)?,
            name: row.text(1)?,
            ward: row.optional_text(2)?,
            account: row.int(3)?,
            surveyor: row.text(4)?,
            done,
        });
    }
    Ok(parts)
}

/// Gives what one person still has to visit to another; gives how many.
pub(super) async fn hand_over(tx: &mut Tx, id: i64, from: i64, to: i64) -> Result<u64, StoreError> {
    let sql = "update campaign_part set account_id = $1 where campaign_id = $2 and account_id = $3 \
        and (survey_id is null or exists (select 1 from survey s join reversal r on r.fact_no = s.entry_no \
        where s.id = campaign_part.survey_id))";
    tx.execute(sql, &[to.into(), id.into(), from.into()]).await
}

/// Closes a campaign.
pub(super) async fn close(act: &mut Act, id: i64) -> Result<(), StoreError> {
    let at = act.stamp().at.clone();
    let sql = "update campaign set closed_at = $1 where id = $2 and closed_at is null";
    act.tx().execute(sql, &[at.into(), id.into()]).await?;
    Ok(())
}
