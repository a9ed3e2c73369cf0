//! What a page about one figure needs besides the figure: who recorded its entries, and what was taken back since.

use std::collections::{BTreeSet, HashMap};

use nennep_core::accounts::Measure;
use nennep_core::calendar::Period;
use nennep_core::progress::{Amount, Figure};

use crate::store::{
    Asked, Books, Figures, KeptPaper, StoreError, SubmissionDone, SubmissionKey, Tx, Value, carriers, find_submission,
    group_of, papers_of, value_at,
};

/// Holds what is known of an entry besides what counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Name of who recorded it; none for a command.
    pub(super) recorder: Option<String>,
    /// Number of the entry that took it back.
    pub(super) taken_back_by: Option<i64>,
    /// Tax code of the enterprise it concerns.
    pub(super) enterprise: Option<String>,
    /// Its note.
    pub(super) note: Option<String>,
    /// Whether it came after a period was closed that it changes.
    pub(super) is_supplement: bool,
}

/// Finds what stands beside the entries.
pub(super) async fn beside(tx: &mut Tx, numbers: &[i64]) -> Result<HashMap<i64, Beside>, StoreError> {
    let mut found = HashMap::new();
    for some in numbers.chunks(500) {
        let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select e.no, a.name, r.no, f.enterprise, f.note, p.entry_no \
            from entry e left join account a on a.sign_in = e.recorded_by left join fact f on f.no = e.no \
            left join reversal r on r.fact_no = e.no left join supplement p on p.entry_no = e.no where e.no in ({})",
            places.join(", ")
        );
        let values: Vec<Value> = some.iter().map(|no| (*no).into()).collect();
        for row in tx.rows(&sql, &values).await? {
            found.insert(
                row.int(0)?,
                Beside {
                    recorder: row.optional_text(1)?,
                    taken_back_by: row.optional_int(2)?,
                    enterprise: row.optional_text(3)?,
                    note: row.optional_text(4)?,
                    is_supplement: row.optional_int(5)?.is_some(),
                },
            );
        }
    }
    Ok(found)
}

/// What was reported of a figure: the closed or submitted figures of the period, else the newest paper with a number.
#[derive(Debug)]
pub(super) struct Reported {
    pub(super) value: Amount,
    pub(super) said: Said,
    /// Papers that carry a value known otherwise now.
    pub(super) carriers: usize,
}

/// Where it was said.
#[derive(Debug)]
pub(super) enum Said {
    Submission(SubmissionDone),
    Paper(KeptPaper),
}

/// Finds what was reported of a measure of a unit and a period.
pub(super) async fn reported(
    tx: &mut Tx,
    now: &Figures<'_>,
    (asked, period): (&Asked, Period),
    (measure, known): (&Measure, &Amount),
) -> Result<Option<Reported>, StoreError> {
    let catalog = now.catalog();
    let unit = now.book().tree.unit(asked.unit).id.0;
    let Some(group) = group_of(catalog, measure) else {
        return Ok(None);
    };
    let of = |figures: &[Figure]| {
        let figure = figures.iter().find(|figure| figure.indicator == measure.code);
        figure.map_or(Amount::Missing(None), |figure| figure.value.clone())
    };
    let key = SubmissionKey { unit, group, period };
    let said = find_submission(tx, key)
        .await?
        .and_then(|found| found.reported().cloned());
    let found = match said {
        Some(said) => Some((of(said.figures.as_deref().unwrap_or_default()), Said::Submission(said))),
        None => {
            let papers = papers_of(tx, &[unit]).await?;
            let days = |paper: &KeptPaper| (paper.period.first_day(), paper.period.last_day());
            let same = |paper: &KeptPaper| paper.number.is_some() && days(paper) == (asked.from, asked.to);
            match papers.into_iter().find(same) {
                Some(paper) => {
                    let figures = value_at(tx, catalog, asked, paper.head).await?;
                    Some((of(&figures), Said::Paper(paper)))
                }
                None => None,
            }
        }
    };
    let Some((value, said)) = found else {
        return Ok(None);
    };
    let carriers = if value == *known {
        0
    } else {
        let found = carriers(
            tx,
            (now, &mut Books::default()),
            asked.unit,
            std::slice::from_ref(measure),
            None,
        )
        .await?;
        let papers: BTreeSet<i64> = found.iter().map(|carrier| carrier.paper).collect();
        papers.len()
    };
    Ok(Some(Reported { value, said, carriers }))
}
