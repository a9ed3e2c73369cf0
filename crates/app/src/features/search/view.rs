//! What was found, in words, the closest first.

use std::cmp::Ordering;

use nennep_core::calendar::Day;
use nennep_core::register::{UnitId, UnitIndex};
use nennep_core::text::{Nearness, count, date_short, nearness, vietnamese};

use super::rows::EntryRow;
use crate::store::ListRow;
use crate::web::bar::day_of;
use crate::web::fact_words;
use crate::web::places::{enterprise_path, kind_words, unit_path};
use crate::web::visit::Visit;

/// Found things of one sort that are shown.
pub(super) const SHOWN: usize = 20;

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) words: String,
    pub(super) href: Option<String>,
    pub(super) about: String,
    pub(super) is_gone: bool,
}

/// What was found of one sort, with whether there is more than is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    pub(super) has_more: bool,
}

impl Found {
    fn of<T>(mut found: Vec<T>, hit: impl Fn(T) -> Hit) -> Self {
        let has_more = found.len() > SHOWN;
        found.truncate(SHOWN);
        Self {
            hits: found.into_iter().map(hit).collect(),
            has_more,
        }
    }
}

/// Puts those that are shown in order, and one more; ordering all the others would be lost work.
fn sort_nearest<T>(found: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    if found.len() > SHOWN {
        found.select_nth_unstable_by(SHOWN, &order);
        found.truncate(SHOWN + 1);
    }
    found.sort_by(order);
}

/// How near a text is to what is sought. A part of a word is no hit here: «hong» is not sought to find every «phòng».
pub(super) fn near(text: &str, sought: &str) -> Option<Nearness> {
    nearness(text, sought).filter(|near| *near != Nearness::Parts)
}

/// Finds units by name, code or official code among those the officer sees; also by the first name.
pub(super) fn units(visit: &Visit, sought: &str) -> Found {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let day = |unit: UnitIndex| day_of(tree, unit, today);
    let mut found: Vec<(Nearness, UnitIndex)> = visit
        .scope
        .units(tree)
        .filter_map(|unit| {
            let known = tree.unit(unit);
            let name = tree.name_on(unit, day(unit));
            let texts = [
                Some(name),
                Some(&known.name),
                Some(&known.code),
                known.official_code.as_deref(),
            ];
            let nearest = texts
                .into_iter()
                .flatten()
                .filter_map(|text| near(text, sought))
                .min()?;
            Some((nearest, unit))
        })
        .collect();
    sort_nearest(&mut found, |one, other| {
        let is_there = |unit: UnitIndex| tree.is_alive(unit, today);
        let name = |unit: UnitIndex| tree.name_on(unit, day(unit));
        one.0
            .cmp(&other.0)
            .then(is_there(other.1).cmp(&is_there(one.1)))
            .then_with(|| vietnamese(name(one.1), name(other.1)))
    });
    Found::of(found, |(_, unit)| {
        let known = tree.unit(unit);
        let is_gone = !tree.is_alive(unit, today);
        let mut about = vec![kind_words(visit, tree.kind_on(unit, day(unit))), known.code.clone()];
        about.extend(
            tree.last_day(unit)
                .filter(|_| is_gone)
                .map(|last| visit.words.with("search-ended", "day", date_short(last))),
        );
        Hit {
            words: tree.name_on(unit, day(unit)).to_owned(),
            href: Some(unit_path(&known.code)),
            about: about.join(", "),
            is_gone,
        }
    })
}

/// Finds enterprises by name or tax code at units the officer sees.
///
/// `by_phone` tells that a whole phone number was sought: nothing of the row shows why it fits.
pub(super) fn enterprises(visit: &Visit, rows: Vec<ListRow>, (sought, by_phone): (&str, bool)) -> Found {
    let tree = &visit.book().tree;
    let seen = |row: &ListRow| tree.index_of(UnitId(row.unit?)).filter(|unit| visit.scope.sees(*unit));
    let mut found: Vec<(Nearness, ListRow, UnitIndex)> = rows
        .into_iter()
        .filter_map(|row| {
            let unit = seen(&row)?;
            let texts = [row.tax_code.as_str(), row.name.as_str()];
            let nearest = texts.into_iter().filter_map(|text| near(text, sought)).min();
            let nearest = nearest.or(by_phone.then_some(Nearness::Same))?;
            Some((nearest, row, unit))
        })
        .collect();
    sort_nearest(&mut found, |one, other| {
        one.0.cmp(&other.0).then_with(|| vietnamese(&one.1.name, &other.1.name))
    });
    Found::of(found, |(_, row, unit)| {
        let name = tree.name_on(unit, day_of(tree, unit, visit.now.today()));
        Hit {
            words: row.name,
            href: Some(enterprise_path(&row.tax_code)),
            about: visit.words.fill(
                "search-enterprise",
                &[("tax_code", row.tax_code), ("unit", name.to_owned())],
            ),
            is_gone: false,
        }
    })
}

/// Finds entries by their number or their decision, of units the officer sees.
pub(super) fn entries(visit: &Visit, rows: Vec<EntryRow>, is_fit: impl Fn(&EntryRow) -> bool) -> Found {
    let tree = &visit.book().tree;
    let mut found: Vec<(EntryRow, UnitIndex)> = rows
        .into_iter()
        .filter(|row| is_fit(row))
        .filter_map(|row| {
            let unit = tree
                .index_of(UnitId(row.unit?))
                .filter(|unit| visit.scope.sees(*unit))?;
            Some((row, unit))
        })
        .collect();
    found.dedup_by_key(|(row, _)| row.no);
    Found::of(found, |(row, unit)| {
        let on: Option<Day> = row.on.parse().ok();
        let what = match &row.fact {
            Some(fact) => fact_words::fact_code(&visit.words, fact),
            None => visit.words.say(&format!("search-sort-{}", row.sort)),
        };
        let name = tree.name_on(unit, on.unwrap_or(visit.now.today()));
        let mut about = vec![what, name.to_owned()];
        about.extend(on.map(date_short));
        about.extend(row.decision);
        Hit {
            words: visit.words.with("search-entry", "no", count(row.no)),
            href: Some(format!("/entries/{}", row.no)),
            about: about.join(", "),
            is_gone: false,
        }
    })
}
