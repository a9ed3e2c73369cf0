//! The form of a paper into what is asked.

use nennep_core::calendar::Day;
use nennep_core::register::UnitIndex;
use nennep_core::reports::{ReportKind, Signer};
use nennep_core::text::date_short;

use super::act::series;
use crate::store::{Deed, MadePaper, PaperAsked, last_signed};
use crate::web::days::{read_day, read_period};
use crate::web::errors::WebError;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::form_reader::FormReader;
use crate::web::reports::Papers;
use crate::web::visit::Visit;

/// Letters of a cited paper at most.
const BASIS_MAX: usize = 300;

/// Reads the form of a paper, or tells all that is wrong with it.
pub(super) fn asking(visit: &Visit, typed: &Typed, papers: &Papers) -> Result<(UnitIndex, PaperAsked), Vec<Fault>> {
    let mut faults = Vec::new();
    let mut wrong = |field: &str, kind: FaultKind, detail: &str| {
        faults.push(Fault::new(kind, typed.get(field), detail).in_field(field));
    };
    let unit = visit.scope.unit(&visit.book().tree, typed.get("unit"));
    let unit = unit.filter(|unit| visit.scope.may(Deed::MakePapers, *unit));
    if unit.is_none() {
        wrong("unit", FaultKind::UnknownUnit, "");
    }
    // The papers of a conference are made from its report.
    let report = ReportKind::of(typed.get("report")).filter(|kind| !ReportKind::COMPANIONS.contains(kind));
    if report.is_none() {
        let words: Vec<&str> = ReportKind::ALL.iter().map(|kind| kind.code()).collect();
        wrong("report", FaultKind::UnknownWord, &words.join(", "));
    }
    let period = read_period(typed.get("period")).ok();
    if period.is_none() {
        wrong("period", FaultKind::BadPeriod, "");
    }
    if let (Some(report), Some(period)) = (report, period)
        && !papers.wording(report).fits(period)
    {
        let shapes = papers.wording(report).periods.iter();
        let shapes: Vec<String> = shapes
            .map(|shape| visit.words.keyed("papers-shape", shape, ""))
            .collect();
        wrong("period", FaultKind::OtherPeriod, &shapes.join(", "));
    }
    if let Some(period) = period {
        if period.first_day() > visit.now.today() {
            wrong("period", FaultKind::InTheFuture, &date_short(visit.now.today()));
        }
        let over = unit.and_then(|unit| visit.book().tree.last_day(unit));
        if let Some(over) = over.filter(|last| *last < period.first_day()) {
            wrong("period", FaultKind::AfterLastDay, &date_short(over));
        }
    }
    let number = typed.get("number").trim();
    // A number alone, or one that brings its own symbol.
    let (count, symbol) = number.split_once('-').unwrap_or((number, "x"));
    let is_number = count.parse().is_ok_and(|count: u32| count > 0) && !symbol.is_empty();
    if !number.is_empty() && !is_number {
        wrong("number", FaultKind::BadCount, "");
    }
    let basis = typed.get("basis").trim();
    if basis.is_empty() && report.is_some_and(ReportKind::is_review) {
        wrong("basis", FaultKind::MissingValue, "");
    }
    if basis.chars().count() > BASIS_MAX {
        wrong("basis", FaultKind::TooLong, &BASIS_MAX.to_string());
    }
    let dated = match typed.get("dated") {
        "" => None,
        text => {
            let day = read_day(text).ok();
            if day.is_none() {
                wrong("dated", FaultKind::BadDay, "");
            }
            day
        }
    };
    let (title, name) = (typed.get("signer_title").trim(), typed.get("signer_name").trim());
    for (field, own, other) in [("signer_title", title, name), ("signer_name", name, title)] {
        if own.is_empty() && !other.is_empty() {
            wrong(field, FaultKind::MissingValue, "");
        }
    }
    match (faults.is_empty(), unit, report, period) {
        (true, Some(unit), Some(report), Some(period)) => Ok((
            unit,
            PaperAsked {
                unit: visit.book().tree.unit(unit).id.0,
                report,
                period,
                dated,
                number: Some(typed.get("number").trim().to_owned()).filter(|number| !number.is_empty()),
                signer: (!title.is_empty()).then(|| Signer {
                    title: title.to_uppercase(),
                    name: name.to_owned(),
                }),
                basis: Some(basis.to_owned()).filter(|basis| !basis.is_empty()),
                figures_of: None,
                head: visit.book().head,
            },
        )),
        _ => Err(faults),
    }
}

