//! Model and wording into a paper: sentences with numbers that know their figures, and the appendix tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value, context};
use nennep_core::calendar::{Day, Period};
use nennep_core::reports::{Number, Promise, ReportKind, ReportModel, Statement};
use nennep_core::text;
use nennep_documents::blocks::{Paper, Signature};

use super::lists::{behind, below, not_recorded, silent, still_missing};
use super::spans::{period_name, span_name, years_of};
use super::tables::appendices;
use super::wording::Papers;
use crate::web::papers::{add_part, blocks, marked, say, wording_environment};

/// Says why a paper could not be worded.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The wording asks for something unknown or is not well formed.
    #[error("the wording of the report {report} cannot be used")]
    Wording {
        /// Kind of report.
        report: String,
        /// What the template engine says, with line.
        #[source]
        cause: Error,
    },
}

/// Where figures of the paper are not those that were submitted or closed, its text says so.
fn restated(model: &ReportModel) -> String {
    let count = model.reporting.as_ref().map_or(0, |part| part.restated.len());
    if count == 0 {
        return String::new();
    }
    format!(
        "\n\nSố liệu trong báo cáo là số theo sổ đến bút toán số {}; {} số liệu khác số đã nộp hoặc đã khóa, nêu ở phụ lục PL10.",
        text::count(model.head),
        text::whole(count)
    )
}

/// Says the text of a model by its wording, with fenced numbers.
///
/// # Errors
/// When the wording asks for something unknown or is not well formed.
pub fn worded(papers: &Papers, model: &ReportModel) -> Result<String, PaperError> {
    let wording = papers.wording(kind_of(model));
    let said = Speaker::new(papers, model).and_then(|speaker| speaker.say(&wording.text));
    said.map(|text| one_blank_line(&text))
        .map_err(|cause| PaperError::Wording {
            report: model.report.clone(),
            cause,
        })
}

/// What is left out of a wording leaves blank lines behind; one parts paragraphs as well as many.
fn one_blank_line(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Composes the paper of a model.
///
/// # Errors
/// When the wording asks for something unknown or is not well formed.
pub fn compose(papers: &Papers, model: &ReportModel) -> Result<Paper, PaperError> {
    compose_with(papers, model, None)
}

/// Composes the paper of a model with the words an officer gave it, or by its wording.
///
/// # Errors
/// When the wording asks for something unknown or is not well formed.
pub fn compose_with(papers: &Papers, model: &ReportModel, words: Option<&str>) -> Result<Paper, PaperError> {
    let wording = papers.wording(kind_of(model));
    let wrong = |cause| PaperError::Wording {
        report: model.report.clone(),
        cause,
    };
    let speaker = Speaker::new(papers, model).map_err(wrong)?;
    let summary = wording
        .summary
        .iter()
        .map(|line| speaker.say(line))
        .collect::<Result<Vec<_>, _>>()
        .map_err(wrong)?;
    let recipients = wording
        .recipients
        .iter()
        .map(|line| speaker.say(line))
        .collect::<Result<Vec<_>, _>>()
        .map_err(wrong)?;
    let text = match words {
        Some(words) => words.to_owned(),
        None => speaker.say(&wording.text).map_err(wrong)?,
    };
    let paper = Paper {
        layout: model.layout.clone(),
        sample_mark: model.sample_mark.clone(),
        seal: None,
        superior: model.body.superior.clone(),
        issuer: model.body.issuer.clone(),
        number_line: papers
            .bodies
            .number_line(&model.body, &wording.symbol, model.number.as_deref()),
        dated_line: dated_line(&model.body.place, model.dated),
        kind: wording.kind.clone(),
        summary,
        blocks: blocks(&[text, restated(model)].concat()),
        signature: Signature {
            authority: model.body.authority.clone(),
            title: model.signer.as_ref().map(|signer| signer.title.to_uppercase()),
            name: model.signer.as_ref().map(|signer| signer.name.clone()),
        },
        recipients: recipients
            .into_iter()
            .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('('))
            .collect(),
        appendices: appendices(model, &wording.tables),
    };
    Ok(papers.bodies.finished(model.body.family, paper))
}

/// Beside the title of a paper a place and its day of this many signs stand on one line in every format.
const DATED_SIGNS: usize = 30;

