//! A form with the figures of a unit and a period.

use nennep_core::accounts::{Catalog, Measure};
use nennep_core::calendar::Period;
use nennep_core::register::UnitIndex;
use nennep_core::reports::Statement;
use nennep_core::text::{count, date_short};
use nennep_documents::docx::{Blank, EACH, Filling, fill};

use super::record::{Meaning, NOT_RECORDED, Part, said};
use crate::store::{Asked, Figures, Source};
use crate::web::errors::WebError;
use crate::web::reports::{is_gone, period_name, statements_of};
use crate::web::visit::Visit;

/// Holds what the names of a form stand for.
pub(super) struct Answers {
    unit: String,
    superior: String,
    period: String,
    days: (String, String),
    head: i64,
    own: Vec<Statement>,
    /// Each unit below: its name and what it says.
    pub(super) below: Vec<(String, Vec<Statement>)>,
}

/// Asks the book for everything a form names.
pub(super) async fn answers(
    visit: &Visit,
    unit: UnitIndex,
    period: Period,
    blanks: &[Blank],
) -> Result<Answers, WebError> {
    let catalog = &visit.house.catalogs.indicators;
    let (book, to) = (visit.book(), period.last_day());
    let codes = blanks
        .iter()
        .filter_map(|blank| match Meaning::of(&blank.name, catalog) {
            Some(Meaning::Figure { code, .. }) => Some((blank.is_repeated, code)),
            Some(Meaning::Word(_)) | None => None,
        });
    let codes: Vec<(bool, String)> = codes.collect();
    let measures = |is_wanted: &dyn Fn(bool) -> bool| -> Vec<Measure> {
        let mut codes: Vec<&str> = codes
            .iter()
            .filter(|(repeated, _)| is_wanted(*repeated))
            .map(|(_, code)| code.as_str())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes.into_iter().filter_map(|code| catalog.resolve(code)).collect()
    };
    let figures = Figures::new(book, catalog);
    let mut tx = visit.house.db.read().await?;
    let mut source = Source::Database {
        known_at: Some(book.head),
        tx: &mut tx,
    };
    let asked = Asked {
        unit,
        from: period.first_day(),
        to,
        tree_on: None,
        measures: measures(&|_| true),
    };
    let own = match asked.measures.is_empty() {
        true => Vec::new(),
        false => statements_of(&figures, &mut source, &asked).await?,
    };
    let repeated = measures(&|repeated| repeated);
    let mut below = Vec::new();
    if blanks.iter().any(|blank| blank.is_repeated) {
        for child in figures.children(&asked) {
            let whole = Asked {
                unit: child,
                measures: Vec::new(),
                ..asked.clone()
            };
            if is_gone(&figures, &whole, &figures.of(&mut source, &whole).await?) {
                continue;
            }
            let asked = Asked {
                measures: repeated.clone(),
                ..whole
            };
            let said = match repeated.is_empty() {
                true => Vec::new(),
                false => statements_of(&figures, &mut source, &asked).await?,
            };
            below.push((book.tree.name_on(child, to).to_owned(), said));
        }
    }
    tx.rollback().await?;
    let superior = book
        .tree
        .parent_on(unit, to)
        .map(|above| book.tree.name_on(above, to).to_owned());
    Ok(Answers {
        unit: book.tree.name_on(unit, to).to_owned(),
        superior: superior.unwrap_or_default(),
        period: period_name(Some(period), period.first_day(), to),
        days: (date_short(period.first_day()), date_short(to)),
        head: book.head,
        own,
        below,
    })
}

impl Answers {
    /// Says what a name stands for; of the unit below with that place in a repeated row.
    pub(super) fn say(&self, catalog: &Catalog, name: &str, below: Option<usize>) -> Filling {
        let row = below.and_then(|place| self.below.get(place));
        let words = |text: &str| Filling {
            text: text.to_owned(),
            figure: None,
        };
        if below.is_some() && row.is_none() {
            return words(NOT_RECORDED);
        }
        match Meaning::of(name, catalog) {
            Some(Meaning::Figure { code, part }) => {
                said(row.map_or(&self.own, |(_, statements)| statements), &code, part)
            }
            Some(Meaning::Word(word)) => match word {
                "don_vi" => words(&self.unit),
                "cap_tren" => words(&self.superior),
                "ky" => words(&self.period),
                "tu_ngay" => words(&self.days.0),
                "den_ngay" => words(&self.days.1),
                "dau_so" => words(&count(self.head)),
                "stt" => words(&below.map(|place| (place + 1).to_string()).unwrap_or_default()),
                _ => words(row.map_or(&self.unit, |(name, _)| name)),
            },
            None => words(&format!("{{{name}}}")),
        }
    }
}

/// One name of a form as its page shows it.
pub(super) struct BlankRow {
    pub(super) name: String,
    pub(super) meaning: String,
    /// As it will stand in the form; of a repeated row the first unit's.
    pub(super) value: String,
    pub(super) href: Option<String>,
    pub(super) is_missing: bool,
}

/// Lists the names of a form with what they stand for.
pub(super) fn rows(visit: &Visit, blanks: &[Blank], answers: &Answers) -> Vec<BlankRow> {
    let words = &visit.words;
    let catalog = &visit.house.catalogs.indicators;
    let rows = blanks.iter().filter(|blank| blank.name != EACH).map(|blank| {
        let filling = answers.say(catalog, &blank.name, blank.is_repeated.then_some(0));
        let mut meaning = match Meaning::of(&blank.name, catalog) {
            Some(Meaning::Word(word)) => words.keyed("report-forms-word", word, ""),
            Some(Meaning::Figure { code, part }) => {
                let name = catalog.resolve(&code).map_or(code, |measure| measure.indicator.name_vi);
                if part == Part::Value {
                    name
                } else {
                    words.with(&format!("report-forms-part-{}", part.word()), "name", name)
                }
            }
            None => String::new(),
        };
        if blank.is_repeated {
            meaning = words.with("report-forms-each", "name", meaning);
        }
        BlankRow {
            name: format!("{{{}}}", blank.name),
            meaning,
            href: filling
                .figure
                .as_deref()
                .and_then(|figure| crate::web::reports::trace_of(figure, answers.head)),
            is_missing: filling.figure.is_none() && filling.text == NOT_RECORDED,
            value: filling.text,
        }
    });
    rows.collect()
}

/// Fills a form. Its cost is that of its text, so it is done where requests do not wait for it.
pub(super) async fn filled(visit: &Visit, bytes: Vec<u8>, answers: Answers) -> Result<Vec<u8>, WebError> {
    let house = visit.house.clone();
    let work = move || {
        let say = |name: &str, below: Option<usize>| answers.say(&house.catalogs.indicators, name, below);
        fill(&bytes, answers.below.len(), &say)
    };
    let filled = tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::new)?;
    Ok(filled.map_err(anyhow::Error::new)?)
}
