//! What a board shows, ready to be written into a page.

use nennep_core::calendar::Period;
use nennep_core::progress::{Amount, Figure, FigureSet, FigureTarget, Pace, PaceVerdict, Shortfall, percent};
use nennep_core::text::{count, date_short, whole};

use super::act::Scene;
use super::rows::Share;
use crate::store::{Outlook, Tally};
use crate::web::bar::Bar;
use crate::web::charts::TrendView;
use crate::web::errors::percent as encoded;
use crate::web::fact_words::signed;
use crate::web::names;

/// Holds one board.
#[derive(Clone, Debug, Default)]
pub(super) struct Board {
    pub(super) sentence: String,
    /// As reported against as known now: what it was, and where the two are told apart.
    pub(super) reported: Option<ReportedPart>,
    pub(super) export: String,
    pub(super) paper: Option<String>,
    pub(super) record: Option<String>,
    pub(super) cards: Vec<Card>,
    pub(super) targets_title: String,
    pub(super) targets_note: String,
    pub(super) targets: Vec<TargetRow>,
    pub(super) trend: Option<TrendView>,
    pub(super) children_title: String,
    pub(super) children_note: String,
    pub(super) choices: Vec<(String, String, bool)>,
    pub(super) children: Vec<Spark>,
    pub(super) claims: Vec<ClaimRow>,
    pub(super) figures: Vec<FigureRow>,
}

/// Holds what a board says of the figures as they were reported.
#[derive(Clone, Debug)]
pub(super) struct ReportedPart {
    pub(super) said: String,
    /// The board as it was then.
    pub(super) then: String,
    /// Where every difference is told; none while nothing differs.
    pub(super) differs: Option<String>,
}

/// Holds one card: a number that calls for one deed.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) amount: String,
    pub(super) base: String,
    pub(super) reason: String,
    pub(super) is_late: bool,
    pub(super) deed: String,
    pub(super) href: String,
}

/// Holds one target with its result.
#[derive(Clone, Debug)]
pub(super) struct TargetRow {
    pub(super) name: String,
    /// Rows the name spans; 0 below the first.
    pub(super) rows: usize,
    pub(super) is_within: bool,
    pub(super) giver: String,
    pub(super) result: String,
    pub(super) base: String,
    /// What was reported, where it is known otherwise now.
    pub(super) reported: Option<String>,
    pub(super) href: String,
    pub(super) percent: Option<String>,
    /// Width of the bar, 0 to 100.
    pub(super) done: i64,
    /// Place of the even pace, 0 to 99.
    pub(super) pace: Option<i64>,
    pub(super) remaining: Option<String>,
    pub(super) state: String,
    pub(super) is_late: bool,
    pub(super) is_missing: bool,
    /// Whether a seat received it; what one seat brought in is not told apart in the book.
    pub(super) is_of_seat: bool,
}

/// Holds the small picture of one unit below.
#[derive(Clone, Debug)]
pub(super) struct Spark {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) trace: String,
    pub(super) result: String,
    pub(super) base: String,
    pub(super) percent: Option<String>,
    pub(super) pace: String,
    pub(super) points: String,
    pub(super) dot: (String, String),
    pub(super) state: String,
    pub(super) is_late: bool,
    pub(super) is_missing: bool,
}

/// Holds what was printed elsewhere beside what is counted.
#[derive(Clone, Debug)]
pub(super) struct ClaimRow {
    pub(super) name: String,
    pub(super) claimed: String,
    pub(super) counted: String,
    pub(super) difference: String,
    pub(super) differs: bool,
    pub(super) source: String,
    pub(super) href: String,
}

/// Holds one figure of the list below.
#[derive(Clone, Debug)]
pub(super) struct FigureRow {
    pub(super) name: String,
    pub(super) value: String,
    /// What was reported, where it is known otherwise now.
    pub(super) reported: Option<String>,
    pub(super) unit: String,
    pub(super) href: String,
}

