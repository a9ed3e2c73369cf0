//! Which papers carry a value that is known otherwise now.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use nennep_core::accounts::{Catalog, Measure};
use nennep_core::calendar::{Day, Period};
use nennep_core::progress::{Amount, Figure};
use nennep_core::register::{UnitId, UnitIndex};

use crate::store::{Asked, Book, Figures, SIGNED_NUMBER, Source, StoreError, Tx, id_list};

/// Papers looked at for one answer, the newest first.
const CARRIERS_MAX: usize = 500;

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
        "select p.id, p.unit_id, p.period, coalesce(s.dated_on, p.dated_on), coalesce({SIGNED_NUMBER}, p.number), p.head, p.made_at \
        from paper p left join signing s on s.paper_id = p.id where p.unit_id in ({}) \
        and not exists (select 1 from signing_cancelled c where c.paper_id = p.id) order by p.id desc",
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
            period: crate::store::papers::kept_period(&row.text(2)?).ok_or(bad)?,
            dated_on: row.optional_day(3, ("paper", id))?,
            number: row.optional_text(4)?,
            head: row.int(5)?,
            made_at: row.text(6)?,
        });
    }
    Ok(papers)
}

/// Remembers books of earlier heads while papers are asked one after another.
#[derive(Debug, Default)]
pub struct Books(BTreeMap<i64, Book>);

impl Books {
    /// Gives the book as known at a head.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn at(&mut self, tx: &mut Tx, head: i64) -> Result<&Book, StoreError> {
        Ok(match self.0.entry(head) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Book::load(tx, Some(head)).await?),
        })
    }
}

/// Gives every value of a unit's measures that a paper of the unit, or of one above it, printed and that is known otherwise.
///
/// A paper prints its own unit and the units directly below; what a paper of a unit higher up adds up is that unit's own figure.
/// Papers made from an instant on, or known further than the book, are left out.
///
/// # Errors
/// When the database refuses.
pub async fn carriers(
    tx: &mut Tx,
    (now, books): (&Figures<'_>, &mut Books),
    unit: UnitIndex,
    measures: &[Measure],
    made_before: Option<&str>,
) -> Result<Vec<Carrier>, StoreError> {
    let tree = &now.book().tree;
    let ids: Vec<i64> = ever_above(now, unit).iter().map(|unit| tree.unit(*unit).id.0).collect();
    let head = now.book().head;
    // A paper that knows all there is carries nothing old.
    let asked =
        |paper: &KeptPaper| paper.head < head && made_before.is_none_or(|made_at| paper.made_at.as_str() < made_at);
    let mut found = Vec::new();
    for paper in papers_of(tx, &ids).await?.into_iter().filter(asked).take(CARRIERS_MAX) {
        let Some(reporter) = tree.index_of(UnitId(paper.unit)) else {
            continue;
        };
        let Some(line) = line_of(now, unit, reporter, paper.period.last_day()) else {
            continue;
        };
        let book = books.at(tx, paper.head).await?;
        let then = Figures::new(book, now.catalog());
        let mut whose = vec![reporter];
        whose.extend(Some(line).filter(|line| *line != reporter));
        for whose in whose {
            let asked = Asked {
                unit: whose,
                from: paper.period.first_day(),
                to: paper.period.last_day(),
                tree_on: None,
                measures: measures.to_vec(),
            };
            let (printed, known) = (values(tx, &then, &asked).await?, values(tx, now, &asked).await?);
            for measure in measures {
                let (printed, known) = (value_of(&printed, measure), value_of(&known, measure));
                if printed != known {
                    found.push(carrier(&paper, tree.unit(whose).id.0, measure, (printed, known)));
                }
            }
        }
    }
    Ok(found)
}

fn carrier(paper: &KeptPaper, unit: i64, measure: &Measure, (printed, known): (Amount, Amount)) -> Carrier {
    Carrier {
        paper: paper.id,
        number: paper.number.clone(),
        dated_on: paper.dated_on,
        reporter: paper.unit,
        unit,
        period: paper.period,
        head: paper.head,
        indicator: measure.code.clone(),
        printed,
        known,
    }
}

/// The line of a reporter's paper the unit was counted in on a day: the reporter itself, or the unit directly below it.
fn line_of(now: &Figures<'_>, unit: UnitIndex, reporter: UnitIndex, on: Day) -> Option<UnitIndex> {
    let placement = now.book().tree.placement(on);
    let mut line = placement.read_as(unit);
    if line == reporter || unit == reporter {
        return Some(reporter);
    }
    for _ in 0..now.book().tree.len() {
        match placement.superior(line)? {
            superior if superior == reporter => return Some(line),
            superior => line = superior,
        }
    }
    None
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

/// The unit, what took it over, and everything above any of them in any of the trees they stood in.
fn ever_above(now: &Figures<'_>, unit: UnitIndex) -> Vec<UnitIndex> {
    let tree = &now.book().tree;
    let mut found = vec![unit];
    let mut place = 0;
    while let Some(at) = found.get(place).copied() {
        let parents = tree.versions(at).into_iter().filter_map(|version| version.parent);
        for other in parents.chain(tree.successors(at).iter().copied()) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        place += 1;
    }
    found
}
