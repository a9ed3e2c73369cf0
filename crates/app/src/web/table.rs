//! Lists of things: filtered, sorted, paged, with chosen columns, and the same list as a workbook.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use nennep_core::text::{fold, vietnamese, whole};

pub use super::cells::{Cell, Column, Pick, Side, TableRow};
use super::days::{in_field, read_day};
use super::list_query::{ListQuery, SIZES};
use super::words::Words;

/// Holds one head as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The column.
    pub column: Column,
    /// Where a press on it leads.
    pub href: String,
    /// `ascending`, `descending` or `none`.
    pub order: &'static str,
    /// Whether it is seen.
    pub is_seen: bool,
}

/// Holds one page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Address of the list without its question.
    pub path: String,
    /// What was asked.
    pub query: ListQuery,
    /// All heads, also those not seen.
    pub heads: Vec<Head>,
    /// The rows of this page, seen columns only.
    pub rows: Vec<TableRow>,
    /// Rows that fit.
    pub fitting: usize,
    /// Rows there are.
    pub all: usize,
    /// Pages there are, at least 1.
    pub pages: usize,
    /// Address of the page before.
    pub before: Option<String>,
    /// Address of the page after.
    pub after: Option<String>,
    /// Address of what is seen as a workbook.
    pub export: String,
    /// Fields of the page's own filters.
    pub filters: Vec<Filter>,
    /// Names of those that are asked for rarely, folded away until one is stated.
    pub rare: &'static [&'static str],
    /// Filters that are on: words, and the address without them.
    pub chips: Vec<(String, String)>,
    /// Address of the list without words and filters.
    pub cleared: String,
    /// Whether a press on a head sorts.
    pub is_sortable: bool,
    /// What stands above instead of a number of rows, where they are not counted.
    pub heading: Option<String>,
}

impl Head {
    /// Gives the class of the look of the whole column.
    #[must_use]
    pub fn class(&self) -> Option<&'static str> {
        Some(self.column.side.class()).filter(|class| !class.is_empty())
    }

    /// Gives the classes of the look of one cell of the column.
    #[must_use]
    pub fn class_of(&self, cell: &Cell) -> Option<String> {
        let classes = [cell.class, self.column.side.class()];
        let classes: Vec<&str> = classes.into_iter().filter(|class| !class.is_empty()).collect();
        (!classes.is_empty()).then(|| classes.join(" "))
    }
}

/// Holds one filter of a page: a field of the form above its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Its stable name, as addresses carry it.
    pub name: &'static str,
    /// What stands above it.
    pub label: String,
    /// Kind of the field when there is no choice: `date`, `text` or `number`; `one` where one of the choices always holds.
    pub kind: &'static str,
    /// What it holds.
    pub value: String,
    /// Choices: value and words; empty for a free field.
    pub choices: Vec<(String, String)>,
}

impl Filter {
    /// Says what it holds: the words of the choice, or a day as officers write it.
    fn shown(&self) -> String {
        match self.choices.iter().find(|(value, _)| *value == self.value) {
            Some((_, label)) => label.clone(),
            None => self.in_field(),
        }
    }

    /// Tells whether it asks for a day, which officers write their own way whatever the browser's language.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.kind == "date"
    }

    /// Gives what stands in its field.
    #[must_use]
    pub fn in_field(&self) -> String {
        if self.is_day() {
            in_field(&self.value)
        } else {
            self.value.clone()
        }
    }

    /// Says why what was typed is no day; nothing is left out of the table for it.
    #[must_use]
    pub fn fault(&self, words: &Words) -> Option<String> {
        self.is_wrong()
            .then(|| words.with("table-day-bad", "found", &self.value))
    }

    fn is_wrong(&self) -> bool {
        self.is_day() && !self.value.trim().is_empty() && read_day(&self.value).is_err()
    }
}

impl Listing {
    /// Gives the heads that are seen.
    pub fn seen(&self) -> impl Iterator<Item = &Head> {
        self.heads.iter().filter(|head| head.is_seen)
    }

    /// Says what was asked where rows come filtered and ordered already: heads, filters and export lead on from there.
    #[must_use]
    pub fn asking(mut self, query: &ListQuery) -> Self {
        for head in &mut self.heads {
            (head.href, head.order) = order_of(&self.path, &head.column, query);
        }
        self.export = query.address(&self.path, &[("format", "xlsx")]);
        self.chips = words_chip(&self.path, query);
        self.cleared = query.address(&self.path, &[("q", "")]);
        self.query = query.clone();
        self
    }