impl Scene<'_> {
    pub(super) fn targets(&self, set: &FigureSet) -> Vec<TargetRow> {
        let mut rows = Vec::new();
        for figure in set.figures.iter().filter(|figure| !figure.targets.is_empty()) {
            for (place, target) in figure.targets.iter().enumerate() {
                let rows_of_name = if place == 0 { figure.targets.len() } else { 0 };
                rows.push(self.target_row(figure, target, rows_of_name));
            }
        }
        rows
    }

    /// As reported and as known now: where it was said, the board of that head, and the page of the differences.
    pub(super) fn reported_part(&self) -> Option<ReportedPart> {
        let head = self.reported.head?;
        let then = Bar {
            known_at: Some(head),
            ..self.bar.clone()
        };
        let code = encoded(&self.code);
        let differs = self
            .differs
            .then(|| self.bar.address(&format!("/units/{code}/restatements"), &[]));
        Some(ReportedPart {
            said: self.reported.said.clone(),
            then: then.address(&format!("/units/{code}/board"), &[]),
            differs,
        })
    }

    /// The sums as of then, with what a chart calls them.
    pub(super) fn then(&self, indicator: &str) -> Option<(&Tally, String)> {
        let head = self.reported.head_of(self.figures.catalog(), indicator)?;
        let label = self.visit.words.say("board-as-reported");
        self.tallies_then.get(&head).map(|tally| (tally, label))
    }

    pub(super) fn target_row(&self, figure: &Figure, target: &FigureTarget, rows: usize) -> TargetRow {
        let words = self.visit.words;
        let pace = self.pace(&figure.indicator, target);
        let pace = pace.or_else(|| self.stock_pace(&figure.indicator, target));
        let result = target.result.count().filter(|_| target.member.is_none());
        let is_range = target.max.is_some_and(|max| max != target.min);
        let rate = result
            .filter(|_| !is_range)
            .and_then(|result| percent(result, target.min));
        let whole = rate.map(nennep_core::progress::Percent::whole_percent);
        let mut giver = target.giver.clone();
        if target.from.year() != target.to.year() {
            let (from, to) = (target.from.year().to_string(), target.to.year().to_string());
            giver = words.fill("board-giver-years", &[("giver", giver), ("from", from), ("to", to)]);
        } else if target.to.month() != 12 {
            giver = words.fill("board-giver-until", &[("giver", giver), ("to", date_short(target.to))]);
        }
        if let Some(member) = &target.member {
            giver = words.fill("board-giver-seat", &[("giver", giver), ("member", member.clone())]);
        }
        let verdict = pace.map(|pace| pace.verdict);
        TargetRow {
            name: self.name(&figure.indicator),
            rows,
            is_within: figure.indicator.contains(':'),
            giver,
            result: result.map(count).unwrap_or_default(),
            base: match target.max.filter(|_| is_range) {
                Some(max) => format!("/{}–{}", count(target.min), count(max)),
                None => format!("/{}", count(target.min)),
            },
            reported: self
                .reported
                .other_result(&figure.indicator, target)
                .map(|value| names::amount(&value)),
            href: self.trace(&self.code, &figure.indicator, target),
            percent: whole.map(|whole| format!("{whole}%")),
            done: result
                .and_then(|result| percent(result, target.min))
                .map_or(0, |rate| rate.whole_percent().clamp(0, 100)),
            pace: pace.map(|pace| pace.share.whole_percent().clamp(1, 99)),
            remaining: pace
                .map_or_else(
                    || result.map(|result| (target.min - result).max(0)),
                    |pace| pace.remaining,
                )
                .map(count),
            state: self.state(verdict, target),
            is_late: verdict.is_some_and(is_late),
            is_missing: result.is_none(),
            is_of_seat: target.member.is_some(),
        }
    }

    /// A number that waits for nothing is no card.
    pub(super) fn card(&self, kind: &str, share: Share, detail: &str, href: String) -> Option<Card> {
        let words = self.visit.words;
        let fill = |part: &str| words.with(&format!("board-card-{kind}-{part}"), "detail", detail);
        (share.part > 0).then(|| Card {
            title: fill("title"),
            amount: count(share.part),
            base: words.with(&format!("board-card-{kind}-base"), "whole", count(share.whole)),
            reason: fill("reason"),
            is_late: false,
            deed: fill("deed"),
            href,
        })
    }

    /// The own targets in force that are over and not reached, will not be, or are slow.
    fn short(&self) -> impl Iterator<Item = Shortfall> + '_ {
        let running = self.own.iter().filter(|outlook| outlook.judged_on == self.day());
        running
            .map(Outlook::shortfall)
            .filter(|shortfall| matches!(shortfall, Shortfall::Overdue | Shortfall::WillMiss | Shortfall::Slow))
    }

    /// Counts them, of all targets.
    pub(super) fn at_risk(&self, whole: i64) -> Share {
        let part = i64::try_from(self.short().count()).unwrap_or(i64::MAX);
        Share { part, whole }
    }

    /// Says how many of them no way of forecasting reaches, beside the even pace.
    pub(super) fn at_risk_words(&self, elapsed: String) -> String {
        let missed = self.short().filter(|shortfall| *shortfall == Shortfall::WillMiss);
        let values = [("count", whole(missed.count())), ("elapsed", elapsed)];
        self.visit.words.fill("board-forecast", &values)
    }

    /// Where they are listed with their reasons.
    pub(super) fn shortfalls(&self) -> String {
        let code = encoded(&self.code);
        format!("/shortfalls?unit={code}&receiver={code}&on={}", self.day())
    }

    /// A stock grows from what stood on the eve, which its own outlook knows.
    fn stock_pace(&self, code: &str, target: &FigureTarget) -> Option<Pace> {
        let is_same = |outlook: &&Outlook<'_>| {
            let known = outlook.target;
            outlook.judged_on == self.day()
                && known.indicator == code
                && known.member.is_none()
                && outlook.giver == target.giver
                && (known.from, known.to, known.min, known.max) == (target.from, target.to, target.min, target.max)
        };
        let own = self.own.iter().find(is_same).filter(|_| target.member.is_none());
        own.and_then(|outlook| outlook.judged.pace())
    }

    pub(super) fn state(&self, verdict: Option<PaceVerdict>, target: &FigureTarget) -> String {
        let words = self.visit.words;
        if target.member.is_some() {
            return words.keyed("pace", "of_seat", "");
        }
        match (verdict, target.result.count()) {
            (Some(verdict), _) => words.keyed("pace", verdict.code(), ""),
            (None, None) => words.keyed("pace", "not_recorded", ""),
            (None, Some(result)) if result >= target.min => words.keyed("pace", "reached", ""),
            (None, Some(_)) => words.keyed("pace", "below", ""),
        }
    }

    /// The trace of a target's result covers the target's own days up to the last day asked.
    pub(super) fn trace(&self, code: &str, indicator: &str, target: &FigureTarget) -> String {
        let from = target.from.min(self.asked.to);
        let period = match Period::range(from, self.asked.to) {
            Ok(period) if from != self.asked.from => period,
            Ok(_) | Err(_) => self.bar.period,
        };
        let bar = Bar {
            period,
            from: period.first_day(),
            to: period.last_day(),
            ..self.bar.clone()
        };
        bar.address(&format!("/units/{}/trace", encoded(code)), &[("indicator", indicator)])
    }

    pub(super) fn claims(&self, set: &FigureSet) -> Vec<ClaimRow> {
        let pairs = set
            .figures
            .iter()
            .flat_map(|figure| figure.claims.iter().map(move |claim| (figure, claim)));
        pairs
            .map(|(figure, claim)| ClaimRow {
                name: self.name(&figure.indicator),
                claimed: count(claim.value),
                counted: names::amount(&figure.value),
                difference: claim.difference.map_or_else(|| "–".to_owned(), signed),
                differs: claim.difference.is_some_and(|by| by != 0),
                source: claim.source.clone(),
                href: self.address("trace", &[("indicator", &figure.indicator)]),
            })
            .collect()
    }

    pub(super) fn list(&self, set: &FigureSet) -> Vec<FigureRow> {
        set.figures
            .iter()
            .filter(|figure| !figure.value.is_missing())
            .map(|figure| FigureRow {
                name: self.name(&figure.indicator),
                value: names::amount(&figure.value),
                reported: self
                    .reported
                    .other_value(self.figures.catalog(), &figure.indicator, &figure.value)
                    .map(|value| names::amount(&value)),
                unit: match &figure.value {
                    Amount::Percent(_) => String::new(),
                    Amount::Count(_) | Amount::Missing(_) => self
                        .figures
                        .catalog()
                        .resolve(&figure.indicator)
                        .map(|measure| names::counted_in(&self.visit.words, &measure))
                        .unwrap_or_default(),
                },
                href: self.address("trace", &[("indicator", &figure.indicator)]),
            })
            .collect()
    }
}

pub(super) fn is_late(verdict: PaceVerdict) -> bool {
    match verdict {
        PaceVerdict::Behind | PaceVerdict::Missed => true,
        PaceVerdict::Ahead
        | PaceVerdict::OnPace
        | PaceVerdict::Reached
        | PaceVerdict::Exceeded
        | PaceVerdict::NotRecorded
        | PaceVerdict::NotBegun => false,
    }
}
