//! What is asked of the book: read from the address, part of it told to the database.

use nennep_core::calendar::Day;
use nennep_core::ledger::Fact;
use nennep_core::register::{Inside, UnitId};
use nennep_core::text::fold;

use super::record::{Entry, Teller};
use super::rows::{Reading, Wanted};
use crate::store::Sort;
use crate::web::days::read_day;
use crate::web::errors::WebError;
use crate::web::fact_words;
use crate::web::list_query::ListQuery;
use crate::web::table::Filter;
use crate::web::unit_choice::unit_choices;
use crate::web::visit::Visit;

/// Sorts of entries in the order offered.
const SORTS: [Sort; 7] = [
    Sort::Fact,
    Sort::Reversal,
    Sort::Listing,
    Sort::Unit,
    Sort::UnitEvent,
    Sort::Target,
    Sort::Claim,
];

/// A list of the book as asked.
#[derive(Debug)]
pub(super) struct Sought {
    pub(super) wanted: Wanted,
    pub(super) reading: Reading,
    unit: Option<Inside>,
    officer: String,
    decision: String,
    words: Vec<String>,
}

impl Sought {
    /// Reads the address; a unit outside the scope does not exist.
    pub(super) fn read(visit: &Visit, query: &mut ListQuery, candidates: Vec<i64>) -> Result<Self, WebError> {
        let tree = &visit.book().tree;
        let reading = match (number(query, "above"), number(query, "below")) {
            (Some(no), _) => Reading::Above(no),
            (None, below) => Reading::Below(below),
        };
        for field in ["above", "below", "format", "receipt"] {
            query.others.remove(field);
        }
        let unit = match query.other("unit") {
            "" => None,
            code => Some(tree.placement(visit.now.today()).inside(visit.unit(code)?)),
        };
        let units = match &unit {
            Some(inside) => {
                let within = |id: &i64| tree.index_of(UnitId(*id)).is_some_and(|index| inside.contains(index));
                candidates.into_iter().filter(within).collect()
            }
            None => candidates,
        };
        // Where most units fit, asking the database for them costs more than leaving a few out afterwards.
        let units = (units.len() * 4 < tree.len()).then_some(units);
        let decision = fold(query.other("decision"));
        Ok(Self {
            wanted: Wanted {
                sort: SORTS
                    .iter()
                    .map(|sort| sort.code())
                    .find(|sort| *sort == query.other("sort_of")),
                fact: Fact::parse(query.other("fact")).map(Fact::code),
                from: day(query, "from"),
                to: day(query, "to"),
                recorded: [
                    day(query, "recorded_from").map(Day::begins_at),
                    day(query, "recorded_to").map(|day| day.next().begins_at()),
                ],
                units,
                needs_decision: !decision.is_empty(),
            },
            reading,
            unit,
            officer: fold(query.other("officer")),
            decision,
            words: fold(&query.words)
                .split(' ')
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    }

    /// Tells whether the entry is seen and fits all that was asked.
    pub(super) fn fits(&self, teller: &mut Teller<'_>, entry: &Entry) -> bool {
        let tree = &teller.book.tree;
        let is_inside = |inside: &Inside| {
            let mut units = entry.units().into_iter().filter_map(|unit| tree.index_of(UnitId(unit)));
            units.any(|index| inside.contains(index))
        };
        if !self.unit.as_ref().is_none_or(is_inside) || !teller.sees(entry) {
            return false;
        }
        let [decision, _, _] = &entry.decision;
        let decision = fold(decision.as_deref().unwrap_or_default());
        if !decision.contains(&self.decision) {
            return false;
        }
        if !self.officer.is_empty() {
            let who = fold(&format!("{} {}", entry.recorded_by, teller.officer(entry)));
            if !who.contains(&self.officer) {
                return false;
            }
        }
        if self.words.is_empty() {
            return true;
        }
        let note = entry
            .fact
            .as_ref()
            .and_then(|fact| fact.note.clone())
            .unwrap_or_default();
        let told = teller.title(entry);
        let text = fold(&format!(
            "{} {told} {decision} {} {note} {}",
            entry.no, entry.key, entry.source
        ));
        self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

fn number(query: &ListQuery, name: &str) -> Option<i64> {
    query.other(name).parse().ok()
}

fn day(query: &ListQuery, name: &str) -> Option<Day> {
    read_day(query.other(name)).ok()
}

/// Filters asked for rarely.
pub(super) const RARE: [&str; 4] = ["recorded_from", "recorded_to", "decision", "officer"];

/// The filters above the list.
pub(super) fn filters(visit: &Visit, query: &ListQuery) -> Vec<Filter> {
    let words = &visit.words;
    let filter = |name: &'static str, kind: &'static str, choices: Vec<(String, String)>| Filter {
        name,
        label: words.say(&format!("entries-filter-{name}")),
        kind,
        value: query.other(name).to_owned(),
        choices,
    };
    let sorts = SORTS.iter().map(|sort| {
        let code = sort.code();
        (code.to_owned(), words.say(&format!("entries-sort-{code}")))
    });
    let facts = Fact::all().map(|fact| (fact.code(), fact_words::fact(words, fact)));
    vec![
        filter("unit", "text", unit_choices(visit)),
        filter("sort_of", "text", sorts.collect()),
        filter("fact", "text", facts.collect()),
        filter("from", "date", Vec::new()),
        filter("to", "date", Vec::new()),
        filter("recorded_from", "date", Vec::new()),
        filter("recorded_to", "date", Vec::new()),
        filter("decision", "text", Vec::new()),
        filter("officer", "text", Vec::new()),
    ]
}
