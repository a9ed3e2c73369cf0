//! Reading one enterprise.

use nennep_core::calendar::Day;
use nennep_core::ledger::{self, Fact, HostKind, Tag};

use super::record::{CaseLine, Described, FactLine, NextGoer, Surveyed, Talk, TalkLine};
use crate::store::{STEP_WAITS, StoreError, Tx, Value, id_list, officer_name};

/// Facts of the book that name one enterprise, at most.
const FACTS_MAX: i64 = 500;

/// Surveys of one enterprise, at most.
const SURVEYS_MAX: i64 = 200;

/// Finds an enterprise by its tax code, whoever may see it; the page asks for its unit.
pub(super) async fn find_any(tx: &mut Tx, tax_code: &str) -> Result<Option<Described>, StoreError> {
    let sql = "select cast(id as bigint), tax_code, name, kind, unit_id, told_unit_id, from_on, to_on, registered_on, legal_form, \
        industry, address, ward, owner, owner_foreign, representative, activity, note, listed_no, phone_end from enterprise where tax_code = $1";
    let Some(row) = tx.row(sql, &[tax_code.into()]).await? else {
        return Ok(None);
    };
    let id = row.int(0)?;
    let told_by = told_by(tx, id).await?;
    Ok(Some(Described {
        id,
        tax_code: row.text(1)?,
        name: row.text(2)?,
        kind: row.optional_text(3)?.as_deref().and_then(HostKind::parse),
        unit: row.optional_int(4)?,
        told_unit: row.optional_int(5)?,
        from: row.optional_day(6, ("enterprise", id))?,
        to: row.optional_day(7, ("enterprise", id))?,
        registered_on: row.optional_day(8, ("enterprise", id))?,
        legal_form: row.optional_text(9)?,
        industry: row.optional_text(10)?,
        address: row.optional_text(11)?,
        ward: row.optional_text(12)?,
        owner: row.optional_text(13)?,
        owner_foreign: row.optional_int(14)?.map(|yes| yes == 1),
        representative: row.optional_text(15)?,
        activity: row.text(16)?,
        note: row.optional_text(17)?,
        listed_no: row.optional_int(18)?,
        phone_end: row.optional_text(19)?,
        told_by,
    }))
}

async fn told_by(tx: &mut Tx, id: i64) -> Result<Option<(String, Day)>, StoreError> {
    let sql = "select b.file, b.as_of from import_change c join import_batch b on b.id = c.batch_id \
        where c.enterprise_id = $1 and b.undone_at is null and b.file <> '' order by b.id desc limit 1";
    let Some(row) = tx.row(sql, &[id.into()]).await? else {
        return Ok(None);
    };
    row.optional_day(1, ("import_batch", id))?
        .map(|on| row.text(0).map(|file| (file, on)))
        .transpose()
}

/// Reads the facts that name an enterprise, the latest first.
pub(super) async fn facts(tx: &mut Tx, tax_code: &str) -> Result<Vec<FactLine>, StoreError> {
    let officer = officer_name("e.recorded_by");
    let sql = format!(
        "select f.no, f.fact, e.happened_on, f.count, f.unit_id, e.decision_no, {officer}, \
        cast(case when r.no is null then 0 else 1 end as bigint), f.tags \
        from fact f join entry e on e.no = f.no left join reversal r on r.fact_no = f.no \
        where f.enterprise = $1 order by e.happened_on desc, f.no desc limit {FACTS_MAX}"
    );
    let rows = tx.rows(&sql, &[tax_code.into()]).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let no = row.int(0)?;
        lines.push(FactLine {
            no,
            fact: row.text(1)?,
            on: row.day(2, ("entry", no))?,
            count: row.int(3)?,
            unit: row.int(4)?,
            decision: row.optional_text(5)?,
            officer: row.text(6)?,
            is_reversed: row.int(7)? == 1,
            outcome: outcome(&row.text(1)?, &row.text(8)?),
        });
    }
    Ok(lines)
}

/// The outcome among the marks of a survey.
fn outcome(fact: &str, tags: &str) -> Option<&'static str> {
    let is_survey = fact == Fact::Enterprise(ledger::Enterprise::Surveyed).code();
    tags.split(';')
        .filter(|_| is_survey)
        .filter_map(Tag::parse)
        .map(Tag::code)
        .next()
}

/// Reads the surveys that stand, the latest first.
pub(super) async fn surveys(tx: &mut Tx, enterprise: i64) -> Result<Vec<Surveyed>, StoreError> {
    let officer = officer_name("e.recorded_by");
    let sql = format!(
        "select s.id, s.surveyed_on, s.outcome, s.next_step, s.next_on, {officer}, s.entry_no \
        from survey s join entry e on e.no = s.entry_no left join reversal r on r.fact_no = s.entry_no \
        where s.enterprise_id = $1 and r.no is null order by s.surveyed_on desc, s.id desc limit {SURVEYS_MAX}"
    );
    let rows = tx.rows(&sql, &[enterprise.into()]).await?;
    let mut surveys = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.int(0)?;
        surveys.push(Surveyed {
            id,
            on: row.day(1, ("survey", id))?,
            outcome: row.text(2)?,
            next_step: row.optional_text(3)?,
            next_on: row.optional_day(4, ("survey", id))?,
            officer: row.text(5)?,
            entry: row.int(6)?,
        });
    }
    Ok(surveys)
}

