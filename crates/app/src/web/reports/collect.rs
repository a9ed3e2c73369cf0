//! Asking the book for everything a report says.

use nennep_core::accounts::{Measure, Shape};
use nennep_core::calendar::{Day, Period};
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::FigureSet;
use nennep_core::register::UnitIndex;
use nennep_core::reports::{
    ChildPart, PromiseRow, ReportColumn, ReportKind, ReportModel, ReportingPart, Signer, Statement, TaskPart, TaskRow,
    TaskStanding, YearPart, number,
};

use super::balances::{balances, has_opening, sums};
use super::wording::{Papers, Table};
use crate::store::{Asked, Figures, Source, StoreError, reporting_of};
use crate::web::clock::local;

/// Says which report is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Kind of report.
    pub kind: ReportKind,
    /// The reporting unit.
    pub unit: UnitIndex,
    /// The period.
    pub period: Period,
    /// Day of the paper; the last day of the period when left out.
    pub dated: Option<Day>,
    /// Number of the paper.
    pub number: Option<String>,
    /// Who signs.
    pub signer: Option<Signer>,
    /// Words stamped on a sample.
    pub sample_mark: Option<String>,
    /// Identifier of the layout in force on the paper's day.
    pub layout: String,
    /// The instant the paper was made; none for one that is made now.
    pub made_at: Option<String>,
    /// The paper a review looks back on, as it is cited.
    pub basis: Option<String>,
}

impl Request {
    /// Gives the day of the paper.
    #[must_use]
    pub fn dated(&self) -> Day {
        self.dated.unwrap_or_else(|| self.period.last_day())
    }
}

/// Collects the model of a report.
///
/// # Errors
/// When the database refuses.
pub async fn collect(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    papers: &Papers,
    request: &Request,
) -> Result<ReportModel, StoreError> {
    let tree = &figures.book().tree;
    let (from, to) = (request.period.first_day(), request.period.last_day());
    let asked = Asked {
        unit: request.unit,
        from,
        to,
        tree_on: None,
        measures: Vec::new(),
    };
    let own = figures.of(source, &asked).await?;
    let statements = statements(figures, source, &asked, &own).await?;
    let mut children = Vec::new();
    for child in figures.children(&asked) {
        let asked = Asked {
            unit: child,
            ..asked.clone()
        };
        let set = figures.of(source, &asked).await?;
        if is_gone(figures, &asked, &set) {
            continue;
        }
        let said = self::statements(figures, source, &asked, &set).await?;
        children.push(ChildPart {
            unit: set.unit,
            name: tree.name_on(child, request.dated()).to_owned(),
            statements: said,
        });
    }
    let wording = papers.wording(request.kind);
    let columns: Vec<ReportColumn> = wording
        .columns
        .iter()
        .filter_map(|code| head_of(figures, code))
        .collect();
    let years = if wording.tables.contains(&Table::Years) {
        years(figures, source, &asked, &columns).await?
    } else {
        Vec::new()
    };
    let promises = promises(figures, request.unit, request.dated(), &statements, &children);
    Ok(ReportModel {
        report: request.kind.code().to_owned(),
        unit: own.unit.clone(),
        unit_name: tree.name_on(request.unit, request.dated()).to_owned(),
        period: request.period.to_string(),
        from,
        to,
        dated: request.dated(),
        head: own.head,
        rounding: "whole percent, half up".to_owned(),
        number: request.number.clone(),
        signer: request.signer.clone(),
        layout: request.layout.clone(),
        body: papers.bodies.body(tree, request.unit, request.dated()),
        sample_mark: request.sample_mark.clone(),
        balances: balances(figures, source, &asked).await?,
        statements,
        children,
        promises,
        tasks: tasks(figures, source, &asked).await?,
        reporting: reporting(figures, source, (&asked, papers), request).await?,
        basis: request.basis.clone(),
        columns,
        years,
    })
}

