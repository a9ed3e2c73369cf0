//! How issuing bodies are written on papers, and how the papers of their families are laid out, numbered and ended.

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitIndex};
use nennep_core::reports::{Body, Family};
use nennep_documents::blocks::{Block, Paper, Run};
use nennep_documents::layout::{Layout, Layouts};
use serde::Deserialize;

/// Holds how papers of each family are numbered and end, and how bodies are written, by kind of unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    family: Families,
    body: Vec<BodyRow>,
    term: Vec<TermRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Families {
    party: FamilyRow,
    state_like: FamilyRow,
    youth: FamilyRow,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FamilyRow {
    word: String,
    after_number: String,
    after_kind: String,
    series: Series,
    end: String,
    kept: Option<String>,
}

/// What the numbers of a body run through.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Series {
    Term,
    Year,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyRow {
    family: Family,
    kind: String,
    name_prefix: String,
    organization: String,
    symbol: String,
    authority: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermRow {
    name: String,
    from: Day,
}

impl Bodies {
    /// Reads what the program carries.
    ///
    /// # Errors
    /// When the table is not of its shape.
    pub fn embedded() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../../../../catalog/papers.toml"))
    }

    /// Writes the issuing body of a unit as on the paper's day.
    #[must_use]
    pub fn body(&self, tree: &Tree, unit: UnitIndex, dated: Day) -> Body {
        let name = tree.name_on(unit, dated);
        let row = self.row(tree.kind_on(unit, dated), name);
        let family = self.family(tree, unit, dated);
        let above = tree.parent_on(unit, dated);
        // A federation of unions may hang under a committee of the Party, which is not its superior on its own papers.
        let own = above.filter(|above| self.family(tree, *above, dated) == family);
        let superior =
            own.map(|superior| self.organization(tree.kind_on(superior, dated), tree.name_on(superior, dated)));
        Body {
            superior_name: above.map(|superior| tree.name_on(superior, dated).to_owned()),
            superior: superior.map(|name| name.to_uppercase()),
            issuer: name.to_uppercase(),
            symbol: row.map(|row| row.symbol.clone()).unwrap_or_default(),
            authority: row.map(|row| row.authority.clone()).unwrap_or_default(),
            place: self.place(tree, unit, dated),
            family,
        }
    }

    /// Gives the family of a unit's papers on a day.
    #[must_use]
    pub fn family(&self, tree: &Tree, unit: UnitIndex, dated: Day) -> Family {
        let row = self.row(tree.kind_on(unit, dated), tree.name_on(unit, dated));
        row.map_or(Family::Party, |row| row.family)
    }

    /// Finds the layout of a unit's papers in force on a day.
    #[must_use]
    pub fn layout<'a>(&self, layouts: &'a Layouts, (tree, unit, dated): (&Tree, UnitIndex, Day)) -> Option<&'a Layout> {
        layouts.in_force(self.family(tree, unit, dated), dated.naive())
    }

    /// Names what the numbers of a family's papers run through on a day, a term or a year; they begin anew with each. Days before
    /// the first term belong to it.
    #[must_use]
    pub fn series(&self, family: Family, day: Day) -> String {
        match self.of(family).series {
            Series::Term => self.term_of(day).to_owned(),
            Series::Year => day.year().to_string(),
        }
    }

    /// Writes the symbol of a paper, `BC/QU` or `BC-LĐLĐ`.
    #[must_use]
    pub fn symbol(&self, body: &Body, kind: &str) -> String {
        [kind, &self.of(body.family).after_kind, &body.symbol].concat()
    }

    /// Writes the number of a paper with its symbol, `Số 09-BC/QU`; without a number its place stays open. Below ten it takes two
    /// digits; one that brings its own symbol keeps it.
    #[must_use]
    pub fn number_line(&self, body: &Body, kind: &str, number: Option<&str>) -> String {
        let row = self.of(body.family);
        let symbol = self.symbol(body, kind);
        match number {
            Some(number) if number.contains('-') => format!("{}{number}", row.word),
            Some(number) => [row.word.as_str(), &padded(number), &row.after_number, &symbol].concat(),
            None => [row.word.as_str(), "       ", &row.after_number, &symbol].concat(),
        }
    }

    /// Gives a composed paper what its family asks for: the sign at the end of the text, and its own name of the office.
    #[must_use]
    pub fn finished(&self, family: Family, mut paper: Paper) -> Paper {
        let row = self.of(family);
        if let Some(Block::Paragraph { runs }) = paper.blocks.last_mut().filter(|_| row.end != FULL_STOP) {
            if let Some(Run::Text(text)) = runs.last_mut() {
                let kept = text.trim_end().trim_end_matches(FULL_STOP).len();
                text.truncate(kept);
            }
            runs.push(Run::Text(row.end.clone()));
        }
        if let (Some(office), Some(last)) = (&row.kept, paper.recipients.last_mut())
            && let Some(rest) = last.strip_prefix("Lưu ")
        {
            *last = match rest.strip_prefix("Văn phòng") {
                Some(_) => office.clone(),
                None => format!("{office}, {rest}"),
            };
        }
        paper
    }

    fn of(&self, family: Family) -> &FamilyRow {
        match family {
            Family::Party => &self.family.party,
            Family::StateLike => &self.family.state_like,
            Family::Youth => &self.family.youth,
        }
    }

    fn term_of(&self, day: Day) -> &str {
        let begun = self
            .term
            .iter()
            .filter(|term| term.from <= day)
            .max_by_key(|term| term.from);
        begun.or(self.term.first()).map_or("", |term| term.name.as_str())
    }

    /// The place is what the name says behind its prefix. An enterprise is no place: its union writes where the body above sits.
    fn place(&self, tree: &Tree, unit: UnitIndex, dated: Day) -> String {
        let name = tree.name_on(unit, dated);
        let row = self.row(tree.kind_on(unit, dated), name);
        let is_placed = row.is_none_or(|row| row.family.is_party() || !row.name_prefix.is_empty());
        if let Some(above) = tree.parent_on(unit, dated).filter(|_| !is_placed) {
            return self.place(tree, above, dated);
        }
        let rest = row.and_then(|row| name.strip_prefix(&row.name_prefix));
        rest.map_or(name, str::trim).to_owned()
    }

    fn organization(&self, kind: &str, name: &str) -> String {
        let row = self.row(kind, name).filter(|row| !row.name_prefix.is_empty());
        row.and_then(|row| {
            name.strip_prefix(&row.name_prefix)
                .map(|rest| format!("{}{rest}", row.organization))
        })
        .unwrap_or_else(|| name.to_owned())
    }

    fn row(&self, kind: &str, name: &str) -> Option<&BodyRow> {
        let fits = |row: &&BodyRow| row.kind == kind && name.starts_with(&row.name_prefix);
        self.body
            .iter()
            .find(fits)
            .or_else(|| self.body.iter().find(|row| row.kind.is_empty()))
    }
}

/// Ends a text of every wording.
const FULL_STOP: &str = ".";

fn padded(number: &str) -> String {
    number
        .parse()
        .map_or_else(|_| number.to_owned(), |value: u32| format!("{value:02}"))
}

/// Takes the word before a number away: `12-QĐ/ĐU` of `Số 12-QĐ/ĐU`, `12/BC-LĐLĐ` of `Số: 12/BC-LĐLĐ`.
#[must_use]
pub fn bare_number(line: &str) -> &str {
    line.strip_prefix("Số")
        .map_or(line, |rest| rest.trim_start_matches([':', ' ']))
}

#[cfg(test)]
mod tests;
