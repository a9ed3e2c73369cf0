//! The year's tasks as a paper lists them, and how each stands on a day.

use serde::{Deserialize, Serialize};

use super::Number;
use crate::calendar::Day;

/// Says how a task stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskStanding {
    /// Done on that day.
    Done(Day),
    /// Being worked on, without a deadline.
    Open,
    /// Being worked on, with days left; 0 on the last one.
    DaysLeft(i64),
    /// Overdue by days.
    Overdue(i64),
}

impl TaskStanding {
    /// Tells how a task stands at the end of the day; what is done later is not done yet.
    #[must_use]
    pub fn on(day: Day, due_on: Option<Day>, done_on: Option<Day>) -> Self {
        if let Some(done_on) = done_on.filter(|done_on| *done_on <= day) {
            return TaskStanding::Done(done_on);
        }
        let Some(due_on) = due_on else {
            return TaskStanding::Open;
        };
        let left = due_on.days_since(day);
        if left < 0 {
            TaskStanding::Overdue(-left)
        } else {
            TaskStanding::DaysLeft(left)
        }
    }

    /// Tells whether it is done.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, TaskStanding::Done(_))
    }
}

/// Holds one row of the table of tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// The year it belongs to.
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
    /// How it stands on the last day of the period.
    pub standing: TaskStanding,
    /// What shows that it is done.
    pub evidence: Option<String>,
}

/// Holds the tasks of a paper with what the book counts of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskPart {
    /// The rows in the order of the lists.
    pub rows: Vec<TaskRow>,
    /// Planned from the beginning of the first year to the last day, as the book counts.
    pub planned: Option<Number>,
    /// Done from the beginning of the first year to the last day, as the book counts.
    pub done: Option<Number>,
}

impl TaskPart {
    /// Gives how many rows are planned and how many of them are done.
    #[must_use]
    pub fn listed(&self) -> (i64, i64) {
        let done = self.rows.iter().filter(|row| row.standing.is_done()).count();
        let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        (whole(self.rows.len()), whole(done))
    }
}
