//! Whether a wording can be said: of the figures there are, of none, and of all there could be.

use minijinja::Error;
use nennep_core::accounts::Catalog;
use nennep_core::reports::{Number, Promise, ReportColumn, ReportKind, ReportModel, Standing, Statement, number};

use super::compose::{Speaker, kind_of};
use super::wording::Papers;

/// Gives what is wrong with each text of a wording when it says a model: the name of the text, and the first thing wrong in it.
#[must_use]
pub fn trial(papers: &Papers, model: &ReportModel) -> Vec<(&'static str, Error)> {
    let wording = papers.wording(kind_of(model));
    let speaker = match Speaker::new(papers, model) {
        Ok(speaker) => speaker,
        Err(cause) => return vec![("opening", cause)],
    };
    let first = |lines: &[String]| lines.iter().find_map(|line| speaker.say(line).err());
    let wrong = [
        ("summary", first(&wording.summary)),
        ("recipients", first(&wording.recipients)),
        ("words", speaker.say(&wording.text).err()),
    ];
    wrong
        .into_iter()
        .filter_map(|(text, cause)| Some((text, cause?)))
        .collect()
}

/// Gives a model of the same unit and period in which nothing is recorded.
#[must_use]
pub fn emptied(model: &ReportModel) -> ReportModel {
    ReportModel {
        statements: Vec::new(),
        children: Vec::new(),
        balances: Vec::new(),
        promises: Vec::new(),
        years: Vec::new(),
        tasks: None,
        reporting: None,
        ..model.clone()
    }
}

/// Gives the same figures as those of another kind of paper.
#[must_use]
pub fn as_kind(papers: &Papers, model: &ReportModel, kind: ReportKind) -> ReportModel {
    let columns = papers.wording(kind).columns.iter().map(|code| ReportColumn {
        indicator: code.clone(),
        name: code.clone(),
    });
    ReportModel {
        report: kind.code().to_owned(),
        columns: columns.collect(),
        ..model.clone()
    }
}

/// Gives a model of the same unit and period in which every indicator has a figure and a target.
#[must_use]
pub fn recorded(model: &ReportModel, catalog: &Catalog) -> ReportModel {
    let filters = model.statements.iter().map(|statement| statement.indicator.clone());
    let codes = catalog
        .indicators()
        .iter()
        .map(|indicator| indicator.code.clone())
        .chain(filters);
    let statements = codes.filter_map(|code| {
        let measure = catalog.resolve(&code)?;
        let said = number(&model.unit, &code, model.from, model.to, "value", 1);
        Some(Statement {
            name: measure.indicator.name_vi.clone(),
            unit_of_count: measure.indicator.unit_vi.clone(),
            sentence: measure.indicator.sentence.clone(),
            promises: vec![promise(model, &said)],
            number: Some(said),
            indicator: code,
        })
    });
    ReportModel {
        statements: statements.collect(),
        ..model.clone()
    }
}

fn promise(model: &ReportModel, said: &Number) -> Promise {
    let printed = |printed: &str| Number {
        printed: printed.to_owned(),
        ..said.clone()
    };
    Promise {
        giver: model.unit_name.clone(),
        member: None,
        from: model.from,
        to: model.to,
        min: 2,
        max: None,
        result: Some(1),
        fraction: Some(printed("01/02")),
        percent: Some(printed("50%")),
        standing: Standing::Short,
        missing: Some(1),
    }
}
