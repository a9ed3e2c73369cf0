//! The words an officer gives a paper: numbers in them stay objects that know their figures.
//!
//! In the database a number is fenced by private signs, in a form it is typed `[02/05|figure]`.

use std::collections::BTreeMap;

use nennep_core::reports::{Number, Promise, ReportModel, Statement};
use nennep_core::text;
use nennep_documents::blocks::{Block, Paper, Run};

use crate::web::papers::{fenced, runs, without_fences};

/// One number a paper may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sayable {
    /// Identity of the figure and what is printed for it.
    pub number: Number,
    /// The unit, when it is not the paper's own.
    pub unit: Option<String>,
    /// What it counts.
    pub name: String,
    /// Who gave the target it stands to, when it does.
    pub giver: Option<String>,
    /// What it is whatever else is recorded: targets are told by giver and days, as their places in a list may change.
    key: String,
}

/// A number of a paper that is not what its figures say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Identity of the figure.
    pub figure: String,
    /// As the paper says it.
    pub said: String,
    /// As the figures say it; none when they no longer have it.
    pub known: Option<String>,
}

/// Gives every number a text of the paper may say, the unit's own first.
#[must_use]
pub fn sayable(model: &ReportModel) -> Vec<Sayable> {
    let own = model.statements.iter().map(|statement| (None, statement));
    let below = model.children.iter().flat_map(|child| {
        let name = Some(child.name.clone());
        child.statements.iter().map(move |statement| (name.clone(), statement))
    });
    let mut said = Vec::new();
    for (unit, statement) in own.chain(below) {
        said.extend(of_statement(unit.as_deref(), statement));
    }
    said
}

fn of_statement(unit: Option<&str>, statement: &Statement) -> Vec<Sayable> {
    let of = |number: Number, giver: Option<&str>, key: String| Sayable {
        number,
        unit: unit.map(str::to_owned),
        name: statement.name.clone(),
        giver: giver.map(str::to_owned),
        key,
    };
    let own = statement
        .number
        .iter()
        .map(|number| of(number.clone(), None, number.figure.clone()));
    let promised = statement.promises.iter().flat_map(|promise| {
        let numbers = promise
            .fraction
            .iter()
            .chain(&promise.percent)
            .cloned()
            .chain(missing(promise));
        let giver = promise.giver.as_str();
        let told = numbers.map(move |number| {
            let place = number.figure.split('/').take(2).collect::<Vec<_>>().join("/");
            let part = number.figure.rsplit('.').next().unwrap_or_default();
            let key = format!("{place}/{giver}/{}..{}/{part}", promise.from, promise.to);
            of(number, Some(giver), key)
        });
        told.collect::<Vec<_>>()
    });
    own.chain(promised).collect()
}

/// What is still missing to a target, as a number of its own.
pub(super) fn missing(promise: &Promise) -> Option<Number> {
    let fraction = promise.fraction.as_ref()?;
    promise.missing.map(|missing| Number {
        figure: fraction.figure.replace(".fraction", ".missing"),
        value: missing.to_string(),
        printed: text::count(missing),
    })
}

/// What is printed for each figure.
fn printed(model: &ReportModel) -> BTreeMap<String, String> {
    let numbers = sayable(model).into_iter().map(|said| said.number);
    numbers.map(|number| (number.figure, number.printed)).collect()
}

/// Gives the numbers of a paper's text that are not what its figures say.
#[must_use]
pub fn apart(paper: &Paper, model: &ReportModel) -> Vec<Apart> {
    let known = printed(model);
    let text = paper.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs } => runs.as_slice(),
        Block::Heading { .. } | Block::Centred { .. } => &[],
    });
    let numbers = text.filter_map(|run| Some((run.figure()?, run.printed())));
    numbers
        .filter(|(figure, said)| known.get(*figure).map(String::as_str) != Some(*said))
        .map(|(figure, said)| Apart {
            figure: figure.to_owned(),
            said: said.to_owned(),
            known: known.get(figure).cloned(),
        })
        .collect()
}

/// Puts the numbers of fresh figures into words that were written over older ones; a number the officer changed stays as it is.
#[must_use]
pub fn refreshed(words: &str, older: &ReportModel, fresh: &ReportModel) -> String {
    let older: BTreeMap<String, Sayable> = by(sayable(older), |said| said.number.figure.clone());
    let fresh: BTreeMap<String, Sayable> = by(sayable(fresh), |said| said.key.clone());
    over_numbers(words, |figure, said| {
        let untouched = older.get(figure).filter(|older| older.number.printed == said);
        match untouched.and_then(|older| fresh.get(&older.key)) {
            Some(fresh) => fenced(&fresh.number.figure, &fresh.number.printed),
            None => fenced(figure, said),
        }
    })
}

fn by(said: Vec<Sayable>, key: impl Fn(&Sayable) -> String) -> BTreeMap<String, Sayable> {
    said.into_iter().map(|said| (key(&said), said)).collect()
}

/// Gives the figures of worded text that words written over it no longer say.
#[must_use]
pub fn left_out(worded: &str, words: &str) -> Vec<String> {
    let figures = |text: &str| -> Vec<String> {
        let runs = runs(text);
        let figures = runs.iter().filter_map(|run| run.figure().map(str::to_owned));
        figures.collect()
    };
    let said = figures(words);
    let mut left: Vec<String> = Vec::new();
    for figure in figures(worded) {
        if !said.contains(&figure) && !left.contains(&figure) {
            left.push(figure);
        }
    }
    left
}

/// Writes words as they are typed in a form.
#[must_use]
pub fn typed(words: &str) -> String {
    over_numbers(words, |figure, said| format!("[{said}|{figure}]"))
}

/// Reads words as they are typed in a form. A heading has words alone: a number in it is one that was typed.
#[must_use]
pub fn words(typed: &str) -> String {
    let typed = without_fences(typed).replace("\r\n", "\n");
    let lines = typed
        .split('\n')
        .map(|line| match line.trim_start().starts_with(['#', '^']) {
            true => over_numbers(&line_of(line), |_, said| said.to_owned()),
            false => line_of(line),
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn line_of(typed: &str) -> String {
    let mut read = String::new();
    let mut rest = typed;
    while let Some((before, after)) = rest.split_once('[') {
        read.push_str(before);
        let token = after
            .split_once(']')
            .and_then(|(inside, tail)| Some((inside.split_once('|')?, tail)));
        match token.filter(|((said, figure), _)| is_token(said, figure)) {
            Some(((said, figure), tail)) => {
                read.push_str(&fenced(figure.trim(), said.trim()));
                rest = tail;
            }
            None => {
                read.push('[');
                rest = after;
            }
        }
    }
    read.push_str(rest);
    read
}

/// A figure is named `unit/indicator/from..to/part`; other words in brackets are words.
fn is_token(said: &str, figure: &str) -> bool {
    let is_one_line = !said.chars().chain(figure.chars()).any(char::is_control);
    is_one_line
        && !said.trim().is_empty()
        && !said.contains('[')
        && figure.matches('/').count() >= 3
        && figure.contains("..")
}

fn over_numbers(words: &str, write: impl Fn(&str, &str) -> String) -> String {
    let written = runs(words).into_iter().map(|run| match run {
        Run::Text(text) => text,
        Run::Number { figure, text } => write(&figure, &text),
    });
    written.collect()
}
