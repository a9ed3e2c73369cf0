//! Model and wording into a paper: sentences with numbers that know their figures, and the appendix tables.

use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, Value, context};
use nennep_core::calendar::{Day, Period};
use nennep_core::reports::{Number, Promise, ReportModel, Statement};
use nennep_core::text;
use nennep_documents::blocks::{Paper, Signature};

use super::record::Papers;
use crate::web::errors::percent;
use crate::web::papers::{blocks, marked, report_appendices, wording_environment};

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

/// Composes the paper of a model.
///
/// # Errors
/// When the wording asks for something unknown or is not well formed.
pub fn compose(papers: &Papers, model: &ReportModel) -> Result<Paper, PaperError> {
    let wording = papers.wording(&model.report);
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
    let text = speaker.say(&wording.text).map_err(wrong)?;
    let paper = Paper {
        layout: model.layout.clone(),
        sample_mark: model.sample_mark.clone(),
        seal: None,
        superior: model.body.superior.clone(),
        issuer: model.body.issuer.clone(),
        number_line: papers
            .bodies
            .number_line(&model.body, &wording.symbol, model.number.as_deref()),
        dated_line: format!("{}, {}", model.body.place, text::date_long(model.dated)),
        kind: wording.kind.clone(),
        summary,
        blocks: blocks(&[text, restated(model)].concat()),
        signature: Signature {
            authority: model.body.authority.clone(),
            title: model.signer.as_ref().map(|signer| signer.title.clone()),
            name: model.signer.as_ref().map(|signer| signer.name.clone()),
        },
        recipients: recipients
            .into_iter()
            .filter(|line| !line.trim_start().starts_with('('))
            .collect(),
        appendices: report_appendices(model),
    };
    Ok(papers.bodies.finished(model.body.family, paper))
}

/// The text of a paper as a page shows it: every number opens its entries.
pub(super) struct Shown {
    pub(super) paper: Paper,
    pub(super) head: i64,
}

impl Shown {
    /// Where a number of the text opens: `unit/indicator/from..to/part` names its figure.
    pub(super) fn href(&self, figure: &str) -> Option<String> {
        trace_of(figure, self.head)
    }
}

/// Gives where a figure opens as it was known at a head.
pub(super) fn trace_of(figure: &str, head: i64) -> Option<String> {
    let mut parts = figure.split('/');
    let (unit, indicator, days) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!(
        "/units/{}/trace?indicator={}&period={}&known_at={head}",
        percent(unit),
        percent(indicator),
        percent(days),
    ))
}

/// Says sentences of one model.
struct Speaker {
    environment: Environment<'static>,
    context: Value,
}

impl Speaker {
    fn new(papers: &Papers, model: &ReportModel) -> Result<Self, Error> {
        let mut environment = wording_environment();
        environment.add_template_owned("common", papers.common.clone())?;
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
        let period = period_name(model.period.parse().ok(), model.from, model.to);
        let during = match period.strip_prefix("từ ") {
            Some(days) => format!("Từ {days}"),
            None => format!("Trong {period}"),
        };
        let context = context! {
            ky => period,
            trong_ky => during,
            tu_ngay => text::date_short(model.from),
            den_ngay => text::date_short(model.to),
            don_vi => model.unit_name.clone(),
            cap_tren => model.body.superior_name.clone().unwrap_or_default(),
        };
        let opening = environment.render_str(&papers.wording(&model.report).opening, &context)?;
        let context = context! { mo_dau => opening, ..context };
        Ok(Self { environment, context })
    }

    fn say(&self, template: &str) -> Result<String, Error> {
        self.environment.render_str(template, &self.context)
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
    model.statement(code).filter(is_result)
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

fn promise_value(model: &ReportModel, statement: &Statement, promise: &Promise) -> Value {
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

/// Units below with a target of their own that has a result.
fn below(model: &ReportModel, code: &str) -> Value {
    let mut said = Vec::new();
    for child in &model.children {
        let Some(statement) = child.statements.iter().find(|statement| statement.indicator == code) else {
            continue;
        };
        for promise in statement
            .promises
            .iter()
            .filter(|promise| promise.member.is_none() && promise.fraction.is_some() && promise.min > 0)
        {
            said.push(context! { ten => child.name.clone(), hua => promise_value(model, statement, promise) });
        }
    }
    Value::from(said)
}

fn still_missing(model: &ReportModel) -> Vec<Value> {
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
            let figure = promise
                .fraction
                .as_ref()
                .map(|fraction| fraction.figure.replace(".fraction", ".missing"));
            if let (Some(missing), Some(figure)) = (promise.missing, figure) {
                let number = Number {
                    figure,
                    value: missing.to_string(),
                    printed: text::count(missing),
                };
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
fn not_recorded(model: &ReportModel) -> Vec<Value> {
    let own = std::iter::once((None, &model.statements));
    let below = model
        .children
        .iter()
        .map(|child| (Some(child.name.clone()), &child.statements));
    let mut clauses: Vec<(&str, String, &str, Vec<String>)> = Vec::new();
    for (unit, statements) in own.chain(below) {
        for statement in statements {
            let silent = |promise: &&Promise| promise.member.is_none() && promise.result.is_none() && promise.min > 0;
            for promise in statement.promises.iter().filter(silent) {
                let span = span_name(promise.from, promise.to);
                let is_same = |clause: &&mut (&str, String, &str, Vec<String>)| {
                    clause.0 == statement.name && clause.1 == span && clause.2 == promise.giver
                };
                match clauses.iter_mut().find(is_same) {
                    Some(clause) => clause.3.extend(unit.clone()),
                    None => clauses.push((
                        &statement.name,
                        span,
                        &promise.giver,
                        unit.clone().into_iter().collect(),
                    )),
                }
            }
        }
    }
    let said = clauses
        .into_iter()
        .map(|(name, span, giver, units)| context! { ten => name, nhan => span, cap_giao => giver, don_vi => units });
    said.collect()
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// The period as it is said: `quý I/2024`, `6 tháng đầu năm 2024`, `giai đoạn 2012 - 2020`.
fn period_name(period: Option<Period>, from: Day, to: Day) -> String {
    match period {
        Some(Period::Month { year, month }) => format!("tháng {month}/{year}"),
        Some(Period::Quarter { year, quarter }) => {
            let roman = usize::try_from(quarter)
                .ok()
                .and_then(|quarter| ROMAN.get(quarter.saturating_sub(1)))
                .copied()
                .unwrap_or_default();
            format!("quý {roman}/{year}")
        }
        Some(Period::HalfYear { year, half: 1 }) => format!("6 tháng đầu năm {year}"),
        Some(Period::HalfYear { year, .. }) => format!("6 tháng cuối năm {year}"),
        Some(Period::NineMonths { year }) => format!("9 tháng đầu năm {year}"),
        Some(Period::Year { .. } | Period::Years { .. } | Period::Range { .. }) | None => span_name(from, to),
    }
}

/// A span as it is said of a target: `năm 2024`, `giai đoạn 2022 - 2025`, else from day to day.
fn span_name(from: Day, to: Day) -> String {
    let starts_year = (from.month(), from.day_of_month()) == (1, 1);
    let ends_year = (to.month(), to.day_of_month()) == (12, 31);
    match (starts_year && ends_year, from.year() == to.year()) {
        (true, true) => format!("năm {}", from.year()),
        (true, false) => format!("giai đoạn {} - {}", from.year(), to.year()),
        (false, _) => format!("từ ngày {} đến ngày {}", text::date_short(from), text::date_short(to)),
    }
}
