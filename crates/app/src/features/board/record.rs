//! What was reported of the unit and the period of a board, beside what is known now.

use std::collections::BTreeMap;

use nennep_core::accounts::Catalog;
use nennep_core::ledger::FigureGroup;
use nennep_core::progress::{Amount, Figure, FigureSet, FigureTarget};
use nennep_core::register::{Rhythm, UnitIndex};
use nennep_core::text::{count, date_short};

use super::rows::Share;
use crate::store::{
    Asked, KeptPaper, Submission, SubmissionKey, Tally, Tx, find_submission, group_of, papers_of, value_at,
};
use crate::web::bar::Bar;
use crate::web::due::{Due, DueRow, Wanted};
use crate::web::errors::WebError;
use crate::web::locked::group_words;
use crate::web::submitted::said_words;
use crate::web::visit::Visit;

/// Holds figures as they were reported.
#[derive(Debug, Default)]
pub(super) struct Reported {
    /// Where they were said.
    pub(super) said: String,
    /// Last entry known then.
    pub(super) head: Option<i64>,
    figures: BTreeMap<String, Figure>,
    /// Groups that were said, each with the last entry known then; of the others nothing was.
    groups: BTreeMap<FigureGroup, i64>,
}

impl Reported {
    /// Finds what was closed or submitted of the period, else what the newest paper with a number printed.
    pub(super) async fn find(visit: &Visit, bar: &Bar, tx: &mut Tx, unit: UnitIndex) -> Result<Self, WebError> {
        let mut reported = Self::default();
        if bar.known_at.is_some() || bar.tree_on.is_some() {
            return Ok(reported);
        }
        let number = visit.book().tree.unit(unit).id.0;
        for group in FigureGroup::ALL {
            let key = SubmissionKey {
                unit: number,
                group,
                period: bar.period,
            };
            let found = find_submission(tx, key).await?;
            let Some(said) = found.as_ref().and_then(Submission::reported) else {
                continue;
            };
            reported.groups.insert(group, said.head);
            let words = said_words(&visit.words, said);
            reported.said = match reported.said.as_str() {
                "" => format!("{}: {words}", group_words(&visit.words, group)),
                known => format!("{known}. {}: {words}", group_words(&visit.words, group)),
            };
            reported.head = reported.head.max(Some(said.head));
            for figure in said.figures.iter().flatten() {
                reported.figures.insert(figure.indicator.clone(), figure.clone());
            }
        }
        if !reported.groups.is_empty() {
            return Ok(reported);
        }
        let days = |paper: &KeptPaper| (paper.period.first_day(), paper.period.last_day());
        let same = |paper: &KeptPaper| paper.number.is_some() && days(paper) == (bar.from, bar.to);
        let papers = papers_of(tx, &[number]).await?;
        if let Some(paper) = papers.into_iter().find(same) {
            let asked = Asked {
                unit,
                ..bar.asked(Vec::new())
            };
            let figures = value_at(tx, &visit.house.catalogs.indicators, &asked, paper.head).await?;
            reported.figures = figures
                .into_iter()
                .map(|figure| (figure.indicator.clone(), figure))
                .collect();
            reported.groups = FigureGroup::ALL.into_iter().map(|group| (group, paper.head)).collect();
            reported.head = Some(paper.head);
            let values = [
                ("number", paper.number.unwrap_or_default()),
                ("on", paper.dated_on.map_or_else(String::new, date_short)),
            ];
            reported.said = visit.words.fill("trace-said-paper", &values);
        }
        Ok(reported)
    }

    /// Gives what was reported of a figure where it is known otherwise now.
    pub(super) fn other_value(&self, catalog: &Catalog, indicator: &str, known: &Amount) -> Option<Amount> {
        self.head_of(catalog, indicator)?;
        let said = self.figures.get(indicator);
        let said = said.map_or(Amount::Missing(None), |figure| figure.value.clone());
        (said != *known).then_some(said)
    }

    /// Gives the result a target had when it was reported, where it is another now.
    pub(super) fn other_result(&self, indicator: &str, target: &FigureTarget) -> Option<Amount> {
        let figure = self.figures.get(indicator)?;
        let same = |said: &&FigureTarget| {
            (&said.giver, &said.member, said.from, said.to) == (&target.giver, &target.member, target.from, target.to)
        };
        let said = figure.targets.iter().find(same)?;
        (said.result != target.result).then(|| said.result.clone())
    }

    /// Gives the sums as the figure of the chart was reported, where it is known otherwise now: the chart draws both.
    pub(super) async fn tally_where_it_differs(
        &self,
        tx: &mut Tx,
        catalog: &Catalog,
        set: &FigureSet,
    ) -> Result<BTreeMap<i64, Tally>, WebError> {
        let mut tallies = BTreeMap::new();
        for figure in set.figures.iter().filter(|figure| !figure.targets.is_empty()) {
            let differs = figure
                .targets
                .iter()
                .any(|target| self.other_result(&figure.indicator, target).is_some());
            if let Some(head) = self.head_of(catalog, &figure.indicator).filter(|_| differs)
                && !tallies.contains_key(&head)
            {
                let tally = Tally::known_at(tx, head).await?;
                tallies.insert(head, tally);
            }
        }
        Ok(tallies)
    }

