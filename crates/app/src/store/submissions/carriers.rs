//! Which papers carry a value that is known otherwise now.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use nennep_core::accounts::{Catalog, Measure};
use nennep_core::calendar::{Day, Period};
use nennep_core::progress::{Amount, Figure};
use nennep_core::register::{UnitId, UnitIndex};

use crate::store::{Asked, Book, Figures, Source, StoreError, Tx, id_list};

/// Papers looked at for one answer, the newest first.
pub const CARRIERS_MAX: usize = 100;

/// Holds one value that a paper printed and the book knows otherwise.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// Number of the paper in the house.
    pub paper: i64,
    /// Its number and symbol; none for a draft.
    pub number: Option<String>,
    /// Its day, when one was stated.
    pub dated_on: Option<Day>,
    /// The unit that reports.
    pub reporter: i64,
    /// Whose figure it is: the reporter's own, or that of a unit on a line below it.
    pub unit: i64,
    /// The period.
    pub period: Period,
    /// Last entry the paper knows.
    pub head: i64,
    /// Code of the indicator.
    pub indicator: String,
    /// What it printed.
    pub printed: Amount,
    /// What is known now.
    pub known: Amount,
}

/// Holds a paper as far as it is asked for its figures.
#[derive(Clone, Debug)]
pub struct KeptPaper {
    /// Number in the house.
    pub id: i64,
    /// The unit that reports.
    pub unit: i64,
    /// The period.
    pub period: Period,
    /// Its day, when one was stated.
    pub dated_on: Option<Day>,
    /// Its number and symbol.
    pub number: Option<String>,
    /// Last entry it knows.
    pub head: i64,
    /// When it was made.
    pub made_at: String,
}

/// Gives the papers of some units, the newest first.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn papers_of(tx: &mut Tx, units: &[i64]) -> Result<Vec<KeptPaper>, StoreError> {
    let sql = format!(
        "select id, unit_id, period, dated_on, number, head, made_at from paper where unit_id in ({}) order by id desc",
        id_list(units)
    );
    let mut papers = Vec::new();
    for row in tx.rows(&sql, &[]).await? {
        let id = row.int(0)?;
        let bad = StoreError::BadRow {
            table: "paper",
            no: id,
            column: "period",
        };
        papers.push(KeptPaper {
            id,
            unit: row.int(1)?,
            period: kept_period(&row.text(2)?).ok_or(bad)?,
            dated_on: row.optional_day(3, ("paper", id))?,
            number: row.optional_text(4)?,
            head: row.int(5)?,
            made_at: row.text(6)?,
        });
    }
    Ok(papers)
}

/// Reads a period as a paper keeps it: one of the shapes, or two days.
fn kept_period(text: &str) -> Option<Period> {
    let days = text.split_once("..").map(|(from, to)| (from.parse(), to.parse()));
    match days {
        Some((Ok(from), Ok(to))) => Period::range(from, to).ok(),
        Some(_) | None => text.parse().ok(),
    }
}

/// Gives every value of a unit's measures that a paper of the unit, or of one above it, printed and that is known otherwise.
///
/// A paper prints its own unit and the units directly below; what a paper of a unit higher up adds up is that unit's own figure.
///
/// # Errors
/// When the database refuses.
pub async fn carriers(
    tx: &mut Tx,
    now: &Figures<'_>,
    unit: UnitIndex,
    measures: &[Measure],
) -> Result<Vec<Carrier>, StoreError> {
    carriers_before(tx, now, unit, measures, None).await
}

/// Gives the same of the papers made before an instant and known no further than the book.
pub(super) async fn carriers_before(
    tx: &mut Tx,
    now: &Figures<'_>,
    unit: UnitIndex,
    measures: &[Measure],
    made_at: Option<&str>,
) -> Result<Vec<Carrier>, StoreError> {
    let tree = &now.book().tree;
    let above = chain(now, unit);
    let ids: Vec<i64> = above.iter().map(|unit| tree.unit(*unit).id.0).collect();
    let mut books: BTreeMap<i64, Book> = BTreeMap::new();
    let mut found = Vec::new();
    let by_then = |paper: &KeptPaper| {
        paper.head <= now.book().head && made_at.is_none_or(|made_at| paper.made_at.as_str() < made_at)
    };
    let papers = papers_of(tx, &ids).await?.into_iter().filter(by_then);
    for paper in papers.take(CARRIERS_MAX) {
        let Some(reporter) = tree.index_of(UnitId(paper.unit)) else {
            continue;
        };
        let book: &Book = match books.entry(paper.head) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Book::load(tx, Some(paper.head)).await?),
        };
        let then = Figures::new(book, now.catalog());
        let asked = |unit| Asked {
            unit,
            from: paper.period.first_day(),
            to: paper.period.last_day(),
            tree_on: None,
            measures: measures.to_vec(),
        };
        // Of the units between, each has a line in the paper of the one above it alone.
        let lines = above.iter().position(|other| *other == reporter);
        let below = lines
            .and_then(|place| place.checked_sub(1))
            .and_then(|place| above.get(place));
        for whose in std::iter::once(reporter).chain(below.copied()) {
            let printed = values(tx, &then, &asked(whose)).await?;
            let known = values(tx, now, &asked(whose)).await?;
            for measure in measures {
                let (printed, known) = (value_of(&printed, measure), value_of(&known, measure));
                if printed != known {
                    found.push(Carrier {
                        paper: paper.id,
                        number: paper.number.clone(),
                        dated_on: paper.dated_on,
                        reporter: paper.unit,
                        unit: tree.unit(whose).id.0,
                        period: paper.period,
                        head: paper.head,
                        indicator: measure.code.clone(),
                        printed,
                        known,
                    });
                }
            }
        }
    }
    Ok(found)
}

/// Gives the figures asked for as a stated head knew them.
///
/// # Errors
/// When the database refuses.
pub async fn value_at(tx: &mut Tx, catalog: &Catalog, asked: &Asked, head: i64) -> Result<Vec<Figure>, StoreError> {
    let book = Book::load(tx, Some(head)).await?;
    values(tx, &Figures::new(&book, catalog), asked).await
}

async fn values(tx: &mut Tx, figures: &Figures<'_>, asked: &Asked) -> Result<Vec<Figure>, StoreError> {
    // A unit that was not known yet had no figure; units keep their places from head to head.
    if figures.book().tree.indices().all(|unit| unit != asked.unit) {
        return Ok(Vec::new());
    }
    let known_at = figures.book().known_at();
    let set = figures.of(&mut Source::Database { tx, known_at }, asked).await?;
    Ok(set.figures)
}

fn value_of(figures: &[Figure], measure: &Measure) -> Amount {
    let found = figures.iter().find(|figure| figure.indicator == measure.code);
    found.map_or(Amount::Missing(None), |figure| figure.value.clone())
}

/// The unit and everything above it in any of the trees it stood in.
fn chain(now: &Figures<'_>, unit: UnitIndex) -> Vec<UnitIndex> {
    let tree = &now.book().tree;
    let mut chain = vec![unit];
    let last = tree.last_day(unit).unwrap_or(Day::LAST);
    while let Some(parent) = chain.last().and_then(|below| tree.parent_on(*below, last)) {
        if chain.contains(&parent) {
            break;
        }
        chain.push(parent);
    }
    chain
}
