//! Lists a wording goes through: units below, what is missing, what is behind.

use minijinja::{Value, context};
use nennep_core::reports::{Number, PromiseRow, ReportModel, Statement};

use super::compose::promise_value;
use super::spans::span_name;
use super::words::missing;
use crate::web::papers::marked;

/// Units below with a target of their own that has a result. What was promised for the last of several years alone stands in the
/// table: beside a result of all years it would not be its part.
pub(super) fn below(model: &ReportModel, code: &str) -> Value {
    let mut said = Vec::new();
    for child in &model.children {
        let Some(statement) = child.statements.iter().find(|statement| statement.indicator == code) else {
            continue;
        };
        for promise in statement
            .promises
            .iter()
            .filter(|promise| promise.member.is_none() && promise.fraction.is_some() && promise.min > 0)
            .filter(|promise| promise.from.year() <= model.from.year())
        {
            said.push(context! { ten => child.name.clone(), hua => promise_value(model, statement, promise) });
        }
    }
    Value::from(said)
}

pub(super) fn still_missing(model: &ReportModel) -> Vec<Value> {
    let own = |statement: &Statement| {
        statement
            .promises
            .iter()
            .filter(|promise| promise.member.is_none())
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut said = Vec::new();
    for statement in &model.statements {
        for promise in own(statement) {
            if let Some(number) = missing(&promise) {
                said.push(context! {
                    so => marked(&number),
                    don_vi_tinh => statement.unit_of_count.clone(),
                    nhan => span_name(promise.from, promise.to),
                    cap_giao => promise.giver.clone(),
                });
            }
        }
    }
    said
}

/// Targets nothing was recorded for: one clause an indicator and giver, with the units below that received it.
pub(super) fn not_recorded(model: &ReportModel) -> Vec<Value> {
    let mut clauses: Vec<(&str, String, &str, Vec<String>)> = Vec::new();
    let silent =
        |row: &&PromiseRow| row.promise.member.is_none() && row.promise.result.is_none() && row.promise.min > 0;
    for row in model.promises.iter().filter(silent) {
        let span = span_name(row.promise.from, row.promise.to);
        let is_same = |clause: &&mut (&str, String, &str, Vec<String>)| {
            clause.0 == row.indicator && clause.1 == span && clause.2 == row.promise.giver
        };
        let unit = (row.unit != model.unit).then(|| row.unit_name.clone());
        match clauses.iter_mut().find(is_same) {
            Some(clause) => clause.3.extend(unit),
            None => clauses.push((&row.indicator, span, &row.promise.giver, unit.into_iter().collect())),
        }
    }
    let said = clauses
        .into_iter()
        .map(|(name, span, giver, units)| context! { ten => name, nhan => span, cap_giao => giver, don_vi => units });
    said.collect()
}

/// Units below that have nothing recorded for any indicator of the table.
pub(super) fn silent(model: &ReportModel) -> Vec<String> {
    let heads = |statement: &&Statement| {
        model
            .columns
            .iter()
            .any(|column| column.indicator == statement.indicator)
    };
    let says = |statements: &[Statement]| {
        statements
            .iter()
            .filter(heads)
            .any(|statement| statement.number.is_some())
    };
    let silent = model.children.iter().filter(|child| !says(&child.statements));
    silent.map(|child| child.name.clone()).collect()
}

/// Targets of units below that somebody has to act on.
pub(super) fn behind(model: &ReportModel) -> Vec<Value> {
    let said = model.behind().map(|row| {
        let printed = |number: &Option<Number>| number.as_ref().map(marked).unwrap_or_default();
        context! {
            ten => row.unit_name.clone(),
            chi_tieu => row.indicator.clone(),
            phan_so => printed(&row.promise.fraction),
            phan_tram => printed(&row.promise.percent),
            nhan => span_name(row.promise.from, row.promise.to),
            cap_giao => row.promise.giver.clone(),
        }
    });
    said.collect()
}
