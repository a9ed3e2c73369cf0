//! Reading a report, and asking the ledger for the figures it prints. Nothing is written.

use std::collections::BTreeMap;

use nennep_core::calendar::Day;
use nennep_core::checker::{Bound, Mention, Phrases, Reading, Span, read};
use nennep_core::progress::{Amount, FigureSet};
use nennep_core::text::fold;

use super::record::{Checked, Known, part};
use crate::store::{Asked, Figures, Source, StoreError};
use crate::web::words::Words;

/// Checks a text by itself.
#[must_use]
pub fn check(phrases: &Phrases, text: &str, words: &Words) -> Checked {
    put(&read(phrases, text), text, words)
}

/// Puts what was read in a text into words.
pub(super) fn put(reading: &Reading, text: &str, words: &Words) -> Checked {
    let letters: Vec<char> = text.chars().collect();
    Checked::of(&letters, reading, &[], words)
}

/// Compares the figures read in a text with those of a unit, or of a unit below it that a sentence names.
///
/// # Errors
/// When the database refuses.
pub async fn compare(
    figures: &Figures<'_>,
    source: &mut Source<'_>,
    asked: &Asked,
    (reading, text): (&Reading, &str),
    words: &Words,
) -> Result<Checked, StoreError> {
    let letters: Vec<char> = text.chars().collect();
    let mut codes: Vec<&str> = reading
        .mentions
        .iter()
        .filter_map(|mention| mention.indicator.as_deref())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let measures = codes
        .iter()
        .filter_map(|code| figures.catalog().resolve(code))
        .collect::<Vec<_>>();
    let known = if measures.is_empty() {
        Vec::new()
    } else {
        let asked = Asked {
            measures,
            ..asked.clone()
        };
        let set = figures.with_children(source, &asked).await?;
        let book = InBook::counted(figures, &set, asked.to);
        reading
            .mentions
            .iter()
            .map(|mention| book.of(&letters, reading, mention))
            .collect()
    };
    Ok(Checked::of(&letters, reading, &known, words))
}

/// Counts of a unit and, by name, of those below it.
struct InBook {
    own: BTreeMap<String, i64>,
    below: Vec<(String, BTreeMap<String, i64>)>,
}

impl InBook {
    fn counted(figures: &Figures<'_>, set: &FigureSet, on: Day) -> Self {
        let tree = &figures.book().tree;
        let own_name = tree
            .find(&set.unit)
            .map(|unit| fold(tree.name_on(unit, on)))
            .unwrap_or_default();
        let children = set.children.iter().flatten();
        let below = children.filter_map(|child| {
            let name = fold(tree.name_on(tree.find(&child.unit)?, on));
            // A name that is part of the unit's own would be found in every sentence.
            (!own_name.contains(&name)).then(|| (name, counts(child)))
        });
        Self {
            own: counts(set),
            below: below.collect(),
        }
    }

    fn of(&self, letters: &[char], reading: &Reading, mention: &Mention) -> Option<Known> {
        let value = mention.value.filter(|_| !mention.is_target && !mention.is_noise)?;
        let code = mention.indicator.as_ref()?;
        let sentence = reading.sentence_of(mention);
        let before = fold(&part(
            letters,
            Span {
                start: sentence.start,
                end: mention.span.start,
            },
        ));
        let named = self.named_in(&before);
        let counted = named.map_or(&self.own, |(_, counts)| counts).get(code).copied()?;
        let fits = match mention.bound {
            Bound::Exact => value == counted,
            Bound::AtLeast => value <= counted,
            Bound::AtMost => value >= counted,
            // `khoảng` promises no number.
            Bound::About => return None,
        };
        Some(if fits { Known::Same } else { Known::Other(counted) })
    }

    /// Gives the unit below that is named last; of two that end at one place the longer name.
    fn named_in(&self, before: &str) -> Option<&(String, BTreeMap<String, i64>)> {
        let before = format!(" {before} ");
        let ends = self.below.iter().filter_map(|unit| {
            // A name ends where its word does: `phường 1` is not in `phường 12`.
            let name = format!(" {} ", unit.0);
            let start = before.rfind(&name).filter(|_| !unit.0.is_empty())?;
            Some((start + name.len(), name.len(), unit))
        });
        ends.max_by_key(|(end, length, _)| (*end, *length))
            .map(|(_, _, unit)| unit)
    }
}

fn counts(set: &FigureSet) -> BTreeMap<String, i64> {
    let counted = set.figures.iter().filter_map(|figure| match &figure.value {
        Amount::Count(count) => Some((figure.indicator.clone(), *count)),
        Amount::Percent(_) | Amount::Missing(_) => None,
    });
    counted.collect()
}
