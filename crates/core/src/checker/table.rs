//! Rows of tables: a label, and numbers whose heads say whether they are promised, reached or a percent.

use std::collections::BTreeMap;
use std::ops::Range;

use super::mention::{Bound, Intro, Mention};
use super::numbers::{Number, Value, decimal};
use super::percent::{Kind, Stated};
use super::phrases::{Class, Cue, Phrases, TOTAL};
use super::sentence::Clause;
use super::words::{Shape, Token};

/// What the rows so far have told.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: BTreeMap<usize, Column>,
    /// Words of the heads, rows of them joined.
    heads: BTreeMap<usize, String>,
    /// Figures of the rows so far, by column.
    above: BTreeMap<usize, Vec<usize>>,
    has_numbers: bool,
    head_rows: usize,
}

/// Rows of heads at most.
const HEAD_ROWS_MAX: usize = 6;

/// Columns a head spans at most.
const SPAN_MAX: usize = 8;

/// What stands over the table.
pub(super) struct Topic<'a> {
    pub(super) class: Option<usize>,
    pub(super) deeds: &'a [String],
    pub(super) plans: bool,
}

/// What a head says of its column.
#[derive(Clone, Debug, Default)]
struct Column {
    class: Option<usize>,
    deed: Option<String>,
    tag: Option<String>,
    is_promised: bool,
    is_percent: bool,
    is_order: bool,
}

impl Column {
    /// Reads a head.
    fn of(phrases: &Phrases, words: &str) -> Self {
        let tokens = super::words::tokens(&words.chars().collect::<Vec<_>>());
        let mut column = Self::default();
        let mut at = 0;
        while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
            let Some((length, meaning)) = phrases.longest_at(rest) else {
                at += 1;
                continue;
            };
            at += length;
            let row = meaning
                .class
                .and_then(|class| Some((class, phrases.classes.get(class)?)));
            match row {
                Some((_, row)) if row.tag.is_some() => column.tag = row.tag.clone(),
                Some((class, row)) if row.is_thing() => {
                    column.class = column.class.or(Some(class));
                }
                Some(_) | None => {}
            }
            let deed = meaning.deeds.iter().find(|deed| !deed.is_weak && deed.id != TOTAL);
            column.deed = column.deed.take().or_else(|| deed.map(|deed| deed.id.clone()));
            column.is_promised |= meaning.is(Cue::Target) || meaning.is(Cue::Plan);
        }
        let says = |folded: &str| tokens.iter().any(|token| token.folded == folded);
        column.is_promised |= says("kh") || says("ct");
        column.is_percent = says("%") || says("le") && (says("ty") || says("ti"));
        column.is_order = says("tt") || says("stt") || says("thieu");
        column
    }
}

/// Tokens of one cell and the column they stand in.
struct Cell {
    column: usize,
    tokens: Range<usize>,
}

impl Table {
    pub(super) fn row(
        &mut self,
        phrases: &Phrases,
        clause: &Clause<'_>,
        sentence: usize,
        topic: &Topic<'_>,
        all: &mut Vec<Mention>,
    ) {
        let cells = cells(clause);
        let counts: Vec<(&Cell, &Number)> = cells
            .iter()
            .filter_map(|cell| Some((cell, number_in(clause, cell)?)))
            .collect();
        let labels: Vec<&Cell> = cells
            .iter()
            .filter(|cell| counts.iter().all(|(other, _)| other.column != cell.column))
            .collect();
        if numbers_columns(&counts) {
            return;
        }
        if counts.is_empty() || !self.has_numbers && labels.len() > counts.len() + 1 && counts.len() < 2 {
            // A list of words is no head that goes on for ever.
            self.head_rows += 1;
            if self.head_rows <= HEAD_ROWS_MAX {
                self.head(phrases, clause, &cells);
            }
            return;
        }
        self.has_numbers = true;
        let label = labels.iter().find_map(|cell| class_in(phrases, clause, &cell.tokens));
        let is_total = labels.iter().any(|cell| is_total(clause, &cell.tokens));
        let first = all.len();
        for (cell, number) in counts {
            let column = self.columns.get(&cell.column).cloned().unwrap_or_default();
            let is_order = column.is_order || cell.column == 0 && labels.iter().any(|label| label.column > 0);
            if column.is_percent || matches!(number.value, Value::Percent(_)) {
                attach(clause, number, first, all);
                continue;
            }
            let sense = if is_order {
                None
            } else {
                sense(phrases, &column, label.as_ref(), topic)
            };
            let mention = mention(number, sentence, &column, sense, topic.plans);
            if is_total {
                self.sum_up(cell.column, all);
            } else if mention.indicator.is_some() {
                self.above.entry(cell.column).or_default().push(all.len());
            }
            all.push(mention);
        }
        if is_total {
            self.above.clear();
        }
    }

