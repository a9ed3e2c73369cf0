//! The bar of the scope: what holds for every figure of a page, read from its address.
//!
//! A page takes a [`BarQuery`], reads a [`Bar`] of it, and hands [`Bar::parts`] to the frame. What cannot be read is
//! answered by [`BarWrong::page`]: the fields as typed with all faults, and no figure.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use nennep_core::accounts::Measure;
use nennep_core::calendar::{Day, DayError, Period, PeriodError};
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::text::{count, date_short, parse_count};

use super::bar_parts;
use super::days::{read_day, read_period};
use super::errors::{WebError, percent};
use super::house::House;
use super::shell::BarPart;
use super::visit::Visit;
use super::words::Words;
use crate::store::{Asked, Book, StoreError, Tx};

/// Names of the fields of an address that the bar reads.
pub const FIELDS: [&str; 5] = ["period", "from", "to", "tree_on", "known_at"];

/// Holds the fields of an address as they were typed; absent ones are empty.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct BarQuery(BTreeMap<String, String>);

/// Holds what holds for every figure of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The unit, in the tree of the visit.
    pub unit: UnitIndex,
    /// The period.
    pub period: Period,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The tree day, when one is stated.
    pub tree_on: Option<Day>,
    /// The entry up to which the book is known, when one is stated.
    pub known_at: Option<i64>,
}

/// Says what is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarFault {
    /// The field.
    pub field: &'static str,
    /// What was found, what is expected, what to do.
    pub words: String,
}

/// Holds an address that cannot be read, with everything wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarWrong {
    /// What was typed.
    pub query: BarQuery,
    /// What is wrong, in the order of the fields.
    pub faults: Vec<BarFault>,
}

impl FromRequestParts<House> for BarQuery {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, WebError> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, house).await;
        Ok(Self::of(&pairs.map(|pairs| pairs.0).unwrap_or_default()))
    }
}

impl BarQuery {
    /// Takes the bar's fields out of the pairs of an address; the last of a name holds.
    #[must_use]
    pub fn of(pairs: &[(String, String)]) -> Self {
        let known = pairs.iter().filter(|(name, _)| FIELDS.contains(&name.as_str()));
        Self(
            known
                .map(|(name, value)| (name.clone(), value.trim().chars().take(40).collect()))
                .collect(),
        )
    }

    /// Gives a field as typed.
    #[must_use]
    pub fn typed(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }
}

impl Bar {
    /// Reads the bar of a page about a unit; without a period it takes the quarter of the last thing that happened there.
    ///
    /// # Errors
    /// Everything wrong with the fields, at once.
    pub fn read(visit: &Visit, unit: UnitIndex, query: &BarQuery) -> Result<Self, BarWrong> {
        let mut reader = Reader {
            visit,
            unit,
            query,
            faults: Vec::new(),
        };
        let period = reader.period();
        let tree_on = reader.day("tree_on");
        let known_at = reader.known_at();
        match period.filter(|_| reader.faults.is_empty()) {
            Some(period) => Ok(Self {
                unit,
                period,
                from: period.first_day(),
                to: period.last_day(),
                tree_on,
                known_at,
            }),
            None => Err(BarWrong {
                query: query.clone(),
                faults: reader.faults,
            }),
        }
    }

    /// Gives the parts for the frame; `path` tells the address of the same page about another unit.
    #[must_use]
    pub fn parts(&self, visit: &Visit, path: impl Fn(&str) -> String) -> Vec<BarPart> {
        bar_parts::parts(self, visit, &path)
    }

    /// Gives the fields of this bar as an address carries them, always with its period.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![("period", self.period.to_string())];
        fields.extend(self.tree_on.map(|day| ("tree_on", day.to_string())));
        fields.extend(self.known_at.map(|no| ("known_at", no.to_string())));
        fields
    }

    /// Writes an address with this bar's fields after others, `path?indicator=…&period=…`.
    #[must_use]
    pub fn address(&self, path: &str, others: &[(&str, &str)]) -> String {
        let own = self.fields();
        let pairs = others
            .iter()
            .copied()
            .chain(own.iter().map(|(name, value)| (*name, value.as_str())));
        let text: Vec<String> = pairs
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        format!("{path}?{}", text.join("&"))
    }

    /// Gives the question for figures; no measures for all the catalogue lists.
    #[must_use]
    pub fn asked(&self, measures: Vec<Measure>) -> Asked {
        Asked {
            unit: self.unit,
            from: self.from,
            to: self.to,
            tree_on: self.tree_on,
            measures,
        }
    }

    /// Gives the book as known where the bar says; units of an earlier book have other indices, found by their number.
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn book(&self, visit: &Visit, tx: &mut Tx) -> Result<Arc<Book>, StoreError> {
        match self.known_at.filter(|no| *no < visit.book().head) {
            Some(no) => Ok(Arc::new(Book::load(tx, Some(no)).await?)),
            None => Ok(Arc::clone(&visit.snapshot.book)),
        }
    }

    /// Gives the day whose tree is shown beside the figures: the stated one, else the last of the period.
    #[must_use]
    pub fn tree_day(&self) -> Day {
        self.tree_on.unwrap_or(self.to)
    }

    /// Says the period in words.
    #[must_use]
    pub fn period_words(&self, words: &Words) -> String {
        period_words(words, self.period)
    }
}

struct Reader<'a> {
    visit: &'a Visit,
    unit: UnitIndex,
    query: &'a BarQuery,
    faults: Vec<BarFault>,
}