    /// Folds filters away that are asked for rarely.
    #[must_use]
    pub fn folding(mut self, rare: &'static [&'static str]) -> Self {
        self.rare = rare;
        self
    }

    /// Gives the filters that are always seen, or those folded away.
    pub fn filters_of(&self, is_rare: bool) -> impl Iterator<Item = &Filter> {
        let fits = move |filter: &&Filter| self.rare.contains(&filter.name) == is_rare;
        self.filters.iter().filter(fits)
    }

    /// Tells whether a filter that is folded away is stated.
    #[must_use]
    pub fn has_rare_stated(&self) -> bool {
        self.filters_of(true).any(|filter| !filter.value.is_empty())
    }

    /// Adds the page's own filters; each that the address states becomes a chip that takes it off.
    #[must_use]
    pub fn filtered_by(mut self, filters: Vec<Filter>) -> Self {
        let mut off = vec![("q", ""), ("page", "")];
        off.extend(filters.iter().map(|filter| (filter.name, "")));
        self.cleared = self.query.address(&self.path, &off);
        let stated = |filter: &&Filter| {
            !filter.value.is_empty() && !self.query.other(filter.name).is_empty() && !filter.is_wrong()
        };
        for filter in filters.iter().filter(stated) {
            let shown = filter.shown();
            let without = self.query.address(&self.path, &[(filter.name, ""), ("page", "")]);
            self.chips.push((format!("{}: {shown}", filter.label), without));
        }
        self.filters = filters;
        self
    }

    /// Gives page sizes.
    #[must_use]
    pub fn sizes(&self) -> &'static [usize] {
        &SIZES
    }

    /// Gives a row's cells beside the heads they stand under.
    pub fn pairs<'a>(&'a self, row: &'a TableRow) -> impl Iterator<Item = (&'a Head, &'a Cell)> {
        self.seen().zip(row)
    }

    /// Says how many rows fit, of how many, on which page.
    #[must_use]
    pub fn counted(&self, words: &Words) -> String {
        if let Some(heading) = &self.heading {
            return heading.clone();
        }
        let number = |rows: usize| whole(rows);
        let fitting = number(self.fitting);
        let counted = if self.fitting == self.all {
            words.with("table-counted", "fitting", fitting)
        } else {
            words.fill("table-counted-of", &[("fitting", fitting), ("all", number(self.all))])
        };
        if self.pages < 2 {
            return counted;
        }
        let (page, pages) = (self.query.page.to_string(), self.pages.to_string());
        words.fill(
            "table-counted-page",
            &[("counted", counted), ("page", page), ("pages", pages)],
        )
    }

    /// Fields that a new filter keeps: the order, and what no field of the form stands for.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        self.all_fields()
            .into_iter()
            .filter(|(name, _)| {
                name != "q" && name != "columns" && self.filters.iter().all(|filter| filter.name != name)
            })
            .collect()
    }

    /// All fields of the address besides page and size.
    #[must_use]
    pub fn all_fields(&self) -> Vec<(String, String)> {
        self.query.fields()
    }
}

/// Filters, sorts and cuts the rows as asked.
#[must_use]
pub fn list(path: &str, columns: &[Column], rows: Vec<TableRow>, query: &ListQuery) -> Listing {
    let all = rows.len();
    let rows = fitting(columns, rows, query);
    let fitting = rows.len();
    let pages = fitting.div_ceil(query.size.max(1)).max(1);
    let page = query.page.min(pages);
    let seen = seen_columns(columns, query);
    let rows = rows
        .into_iter()
        .skip((page - 1) * query.size)
        .take(query.size)
        .map(|row| pick(row, &seen))
        .collect();
    let turn = |page: usize| query.address(path, &[("page", &page.to_string())]);
    Listing {
        path: path.to_owned(),
        heads: heads(path, columns, &seen, query),
        rows,
        fitting,
        all,
        pages,
        before: (page > 1).then(|| turn(page - 1)),
        after: (page < pages).then(|| turn(page + 1)),
        export: query.address(path, &[("format", "xlsx")]),
        filters: Vec::new(),
        rare: &[],
        chips: words_chip(path, query),
        cleared: query.address(path, &[("q", "")]),
        is_sortable: true,
        heading: None,
        query: ListQuery { page, ..query.clone() },
    }
}

