//! What the pages of lists say.

use std::collections::HashMap;

use nennep_core::text::{count, date_short, whole};
use nennep_documents::sheets::ForeignFile;

use super::record::{BatchRow, HeldRow, Looked, RowOutcome, SheetLook, Upload};
use crate::store::Undone;
use crate::web::places::enterprise_path;
use crate::web::sheet::text_of;
use crate::web::shell::Receipt;
use crate::web::table::{Cell, Column, TableRow};
use crate::web::visit::Visit;
use crate::web::workbook::WorkbookSheet;

/// One number of what a file comes to.
pub(super) struct Count {
    pub(super) label: String,
    pub(super) number: String,
    pub(super) about: String,
    pub(super) is_late: bool,
}

/// A batch as shown.
pub(super) struct BatchLine {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) as_of: String,
    pub(super) accepted: String,
    pub(super) same: String,
    pub(super) held: String,
    pub(super) skipped: String,
    pub(super) undone: Option<String>,
    /// Address of the file, while it is kept.
    pub(super) upload: Option<String>,
}

/// The columns of one sheet as a form.
pub(super) struct SheetForm {
    pub(super) name: String,
    pub(super) rows: Vec<ColumnChoice>,
}

/// One head with what it may be.
pub(super) struct ColumnChoice {
    pub(super) field: String,
    pub(super) head: String,
    pub(super) sample: String,
    pub(super) choices: Vec<(String, String, bool)>,
}

/// Between the shape of a head and the head in the name of a field.
pub(super) const PARTED: char = '/';

/// Says when a file was chosen.
pub(super) fn chosen(visit: &Visit, upload: &Upload) -> String {
    visit
        .words
        .with("lists-chosen", "when", visit.words.instant(&upload.made_at))
}

/// Says how a file's letters were written and which day it speaks of.
pub(super) fn about(visit: &Visit, looked: &Looked) -> String {
    let values = [("name", looked.encoding.to_owned()), ("day", date_short(looked.as_of))];
    visit.words.fill("lists-about", &values)
}

/// Puts a batch into words.
pub(super) fn batch_line(visit: &Visit, batch: &BatchRow) -> BatchLine {
    let words = &visit.words;
    let undone = batch.undone_at.as_ref().map(|at| {
        let who = batch.undone_by.clone().unwrap_or_default();
        words.fill("lists-undone-by", &[("who", who), ("when", visit.words.instant(at))])
    });
    BatchLine {
        title: if batch.file.is_empty() {
            words.say("lists-by-hand")
        } else {
            batch.file.clone()
        },
        href: format!("/enterprises/batches/{}", batch.id),
        when: visit.words.instant(&batch.made_at),
        who: batch.made_by.clone(),
        as_of: batch.as_of.map(date_short).unwrap_or_default(),
        accepted: count(batch.accepted),
        same: count(batch.same),
        held: count(batch.held),
        skipped: count(batch.skipped),
        undone,
        upload: batch.upload.map(|id| format!("/enterprises/imports/{id}")),
    }
}

/// Gives the numbers of what a file comes to.
pub(super) fn counts(visit: &Visit, looked: &Looked) -> Vec<Count> {
    let words = &visit.words;
    ["new", "changed", "same", "held", "skipped"]
        .into_iter()
        .map(|name| {
            let number = looked.counts.get(name).copied().unwrap_or(0);
            Count {
                label: words.say(&format!("lists-{name}")),
                number: whole(number),
                about: words.say(&format!("lists-{name}-about")),
                is_late: name == "held" && number > 0,
            }
        })
        .collect()
}

/// Says what is worth a look, with how often.
pub(super) fn warnings(visit: &Visit, looked: &Looked) -> Vec<String> {
    let say = |(kind, number): (&&'static str, &usize)| {
        visit
            .words
            .with(&format!("lists-warning-{kind}"), "count", whole(*number))
    };
    looked.warnings.iter().map(say).collect()
}

/// Gives the columns of a sheet as a form: every head with what it is taken for.
pub(super) fn sheet_form(visit: &Visit, sheet: &SheetLook) -> SheetForm {
    let words = &visit.words;
    let list = visit.house.catalogs.foreign.list("enterprises");
    let ours: Vec<(String, String)> = list
        .into_iter()
        .flat_map(|list| list.columns())
        .map(|name| (name.to_owned(), words.say(&format!("lists-column-{name}"))))
        .collect();
    let rows = sheet
        .heads
        .iter()
        .zip(&sheet.samples)
        .filter(|(head, _)| !head.is_empty())
        .map(|(head, sample)| {
            let taken = sheet
                .columns
                .iter()
                .find(|(_, known)| *known == head)
                .map(|(name, _)| name);
            let none = (String::new(), words.say("lists-column-none"), taken.is_none());
            let choice = |(name, label): &(String, String)| (name.clone(), label.clone(), Some(name) == taken);
            ColumnChoice {
                field: format!("{}{PARTED}{head}", sheet.shape),
                head: head.clone(),
                sample: sample.clone(),
                choices: std::iter::once(none).chain(ours.iter().map(choice)).collect(),
            }
        })
        .collect();
    SheetForm {
        name: sheet.name.clone(),
        rows,
    }
}

