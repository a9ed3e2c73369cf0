//! The tables after the text of a report: PL11 units below, PL12 what is behind, PL13 years, beside the standard ones.

use nennep_core::reports::{ReportModel, Statement};
use nennep_core::text;
use nennep_documents::blocks::{Appendix, Cell, Column};

use super::standard_tables::{cell, column, members, organizations, promise_cells, targets, tasks};
use super::wording::Table;
use crate::web::papers::{pace_cells, reporting_appendices, table_note};

/// Lays the tables of a model out in the order asked for; a table without rows is left out.
pub(super) fn appendices(model: &ReportModel, tables: &[Table]) -> Vec<Appendix> {
    let laid = tables.iter().flat_map(|table| match table {
        Table::Years => vec![years(model)],
        Table::Organizations => vec![organizations(model)],
        Table::Members => vec![members(model)],
        Table::Targets => vec![targets(model)],
        Table::Tasks => model.tasks.iter().map(|part| tasks(model, part)).collect(),
        Table::Reporting => {
            let part = model.reporting.iter();
            part.flat_map(|part| reporting_appendices(model, part)).collect()
        }
        Table::ByChild => vec![by_child(model)],
        Table::Behind => vec![behind(model)],
    });
    laid.filter(|table| !table.rows.is_empty()).collect()
}

/// The columns of the asked indicators after a first one.
fn indicator_columns(first: &str, model: &ReportModel) -> Vec<Column> {
    let columns = model.columns.iter().map(|asked| column(None, &asked.name, 2, true));
    std::iter::once(column(None, first, 4, false)).chain(columns).collect()
}

fn indicator_cells(model: &ReportModel, statements: &[Statement]) -> Vec<Cell> {
    let of = |code: &str| statements.iter().find(|statement| statement.indicator == code);
    let columns = model.columns.iter();
    columns
        .map(|column| cell(&of(&column.indicator).and_then(|statement| statement.number.clone())))
        .collect()
}

fn row(first: Cell, cells: Vec<Cell>) -> Vec<Cell> {
    std::iter::once(first).chain(cells).collect()
}

fn by_child(model: &ReportModel) -> Appendix {
    let below = model.children.iter().map(|child| {
        row(
            Cell::Text(child.name.clone()),
            indicator_cells(model, &child.statements),
        )
    });
    let own = row(
        Cell::Strong(model.unit_name.clone()),
        indicator_cells(model, &model.statements),
    );
    let rows: Vec<_> = below.collect();
    Appendix {
        code: "PL11".into(),
        title: "Kết quả theo đơn vị trực thuộc".into(),
        note: format!(
            "{}. Dấu – là chưa ghi nhận; dòng đầu là số của toàn đơn vị, gồm cả số ghi thẳng ở đơn vị",
            table_note(model)
        ),
        landscape: true,
        columns: indicator_columns("Đơn vị", model),
        rows: if rows.is_empty() {
            rows
        } else {
            [vec![own], rows].concat()
        },
    }
}

fn behind(model: &ReportModel) -> Appendix {
    let rows = model.behind().map(|late| {
        let [even, pace] = pace_cells(model, late);
        let first = [Cell::Text(late.unit_name.clone()), Cell::Text(late.indicator.clone())];
        let last = [even, pace, Cell::Text(text::date_short(late.promise.to))];
        [first.to_vec(), promise_cells(&late.promise).to_vec(), last.to_vec()].concat()
    });
    Appendix {
        code: "PL12".into(),
        title: "Chỉ tiêu chậm tiến độ hoặc chưa ghi nhận kết quả".into(),
        note: table_note(model),
        landscape: true,
        rows: rows.collect(),
        columns: vec![
            column(None, "Đơn vị", 11, false),
            column(None, "Chỉ tiêu", 8, false),
            column(None, "Cấp giao", 8, false),
            column(None, "Giao", 3, true),
            column(None, "Thực hiện", 3, true),
            column(None, "Tỷ lệ", 3, true),
            column(None, "Đều theo ngày", 3, true),
            column(None, "Tiến độ", 5, false),
            column(None, "Đến ngày", 4, false),
        ],
    }
}

/// A year that lies in the period with a part of its days says which; the whole period stands last.
fn years(model: &ReportModel) -> Appendix {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for part in &model.years {
        let is_whole = (part.from.month(), part.from.day_of_month()) == (1, 1)
            && (part.to.month(), part.to.day_of_month()) == (12, 31);
        let name = match is_whole {
            true => part.year.to_string(),
            false => format!(
                "{} (từ {} đến {})",
                part.year,
                text::date_short(part.from),
                text::date_short(part.to)
            ),
        };
        rows.push(row(Cell::Text(name), indicator_cells(model, &part.statements)));
    }
    if !rows.is_empty() {
        let all = indicator_cells(model, &model.statements);
        rows.push(row(Cell::Strong("Cả kỳ".to_owned()), all));
    }
    Appendix {
        code: "PL13".into(),
        title: "Kết quả từng năm".into(),
        note: format!("{}. Dấu – là chưa ghi nhận", table_note(model)),
        landscape: true,
        columns: indicator_columns("Năm", model),
        rows,
    }
}