    /// Tells whether anything is known otherwise now.
    pub(super) fn differs(&self, catalog: &Catalog, set: &FigureSet) -> bool {
        let differs = |figure: &Figure| self.other_value(catalog, &figure.indicator, &figure.value).is_some();
        set.figures.iter().any(differs)
    }

    /// Gives the last entry known when a figure was reported; none where it was not.
    pub(super) fn head_of(&self, catalog: &Catalog, indicator: &str) -> Option<i64> {
        let group = group_of(catalog, &catalog.resolve(indicator)?)?;
        self.groups.get(&group).copied()
    }
}

/// Holds who owes figures of the board's period, and whose changed since.
#[derive(Debug, Default)]
pub(super) struct Owing {
    rows: Vec<DueRow>,
    unit: Option<UnitIndex>,
    /// Units further down that are long behind, each with its superior.
    long_behind: Vec<(UnitIndex, UnitIndex)>,
}

impl Owing {
    /// Asks the calendar, for a period it knows.
    pub(super) async fn find(visit: &Visit, bar: &Bar, unit: UnitIndex) -> Result<Self, WebError> {
        let is_now = bar.known_at.is_none() && bar.tree_on.is_none();
        if !is_now || Rhythm::of(bar.period).is_none() || bar.to >= visit.now.today() {
            return Ok(Self::default());
        }
        let wanted = Wanted {
            unit,
            period: bar.period,
        };
        Ok(Self {
            rows: wanted.collect(visit).await?,
            unit: Some(unit),
            long_behind: wanted.long_behind(visit).await?,
        })
    }

    /// Tells whether anybody here owes figures of the period.
    pub(super) fn asks(&self) -> bool {
        !self.rows.is_empty()
    }

    fn below(&self) -> impl Iterator<Item = &DueRow> {
        self.rows.iter().filter(|row| Some(row.unit) != self.unit)
    }

    /// Units below that have still to submit something, of those that owe; and the last day, in words.
    pub(super) fn unsubmitted(&self) -> (Share, String) {
        let owes = |row: &&DueRow| row.places.iter().flatten().any(|due| due.due_on.is_some());
        let waits = |row: &&DueRow| row.places.iter().flatten().any(Due::waits);
        let due = self
            .below()
            .flat_map(|row| row.places.iter().flatten())
            .filter_map(|due| due.due_on)
            .max();
        let share = Share {
            part: whole(self.below().filter(waits).count()),
            whole: whole(self.below().filter(owes).count()),
        };
        (share, due.map_or_else(String::new, date_short))
    }

    /// The unit's own parts that are to be submitted still, and the last day, in words.
    pub(super) fn own(&self) -> (Share, String) {
        let own = || self.rows.iter().filter(|row| Some(row.unit) == self.unit);
        let places = || {
            own()
                .flat_map(|row| row.places.iter().flatten())
                .filter(|due| due.due_on.is_some())
        };
        let share = Share {
            part: whole(places().filter(|due| due.waits()).count()),
            whole: whole(places().count()),
        };
        let due = places().filter_map(|due| due.due_on).max();
        (share, due.map_or_else(String::new, date_short))
    }

    /// Units of which a figure changed since it was submitted, the unit itself among them; and the name of the first.
    pub(super) fn changed(&self) -> (Share, String) {
        let said = |row: &&DueRow| row.places.iter().flatten().any(|due| !due.waits());
        let changed = |row: &&DueRow| row.places.iter().flatten().any(|due| due.changed > 0);
        let first = self.rows.iter().find(changed).map(|row| row.name.clone());
        let share = Share {
            part: whole(self.rows.iter().filter(changed).count()),
            whole: whole(self.rows.iter().filter(said).count()),
        };
        (share, first.unwrap_or_default())
    }

    /// Units further down that are so late that this one is told, the names of their superiors, and the first of these.
    pub(super) fn escalated(&self, visit: &Visit) -> (Share, String, Option<String>) {
        let tree = &visit.book().tree;
        let mut superiors: Vec<UnitIndex> = self.long_behind.iter().map(|(_, superior)| *superior).collect();
        superiors.sort_unstable();
        superiors.dedup();
        let names: Vec<&str> = superiors
            .iter()
            .map(|unit| tree.name_on(*unit, visit.now.today()))
            .collect();
        let first = superiors.first().map(|unit| tree.unit(*unit).code.clone());
        let behind = whole(self.long_behind.len());
        let share = Share {
            part: behind,
            whole: behind,
        };
        (share, names.join(", "), first)
    }

    /// How many of those who owe have submitted, and whether the period is closed.
    pub(super) fn sentence(&self, visit: &Visit) -> Option<String> {
        let owes = |row: &&DueRow| row.places.iter().flatten().any(|due| due.due_on.is_some());
        let (waiting, _) = self.unsubmitted();
        let all = whole(self.below().filter(owes).count());
        (all > 0).then(|| {
            let closed = self.below().flat_map(|row| row.places.iter().flatten());
            let is_closed = closed.map(|due| due.standing.code()).all(|code| code == "closed");
            let key = if is_closed {
                "board-sentence-closed"
            } else {
                "board-sentence-open"
            };
            let values = [("done", count(all - waiting.part)), ("all", count(all))];
            visit.words.fill(key, &values)
        })
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