/// Gives the first rows that come in, each with what it does.
pub(super) fn told_rows(visit: &Visit, rows: &[RowOutcome]) -> Vec<TableRow> {
    let words = &visit.words;
    rows.iter()
        .map(|row| {
            let value = |name: &str| row.values.get(name).cloned().unwrap_or_default();
            let waits = row.warnings.iter().any(|warning| warning.ends_with("_queued"));
            let change = if row.change == super::record::Change::New {
                "new"
            } else {
                "changed"
            };
            let mut told = Cell::text(words.say(&format!("lists-{change}")));
            if waits {
                told = told.noting(words.say("lists-waits"));
            }
            let code = value("tax_code");
            let name = Cell::text(value("name"));
            let name = if change == "changed" {
                name.to(enterprise_path(&code))
            } else {
                name
            };
            vec![
                Cell::text(count(i64::from(row.row))),
                name,
                Cell::text(code),
                Cell::text(unit_name(visit, &value("unit"))),
                told,
            ]
        })
        .collect()
}

fn unit_name(visit: &Visit, code: &str) -> String {
    let tree = &visit.book().tree;
    tree.find(code).map_or_else(
        || code.to_owned(),
        |unit| tree.name_on(unit, visit.now.today()).to_owned(),
    )
}

/// Writes the held rows of a file as it had them, each with why it was held.
pub(super) fn held_sheets(visit: &Visit, upload: &Upload, file: &ForeignFile, held: &[HeldRow]) -> Vec<WorkbookSheet> {
    let words = &visit.words;
    let mut sheets = Vec::new();
    for sheet in &file.sheets {
        let of_sheet: Vec<&HeldRow> = held.iter().filter(|row| row.sheet == sheet.sheet.name).collect();
        let Some(heads) = heads_of(visit, upload, sheet).filter(|_| !of_sheet.is_empty()) else {
            continue;
        };
        let by_number: HashMap<u32, _> = sheet.sheet.rows.iter().map(|row| (row.number, row)).collect();
        let mut columns = vec![Column::text("why", words.say("lists-held-why"))];
        columns.extend(heads.iter().map(|head| Column::text("column", head.clone())));
        let rows = of_sheet
            .iter()
            .filter_map(|held| {
                let found = by_number.get(&held.row)?;
                let mut row = vec![Cell::text(why(visit, held))];
                let cell = |place: usize| Cell::text(found.cells.get(place).and_then(text_of).unwrap_or_default());
                row.extend((0..heads.len()).map(cell));
                Some(row)
            })
            .collect();
        sheets.push(WorkbookSheet {
            title: words.with("lists-held-title", "file", upload.file.clone()),
            note: words.say("lists-held-note"),
            columns,
            rows,
        });
    }
    sheets
}

fn heads_of(visit: &Visit, upload: &Upload, sheet: &nennep_documents::sheets::ForeignSheet) -> Option<Vec<String>> {
    let names = &visit.house.catalogs.foreign;
    let list = names.list(&upload.list)?;
    let mut settled = crate::web::foreign::SettledColumns::default();
    for (shape, columns) in &upload.columns {
        settled.settle(shape.clone(), columns.clone());
    }
    let table = crate::web::foreign::read_table(sheet, names, list, &settled);
    table
        .map(|table| table.heads)
        .or_else(|| crate::web::foreign::likely_heads(sheet))
}

fn why(visit: &Visit, held: &HeldRow) -> String {
    let say = |fault: &super::record::HeldFault| {
        let column = visit.words.say(&format!("lists-column-{}", fault.column));
        let values = [
            ("column", column),
            ("found", fault.found.clone()),
            ("expected", fault.expected.clone()),
            ("remedy", fault.remedy.clone()),
        ];
        let key = if fault.found.is_empty() {
            "lists-held-missing"
        } else {
            "lists-held-found"
        };
        visit.words.fill(key, &values)
    };
    held.faults.iter().map(say).collect::<Vec<_>>().join(" ")
}

/// Says what undoing a batch came to.
pub(super) fn undone(visit: &Visit, undone: &Undone) -> Receipt {
    let number = |number: u64| whole(number);
    let values = [
        ("removed", number(undone.removed)),
        ("restored", number(undone.restored)),
        ("kept", number(undone.kept)),
    ];
    Receipt {
        text: visit.words.fill("lists-undone", &values),
        back: None,
    }
}