/// Writes where and when; where that takes two lines, the day is not broken over them.
pub(super) fn dated_line(place: &str, dated: Day) -> String {
    let line = format!("{place}, {}", text::date_long(dated));
    if line.chars().count() <= DATED_SIGNS {
        return line;
    }
    format!("{place}, {}", text::date_long(dated).replace(' ', "\u{a0}"))
}

/// Words a title is written with that keep their capital inside a sentence.
const TITLES: [(&str, &str); 3] = [
    ("bí thư", "Bí thư"),
    ("chủ tịch", "Chủ tịch"),
    ("thường trực", "Thường trực"),
];

/// Writes a title, kept in capitals for the signature, as it stands in a sentence: `Phó Bí thư`.
pub(super) fn said_title(title: &str) -> String {
    let lower = TITLES.iter().fold(title.to_lowercase(), |said, (word, written)| {
        said.replace(word, written)
    });
    let mut signs = lower.chars();
    signs
        .next()
        .map(|first| first.to_uppercase().chain(signs).collect())
        .unwrap_or_default()
}

/// A model names its kind by its word; one of a kind that is no more is said as a quarter's.
pub(super) fn kind_of(model: &ReportModel) -> ReportKind {
    ReportKind::of(&model.report).unwrap_or(ReportKind::Quarter)
}

/// Says sentences of one model.
pub(super) struct Speaker {
    environment: Environment<'static>,
    context: Value,
}

impl Speaker {
    pub(super) fn new(papers: &Papers, model: &ReportModel) -> Result<Self, Error> {
        let mut environment = wording_environment();
        for (name, part) in papers.parts() {
            add_part(&mut environment, name, part)?;
        }
        let kind = kind_of(model);
        let model = Arc::new(model.clone());
        let with = |function: fn(&ReportModel, &str) -> Result<Value, Error>| {
            let model = model.clone();
            move |code: String| function(&model, &code)
        };
        environment.add_function(
            "co",
            with(|model, code| Ok(Value::from(recorded(model, code).is_some()))),
        );
        environment.add_function("cau", with(sentence));
        environment.add_function(
            "so",
            with(|model, code| said_number(model, code).map(|number| Value::from(marked(number)))),
        );
        environment.add_function("hua", with(|model, code| Ok(promised(model, code))));
        environment.add_function("duoi", with(|model, code| Ok(below(model, code))));
        let known = model.clone();
        environment.add_function("co_trong", move |codes: Vec<String>| {
            codes
                .into_iter()
                .filter(|code| recorded(&known, code).is_some())
                .collect::<Vec<_>>()
        });
        let known = model.clone();
        environment.add_function("co_ket_qua", move || {
            known.statements.iter().any(|statement| statement.number.is_some())
        });
        let known = model.clone();
        environment.add_function("con_thieu", move || still_missing(&known));
        let known = model.clone();
        environment.add_function("chua_co", move || not_recorded(&known));
        let known = model.clone();
        environment.add_function("cham", move || behind(&known));
        let known = model.clone();
        environment.add_function("im_lang", move || silent(&known));
        let known = model.clone();
        environment.add_function("ten", move |code: String| {
            known.statement(&code).map(|statement| statement.name.clone())
        });
        let period = period_name(model.period.parse().ok(), model.from, model.to);
        let during = match period.strip_prefix("từ ") {
            Some(days) => format!("Từ {days}"),
            None => format!("Trong {period}"),
        };
        let columns: Vec<String> = model.columns.iter().map(|column| column.indicator.clone()).collect();
        let late: BTreeSet<&str> = model.behind().map(|row| row.unit.as_str()).collect();
        let chair = model.signer.as_ref().map_or_else(
            || "đồng chí chủ trì hội nghị".to_owned(),
            |signer| format!("đồng chí {}, {}", signer.name, said_title(&signer.title)),
        );
        let looks_back = matches!(
            model.period.parse(),
            Ok(Period::Year { .. } | Period::Years { .. } | Period::Range { .. }) | Err(_)
        );
        let conference = format!("{} {period}", if looks_back { "tổng kết" } else { "sơ kết" });
        let context = context! {
            ky => period,
            trong_ky => during,
            tu_ngay => text::date_short(model.from),
            den_ngay => text::date_short(model.to),
            don_vi => model.unit_name.clone(),
            cap_tren => model.body.superior_name.clone().unwrap_or_default(),
            can_cu => model.basis.clone().unwrap_or_default(),
            so_nam => years_of(model.from, model.to),
            so_truc_thuoc => text::whole(model.children.len()),
            cot => columns,
            so_cham => text::whole(model.behind().count()),
            so_don_vi_cham => text::whole(late.len()),
            chu_tri => chair,
            hoi_nghi => conference,
            dau_so => text::count(model.head),
        };
        let opening = say(&environment, &papers.wording(kind).opening, &context)?;
        let context = context! { mo_dau => opening, ..context };
        Ok(Self { environment, context })
    }