/// The words that are sought stand among the filters that are on.
fn words_chip(path: &str, query: &ListQuery) -> Vec<(String, String)> {
    if query.words.is_empty() {
        return Vec::new();
    }
    vec![(format!("«{}»", query.words), query.address(path, &[("q", "")]))]
}

/// Gives all rows that fit, in the order asked, with the columns seen: what an export holds.
#[must_use]
pub fn export_rows(columns: &[Column], rows: Vec<TableRow>, query: &ListQuery) -> (Vec<Column>, Vec<TableRow>) {
    let seen = seen_columns(columns, query);
    let heads = columns
        .iter()
        .zip(&seen)
        .filter(|(_, seen)| **seen)
        .map(|(column, _)| column.clone())
        .collect();
    let rows = fitting(columns, rows, query)
        .into_iter()
        .map(|row| pick(row, &seen))
        .collect();
    (heads, rows)
}

fn heads(path: &str, columns: &[Column], seen: &[bool], query: &ListQuery) -> Vec<Head> {
    columns
        .iter()
        .zip(seen)
        .map(|(column, seen)| {
            let (href, order) = order_of(path, column, query);
            Head {
                column: column.clone(),
                href,
                order,
                is_seen: *seen,
            }
        })
        .collect()
}

/// Where a press on a head leads, and in which order the list stands by it.
fn order_of(path: &str, column: &Column, query: &ListQuery) -> (String, &'static str) {
    let is_sorted = query.sort.as_deref() == Some(column.key);
    let next = if is_sorted && !query.is_descending {
        format!("-{}", column.key)
    } else {
        column.key.to_owned()
    };
    let order = match (is_sorted, query.is_descending) {
        (true, true) => "descending",
        (true, false) => "ascending",
        (false, _) => "none",
    };
    (query.address(path, &[("sort", &next)]), order)
}

fn seen_columns(columns: &[Column], query: &ListQuery) -> Vec<bool> {
    let chosen = |column: &Column| query.columns.contains(column.key);
    let any = columns.iter().any(chosen);
    columns
        .iter()
        .map(|column| if any { chosen(column) } else { column.is_usual })
        .collect()
}

fn pick(row: TableRow, seen: &[bool]) -> TableRow {
    row.into_iter()
        .zip(seen)
        .filter(|(_, seen)| **seen)
        .map(|(cell, _)| cell)
        .collect()
}

fn fitting(columns: &[Column], rows: Vec<TableRow>, query: &ListQuery) -> Vec<TableRow> {
    let words: Vec<String> = query.words.split_whitespace().map(fold).collect();
    let mut rows: Vec<TableRow> = rows
        .into_iter()
        .filter(|row| {
            words.is_empty() || {
                let text = folded(row);
                words.iter().all(|word| text.contains(word.as_str()))
            }
        })
        .collect();
    let place = query
        .sort
        .as_ref()
        .and_then(|sort| columns.iter().position(|column| column.key == sort));
    if let Some(place) = place {
        rows.sort_by(|one, other| compare(one.get(place), other.get(place), query.is_descending));
    }
    rows
}

/// What is sought in: all cells with their notes, marks and case forgotten.
fn folded(row: &TableRow) -> String {
    let texts = row.iter().flat_map(|cell| [Some(&cell.text), cell.note.as_ref()]);
    texts.flatten().map(|text| fold(text)).collect::<Vec<_>>().join(" ")
}

/// Numbers and days by their order, texts as a Vietnamese reader has them; what is absent comes last either way.
fn compare(one: Option<&Cell>, other: Option<&Cell>, is_descending: bool) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else {
        return Ordering::Equal;
    };
    let order = match (one.order, other.order) {
        (Some(first), Some(second)) => first.cmp(&second),
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (None, None) => match (one.text.is_empty(), other.text.is_empty()) {
            (true, false) => return Ordering::Greater,
            (false, true) => return Ordering::Less,
            (true, true) | (false, false) => vietnamese(&one.text, &other.text),
        },
    };
    if is_descending { order.reverse() } else { order }
}
