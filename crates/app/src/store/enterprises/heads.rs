//! People of an enterprise as counted last: by its list or by a survey, each with its day.

use nennep_core::calendar::Day;
use nennep_core::register::Heads;

use super::Host;
use crate::store::{StoreError, Tx, Value};

/// Holds a number of people with the day they were counted and where that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadCount {
    /// Who was counted.
    pub heads: Heads,
    /// How many.
    pub number: i64,
    /// When; nobody said when absent.
    pub on: Option<Day>,
    /// Where it was told.
    pub source: HeadSource,
}

/// Says where a number of people was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadSource {
    /// The list of a committee or of a register.
    List,
    /// A survey, by its number.
    Survey(i64),
}

/// What tells of a survey `s` that nobody took its next step up: no later survey of the enterprise that stands, and no case
/// opened since.
pub const STEP_WAITS: &str = "not exists (select 1 from survey l left join reversal lr on lr.fact_no = l.entry_no \
    where l.enterprise_id = s.enterprise_id and (l.surveyed_on > s.surveyed_on \
    or (l.surveyed_on = s.surveyed_on and l.id > s.id)) and lr.no is null) \
    and not exists (select 1 from case_host ch join procedure_case pc on pc.id = ch.case_id \
    where ch.enterprise_id = s.enterprise_id and pc.opened_on >= s.surveyed_on)";

/// Surveys looked through for a number.
const SURVEYS: i64 = 50;

/// Gives the newest count of each sort of people: the later day first, a survey before a list of the same day.
///
/// # Errors
/// When the database refuses.
pub async fn newest_heads(tx: &mut Tx, enterprise: i64) -> Result<Vec<HeadCount>, StoreError> {
    let mut told = listed(tx, enterprise).await?;
    // A survey that was taken back says nothing.
    let sql = format!(
        "select s.id, s.surveyed_on, s.workers, s.workers_female, s.party_official, s.union_members, s.youth_members, \
        s.women_members, s.party_probationary from survey s left join reversal r on r.fact_no = s.entry_no \
        where s.enterprise_id = $1 and r.no is null order by s.surveyed_on desc, s.id desc limit {SURVEYS}"
    );
    for row in tx.rows(&sql, &[enterprise.into()]).await? {
        let (source, on) = (
            HeadSource::Survey(row.int(0)?),
            row.optional_day(1, ("survey", row.int(0)?))?,
        );
        let columns = [
            (Heads::Workers, 2),
            (Heads::WorkersFemale, 3),
            (Heads::PartyOfficial, 4),
            (Heads::UnionMembers, 5),
            (Heads::YouthMembers, 6),
            (Heads::WomenMembers, 7),
        ];
        let mut counts: Vec<(Heads, i64)> = Vec::new();
        for (heads, place) in columns {
            counts.extend(row.optional_int(place)?.map(|number| (heads, number)));
        }
        if let (Some(official), Some(probationary)) = (row.optional_int(4)?, row.optional_int(8)?) {
            counts.push((Heads::PartyMembers, official.saturating_add(probationary)));
        }
        told.extend(counts.into_iter().map(|(heads, number)| HeadCount {
            heads,
            number,
            on,
            source,
        }));
    }
    let newest = Heads::ALL.into_iter().filter_map(|heads| {
        let of = told.iter().filter(|count| count.heads == heads);
        of.max_by_key(|count| match count.source {
            HeadSource::List => (count.on, 0),
            HeadSource::Survey(id) => (count.on, id),
        })
    });
    Ok(newest.cloned().collect())
}

/// Keeps beside the list what surveys counted later: after a survey came or went, and after a list counted anew.
///
/// # Errors
/// When the database refuses.
pub async fn see_again(tx: &mut Tx, enterprise: i64) -> Result<(), StoreError> {
    let known = newest_heads(tx, enterprise).await?;
    let seen = |heads: Heads| {
        let of_survey = |count: &&HeadCount| count.heads == heads && count.source != HeadSource::List;
        known.iter().find(of_survey)
    };
    let seen = [Heads::Workers, Heads::PartyMembers, Heads::UnionMembers].map(seen);
    let on = seen.iter().flatten().filter_map(|count| count.on).max();
    let [workers, party, union] = seen.map(|count| Value::from(count.map(|count| count.number)));
    let values: [Value; 5] = [
        workers,
        party,
        union,
        on.map(|on| on.to_string()).into(),
        enterprise.into(),
    ];
    let sql = "update enterprise set seen_workers = $1, seen_party_members = $2, seen_union_members = $3, seen_on = $4 \
        where id = $5";
    tx.execute(sql, &values).await?;
    Ok(())
}

/// Does so for every enterprise that was surveyed; a migration's text cannot.
///
/// # Errors
/// When the database refuses.
pub(in crate::store) async fn see_all_again(tx: &mut Tx) -> Result<(), StoreError> {
    for row in tx.rows("select distinct enterprise_id from survey", &[]).await? {
        see_again(tx, row.int(0)?).await?;
    }
    Ok(())
}

/// Adds up what was counted last of a sort of people in some enterprises; `None` where nobody counted any.
///
/// # Errors
/// When the database refuses.
pub async fn summed_heads(tx: &mut Tx, hosts: &[Host], heads: Heads) -> Result<Option<i64>, StoreError> {
    let mut sum = None;
    for host in hosts {
        let known = newest_heads(tx, host.id).await?;
        let known = known.iter().find(|count| count.heads == heads);
        sum = known.map(|known| known.number + sum.unwrap_or(0)).or(sum);
    }
    Ok(sum)
}

async fn listed(tx: &mut Tx, enterprise: i64) -> Result<Vec<HeadCount>, StoreError> {
    let sql = "select coalesce(p.counted_on, (select b.as_of from import_change c join import_batch b on b.id = c.batch_id \
        where c.enterprise_id = p.id and b.undone_at is null and b.file <> '' order by b.id desc limit 1)), \
        p.workers, p.workers_female, p.party_members, p.union_members from enterprise p where p.id = $1";
    let Some(row) = tx.row(sql, &[enterprise.into()]).await? else {
        return Ok(Vec::new());
    };
    let on = row.optional_day(0, ("enterprise", enterprise))?;
    let columns = [
        (Heads::Workers, 1),
        (Heads::WorkersFemale, 2),
        (Heads::PartyMembers, 3),
        (Heads::UnionMembers, 4),
    ];
    let mut counts = Vec::new();
    for (heads, place) in columns {
        counts.extend(row.optional_int(place)?.map(|number| HeadCount {
            heads,
            number,
            on,
            source: HeadSource::List,
        }));
    }
    Ok(counts)
}
