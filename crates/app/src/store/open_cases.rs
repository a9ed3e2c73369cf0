//! Founding cases under way as they stood on a day, with the day on which the decision of each is expected.

use std::collections::HashMap;

use nennep_core::accounts::{Filter, Measure, Shape};
use nennep_core::calendar::{Day, Holidays};
use nennep_core::progress::{CaseDeed, CaseEvent, CaseState, ExpectedDecision, OpenCases, usual_days};
use nennep_core::register::{Line, Procedures, Tree, UnitId, UnitIndex};

use super::{Row, StoreError, Tx, id_list};

/// Cases asked for at once: an engine takes only so long a list.
const AT_ONCE: usize = 500;

/// Holds a case that has not come to its decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseAhead {
    /// Its number in the database.
    pub id: i64,
    /// The committee that opened it.
    pub unit: UnitIndex,
    /// The line of what it founds.
    pub line: Line,
    /// The kind of organization its procedure usually founds.
    pub org_kind: String,
    /// When the decision is expected.
    pub expected: ExpectedDecision,
}

/// Reads the cases of the units that had not come to their decision by the end of a day, as they stood then.
///
/// What a procedure receives from elsewhere, or raises where it stands, founds nothing and is left out.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn cases_ahead(
    tx: &mut Tx,
    tree: &Tree,
    (units, on): (&[i64], Day),
    (procedures, holidays): (&Procedures, &Holidays),
) -> Result<Vec<CaseAhead>, StoreError> {
    let mut cases = Vec::new();
    for some in units.chunks(AT_ONCE) {
        cases.extend(opened(tx, some, on).await?);
    }
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let usual = any_usual_days(tx, on).await?;
    let mut events: HashMap<i64, Vec<CaseEvent>> = HashMap::new();
    for some in cases.chunks(AT_ONCE) {
        let ids: Vec<i64> = some.iter().map(|case| case.id).collect();
        read_events(tx, &ids, on, &mut events).await?;
    }
    let ahead = |case: &Opened| {
        let procedure = procedures.get(&case.procedure, case.on)?;
        let state = CaseState::of(procedure, events.get(&case.id)?, holidays)?;
        let usual = usual.get(&case.procedure).and_then(|days| usual_days(days));
        let expected = state.decision(procedure, (case.on, on), holidays, usual)?;
        procedure.takes.is_none().then_some(())?;
        Some(CaseAhead {
            id: case.id,
            unit: tree.index_of(UnitId(case.unit))?,
            line: procedure.line,
            org_kind: procedure.usual_kind().to_owned(),
            expected,
        })
    };
    Ok(cases.iter().filter_map(ahead).collect())
}

/// Counts the cases that an indicator counts once they found, by whether they do so by a last day; `None` for an indicator
/// that counts no founding.
#[must_use]
pub(super) fn counting(cases: &[&CaseAhead], measure: &Measure, to: Day) -> Option<OpenCases> {
    let lines = lines_of(measure);
    let kind = match &measure.filter {
        None => None,
        Some(Filter::OrgKind(kind)) => Some(kind),
        // Of what is not founded yet nobody knows who will belong to it; the kind of its enterprise may change until then.
        Some(Filter::Tag(_) | Filter::HostKind(_)) => return None,
    };
    if lines.is_empty() {
        return None;
    }
    let mut counted = OpenCases::default();
    let fits = |case: &&&CaseAhead| lines.contains(&case.line) && kind.is_none_or(|kind| *kind == case.org_kind);
    for case in cases.iter().filter(fits) {
        match case.expected.on {
            Some(on) if on <= to => {
                counted.in_time += 1;
                counted.late += i64::from(case.expected.is_late);
            }
            Some(_) => counted.after += 1,
            None => counted.unknown += 1,
        }
    }
    Some(counted)
}

/// The lines whose foundings a measure counts.
fn lines_of(measure: &Measure) -> Vec<Line> {
    let counts = match measure.indicator.shape {
        Shape::Flow => measure.indicator.crossing.is_none(),
        Shape::Stock => true,
        Shape::Ratio { .. } | Shape::Coverage { .. } => false,
    };
    let is_founded = |line: &Line| {
        let code = format!("{}_org_founded", line.code());
        let mut terms = measure.indicator.terms.iter();
        counts && terms.any(|(sign, account)| *sign > 0 && account.code() == code)
    };
    Line::ALL.into_iter().filter(is_founded).collect()
}

struct Opened {
    id: i64,
    procedure: String,
    unit: i64,
    on: Day,
}

/// Cases opened by the day that were not over by its end; one that is over today may have been under way then.
async fn opened(tx: &mut Tx, units: &[i64], on: Day) -> Result<Vec<Opened>, StoreError> {
    let sql = format!(
        "select c.id, c.procedure, c.unit_id, c.opened_on from procedure_case c where c.opened_on <= $1 \
        and c.unit_id in ({}) and (c.standing in ('open', 'out') \
        or exists (select 1 from case_event e where e.case_id = c.id and e.happened_on > $1)) order by c.id",
        id_list(units)
    );
    let read = |row: &Row| {
        let id = row.int(0)?;
        Ok(Opened {
            id,
            procedure: row.text(1)?,
            unit: row.int(2)?,
            on: row.day(3, ("procedure_case", id))?,
        })
    };
    tx.rows(&sql, &[on.to_string().into()])
        .await?
        .iter()
        .map(read)
        .collect()
}

async fn read_events(
    tx: &mut Tx,
    cases: &[i64],
    on: Day,
    events: &mut HashMap<i64, Vec<CaseEvent>>,
) -> Result<(), StoreError> {
    let sql = format!(
        "select e.case_id, e.happened_on, e.deed, e.paper from case_event e where e.happened_on <= $1 \
        and e.case_id in ({}) order by e.case_id, e.place",
        id_list(cases)
    );
    for row in tx.rows(&sql, &[on.to_string().into()]).await? {
        let id = row.int(0)?;
        let deed = CaseDeed::read(&row.text(2)?, row.optional_text(3)?).ok_or(StoreError::BadRow {
            table: "case_event",
            no: id,
            column: "deed",
        })?;
        let event = CaseEvent {
            on: row.day(1, ("case_event", id))?,
            deed,
        };
        events.entry(id).or_default().push(event);
    }
    Ok(())
}

/// How many days finished cases took from their opening to the founding, by procedure; of every committee, for a number alone
/// tells nothing of any.
async fn any_usual_days(tx: &mut Tx, on: Day) -> Result<HashMap<String, Vec<i64>>, StoreError> {
    let sql = "select c.id, c.procedure, c.opened_on, max(e.happened_on) from procedure_case c \
        join case_event e on e.case_id = c.id where e.deed = 'founded' and c.founded_no is not null and e.happened_on <= $1 \
        group by c.id, c.procedure, c.opened_on";
    let mut days: HashMap<String, Vec<i64>> = HashMap::new();
    for row in tx.rows(sql, &[on.to_string().into()]).await? {
        let id = row.int(0)?;
        let of = ("procedure_case", id);
        let took = row.day(3, of)?.days_since(row.day(2, of)?);
        days.entry(row.text(1)?).or_default().push(took);
    }
    Ok(days)
}