    /// Reads a row of heads: words of several rows make one head, and one that spans speaks for all below it.
    fn head(&mut self, phrases: &Phrases, clause: &Clause<'_>, cells: &[Cell]) {
        let is_first = self.heads.is_empty();
        for (place, cell) in cells.iter().enumerate() {
            let words = clause.tokens.get(cell.tokens.clone()).unwrap_or_default();
            let words = words
                .iter()
                .map(|token| token.text.as_str())
                .collect::<Vec<_>>()
                .join(" ");
            // Only the first row spans: below it every column speaks for itself.
            let spans = is_first && cell.column > 0;
            let next = cells.get(place + 1).map_or(usize::MAX, |next| next.column);
            let next = next.min(cell.column + SPAN_MAX);
            let columns = if spans {
                cell.column..next
            } else {
                cell.column..cell.column + 1
            };
            for column in columns {
                let head = self.heads.entry(column).or_default();
                head.push(' ');
                head.push_str(&words);
            }
        }
        let heads = self.heads.iter();
        self.columns = heads
            .map(|(column, words)| (*column, Column::of(phrases, words)))
            .collect();
    }

    /// The last row makes the sum of those above it.
    fn sum_up(&self, column: usize, all: &mut [Mention]) {
        let total = all.len();
        for part in self.above.get(&column).into_iter().flatten() {
            if let Some(part) = all.get_mut(*part) {
                part.part_of = Some(total);
                part.intro = Some(Intro::Whole);
            }
        }
    }
}

fn cells(clause: &Clause<'_>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut column = 0;
    for (at, token) in clause.tokens.iter().enumerate() {
        column += token.tabs;
        match cells.last_mut().filter(|_| token.tabs == 0) {
            Some(cell) => cell.tokens.end = at + 1,
            None => cells.push(Cell {
                column,
                tokens: at..at + 1,
            }),
        }
    }
    cells
}

/// A row that only counts its columns: `1 2 3=2/1 4`.
fn numbers_columns(counts: &[(&Cell, &Number)]) -> bool {
    let values = counts.iter().filter_map(|(_, number)| match number.value {
        Value::Count(count) => Some(count),
        Value::Fraction(..) | Value::Range(_) | Value::Percent(_) | Value::Noise => None,
    });
    let values: Vec<i64> = values.collect();
    let rises = values
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one < other && other - one <= 2));
    values.len() >= COLUMNS_MIN && values.first() == Some(&1) && rises
}

const COLUMNS_MIN: usize = 3;

/// Gives the number a cell is, when it is nothing else.
fn number_in<'a>(clause: &'a Clause<'_>, cell: &Cell) -> Option<&'a Number> {
    let tokens = clause.tokens.get(cell.tokens.clone())?;
    if tokens.iter().any(|token| token.shape == Shape::Word) {
        return None;
    }
    clause
        .numbers()
        .iter()
        .find(|number| cell.tokens.contains(&number.tokens.start))
}

fn class_in(phrases: &Phrases, clause: &Clause<'_>, tokens: &Range<usize>) -> Option<(usize, Option<String>)> {
    let hits = || {
        clause
            .hits
            .iter()
            .filter(|hit| tokens.start <= hit.tokens.start && hit.tokens.end <= tokens.end)
    };
    let class = hits()
        .filter_map(|hit| hit.meaning.class)
        .find(|class| phrases.classes.get(*class).is_some_and(Class::is_thing))?;
    let deed = hits().flat_map(|hit| &hit.meaning.deeds).find(|deed| deed.id != TOTAL);
    Some((class, deed.map(|deed| deed.id.clone())))
}