/// What a signing fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ToSign {
    pub(super) number: Option<i64>,
    pub(super) gap_reason: Option<String>,
    pub(super) kept_reason: Option<String>,
    pub(super) dated: Day,
    pub(super) signer: Option<Signer>,
    /// Place of the words the page showed; none where a program signs.
    pub(super) words_seen: Option<i64>,
}

/// Letters of a reason at most.
const REASON_MAX: usize = 300;

/// Reads the form of a signing, or tells all that is wrong with it.
pub(super) fn to_sign(visit: &Visit, typed: &Typed) -> Result<ToSign, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let number = read.count_from("number", 1);
    let (gap_reason, kept_reason) = (
        read.text("gap_reason", REASON_MAX),
        read.text("kept_reason", REASON_MAX),
    );
    let dated = read.past_day("dated");
    let signer = read.signer();
    match (dated, read.is_clean()) {
        (Some(dated), true) => Ok(ToSign {
            number,
            gap_reason,
            kept_reason,
            dated,
            signer,
            words_seen: typed.get("words_seen").parse().ok(),
        }),
        _ => Err(read.into_faults()),
    }
}

/// Reads why a number is cancelled.
pub(super) fn reason(visit: &Visit, typed: &Typed) -> Result<String, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let reason = read.needed("cancel_reason", REASON_MAX);
    if read.is_clean() {
        Ok(reason)
    } else {
        Err(read.into_faults())
    }
}

/// Gives the field of a cancelling.
pub(super) fn cancel_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "signing", typed, faults);
    vec![Group {
        legend: None,
        fields: vec![make.field("cancel_reason", Shape::Line)],
    }]
}

/// The fields with which the same paper is made anew from what the book knows now.
pub(super) fn fields_of(visit: &Visit, unit: UnitIndex, made: &MadePaper) -> Vec<(&'static str, String)> {
    let asking = &made.asking;
    let signer = asking.signer.as_ref();
    vec![
        ("unit", visit.book().tree.unit(unit).code.clone()),
        ("report", asking.report.code().to_owned()),
        ("period", asking.period.to_string()),
        ("words_of", made.id.to_string()),
        ("basis", asking.basis.clone().unwrap_or_default()),
        ("dated", asking.dated.map(|day| day.to_string()).unwrap_or_default()),
        ("number", asking.number.clone().unwrap_or_default()),
        (
            "signer_title",
            signer.map(|signer| signer.title.clone()).unwrap_or_default(),
        ),
        (
            "signer_name",
            signer.map(|signer| signer.name.clone()).unwrap_or_default(),
        ),
    ]
}

/// Gives the fields of a signing, with what is known filled in.
pub(super) async fn sign_groups(
    visit: &Visit,
    unit: UnitIndex,
    made: &MadePaper,
    typed: &Typed,
    faults: &[Fault],
    has_changed: bool,
) -> Result<Vec<Group>, WebError> {
    let mut typed = typed.clone();
    let dated = made.asking.dated.unwrap_or_else(|| visit.now.today());
    typed.suggest("dated", date_short(dated));
    if let Some(signer) = &made.asking.signer {
        typed.suggest("signer_title", signer.title.clone());
        typed.suggest("signer_name", signer.name.clone());
    }
    let series = series(visit, made, unit, dated)?;
    let mut tx = visit.house.db.read().await?;
    let last = last_signed(&mut tx, made.asking.unit, (&series.symbol, &series.name)).await?;
    tx.rollback().await?;
    let asked: Option<i64> = made.asking.number.as_deref().and_then(|number| number.parse().ok());
    let next = last.map_or(1, |(number, _)| number + 1);
    typed.suggest("number", asked.unwrap_or(next).to_string());
    let make = FieldMaker::new(&visit.words, "signing", &typed, faults);
    let mut fields = vec![
        make.field("number", Shape::Short),
        make.optional("gap_reason", Shape::Line),
        make.field("dated", Shape::Short),
        make.optional("signer_title", Shape::Line),
        make.optional("signer_name", Shape::Line),
    ];
    if has_changed {
        fields.push(make.field("kept_reason", Shape::Line));
    }
    Ok(vec![Group { legend: None, fields }])
}