/// Gives the figures of a report for another paper of the same conference: its own kind, day, number and signer, nothing else.
#[must_use]
pub fn retold(figures: &Figures<'_>, papers: &Papers, report: ReportModel, request: &Request) -> ReportModel {
    let tree = &figures.book().tree;
    let wording = papers.wording(request.kind);
    ReportModel {
        report: request.kind.code().to_owned(),
        unit_name: tree.name_on(request.unit, request.dated()).to_owned(),
        dated: request.dated(),
        number: request.number.clone(),
        signer: request.signer.clone(),
        layout: request.layout.clone(),
        body: papers.bodies.body(tree, request.unit, request.dated()),
        columns: wording
            .columns
            .iter()
            .filter_map(|code| head_of(figures, code))
            .collect(),
        years: Vec::new(),
        ..report
    }
}

/// Tells whether a unit was over before the first day asked and nothing of it counts any more; what still stands at it is told in its
/// own line.
#[must_use]
pub fn is_gone(figures: &Figures<'_>, asked: &Asked, set: &FigureSet) -> bool {
    let is_over = figures
        .book()
        .tree
        .last_day(asked.unit)
        .is_some_and(|last| last < asked.from);
    is_over
        && set
            .figures
            .iter()
            .all(|figure| figure.value.count().is_none_or(|value| value == 0))
}

fn head_of(figures: &Figures<'_>, code: &str) -> Option<ReportColumn> {
    let measure = figures.catalog().resolve(code)?;
    Some(ReportColumn {
        indicator: measure.code.clone(),
        name: measure.indicator.name_vi.clone(),
    })
}

/// The part of the period that lies in each year.
async fn years(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    asked: &Asked,
    columns: &[ReportColumn],
) -> Result<Vec<YearPart>, StoreError> {
    let measures = columns
        .iter()
        .filter_map(|column| figures.catalog().resolve(&column.indicator));
    let measures: Vec<Measure> = measures.collect();
    let mut years = Vec::new();
    for year in asked.from.year()..=asked.to.year() {
        let (Some(first), Some(last)) = (Day::new(year, 1, 1), Day::new(year, 12, 31)) else {
            continue;
        };
        let of_year = Asked {
            from: asked.from.max(first),
            to: asked.to.min(last),
            measures: measures.clone(),
            ..asked.clone()
        };
        let set = figures.of(source, &of_year).await?;
        years.push(YearPart {
            year,
            from: of_year.from,
            to: of_year.to,
            statements: statements(figures, source, &of_year, &set).await?,
        });
    }
    Ok(years)
}

/// Who has submitted the figures of the period, and what was reported otherwise.
async fn reporting(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    (asked, papers): (&Asked, &Papers),
    request: &Request,
) -> Result<Option<ReportingPart>, StoreError> {
    let Source::Database { tx, .. } = source else {
        return Err(StoreError::NotInTally("submissions"));
    };
    let below: Vec<UnitIndex> = figures.children(asked);
    let made_at = request.made_at.as_deref();
    // A command makes its paper as of the paper's own day, a page as of the day it was made.
    let day = made_at.and_then(local).map_or(request.dated(), |(_, day)| day);
    let tree = &figures.book().tree;
    let (reporting, holidays) = &papers.calendar;
    let owes = |unit: UnitIndex, group: FigureGroup| {
        let kind = tree.kind_on(unit, asked.to);
        let owed = reporting.owed(holidays, kind, group.code(), request.period);
        tree.is_alive(unit, asked.to) && owed.is_some()
    };
    reporting_of(tx, figures, asked, &below, (made_at, day), &owes).await
}

