//! Looking lines up, and noting that the trail itself was taken out of the house.

use super::record::Reader;
use super::rows::{self, Line, Question};
use nennep_core::calendar::Day;

use crate::store::{Act, AuditLine};
use crate::web::days::read_day;
use crate::web::errors::WebError;
use crate::web::list_query::ListQuery;
use crate::web::table::TableRow;
use crate::web::visit::Visit;

/// Most lines looked at for one page; where it ends, the link to older ones goes on.
const LINES_MAX: usize = 50_000;

/// Holds lines found and where to go on.
pub(super) struct Found {
    /// The rows.
    pub(super) rows: Vec<TableRow>,
    /// Number before which older lines stand; none at the end.
    pub(super) older: Option<i64>,
}

/// Reads the question off the address.
pub(super) fn question(query: &ListQuery) -> Question {
    let day = |name: &str| read_day(query.other(name)).ok();
    Question {
        before: query.other("before").parse().ok(),
        from: day("from").map(Day::begins_at).unwrap_or_default(),
        to: day("to").map(|day| day.next().begins_at()).unwrap_or_default(),
        officer: query.other("officer").trim().to_lowercase(),
        deed: query.other("deed").to_owned(),
    }
}

/// Finds the lines the officer may read, the newest first, until there are enough.
pub(super) async fn find(
    visit: &Visit,
    reader: &Reader<'_>,
    mut question: Question,
    (most, row): (usize, impl Fn(&Line) -> Option<TableRow>),
) -> Result<Found, WebError> {
    let mut tx = visit.house.db.read().await?;
    let (mut rows, mut seen, mut older) = (Vec::new(), 0, None);
    'all: loop {
        let lines = rows::read(&mut tx, &question).await?;
        let Some(last) = lines.last().map(|line| line.no) else {
            break;
        };
        for line in &lines {
            if rows.len() == most || seen == LINES_MAX {
                older = Some(line.no + 1);
                break 'all;
            }
            seen += 1;
            if reader.may_read(line) {
                rows.extend(row(line));
            }
        }
        question.before = Some(last);
    }
    tx.rollback().await?;
    Ok(Found { rows, older })
}

/// Notes that the trail was exported.
pub(super) async fn note_export(visit: &Visit, lines: usize) -> Result<(), WebError> {
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    let line = AuditLine::new("audit-exported", "audit").with("lines", lines.to_string());
    act.audit(match visit.scope.home() {
        Some(unit) => line.at(visit.book().tree.unit(unit).id.0),
        None => line,
    });
    act.commit().await?;
    Ok(())
}
