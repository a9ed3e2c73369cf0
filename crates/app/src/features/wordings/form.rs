//! The form of a wording, and what is wrong with its words at their lines.

use std::error::Error as _;

use minijinja::{Error, ErrorKind};
use nennep_core::accounts::Catalog;
use nennep_core::calendar::Period;
use nennep_core::reports::{ReportKind, ReportModel};

use crate::store::KeptWording;
use crate::web::days::read_period;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::Typed;
use crate::web::reports::{Papers, as_kind, emptied, recorded, trial};
use crate::web::visit::Visit;

/// Letters of one text at most.
const TEXT_MAX: usize = 60_000;

/// What is edited: the words of a kind, or a part kinds share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edited {
    Kind(ReportKind),
    Part(String),
}

impl Edited {
    /// Finds what a name means.
    pub(super) fn of(name: &str, papers: &Papers) -> Option<Self> {
        let part = || papers.parts().contains_key(name).then(|| Self::Part(name.to_owned()));
        ReportKind::of(name).map(Self::Kind).or_else(part)
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Kind(kind) => kind.code(),
            Self::Part(name) => name,
        }
    }

    /// The kind it is proved with.
    pub(super) fn kind(&self) -> ReportKind {
        match self {
            Self::Kind(kind) => *kind,
            Self::Part(_) => ReportKind::Quarter,
        }
    }

    pub(super) fn is_kind(&self) -> bool {
        matches!(self, Self::Kind(_))
    }
}

/// Reads the texts of a form.
pub(super) fn wording(edited: &Edited, unit: i64, typed: &Typed) -> KeptWording {
    let text = |field: &str| typed.get(field).replace("\r\n", "\n").trim().to_owned();
    let of_kind = |field: &str| edited.is_kind().then(|| text(field));
    KeptWording {
        unit,
        name: edited.name().to_owned(),
        opening: of_kind("opening"),
        summary: of_kind("summary"),
        recipients: of_kind("recipients"),
        words: Some(text("words")),
        ..KeptWording::default()
    }
}

/// The period a wording is proved with: the typed one, or the last that is over and fits the kind.
pub(super) fn period(visit: &Visit, papers: &Papers, edited: &Edited, typed: &Typed) -> Result<Period, Fault> {
    let wrong = |kind| Fault::new(kind, typed.get("period"), "").in_field("period");
    let wording = papers.wording(edited.kind());
    if typed.get("period").trim().is_empty() {
        return Ok(usual_period(visit, &wording.periods));
    }
    let period = read_period(typed.get("period")).map_err(|_| wrong(FaultKind::BadPeriod))?;
    if wording.fits(period) {
        return Ok(period);
    }
    let shapes = wording
        .periods
        .iter()
        .map(|shape| visit.words.keyed("papers-shape", shape, ""));
    let shapes: Vec<String> = shapes.collect();
    Err(Fault::new(FaultKind::OtherPeriod, typed.get("period"), &shapes.join(", ")).in_field("period"))
}

fn usual_period(visit: &Visit, shapes: &[String]) -> Period {
    let today = visit.now.today();
    let last_year = today.year() - 1;
    match shapes.first().map(String::as_str) {
        Some("half_year") => Period::HalfYear {
            year: last_year,
            half: 2,
        },
        Some("nine_months") => Period::NineMonths { year: last_year },
        Some("year") => Period::Year { year: last_year },
        Some("years") => Period::Years {
            first: last_year - 4,
            last: last_year,
        },
        Some(_) | None => match (today.month() - 1) / 3 {
            0 => Period::Quarter {
                year: last_year,
                quarter: 4,
            },
            quarter => Period::Quarter {
                year: today.year(),
                quarter,
            },
        },
    }
}

/// Tells all that is wrong with a wording: empty and long texts, and what cannot be said of the figures of a period, of none, or of all.
pub(super) fn faults(
    (edited, wording): (&Edited, &KeptWording),
    papers: &Papers,
    model: &ReportModel,
    catalog: &Catalog,
) -> Vec<Fault> {
    let texts = [
        ("opening", &wording.opening),
        ("summary", &wording.summary),
        ("recipients", &wording.recipients),
        ("words", &wording.words),
    ];
    let mut faults = Vec::new();
    for (field, text) in texts {
        let Some(text) = text else { continue };
        let letters = text.chars().count();
        if text.is_empty() {
            faults.push(Fault::new(FaultKind::MissingValue, "", "").in_field(field));
        }
        if letters > TEXT_MAX {
            let fault = Fault::new(FaultKind::TooLong, letters.to_string(), &TEXT_MAX.to_string());
            faults.push(fault.in_field(field));
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    // A part is said in papers of every kind.
    let kinds = match edited {
        Edited::Kind(kind) => vec![*kind],
        Edited::Part(_) => ReportKind::ALL.to_vec(),
    };
    let models = kinds.into_iter().flat_map(|kind| {
        let model = as_kind(papers, model, kind);
        [model.clone(), emptied(&model), recorded(&model, catalog)]
    });
    for model in models {
        for (field, cause) in trial(papers, &model) {
            let fault = fault_of(edited, wording, field, &cause);
            if !faults
                .iter()
                .any(|known: &Fault| known.column == fault.column && known.found == fault.found)
            {
                faults.push(fault);
            }
        }
    }
    faults
}

/// The deepest cause is the one in the text that was edited.
fn fault_of(edited: &Edited, wording: &KeptWording, field: &'static str, cause: &Error) -> Fault {
    let mut deepest = cause;
    while let Some(inner) = deepest.source().and_then(|inner| inner.downcast_ref::<Error>()) {
        deepest = inner;
    }
    let asks_nothing = deepest
        .detail()
        .is_some_and(|detail| detail.starts_with(NOTHING_RECORDED));
    let kind = if UNKNOWN.contains(&deepest.kind()) {
        FaultKind::WordingUnknown
    } else if asks_nothing {
        FaultKind::WordingNoFigure
    } else if deepest.kind() == ErrorKind::OutOfFuel {
        FaultKind::WordingEndless
    } else {
        FaultKind::WordingShape
    };
    // A part is read under its own name; what is wrong in another text than the edited one has no line here.
    let own = match edited {
        Edited::Part(name) => deepest.name() == Some(name.as_str()),
        Edited::Kind(_) => deepest.name().is_none_or(|name| name.starts_with('<')),
    };
    let text = match field {
        "opening" if edited.is_kind() => &wording.opening,
        "summary" => &wording.summary,
        "recipients" => &wording.recipients,
        _ => &wording.words,
    };
    let is_of_words = field == "words" || !edited.is_kind();
    let line = deepest.line().filter(|_| own && is_of_words).unwrap_or(0);
    let said = text
        .as_deref()
        .unwrap_or_default()
        .lines()
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    let found = if line > 0 {
        format!("{line}: {}", said.trim())
    } else {
        deepest
            .name()
            .filter(|name| !name.starts_with('<'))
            .unwrap_or(said)
            .to_owned()
    };
    Fault::new(kind, found, "").in_field(if wording.opening.is_some() { field } else { "words" })
}

/// What a wording may ask for that is not there.
const UNKNOWN: [ErrorKind; 6] = [
    ErrorKind::UndefinedError,
    ErrorKind::UnknownFunction,
    ErrorKind::UnknownFilter,
    ErrorKind::UnknownTest,
    ErrorKind::UnknownMethod,
    ErrorKind::TemplateNotFound,
];

/// How a wording is told that it asks for a figure nothing is recorded for.
const NOTHING_RECORDED: &str = "nothing is recorded";
