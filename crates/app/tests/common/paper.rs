//! Workbooks in memory, written as rows of cells with `|` between them.

use nennep_documents::sheets::{Sheet, SheetCell, SheetRow, Workbook};

/// Holds a workbook; row 1 of every sheet is its head.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paper(Vec<(String, Vec<Vec<SheetCell>>)>);

/// Reads a written cell: blank, or text as a `.csv` holds it.
pub(crate) fn cell(text: &str) -> SheetCell {
    if text.is_empty() {
        SheetCell::Empty
    } else {
        SheetCell::Text(text.to_owned())
    }
}

impl Paper {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a sheet, or rows to the sheet that is there.
    pub(crate) fn sheet<R: AsRef<str>>(self, name: &str, heads: &str, rows: impl IntoIterator<Item = R>) -> Self {
        let split = |row: &str| row.split('|').map(cell).collect();
        let rows = rows.into_iter().map(|row| split(row.as_ref())).collect();
        self.cells(name, heads, rows)
    }

    /// Adds a sheet of ready cells, or rows to the sheet that is there.
    pub(crate) fn cells(mut self, name: &str, heads: &str, rows: Vec<Vec<SheetCell>>) -> Self {
        let heads: Vec<SheetCell> = heads.split('|').map(cell).collect();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => known.extend(rows),
            None => {
                let all = std::iter::once(heads).chain(rows).collect();
                self.0.push((name.to_owned(), all));
            }
        }
        self
    }

    pub(crate) fn units<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        self.sheet("units", "code|name|kind|parent|from|to", rows)
    }

    pub(crate) fn events<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        self.sheet("unit_events", "on|event|unit|to_unit|parent|name|kind", rows)
    }

    pub(crate) fn facts<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        self.sheet("facts", "key|on|fact|unit|count|to_unit|org_kind|tags|host_kind", rows)
    }

    pub(crate) fn reversals<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        self.sheet("reversals", "key|on|reason|decision_no", rows)
    }

    pub(crate) fn targets<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        let heads = "indicator|giver|unit|member|from|to|min|max|decision_no|decision_on";
        self.sheet("targets", heads, rows)
    }

    pub(crate) fn claims<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        self.sheet("claims", "indicator|unit|from|to|value|source", rows)
    }

    pub(crate) fn enterprises<R: AsRef<str>>(self, rows: impl IntoIterator<Item = R>) -> Self {
        let heads = "tax_code|name|kind|unit|from|to|registered_on|status|workers|workers_female";
        self.sheet("enterprises", heads, rows)
    }

    /// Gives the same workbook with sheets and rows in another order, told by `seed`.
    pub(crate) fn shuffled(&self, seed: u64) -> Self {
        let mut state = seed.wrapping_mul(2).wrapping_add(1);
        let mut below = |limit: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % limit
        };
        let mut sheets = self.0.clone();
        for (_, rows) in &mut sheets {
            for place in (2..rows.len()).rev() {
                rows.swap(place, 1 + below(place));
            }
        }
        for place in (1..sheets.len()).rev() {
            sheets.swap(place, below(place + 1));
        }
        Self(sheets)
    }

    /// Gives what a reader of files would have read.
    pub(crate) fn workbook(&self) -> Workbook {
        let sheet = |(name, rows): &(String, Vec<Vec<SheetCell>>)| Sheet {
            name: name.clone(),
            file: format!("{name}.csv"),
            rows: (1..)
                .zip(rows)
                .map(|(number, cells)| SheetRow {
                    number,
                    cells: cells.clone(),
                })
                .collect(),
        };
        Workbook {
            sheets: self.0.iter().map(sheet).collect(),
        }
    }
}
