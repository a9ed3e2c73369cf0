//! A list of tasks into the book, as the demonstration brings one.

use anyhow::Context as _;
use nennep_core::calendar::Day;

use super::act::{complete_in, plan_in};
use super::form;
use super::record::{Completion, Plan};
use crate::store::{Act, Db, Stamp, tree_at};
use crate::web::fields::Typed;

/// Takes in the tasks of a unit's year, one a line: content, product, due day, lead, co-ordinating units, and for those
/// done the day and what shows it, parted by `|`. Taken in again it changes nothing.
///
/// # Errors
/// When the unit is unknown, a line cannot be read or the database refuses.
pub async fn import(db: &Db, stamp: Stamp, unit: &str, planned_on: Day, text: &str) -> anyhow::Result<()> {
    let mut act = Act::begin(db, stamp).await?;
    let head = act.next_no().0 - 1;
    let tree = tree_at(act.tx(), head).await?;
    let index = tree.find(unit).with_context(|| format!("no unit {unit}"))?;
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('|').collect())
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.iter().take(5).copied().collect::<Vec<_>>().join("|"))
        .collect();
    let typed = Typed::of(vec![("lines".to_owned(), lines.join("\n"))]);
    let tasks = form::lines(&typed).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    let plan = Plan {
        key: format!("task-list-{unit}"),
        unit: tree.unit(index).id,
        unit_code: unit.to_owned(),
        year: i64::from(planned_on.year()),
        on: planned_on,
        decision: None,
        tasks,
    };
    let (first, _) = plan_in(&mut act, &plan).await?;
    let first = first.context("a list without tasks")?;
    for (id, row) in (first..).zip(&rows) {
        if let (Some(on), Some(evidence)) = (row.get(5).filter(|on| !on.trim().is_empty()), row.get(6)) {
            let completion = Completion {
                on: on.trim().parse().with_context(|| format!("no day {on}"))?,
                evidence: evidence.trim().to_owned(),
            };
            complete_in(&mut act, &tree, id, &completion).await?;
        }
    }
    Ok(act.commit().await?)
}
