//! Answering a question for figures.

use std::collections::{BTreeMap, BTreeSet};

use nennep_core::accounts::{Catalog, Measure, Planner, Shape, Sums};
use nennep_core::calendar::Day;
use nennep_core::progress::{Amount, Figure, FigureClaim, FigureSet, FigureTarget, Target, in_force, percent};
use nennep_core::register::UnitIndex;

use super::{Book, Source, StoreError};

/// Says what is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The unit.
    pub unit: UnitIndex,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// The tree day, when one is stated.
    pub tree_on: Option<Day>,
    /// What is asked for; empty for all the catalogue lists.
    pub measures: Vec<Measure>,
}

/// Answers questions over one book.
#[derive(Debug)]
pub struct Figures<'a> {
    book: &'a Book,
    catalog: &'a Catalog,
    planner: Planner<'a>,
}

impl<'a> Figures<'a> {
    /// Makes an answerer.
    #[must_use]
    pub fn new(book: &'a Book, catalog: &'a Catalog) -> Self {
        Self {
            book,
            catalog,
            planner: Planner::new(&book.tree),
        }
    }

    /// Gives the book.
    #[must_use]
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// Gives the catalogue.
    #[must_use]
    pub fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// Gives the planner.
    #[must_use]
    pub fn planner(&self) -> &Planner<'a> {
        &self.planner
    }

    /// Gives the figures of a unit.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of(&self, source: &mut Source<'_>, asked: &Asked) -> Result<FigureSet, StoreError> {
        let mut sums_from: BTreeMap<Day, Sums> = BTreeMap::new();
        self.sum_from(source, &mut sums_from, asked, asked.from).await?;
        let unit = self.book.tree.unit(asked.unit);
        let received: Vec<&Target> = self
            .book
            .targets
            .iter()
            .filter(|target| target.unit == unit.id)
            .collect();
        let running = in_force(&received, asked.to);
        for target in &running {
            self.sum_from(source, &mut sums_from, asked, target.from).await?;
        }
        let mut figures = Vec::new();
        for measure in self.measures(asked, &running) {
            let figure = self.figure(source, asked, &measure, &running, &sums_from).await?;
            if !figure.value.is_missing() || !figure.targets.is_empty() || !figure.claims.is_empty() {
                figures.push(figure);
            }
        }
        Ok(FigureSet {
            unit: unit.code.clone(),
            tree_on: asked.tree_on,
            from: asked.from,
            to: asked.to,
            head: self.book.head,
            figures,
            children: None,
        })
    }

    /// Gives the figures of a unit and of each of its children.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn with_children(&self, source: &mut Source<'_>, asked: &Asked) -> Result<FigureSet, StoreError> {
        let mut set = self.of(source, asked).await?;
        let mut children = Vec::new();
        for child in self.children(asked) {
            let figures = self
                .of(
                    source,
                    &Asked {
                        unit: child,
                        ..asked.clone()
                    },
                )
                .await?;
            if self.is_there(child, asked) || !figures.figures.is_empty() {
                children.push(figures);
            }
        }
        set.children = Some(children);
        Ok(set)
    }

    /// Gives the sums of a unit over some days, each counted where it happened.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sums(
        &self,
        source: &mut Source<'_>,
        unit: UnitIndex,
        (from, to): (Day, Day),
    ) -> Result<Sums, StoreError> {
        source
            .sums(&self.book.tree, &self.planner.plan(unit, from, to, None))
            .await
    }

    /// Units directly below on the tree day, or on any day of the period when none is stated; in the order of their codes.
    #[must_use]
    pub fn children(&self, asked: &Asked) -> Vec<UnitIndex> {
        let tree = &self.book.tree;
        let mut children: Vec<UnitIndex> = Vec::new();
        for day in self.tree_days(asked) {
            let placement = self.planner.placement(day);
            let below = tree
                .indices()
                .filter(|index| placement.read_as(*index) == *index && placement.superior(*index) == Some(asked.unit));
            // In the default reading nothing that begins later counts yet.
            let begun = |index: &UnitIndex| asked.tree_on.is_some() || tree.unit(*index).from <= day;
            children.extend(below.filter(|index| *index != asked.unit).filter(begun));
        }
        children.sort_by_key(|index| &tree.unit(*index).code);
        children.dedup();
        children
    }

    /// Days whose trees a question looks at: the stated one, or one for each tree that stood in the period.
    #[must_use]
    pub fn tree_days(&self, asked: &Asked) -> BTreeSet<Day> {
        match asked.tree_on {
            Some(day) => BTreeSet::from([day]),
            None => {
                let days = self.book.tree.structural_days().iter().map(|day| day.previous());
                days.filter(|day| (asked.from..=asked.to).contains(day))
                    .chain([asked.to])
                    .collect()
            }
        }
    }

    fn is_there(&self, unit: UnitIndex, asked: &Asked) -> bool {
        self.book.tree.is_alive(unit, asked.tree_on.unwrap_or(asked.to))
    }

    async fn sum_from(
        &self,
        source: &mut Source<'_>,
        sums: &mut BTreeMap<Day, Sums>,
        asked: &Asked,
        from: Day,
    ) -> Result<(), StoreError> {
        if let std::collections::btree_map::Entry::Vacant(place) = sums.entry(from) {
            let plan = self.planner.plan(asked.unit, from, asked.to, asked.tree_on);
            place.insert(source.sums(&self.book.tree, &plan).await?);
        }
        Ok(())
    }

    /// What to answer: as asked, or what the catalogue lists with whatever else is promised or claimed.
    fn measures(&self, asked: &Asked, running: &[&Target]) -> Vec<Measure> {
        if !asked.measures.is_empty() {
            return asked.measures.clone();
        }
        let mut measures: Vec<Measure> = self.catalog.listed().collect();
        let claimed = self.claims(asked).map(|claim| claim.indicator.as_str());
        for code in running.iter().map(|target| target.indicator.as_str()).chain(claimed) {
            if !measures.iter().any(|measure| measure.code == code) {
                measures.extend(self.catalog.resolve(code));
            }
        }
        measures
    }

    fn claims(&self, asked: &Asked) -> impl Iterator<Item = &'a super::Claim> {
        let unit = self.book.tree.unit(asked.unit).id;
        let (from, to) = (asked.from, asked.to);
        self.book
            .claims
            .iter()
            .filter(move |claim| claim.unit == unit && claim.from == from && claim.to == to)
    }

    async fn figure(
        &self,
        source: &mut Source<'_>,
        asked: &Asked,
        measure: &Measure,
        running: &[&Target],
        sums_from: &BTreeMap<Day, Sums>,
    ) -> Result<Figure, StoreError> {
        let sums = sums_from.get(&asked.from);
        let (value, of) = match &measure.indicator.shape {
            Shape::Flow | Shape::Stock => (
                Amount::of(sums.and_then(|sums| sums.value(measure, &self.book.classes))),
                None,
            ),
            Shape::Ratio { numerator, denominator } => sums.map_or((Amount::Missing(None), None), |sums| {
                self.ratio(sums, numerator, denominator)
            }),
            Shape::Coverage { expected } => (Amount::of(self.missing(source, asked, measure, expected).await?), None),
        };
        let targets = running
            .iter()
            .filter(|target| target.indicator == measure.code)
            .map(|target| self.target(asked, measure, target, sums_from))
            .collect();
        let counted = value.count();
        let claims = self
            .claims(asked)
            .filter(|claim| claim.indicator == measure.code)
            .map(|claim| FigureClaim {
                value: claim.value,
                source: claim.source.clone(),
                difference: counted.map(|counted| claim.value - counted),
            })
            .collect();
        Ok(Figure {
            indicator: measure.code.clone(),
            value,
            of,
            targets,
            claims,
        })
    }

    fn ratio(&self, sums: &Sums, numerator: &str, denominator: &str) -> (Amount, Option<[Option<i64>; 2]>) {
        let parts = self.parts(sums, numerator, denominator);
        let rate = parts.and_then(|(part, whole)| percent(part, whole));
        rate.zip(parts)
            .map_or((Amount::Missing(None), None), |(rate, (part, whole))| {
                (Amount::Percent(rate.to_string()), Some([Some(part), Some(whole)]))
            })
    }

    /// Gives both parts of a ratio; `None` when one of them was not recorded.
    pub(super) fn parts(&self, sums: &Sums, numerator: &str, denominator: &str) -> Option<(i64, i64)> {
        let (numerator, denominator) = (self.catalog.resolve(numerator)?, self.catalog.resolve(denominator)?);
        let part = sums.value(&numerator, &self.book.classes);
        part.zip(sums.opening_value(&denominator, &self.book.classes))
    }

    /// Expected units less those for which something was recorded; `None` when none is expected.
    async fn missing(
        &self,
        source: &mut Source<'_>,
        asked: &Asked,
        measure: &Measure,
        kinds: &[String],
    ) -> Result<Option<i64>, StoreError> {
        let tree = &self.book.tree;
        let plan = self.planner.plan(asked.unit, asked.from, asked.to, asked.tree_on);
        let is_expected = |index: &UnitIndex| {
            tree.is_alive(*index, asked.to) && kinds.iter().any(|kind| kind == tree.kind_on(*index, asked.to))
        };
        let expected: Vec<i64> = plan
            .stock
            .members()
            .filter(is_expected)
            .map(|index| tree.unit(index).id.0)
            .collect();
        if expected.is_empty() {
            return Ok(None);
        }
        let lines = source.lines_by_unit(&expected, asked.from, asked.to).await?;
        let is_counted = |class: i64| {
            self.book
                .classes
                .get(&class)
                .is_some_and(|class| measure.weight(class) != 0)
        };
        let done: BTreeSet<i64> = lines
            .iter()
            .filter(|line| line.sum.amount > 0 && is_counted(line.sum.class))
            .map(|line| line.unit)
            .collect();
        Ok(i64::try_from(expected.iter().filter(|unit| !done.contains(unit)).count()).ok())
    }

    fn target(
        &self,
        asked: &Asked,
        measure: &Measure,
        target: &Target,
        sums_from: &BTreeMap<Day, Sums>,
    ) -> FigureTarget {
        let sums = sums_from.get(&target.from);
        let result = sums.and_then(|sums| sums.value(measure, &self.book.classes));
        FigureTarget {
            giver: target.giver_on(&self.book.tree, asked.to),
            member: target.member.clone(),
            from: target.from,
            to: target.to,
            min: target.min,
            max: target.max,
            result: Amount::of(result),
            percent: target.rate(result).map(|rate| rate.to_string()),
            state: target.reach(result),
        }
    }
}
