//! Columns and cells of a list.

use nennep_core::calendar::Day;
use nennep_core::text::date_short;

/// Says on which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Side {
    /// Texts.
    #[default]
    Left,
    /// Days, hours and names: texts too short to be broken over two lines.
    Unbroken,
    /// Numbers.
    Right,
}

impl Side {
    /// Tells whether cells stand on the right.
    #[must_use]
    pub fn is_right(self) -> bool {
        self == Side::Right
    }

    /// Gives the class of the look.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Side::Left => "",
            Side::Unbroken => "unbroken",
            Side::Right => "number",
        }
    }
}

/// Holds one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its stable name, as addresses carry it.
    pub key: &'static str,
    /// What its head says.
    pub head: String,
    /// Where its cells stand.
    pub side: Side,
    /// Whether it is seen unless columns are chosen.
    pub is_usual: bool,
    /// Whether a list can be ordered by it.
    pub is_sortable: bool,
}

impl Column {
    /// Makes a column of texts.
    #[must_use]
    pub fn text(key: &'static str, head: String) -> Self {
        Self {
            key,
            head,
            side: Side::Left,
            is_usual: true,
            is_sortable: true,
        }
    }

    /// Makes a column of texts that are not broken over two lines.
    #[must_use]
    pub fn unbroken(key: &'static str, head: String) -> Self {
        Self {
            side: Side::Unbroken,
            ..Self::text(key, head)
        }
    }

    /// Makes a column of numbers.
    #[must_use]
    pub fn number(key: &'static str, head: String) -> Self {
        Self {
            side: Side::Right,
            ..Self::text(key, head)
        }
    }

    /// Lets no press on its head order the list.
    #[must_use]
    pub fn unsorted(mut self) -> Self {
        self.is_sortable = false;
        self
    }

    /// Leaves the column away unless it is chosen.
    #[must_use]
    pub fn unusual(mut self) -> Self {
        self.is_usual = false;
        self
    }
}

/// Holds one cell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// The number or day it is sorted by; its folded text otherwise.
    pub order: Option<i64>,
    /// Where it leads.
    pub href: Option<String>,
    /// A second, lighter line.
    pub note: Option<String>,
    /// A class of the look: `late`, `tag`, …
    pub class: &'static str,
    /// A box before it that picks the row for a form elsewhere on the page.
    pub pick: Option<Pick>,
}

/// Holds a box that picks a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The form it belongs to.
    pub form: &'static str,
    /// Name of the field.
    pub name: &'static str,
    /// What is sent.
    pub value: String,
    /// What readers are told.
    pub label: String,
}

impl Cell {
    /// Makes a cell of a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Makes a cell of a number with the way it is printed.
    #[must_use]
    pub fn number(number: i64, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            order: Some(number),
            ..Self::default()
        }
    }

    /// Makes a cell of a day, in its order.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self::number(i64::from(day.ordinal()), date_short(day))
    }

    /// Lets it lead somewhere.
    #[must_use]
    pub fn to(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Adds a second line.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Puts a box before it that picks the row.
    #[must_use]
    pub fn picked(mut self, pick: Pick) -> Self {
        self.pick = Some(pick);
        self
    }

    /// Gives it a class of the look.
    #[must_use]
    pub fn classed(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }
}

/// Holds one row: a cell a column, in the order of the columns.
pub type TableRow = Vec<Cell>;