/// Reads the cases of some units that an enterprise is part of, the latest first.
pub(super) async fn cases(tx: &mut Tx, enterprise: i64, units: &[i64]) -> Result<Vec<CaseLine>, StoreError> {
    let sql = format!(
        "select c.id, c.number, c.procedure, c.opened_on, c.standing, \
        case when r.no is null then e.happened_on end, {} \
        from procedure_case c join case_host h on h.case_id = c.id left join entry e on e.no = c.founded_no \
        left join reversal r on r.fact_no = c.founded_no where h.enterprise_id = $1 and c.unit_id in ({}) order by c.id desc",
        officer_name("c.made_by"),
        id_list(units)
    );
    let rows = tx.rows(&sql, &[enterprise.into()]).await?;
    let mut cases = Vec::with_capacity(rows.len());
    for row in rows {
        let id = row.int(0)?;
        cases.push(CaseLine {
            id,
            number: row.text(1)?,
            procedure: row.text(2)?,
            opened_on: row.day(3, ("procedure_case", id))?,
            standing: row.text(4)?,
            founded_on: row.optional_day(5, ("procedure_case", id))?,
            officer: row.text(6)?,
        });
    }
    Ok(cases)
}

/// Reads the dialogues of some units an enterprise took part in, those taken back left out, and their matters about it.
pub(super) async fn talks(tx: &mut Tx, enterprise: i64, units: &[i64]) -> Result<Vec<TalkLine>, StoreError> {
    let units = id_list(units);
    let sql = format!(
        "select d.id, d.held_on, {}, d.audience from dialogue_host h join dialogue d on d.id = h.dialogue_id \
        left join reversal r on r.fact_no = d.entry_no where h.enterprise_id = $1 and r.no is null and d.unit_id in ({units})",
        officer_name("d.made_by")
    );
    let mut talks = Vec::new();
    for row in tx.rows(&sql, &[enterprise.into()]).await? {
        let id = row.int(0)?;
        talks.push(TalkLine {
            id,
            on: row.day(1, ("dialogue", id))?,
            officer: row.text(2)?,
            talk: Talk::Dialogue(row.text(3)?),
        });
    }
    let sql = format!(
        "select m.id, m.raised_on, {}, m.content, m.answerer, m.answered_on from matter m where m.enterprise_id = $1 \
        and m.unit_id in ({units})",
        officer_name("m.made_by")
    );
    for row in tx.rows(&sql, &[enterprise.into()]).await? {
        let id = row.int(0)?;
        talks.push(TalkLine {
            id,
            on: row.day(1, ("matter", id))?,
            officer: row.text(2)?,
            talk: Talk::Matter {
                content: row.text(3)?,
                answerer: row.text(4)?,
                answered_on: row.optional_day(5, ("matter", id))?,
            },
        });
    }
    Ok(talks)
}

/// Finds who goes to an enterprise next: who keeps its open case, else who has its visit in a campaign that runs, else who
/// noted the next step that waits.
pub(super) async fn next_goer(tx: &mut Tx, enterprise: i64, today: Day) -> Result<Option<NextGoer>, StoreError> {
    let case = "select a.name, c.number, c.due_on from procedure_case c join case_host h on h.case_id = c.id \
        join account a on a.id = c.account_id where h.enterprise_id = $1 and c.standing in ('open', 'out') and $2 = $2 \
        order by c.id desc limit 1";
    let campaign = "select a.name, c.name, c.until_on from campaign_part p join campaign c on c.id = p.campaign_id \
        join account a on a.id = p.account_id left join survey s on s.id = p.survey_id \
        left join reversal r on r.fact_no = s.entry_no where p.enterprise_id = $1 and c.closed_at is null \
        and c.from_on <= $2 and (s.id is null or r.no is not null) order by c.until_on, c.id limit 1";
    let step = format!(
        "select {}, s.next_step, s.next_on from survey s left join reversal r on r.fact_no = s.entry_no \
        where s.enterprise_id = $1 and r.no is null and s.next_step is not null and $2 = $2 and {STEP_WAITS} \
        order by s.surveyed_on desc, s.id desc limit 1",
        officer_name("s.recorded_by")
    );
    for (why, sql) in [("case", case), ("campaign", campaign), ("step", step.as_str())] {
        let values = [enterprise.into(), today.to_string().into()];
        if let Some(row) = tx.row(sql, &values).await? {
            return Ok(Some(NextGoer {
                why,
                officer: row.text(0)?,
                what: row.text(1)?,
                until: row.optional_day(2, ("enterprise", enterprise))?,
            }));
        }
    }
    Ok(None)
}

/// Branches named on the page of their head office, at most.
const BRANCHES: i64 = 50;

/// Reads the head office of a branch, or the branches of a head office, each with its unit: both share ten digits.
pub(super) async fn relatives(tx: &mut Tx, tax_code: &str) -> Result<Vec<(String, String, Option<i64>)>, StoreError> {
    let (sql, values): (String, Vec<Value>) = match tax_code.split_once('-') {
        Some((head, _)) => (
            "select tax_code, name, coalesce(unit_id, told_unit_id) from enterprise where tax_code = $1".to_owned(),
            vec![head.into()],
        ),
        None => (
            format!(
                "select tax_code, name, coalesce(unit_id, told_unit_id) from enterprise where tax_code >= $1 and tax_code < $2 \
                order by tax_code limit {BRANCHES}"
            ),
            vec![format!("{tax_code}-").into(), format!("{tax_code}-\u{10ffff}").into()],
        ),
    };
    let rows = tx.rows(&sql, &values).await?;
    rows.iter()
        .map(|row| Ok((row.text(0)?, row.text(1)?, row.optional_int(2)?)))
        .collect()
}

/// Reads the sealed phone number.
pub(super) async fn phone(tx: &mut Tx, enterprise: i64) -> Result<Option<String>, StoreError> {
    let row = tx
        .row("select phone from enterprise where id = $1", &[enterprise.into()])
        .await?;
    row.map_or(Ok(None), |row| row.optional_text(0))
}
