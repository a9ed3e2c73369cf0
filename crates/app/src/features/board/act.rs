//! Putting a board together from figures, targets and what waits.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use nennep_core::progress::{Figure, FigureSet, FigureTarget, Pace};
use nennep_core::register::UnitIndex;
use nennep_core::text::{count, date_short};

use super::record::{Owing, Reported};
use super::rows::Share;
use super::view::is_late;
use super::view::{Board, Spark, TargetRow};
use crate::store::{Asked, Deed, Figures, Outlook, Source, Tally, Tx};
use crate::web::bar::Bar;
use crate::web::charts::Charts;
use crate::web::errors::{WebError, percent as encoded};
use crate::web::names;
use crate::web::visit::Visit;

/// Small pictures a board shows.
const SPARKS: usize = 24;

/// Indicator whose way is drawn first when it has a target: what the programme is judged by most.
const FIRST_TREND: &str = "party_member_admitted";

/// Holds what a board is seen through.
pub(super) struct Scene<'a> {
    pub(super) visit: &'a Visit,
    pub(super) bar: &'a Bar,
    pub(super) figures: &'a Figures<'a>,
    pub(super) tally: &'a Tally,
    pub(super) asked: Asked,
    pub(super) code: String,
    pub(super) trend: Option<String>,
    pub(super) children: Option<String>,
    pub(super) reported: Reported,
    /// The sums as figures with targets were reported, by head, where one is known otherwise now.
    pub(super) tallies_then: BTreeMap<i64, Tally>,
    /// Whether any figure is known otherwise than it was reported.
    pub(super) differs: bool,
    /// The unit's own targets with what will become of them, on the day by which paces are judged.
    pub(super) own: Vec<Outlook<'a>>,
}

