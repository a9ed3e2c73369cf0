//! What the text has spoken of so far: whose members, what was done, whether it plans.

use std::collections::BTreeMap;

use super::mention::Mention;
use super::phrases::{Class, Cue, Phrases};
use super::sentence::Clause;
use super::table::{Table, Topic};
use super::words::Shape;

/// What the sentences before leave behind for those that follow.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The mass organization last spoken of.
    line: Option<String>,
    /// Deeds of the last heading or of the line that leads a list.
    deeds: Vec<String>,
    /// The whole document plans.
    is_plan: bool,
    /// The rank of the heading whose section plans; higher headings are smaller.
    plans: Option<Rank>,
    /// The section tells how things stand, in a plan as well.
    tells: bool,
    /// The list that was led in promises.
    promises: bool,
    /// The class the last heading names.
    topic: Option<usize>,
    table: Option<Table>,
}

impl Context {
    /// Gives the mass organization spoken of at a place.
    pub(super) fn line(&self, clause: &Clause<'_>, at: usize) -> Option<String> {
        last_line(clause, at).or_else(|| self.line.clone())
    }

    /// Gives the deed a heading or a lead names for a class.
    pub(super) fn deed_for(&self, phrases: &Phrases, class: &Class, clause: &Clause<'_>) -> Option<String> {
        let serves = |deed: &&String| phrases.indicator(class, deed).is_some();
        let stands_below = clause.is_item || clause.begins_line;
        self.deeds.iter().find(serves).filter(|_| stands_below).cloned()
    }

    /// Tells whether what this sentence counts is planned unless it says otherwise.
    pub(super) fn is_planned(&self, clause: &Clause<'_>) -> bool {
        let leads = clause.begins_line
            && clause
                .hits
                .iter()
                .any(|hit| hit.meaning.is(Cue::Plan) && hit.tokens.start < LEADING);
        self.is_plan && !self.tells || self.plans.is_some() || self.promises && clause.is_item || leads
    }

    /// Reads a row of a table after the rows before it.
    pub(super) fn row(&mut self, phrases: &Phrases, clause: &Clause<'_>, sentence: usize, all: &mut Vec<Mention>) {
        let mut table = self.table.take().unwrap_or_default();
        let topic = Topic {
            class: self.topic,
            deeds: &self.deeds,
            plans: self.is_plan,
        };
        table.row(phrases, clause, sentence, &topic, all);
        self.table = Some(table);
    }

    pub(super) fn leave_table(&mut self) {
        self.table = None;
    }

    /// Takes in a sentence after its figures were read.
    pub(super) fn remember(&mut self, clause: &Clause<'_>) {
        if let Some(line) = last_line(clause, clause.tokens.len()) {
            self.line = Some(line);
        }
        let is_lead = clause.tokens.last().is_some_and(|last| last.is(':'));
        let is_heading =
            clause.begins_line && !clause.is_closed && clause.tokens.len() <= HEADING_MAX && !is_counting(clause);
        if is_heading || is_lead {
            self.deeds = clause
                .deeds_before(clause.tokens.len())
                .filter(|(_, deed)| !deed.is_weak)
                .map(|(_, deed)| deed.id.clone())
                .collect();
        }
        if is_heading {
            self.topic = clause.hits.iter().find_map(|hit| hit.meaning.class);
            self.head(clause);
        }
        if is_lead {
            let cue = clause.cue_before(clause.tokens.len(), &[Cue::Target, Cue::Result, Cue::Plan]);
            self.promises = cue.is_some_and(|cue| !cue.meaning.is(Cue::Result));
        } else if !clause.is_item {
            self.promises = false;
        }
    }

    fn head(&mut self, clause: &Clause<'_>) {
        let caps = clause.tokens.iter().filter(|token| token.is_caps()).count();
        let head: Vec<&str> = clause
            .tokens
            .iter()
            .take(2)
            .filter(|token| token.is_caps())
            .map(|token| token.folded.as_str())
            .collect();
        if matches!(
            head.as_slice(),
            ["ke", "hoach"] | ["chuong", "trinh"] | ["phuong", "huong"]
        ) {
            self.is_plan = true;
        }
        let rank = rank(clause, caps);
        let leading = if rank < Rank::Plain {
            clause.tokens.len()
        } else {
            LEADING
        };
        if rank < Rank::Plain {
            self.tells = clause.hits.iter().any(|hit| hit.meaning.is(Cue::State));
        }
        let plans = clause
            .hits
            .iter()
            .any(|hit| hit.meaning.is(Cue::Plan) && hit.tokens.start < leading);
        let tells = clause.hits.iter().any(|hit| hit.meaning.is(Cue::Result));
        if plans && !tells {
            self.plans = Some(self.plans.map_or(rank, |known| known.min(rank)));
        } else if self.plans.is_some_and(|known| rank <= known && rank < Rank::Plain) {
            self.plans = None;
        }
    }
}

/// How large a heading is: `II. NHIỆM VỤ`, `1. Khảo sát`, one without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Part,
    Section,
    Plain,
}

fn rank(clause: &Clause<'_>, caps: usize) -> Rank {
    let head = clause.tokens.first();
    let is_roman = head.is_some_and(|head| head.shape == Shape::Word) && clause.is_item;
    if is_roman || caps > 1 {
        Rank::Part
    } else if clause.is_item {
        Rank::Section
    } else {
        Rank::Plain
    }
}

/// A heading may bear its own number, a year or a quarter, but counts nothing.
fn is_counting(clause: &Clause<'_>) -> bool {
    let mut found = clause.numbers().iter();
    found.any(|number| clause.class_at(number.tokens.end).is_some())
}

/// Gives the mass organization last named before a place.
fn last_line(clause: &Clause<'_>, at: usize) -> Option<String> {
    let named = clause.hits.iter().rev().filter(|hit| hit.tokens.end <= at);
    let lines: BTreeMap<usize, &String> = named
        .filter_map(|hit| hit.meaning.line.as_ref().map(|line| (hit.tokens.start, line)))
        .collect();
    lines.into_values().rev().find(|line| *line != "party").cloned()
}

const HEADING_MAX: usize = 45;

/// Words at the head of a line that say what it is about.
const LEADING: usize = 4;
