//! A form, and what the names in it stand for.

use nennep_core::accounts::Catalog;
use nennep_core::reports::Statement;
use nennep_core::text::{count, whole};
use nennep_documents::docx::Filling;

/// Holds one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReportForm {
    pub(super) id: i64,
    /// The committee that gives it.
    pub(super) unit: i64,
    pub(super) name: String,
    pub(super) file_name: String,
    /// The .docx.
    pub(super) bytes: Vec<u8>,
    pub(super) made_at: String,
    pub(super) made_by: String,
    pub(super) is_withdrawn: bool,
}

/// What is told of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Value,
    Promised,
    Result,
    Fraction,
    Percent,
    Missing,
}

impl Part {
    pub(super) const ALL: [Part; 6] = [
        Part::Value,
        Part::Promised,
        Part::Result,
        Part::Fraction,
        Part::Percent,
        Part::Missing,
    ];

    /// The word after the point of a name; none for the value itself.
    pub(super) fn word(self) -> &'static str {
        match self {
            Part::Value => "",
            Part::Promised => "giao",
            Part::Result => "thuc_hien",
            Part::Fraction => "phan_so",
            Part::Percent => "ty_le",
            Part::Missing => "con_thieu",
        }
    }
}

/// What a name in a form stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Words about the unit and the period, by their name.
    Word(&'static str),
    /// A figure of an indicator of the catalogue.
    Figure { code: String, part: Part },
}

/// Names of words: those of the report, and those of the unit of a repeated row.
pub(super) const WORDS: [&str; 8] = [
    "don_vi", "cap_tren", "ky", "tu_ngay", "den_ngay", "dau_so", "ten", "stt",
];

impl Meaning {
    /// Finds what a name stands for.
    pub(super) fn of(name: &str, catalog: &Catalog) -> Option<Self> {
        if let Some(word) = WORDS.iter().find(|word| **word == name) {
            return Some(Self::Word(word));
        }
        let (code, part) = name.split_once('.').unwrap_or((name, ""));
        let part = Part::ALL.into_iter().find(|known| known.word() == part)?;
        let measure = catalog.resolve(code)?;
        Some(Self::Figure {
            code: measure.code,
            part,
        })
    }
}

/// What stands where nothing is recorded.
pub(super) const NOT_RECORDED: &str = "–";

/// Says a figure: that of the first target that can be said, for what is told of targets.
pub(super) fn said(statements: &[Statement], code: &str, part: Part) -> Filling {
    let statement = statements.iter().find(|statement| statement.indicator == code);
    let number = statement.and_then(|statement| {
        let promise = statement
            .promises
            .iter()
            .find(|promise| promise.member.is_none() && promise.min > 0);
        let of_fraction = |part: &str, value: i64| {
            let figure = promise?.fraction.as_ref()?.figure.replace(".fraction", part);
            Some((count(value), figure))
        };
        let printed = |number: &nennep_core::reports::Number| (number.printed.clone(), number.figure.clone());
        match part {
            Part::Value => statement.number.as_ref().map(printed),
            Part::Promised => promise.and_then(|promise| of_fraction(".promised", promise.min)),
            Part::Result => promise.and_then(|promise| of_fraction(".result", promise.result?)),
            Part::Fraction => promise.and_then(|promise| promise.fraction.as_ref().map(printed)),
            Part::Percent => promise.and_then(|promise| promise.percent.as_ref().map(printed)),
            Part::Missing => promise.and_then(|promise| match (promise.missing, promise.result) {
                (Some(missing), _) => of_fraction(".missing", missing),
                // Reached: nothing is missing, and no figure says so.
                (None, Some(_)) => Some((whole(0), String::new())),
                (None, None) => None,
            }),
        }
    });
    match number {
        Some((text, figure)) => Filling {
            text,
            figure: Some(figure).filter(|figure| !figure.is_empty()),
        },
        None => Filling {
            text: NOT_RECORDED.to_owned(),
            figure: None,
        },
    }
}