impl Reader<'_> {
    fn fault(&mut self, field: &'static str, key: &str, values: &[(&'static str, String)]) {
        let mut values = values.to_vec();
        values.push(("found", self.query.typed(field).to_owned()));
        let words = self.visit.words.fill(key, &values);
        self.faults.push(BarFault { field, words });
    }

    fn period(&mut self) -> Option<Period> {
        let (typed, from, to) = (
            self.query.typed("period"),
            self.query.typed("from"),
            self.query.typed("to"),
        );
        match (typed.is_empty(), from.is_empty() && to.is_empty()) {
            (true, true) => Some(usual_period(self.visit, self.unit)),
            (false, true) => self.stated_period(typed),
            (false, false) => {
                self.fault("period", "bar-fault-two", &[]);
                None
            }
            (true, false) => self.days_of_period(),
        }
    }

    fn stated_period(&mut self, typed: &str) -> Option<Period> {
        let key = match read_period(typed) {
            Ok(period) => return Some(period),
            Err(PeriodError::Shape) => "bar-fault-shape",
            Err(PeriodError::OutOfRange) => "bar-fault-years",
            Err(PeriodError::Backwards) => "bar-fault-backwards",
        };
        self.fault("period", key, &[]);
        None
    }

    fn days_of_period(&mut self) -> Option<Period> {
        for (end, other) in [("from", "to"), ("to", "from")] {
            if self.query.typed(end).is_empty() && !self.query.typed(other).is_empty() {
                self.fault(end, "bar-fault-other-end", &[]);
            }
        }
        let (from, to) = (self.day("from"), self.day("to"));
        let period = Period::range(from?, to?).ok();
        if period.is_none() {
            self.fault("to", "bar-fault-backwards", &[]);
        }
        period
    }

    fn day(&mut self, field: &'static str) -> Option<Day> {
        let typed = self.query.typed(field);
        if typed.is_empty() {
            return None;
        }
        match read_day(typed) {
            Ok(day) => Some(day),
            Err(DayError::Shape) => {
                self.fault(field, "bar-fault-day", &[]);
                None
            }
            Err(DayError::NoSuchDay) => {
                self.fault(field, "bar-fault-no-such-day", &[]);
                None
            }
        }
    }

    fn known_at(&mut self) -> Option<i64> {
        let typed = self.query.typed("known_at");
        if typed.is_empty() {
            return None;
        }
        let head = self.visit.book().head;
        let values = [("head", count(head))];
        let own = self.visit.book().tree.unit(self.unit).id.0;
        match parse_count(typed) {
            None | Some(..1) => self.fault("known_at", "bar-fault-number", &values),
            Some(no) if no > head => self.fault("known_at", "bar-fault-later", &values),
            Some(no) if no < own => self.fault("known_at", "bar-fault-unit-later", &[("no", count(own))]),
            Some(no) => return Some(no),
        }
        None
    }
}

/// The quarter of the last thing counted at the unit or below it, else the present one, or that of its end: never a silent today.
fn usual_period(visit: &Visit, unit: UnitIndex) -> Period {
    let book = visit.book();
    let day = day_of(&book.tree, unit, visit.now.today());
    let inside = book.tree.placement(day).inside(unit);
    let units: Vec<i64> = inside.members().map(|index| book.tree.unit(index).id.0).collect();
    let is_flow = |class: i64| {
        book.classes
            .get(&class)
            .is_some_and(|class| !class.account.is_opening() && class.account.code() != "enterprise_listed")
    };
    // What units below an ended one did after its end is not its own.
    let last = visit.snapshot.tally.last_day(&units, day, is_flow).unwrap_or(day);
    quarter_of(last)
}

/// Says words that stand at a beginning inside a sentence: `Quý I/2024` becomes `quý I/2024`.
#[must_use]
pub fn within(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Gives the quarter that holds a day.
#[must_use]
pub fn quarter_of(day: Day) -> Period {
    Period::Quarter {
        year: day.year(),
        quarter: day.month().div_ceil(3),
    }
}

/// Gives the day nearest to the stated one on which the unit is there.
#[must_use]
pub fn day_of(tree: &Tree, unit: UnitIndex, day: Day) -> Day {
    let day = day.max(tree.unit(unit).from);
    tree.last_day(unit).map_or(day, |last| last.min(day))
}

/// Says a period in words: `Quý I/2024`.
#[must_use]
pub fn period_words(words: &Words, period: Period) -> String {
    let year_of = |year: i32| ("year", year.to_string());
    match period {
        Period::Month { year, month } => words.fill("bar-of-month", &[("month", month_words(month)), year_of(year)]),
        Period::Quarter { year, quarter } => {
            let roman = match quarter {
                1 => "I",
                2 => "II",
                3 => "III",
                _ => "IV",
            };
            words.fill("bar-of-quarter", &[("quarter", roman.to_owned()), year_of(year)])
        }
        Period::HalfYear { year, half: 1 } => words.fill("bar-of-first-half", &[year_of(year)]),
        Period::HalfYear { year, .. } => words.fill("bar-of-second-half", &[year_of(year)]),
        Period::NineMonths { year } => words.fill("bar-of-nine-months", &[year_of(year)]),
        Period::Year { year } => words.fill("bar-of-year", &[year_of(year)]),
        Period::Years { first, last } => words.fill(
            "bar-of-years",
            &[("first", first.to_string()), ("last", last.to_string())],
        ),
        Period::Range { from, to } => words.fill("bar-of-days", &[("from", date_short(from)), ("to", date_short(to))]),
    }
}

/// Only January and February take two digits, as in dates.
fn month_words(month: u32) -> String {
    if month <= 2 {
        format!("{month:02}")
    } else {
        month.to_string()
    }
}
