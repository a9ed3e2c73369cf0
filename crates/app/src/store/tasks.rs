//! The year's tasks: described here, counted by the entries they point at.

use nennep_core::calendar::Day;

use super::{Row, Source, StoreError, Tx, Value};

/// Holds one task of a unit's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number.
    pub id: i64,
    /// The unit, by its number in the book.
    pub unit: i64,
    /// The year.
    pub year: i64,
    /// Its place in the year's list.
    pub place: i64,
    /// What is to be done.
    pub content: String,
    /// What comes of it.
    pub product: String,
    /// By when.
    pub due_on: Option<Day>,
    /// Who leads.
    pub lead: String,
    /// Who helps.
    pub helpers: String,
    /// The entry that counts it as planned.
    pub planned_no: i64,
    /// The day of that entry.
    pub planned_on: Day,
    /// The entry that took the plan back.
    pub withdrawn_no: Option<i64>,
    /// Its last completion, also one that was taken back.
    pub completed: Option<TaskDone>,
    /// The entry that took that completion back.
    pub undone_no: Option<i64>,
}

/// Holds how a task was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDone {
    /// The entry that counts it as done.
    pub no: i64,
    /// The day.
    pub on: Day,
    /// What shows it.
    pub evidence: String,
}

const TASKS: &str = "select t.id, t.unit_id, t.year, t.place, t.content, t.product, t.due_on, t.lead, t.helpers, t.planned_no, \
    p.happened_on, w.no, t.done_no, t.done_on, t.evidence, d.no from task t join entry p on p.no = t.planned_no \
    left join reversal w on w.fact_no = t.planned_no left join reversal d on d.fact_no = t.done_no";

impl Task {
    /// Gives the tasks of a unit's years in the order of their lists.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_unit(tx: &mut Tx, unit: i64, years: (i64, i64)) -> Result<Vec<Self>, StoreError> {
        let sql = format!("{TASKS} where t.unit_id = $1 and t.year >= $2 and t.year <= $3 order by t.year, t.place");
        let values: Vec<Value> = vec![unit.into(), years.0.into(), years.1.into()];
        tx.rows(&sql, &values).await?.iter().map(read).collect()
    }

    /// Finds a task whatever its unit: the caller asks whether that lies inside the scope.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_any(tx: &mut Tx, id: i64) -> Result<Option<Self>, StoreError> {
        let sql = format!("{TASKS} where t.id = $1");
        tx.row(&sql, &[id.into()]).await?.as_ref().map(read).transpose()
    }

    /// Gives its completion; none while it is open, or when it was taken back.
    #[must_use]
    pub fn done(&self) -> Option<&TaskDone> {
        self.completed.as_ref().filter(|_| self.undone_no.is_none())
    }

    /// Gives the task as the book knew it at an earlier head; none when it was not planned yet.
    #[must_use]
    fn known_at(mut self, head: Option<i64>) -> Option<Self> {
        let Some(head) = head else { return Some(self) };
        self.withdrawn_no = self.withdrawn_no.filter(|no| *no <= head);
        self.completed = self.completed.filter(|done| done.no <= head);
        self.undone_no = self.undone_no.filter(|no| *no <= head);
        (self.planned_no <= head).then_some(self)
    }
}

impl Source<'_> {
    /// Gives the tasks of a unit's years that stand; what was taken back is left out.
    ///
    /// # Errors
    /// When the database refuses, or when a tally is asked, which holds no tasks.
    pub async fn tasks(&mut self, unit: i64, years: (i64, i64)) -> Result<Vec<Task>, StoreError> {
        let Source::Database { tx, known_at } = self else {
            return Err(StoreError::NotInTally("tasks"));
        };
        let tasks = Task::of_unit(tx, unit, years).await?;
        let standing = tasks.into_iter().filter_map(|task| task.known_at(*known_at));
        Ok(standing.filter(|task| task.withdrawn_no.is_none()).collect())
    }
}

fn read(row: &Row) -> Result<Task, StoreError> {
    let id = row.int(0)?;
    let (done_no, done_on) = (row.optional_int(12)?, row.optional_day(13, ("task", id))?);
    let (evidence, undone_no) = (row.optional_text(14)?.unwrap_or_default(), row.optional_int(15)?);
    let done = done_no.zip(done_on);
    Ok(Task {
        id,
        unit: row.int(1)?,
        year: row.int(2)?,
        place: row.int(3)?,
        content: row.text(4)?,
        product: row.text(5)?,
        due_on: row.optional_day(6, ("task", id))?,
        lead: row.text(7)?,
        helpers: row.text(8)?,
        planned_no: row.int(9)?,
        planned_on: row.day(10, ("task", id))?,
        withdrawn_no: row.optional_int(11)?,
        completed: done.map(|(no, on)| TaskDone { no, on, evidence }),
        undone_no,
    })
}