/// Puts the board together.
pub(super) async fn board(sight: &Scene<'_>, tx: &mut Tx, set: &FigureSet) -> Result<Board, WebError> {
    let targets = sight.targets(set);
    let children = sight.children_of();
    let sparks = sight.sparks(set, &children).await?;
    let words = sight.visit.words;
    let unit = sight.visit.book().tree.find(&sight.code);
    let may = |deed| unit.is_some_and(|unit| sight.visit.scope.may(deed, unit));
    let drawable: Vec<&Figure> = set.figures.iter().filter(|figure| sight.is_drawn(figure)).collect();
    let owing = Owing::find(sight.visit, sight.bar, sight.asked.unit).await?;
    let cards = sight.cards(tx, set, &targets, (&children, &owing)).await?;
    Ok(Board {
        sentence: [Some(sight.sentence(&targets)), owing.sentence(sight.visit)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        reported: sight.reported_part(),
        export: sight.address("board", &[("format", "xlsx")]),
        paper: may(Deed::MakePapers).then(|| sight.bar.address("/papers/new", &[("unit", sight.code.as_str())])),
        record: may(Deed::Record).then(|| format!("/facts/new?unit={}", encoded(&sight.code))),
        cards,
        targets_title: sight.targets_title(set),
        targets_note: words.with("board-targets-note", "to", date_short(sight.day())),
        trend: sight
            .charts()
            .trend(&drawable, sight.trend.as_deref().unwrap_or(FIRST_TREND), |indicator| {
                sight.then(indicator)
            }),
        children_title: sparks.title,
        children_note: sparks.note,
        choices: sparks.choices,
        children: sparks.sparks,
        claims: sight.claims(set),
        figures: sight.list(set),
        targets,
    })
}

/// The small pictures of the units below, with what stands above them.
#[derive(Default)]
struct Sparks {
    title: String,
    note: String,
    choices: Vec<(String, String, bool)>,
    sparks: Vec<Spark>,
}

impl Scene<'_> {
    /// The day by which paces are judged: the last of the period, or the present one while it runs.
    pub(super) fn day(&self) -> Day {
        self.asked.to.min(self.visit.now.today())
    }

    fn charts(&self) -> Charts<'_> {
        Charts {
            words: self.visit.words,
            figures: self.figures,
            tally: self.tally,
            asked: &self.asked,
            day: self.day(),
        }
    }

    pub(super) fn address(&self, page: &str, others: &[(&str, &str)]) -> String {
        self.address_of(&self.code, page, others)
    }

    fn address_of(&self, code: &str, page: &str, others: &[(&str, &str)]) -> String {
        self.bar.address(&format!("/units/{}/{page}", encoded(code)), others)
    }

    pub(super) fn name(&self, code: &str) -> String {
        let catalog = self.figures.catalog();
        catalog.resolve(code).map_or_else(
            || code.to_owned(),
            |measure| names::indicator(&self.visit.words, &measure),
        )
    }

    pub(super) fn pace(&self, code: &str, target: &FigureTarget) -> Option<Pace> {
        let measure = self.figures.catalog().resolve(code)?;
        target.pace(&measure.indicator.shape, self.day())
    }

    fn sentence(&self, targets: &[TargetRow]) -> String {
        let words = self.visit.words;
        let targets: Vec<&TargetRow> = targets.iter().filter(|row| !row.is_of_seat).collect();
        if targets.is_empty() {
            return words.say("board-sentence-none");
        }
        let number = |wanted: &dyn Fn(&TargetRow) -> bool| count(len(targets.iter().filter(|row| wanted(row)).count()));
        words.fill(
            "board-sentence",
            &[
                ("well", number(&|row| !row.is_late && !row.is_missing)),
                ("all", count(len(targets.len()))),
                ("late", number(&|row| row.is_late)),
                ("missing", number(&|row| row.is_missing)),
                ("head", count(self.figures.book().head)),
            ],
        )
    }

    fn targets_title(&self, set: &FigureSet) -> String {
        let words = self.visit.words;
        let mut years = set
            .figures
            .iter()
            .flat_map(|figure| &figure.targets)
            .map(|target| target.to.year());
        let first = years.next().unwrap_or_else(|| self.asked.to.year());
        if years.all(|year| year == first) {
            words.with("board-targets-year", "year", first)
        } else {
            words.say("board-targets")
        }
    }

    /// Units below for which nothing happened in the period, and the name of the first.
    pub(super) fn silent(&self, children: &[UnitIndex]) -> (Share, String) {
        let tree = &self.figures.book().tree;
        let placement = self.figures.planner().placement(self.asked.to);
        let silent: Vec<&UnitIndex> = children
            .iter()
            .filter(|child| {
                let units: Vec<i64> = placement
                    .inside(**child)
                    .members()
                    .map(|unit| tree.unit(unit).id.0)
                    .collect();
                !self.tally.happened(&units, self.asked.from, self.asked.to)
            })
            .collect();
        let first = silent
            .first()
            .map(|unit| tree.name_on(**unit, self.asked.to).to_owned());
        let share = Share {
            part: len(silent.len()),
            whole: len(children.len()),
        };
        (share, first.unwrap_or_default())
    }

    /// Units directly below that lie in the scope and are there on the last day.
    fn children_of(&self) -> Vec<UnitIndex> {
        let tree = &self.figures.book().tree;
        let seen = |unit: &UnitIndex| {
            self.visit
                .scope
                .unit(&self.visit.book().tree, &tree.unit(*unit).code)
                .is_some()
        };
        self.figures
            .children(&self.asked)
            .into_iter()
            .filter(|unit| tree.is_alive(*unit, self.asked.tree_on.unwrap_or(self.asked.to)))
            .filter(seen)
            .collect()
    }

    async fn sparks(&self, set: &FigureSet, children: &[UnitIndex]) -> Result<Sparks, WebError> {
        let mut found: Vec<(UnitIndex, FigureSet)> = Vec::new();
        let mut promised: BTreeMap<String, usize> = BTreeMap::new();
        for child in children {
            let asked = Asked {
                unit: *child,
                ..self.asked.clone()
            };
            let figures = self.figures.of(&mut Source::Tally(self.tally), &asked).await?;
            for figure in figures.figures.iter().filter(|figure| self.is_drawn(figure)) {
                *promised.entry(figure.indicator.clone()).or_default() += 1;
            }
            found.push((*child, figures));
        }
        let most = promised
            .iter()
            .max_by_key(|(code, number)| (**number, std::cmp::Reverse(*code)));
        let asked = self.children.clone().filter(|code| promised.contains_key(code));
        let Some(chosen) = asked.or_else(|| most.map(|(code, _)| code.clone())) else {
            return Ok(Sparks::default());
        };
        let with_target = |(_, figures): &&(UnitIndex, FigureSet)| {
            figures
                .figures
                .iter()
                .any(|figure| figure.indicator == chosen && self.is_drawn(figure))
        };
        let shown: Vec<_> = found.iter().filter(with_target).collect();
        let words = self.visit.words;
        let own = set.figures.iter().find(|figure| figure.indicator == chosen);
        let title = match own {
            Some(figure) => words.fill(
                "board-children-with",
                &[("name", self.name(&chosen)), ("value", names::amount(&figure.value))],
            ),
            None => words.with("board-children", "name", self.name(&chosen)),
        };
        let note = words.fill(
            "board-children-note",
            &[
                ("shown", count(len(shown.len().min(SPARKS)))),
                ("all", count(len(children.len()))),
            ],
        );
        let choices = promised
            .keys()
            .map(|code| {
                (
                    self.address("board", &[("children", code)]) + "#units",
                    self.name(code),
                    *code == chosen,
                )
            })
            .collect();
        let sparks = shown
            .iter()
            .take(SPARKS)
            .filter_map(|(unit, figures)| self.spark(*unit, figures, &chosen))
            .collect();
        Ok(Sparks {
            title,
            note,
            choices,
            sparks,
        })
    }

    /// Only flows with a single promised number are drawn: an even pace exists for no other.
    fn is_drawn(&self, figure: &Figure) -> bool {
        figure
            .targets
            .first()
            .is_some_and(|target| target.min > 0 && self.pace(&figure.indicator, target).is_some())
    }

    fn spark(&self, unit: UnitIndex, figures: &FigureSet, chosen: &str) -> Option<Spark> {
        let figure = figures.figures.iter().find(|figure| figure.indicator == chosen)?;
        let target = figure.targets.first()?;
        let pace = self.pace(chosen, target)?;
        let row = self.target_row(figure, target, 1);
        let code = &figures.unit;
        let points = self.charts().points(unit, chosen, target);
        let dot = points.last().cloned().unwrap_or_default();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        Some(Spark {
            name: self.figures.book().tree.name_on(unit, self.asked.to).to_owned(),
            href: self.address_of(code, "board", &[]),
            trace: self.trace(code, chosen, target),
            result: row.result,
            base: row.base,
            percent: row.percent,
            pace: "M0 54L120 9".to_owned(),
            points: if row.is_missing { String::new() } else { line.join(" ") },
            dot,
            state: row.state,
            is_late: is_late(pace.verdict),
            is_missing: row.is_missing,
        })
    }
}

pub(super) fn len(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