    pub(super) fn say(&self, template: &str) -> Result<String, Error> {
        say(&self.environment, template, &self.context)
    }
}

fn recorded<'a>(model: &'a ReportModel, code: &str) -> Option<&'a Statement> {
    // A correction alone may leave less than none in a period; it stands in the tables and is no result to be told.
    let is_result = |statement: &&Statement| {
        statement
            .number
            .as_ref()
            .is_some_and(|number| !number.value.starts_with('-'))
    };
    model
        .statement(code)
        .filter(is_result)
        .filter(|statement| !is_part_of_none(model, statement))
}

/// Where the whole is known to be none, its parts say nothing.
fn is_part_of_none(model: &ReportModel, part: &Statement) -> bool {
    let is_none = |statement: &Statement| statement.number.as_ref().is_some_and(|number| number.value == "0");
    let is_whole = |statement: &&Statement| {
        let rest = part.indicator.strip_prefix(&statement.indicator);
        rest.is_some_and(|rest| rest.starts_with([':', '_']))
    };
    is_none(part) && model.statements.iter().filter(is_whole).any(is_none)
}

fn missing(code: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("nothing is recorded for {code}; ask co(\"{code}\") first"),
    )
}

/// The sentence of an indicator; its number is the fraction when the first target began with the period.
fn sentence(model: &ReportModel, code: &str) -> Result<Value, Error> {
    let statement = recorded(model, code).ok_or_else(|| missing(code))?;
    Ok(Value::from(
        statement.sentence.replace("{}", &marked(said_number(model, code)?)),
    ))
}

fn said_number<'a>(model: &'a ReportModel, code: &str) -> Result<&'a Number, Error> {
    let statement = recorded(model, code).ok_or_else(|| missing(code))?;
    let shared = statement
        .promises
        .iter()
        .find(|promise| shares_number(model, statement, promise));
    let fraction = shared.and_then(|promise| promise.fraction.as_ref());
    fraction.or(statement.number.as_ref()).ok_or_else(|| missing(code))
}

/// Whether a target can be said with the period's own number: same first day, and the first of its kind.
fn shares_number(model: &ReportModel, statement: &Statement, promise: &Promise) -> bool {
    let first = statement
        .promises
        .iter()
        .find(|promise| promise.member.is_none() && promise.from == model.from && promise.min > 0);
    first == Some(promise) && promise.fraction.is_some()
}

pub(super) fn promise_value(model: &ReportModel, statement: &Statement, promise: &Promise) -> Value {
    let printed = |number: &Option<Number>| number.as_ref().map(marked).unwrap_or_default();
    context! {
        the => serde_json::to_value(promise.standing).ok().and_then(|word| word.as_str().map(str::to_owned)),
        cap_giao => promise.giver.clone(),
        nhan => span_name(promise.from, promise.to),
        tu_ngay => text::date_short(promise.from),
        phan_so => printed(&promise.fraction),
        phan_tram => printed(&promise.percent),
        cung_so => shares_number(model, statement, promise),
        cung_ky => promise.from == model.from,
        mot_phan => promise.from > model.from,
    }
}

/// Targets of the unit itself that can be said; those of a seat stand in the appendix alone.
fn promised(model: &ReportModel, code: &str) -> Value {
    let statement = recorded(model, code);
    let said = statement.into_iter().flat_map(|statement| {
        let mut promises: Vec<&Promise> = statement
            .promises
            .iter()
            .filter(|promise| promise.member.is_none() && promise.fraction.is_some())
            .collect();
        promises.sort_by_key(|promise| !shares_number(model, statement, promise));
        promises
            .into_iter()
            .map(|promise| promise_value(model, statement, promise))
            .collect::<Vec<_>>()
    });
    Value::from(said.collect::<Vec<_>>())
}