fn is_total(clause: &Clause<'_>, tokens: &Range<usize>) -> bool {
    let words: Vec<&str> = clause
        .tokens
        .get(tokens.clone())
        .unwrap_or_default()
        .iter()
        .map(|token: &Token| token.folded.as_str())
        .collect();
    matches!(
        words.as_slice(),
        ["cong"] | ["tong"] | ["tong", "cong"] | ["tong", "so"] | ["cong", ":"] | ["toan", ..]
    )
}

/// What a number of the table counts.
struct Sense {
    class: usize,
    deed: String,
    indicator: Option<String>,
    is_tagged: bool,
}

fn sense(
    phrases: &Phrases,
    column: &Column,
    label: Option<&(usize, Option<String>)>,
    topic: &Topic<'_>,
) -> Option<Sense> {
    let label_class = label.map(|(class, _)| *class);
    let class = label_class.or(column.class).or(topic.class)?;
    let row = phrases.classes.get(class)?;
    let named = if label_class.is_some() {
        label.and_then(|(_, deed)| deed.clone())
    } else {
        column.deed.clone()
    };
    let serves = |deed: &String| phrases.indicator(row, deed).is_some();
    let deed = named
        .filter(|deed| serves(deed))
        .or_else(|| column.deed.clone().filter(|deed| serves(deed)));
    let deed = deed.or_else(|| topic.deeds.iter().find(|deed| serves(deed)).cloned());
    let deed = deed.unwrap_or_else(|| row.otherwise.clone());
    let code = phrases.indicator(row, &deed)?;
    let tag = column
        .tag
        .clone()
        .or_else(|| row.tag.clone())
        .filter(|_| !code.contains(':'));
    Some(Sense {
        class,
        deed,
        is_tagged: tag.is_some(),
        indicator: Some(tag.map_or_else(|| code.clone(), |tag| format!("{code}:{tag}"))),
    })
}

fn mention(number: &Number, sentence: usize, column: &Column, sense: Option<Sense>, plans: bool) -> Mention {
    let (value, of) = match number.value {
        Value::Count(value) | Value::Range(value) => (Some(value), None),
        Value::Fraction(value, of) => (Some(value), Some(of)),
        Value::Percent(_) | Value::Noise => (None, None),
    };
    let sense = sense.filter(|_| value.is_some());
    Mention {
        span: number.span,
        value,
        of,
        stated: Vec::new(),
        is_target: sense.is_some() && of.is_none() && (column.is_promised || plans),
        is_noise: sense.is_none(),
        sentence,
        tokens: number.tokens.clone(),
        class: sense.as_ref().map(|sense| sense.class),
        deed: sense.as_ref().map(|sense| sense.deed.clone()),
        part_of: None,
        intro: None,
        is_tagged: sense.as_ref().is_some_and(|sense| sense.is_tagged),
        bound: Bound::Exact,
        indicator: sense.and_then(|sense| sense.indicator),
    }
}

/// A percent of a row belongs to the last figure reached in it.
fn attach(clause: &Clause<'_>, number: &Number, first: usize, all: &mut [Mention]) {
    let text = match &number.value {
        Value::Percent(text) => Some(text.clone()),
        Value::Count(_) | Value::Noise => clause
            .tokens
            .get(number.tokens.start)
            .and_then(|token| decimal(&token.text)),
        Value::Fraction(..) | Value::Range(_) => None,
    };
    let own = all.get_mut(first..).unwrap_or_default();
    let figure = own
        .iter_mut()
        .rev()
        .find(|mention| !mention.is_noise && !mention.is_target && !mention.is_tagged && mention.value.is_some());
    if let Some((figure, text)) = figure.zip(text).filter(|(figure, _)| figure.stated.is_empty()) {
        figure.stated.push(Stated {
            text,
            kind: Kind::Rate,
            span: number.span,
            bound: Bound::Exact,
        });
    }
}