/// The unit's tasks of the years the period touches, as they stand on its last day, beside what the book counts of them.
async fn tasks(figures: &Figures<'_>, source: &mut Source<'_>, asked: &Asked) -> Result<Option<TaskPart>, StoreError> {
    let unit = figures.book().tree.unit(asked.unit);
    let years = (i64::from(asked.from.year()), i64::from(asked.to.year()));
    let tasks = source.tasks(unit.id.0, years).await?;
    let rows: Vec<TaskRow> = tasks
        .iter()
        .filter(|task| task.planned_on <= asked.to)
        .map(|task| {
            let done = task.done().filter(|done| done.on <= asked.to);
            TaskRow {
                year: task.year,
                place: task.place,
                content: task.content.clone(),
                product: task.product.clone(),
                due_on: task.due_on,
                lead: task.lead.clone(),
                helpers: task.helpers.clone(),
                standing: TaskStanding::on(asked.to, task.due_on, done.map(|done| done.on)),
                evidence: done.map(|done| done.evidence.clone()),
            }
        })
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let from = Day::new(asked.from.year(), 1, 1).unwrap_or(asked.from);
    let catalog = figures.catalog();
    let measures = ["task_planned", "task_done"]
        .iter()
        .filter_map(|code| catalog.resolve(code));
    let year_to_date = Asked {
        from,
        measures: measures.collect(),
        ..asked.clone()
    };
    let set = figures.of(source, &year_to_date).await?;
    let counted = |code: &str| {
        let figure = set.figures.iter().find(|figure| figure.indicator == code)?;
        let value = figure.value.count()?;
        Some(number(&unit.code, code, from, asked.to, "value", value))
    };
    Ok(Some(TaskPart {
        planned: counted("task_planned"),
        done: counted("task_done"),
        rows,
    }))
}

/// Gives what a unit may say of the asked indicators.
///
/// # Errors
/// When the database refuses.
pub async fn statements_of(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    asked: &Asked,
) -> Result<Vec<Statement>, StoreError> {
    let set = figures.of(source, asked).await?;
    statements(figures, source, asked, &set).await
}

/// A stock is only said where its opening was recorded: without it the sum of later entries is not what there is.
async fn statements(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    asked: &Asked,
    set: &FigureSet,
) -> Result<Vec<Statement>, StoreError> {
    let sums = sums(figures, source, asked).await?;
    let mut statements = Vec::new();
    for figure in &set.figures {
        let Some(measure) = figures.catalog().resolve(&figure.indicator) else {
            continue;
        };
        if measure.indicator.shape != Shape::Stock || has_opening(figures, &sums, &measure) {
            statements.push(Statement::of(&set.unit, set.from, set.to, &measure, figure));
        }
    }
    Ok(statements)
}

fn promises(
    figures: &Figures<'_>,
    unit: UnitIndex,
    to: Day,
    own: &[Statement],
    children: &[ChildPart],
) -> Vec<PromiseRow> {
    let tree = &figures.book().tree;
    let own_code = tree.unit(unit).code.clone();
    let own_name = tree.name_on(unit, to).to_owned();
    let parts = std::iter::once((own_code, own_name, own)).chain(
        children
            .iter()
            .map(|child| (child.unit.clone(), child.name.clone(), child.statements.as_slice())),
    );
    let mut rows = Vec::new();
    for (code, name, statements) in parts {
        for statement in statements {
            for promise in &statement.promises {
                rows.push(PromiseRow {
                    unit: code.clone(),
                    unit_name: name.clone(),
                    indicator: promised_name(figures, statement),
                    is_flow: figures
                        .catalog()
                        .resolve(&statement.indicator)
                        .is_some_and(|measure| measure.indicator.shape == Shape::Flow),
                    promise: promise.clone(),
                });
            }
        }
    }
    rows
}

/// A part is named in a table below its whole; where it is promised by itself, it stands alone and names both.
fn promised_name(figures: &Figures<'_>, statement: &Statement) -> String {
    let whole = statement.indicator.split_once(':');
    let whole = whole.and_then(|(whole, _)| figures.catalog().resolve(whole));
    match (whole, statement.name.strip_prefix("Trong đó: ")) {
        (Some(whole), Some(part)) => format!("{} ({part})", whole.indicator.name_vi),
        _ => statement.name.clone(),
    }
}
