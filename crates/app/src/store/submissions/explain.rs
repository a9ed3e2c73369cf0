//! Why a figure is known otherwise than it was reported, entry by entry.

use std::collections::BTreeMap;

use nennep_core::accounts::{Measure, Shape};
use nennep_core::calendar::Day;
use nennep_core::progress::Amount;

use crate::store::{Asked, Figures, StoreError, Trace, TraceLine, Tx, id_list};

/// Says what kind of reason changed a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// An entry that came later.
    Late,
    /// An entry that was taken back.
    Corrected,
    /// A change of the tree that was recorded later.
    Tree,
    /// The indicator is computed otherwise now.
    Formula,
}

/// Holds one reason with what it adds to the figure.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The kind of reason.
    pub cause: Cause,
    /// What it adds; negative for what it takes away.
    pub by: i64,
    /// The entry; none for a formula.
    pub entry: Option<TraceLine>,
}

/// Holds a figure as it was reported and as it is known now, with every reason between.
#[derive(Clone, Debug)]
pub struct Restatement {
    /// What was reported.
    pub reported: Amount,
    /// What is known now.
    pub known: Amount,
    /// The reasons, in the order of recording; a formula last.
    pub reasons: Vec<Explained>,
    /// What of the difference no reason tells: 0, or something is wrong; `None` for what is no count.
    pub untold: Option<i64>,
    /// Entries of later periods that take back what this figure still counts.
    pub taken_back_later: Vec<TakenBackLater>,
}

/// Holds an entry of a later period that takes one of this figure back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBackLater {
    /// Its number.
    pub no: i64,
    /// Its day, as stored.
    pub on: String,
    /// The entry it takes back.
    pub of: i64,
    /// What the entry counts in this figure.
    pub count: i64,
}

impl Cause {
    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Cause::Late => "late",
            Cause::Corrected => "corrected",
            Cause::Tree => "tree",
            Cause::Formula => "formula",
        }
    }
}

/// Compares a figure as it was reported at the head of `then` with what `now` knows.
///
/// Both answer by the formula of today; what is left between that of the head and the reported value is the formula's doing.
///
/// # Errors
/// When the database refuses.
pub async fn restate(
    tx: &mut Tx,
    (then, now): (&Figures<'_>, &Figures<'_>),
    asked: &Asked,
    measure: &Measure,
    reported: &Amount,
) -> Result<Restatement, StoreError> {
    let head = then.book().head;
    let before = then.trace(tx, asked, measure, Some(head)).await?;
    let after = now.trace(tx, asked, measure, now.book().known_at()).await?;
    let mut reasons = Vec::new();
    for reason in between(&before, &after, head) {
        match came_with(tx, (then, now), measure, &reason, head).await? {
            Some(behind) => reasons.extend(behind),
            None => reasons.push(reason),
        }
    }
    if let Some(by) = before.value.since(reported).filter(|by| *by != 0) {
        reasons.push(Explained {
            cause: Cause::Formula,
            by,
            entry: None,
        });
    }
    let told: i64 = reasons.iter().map(|reason| reason.by).sum();
    let is_coverage = matches!(measure.indicator.shape, Shape::Coverage { .. });
    Ok(Restatement {
        reported: reported.clone(),
        // What a unit does takes it off a coverage once, however often it does it: its entries do not add up.
        untold: after.value.since(reported).filter(|_| !is_coverage).map(|by| by - told),
        known: after.value.clone(),
        reasons,
        taken_back_later: taken_back_later(tx, asked, &after).await?,
    })
}

fn between(before: &Trace, after: &Trace, head: i64) -> Vec<Explained> {
    // A change of the tree stands once for each unit that crossed with it.
    let mut lines: BTreeMap<(i64, &str), (i64, &TraceLine)> = BTreeMap::new();
    for line in &before.entries {
        lines.entry((line.no, &line.unit)).or_insert((0, line)).0 -= line.count;
    }
    for line in &after.entries {
        lines.entry((line.no, &line.unit)).or_insert((0, line)).0 += line.count;
    }
    let reason = |((no, _), (by, line)): ((i64, &str), (i64, &TraceLine))| {
        let cause = if no <= head || line.grade.is_none() {
            Cause::Tree
        } else if line.reverses.is_some() {
            Cause::Corrected
        } else {
            Cause::Late
        };
        (by != 0).then(|| Explained {
            cause,
            by,
            entry: Some(line.clone()),
        })
    };
    lines.into_iter().filter_map(reason).collect()
}

/// What crossed a border with a unit that had moved before the head grows by entries at the unit: these are the reasons then.
async fn came_with(
    tx: &mut Tx,
    (then, now): (&Figures<'_>, &Figures<'_>),
    measure: &Measure,
    reason: &Explained,
    head: i64,
) -> Result<Option<Vec<Explained>>, StoreError> {
    let event = reason
        .entry
        .as_ref()
        .filter(|line| line.grade.is_none() && line.no <= head);
    let tree = &now.book().tree;
    let Some((event, unit)) = event.and_then(|event| Some((event, tree.find(&event.unit)?))) else {
        return Ok(None);
    };
    let bad = StoreError::BadRow {
        table: "entry",
        no: event.no,
        column: "happened_on",
    };
    let on: Day = event.on.parse().map_err(|_| bad)?;
    let at = (tree.unit(unit).id.0, on.previous());
    let before = then.crossed_with(tx, measure, at, Some(head)).await?;
    let after = now.crossed_with(tx, measure, at, now.book().known_at()).await?;
    let trace = |entries| Trace {
        value: Amount::Missing(None),
        entries,
    };
    let behind = between(&trace(before), &trace(after), head);
    let told: i64 = behind.iter().map(|reason| reason.by).sum();
    // Where they do not tell all of it, it was the tree: the unit crossed another border then.
    Ok((told == reason.by).then_some(behind))
}

async fn taken_back_later(tx: &mut Tx, asked: &Asked, after: &Trace) -> Result<Vec<TakenBackLater>, StoreError> {
    let entries: Vec<i64> = after.entries.iter().map(|line| line.no).collect();
    let mut later = Vec::new();
    for some in entries.chunks(500) {
        let sql = format!(
            "select r.no, e.happened_on, r.fact_no from reversal r join entry e on e.no = r.no \
            where r.fact_no in ({}) and e.happened_on > $1 order by r.no",
            id_list(some)
        );
        for row in tx.rows(&sql, &[asked.to.to_string().into()]).await? {
            let of = row.int(2)?;
            let counted = after.entries.iter().filter(|line| line.no == of);
            later.push(TakenBackLater {
                no: row.int(0)?,
                on: row.text(1)?,
                of,
                count: counted.map(|line| line.count).sum(),
            });
        }
    }
    later.sort_by_key(|later| later.no);
    Ok(later)
}
