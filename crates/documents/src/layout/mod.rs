//! Measures of an official paper, as data with days of validity.

mod error;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
pub use nennep_core::reports::Family;
use serde::{Deserialize, Serialize};

pub use error::LayoutError;

/// Name of the catalogue file, for messages.
pub(crate) const FILE: &str = "catalog/layouts.toml";

/// Holds every layout of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Layouts {
    layouts: Vec<Layout>,
}

/// Holds the measures of one layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Identifier, `party-2026`.
    pub id: String,
    /// Whose papers it is for.
    pub family: Family,
    /// First day in force; `None` since ever.
    pub valid_from: Option<NaiveDate>,
    /// Last day in force; `None` until further notice.
    pub valid_to: Option<NaiveDate>,
    /// The guidance, with number and day.
    pub source: String,
    /// How far the measures were checked: `A`, `B`, `D` or `unverified`.
    pub reliability: String,
    /// What stands at the top of every paper.
    pub head: Head,
    /// The sheet.
    pub page: Page,
    /// Sizes of the elements.
    pub size_pt: Sizes,
    /// The text.
    pub paragraph: ParagraphMeasures,
}

/// Holds the words and signs at the top of every paper of a layout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// First line on the right, in capitals.
    pub title: String,
    /// Second line on the right; a title without one has the line below itself.
    pub motto: Option<Motto>,
    /// Sign below the issuer; without one a short line is drawn.
    pub star: Option<String>,
    /// Signs below the summary; without them a short line is drawn.
    pub rule: Option<String>,
    /// How much of the text's width the left side takes, from 1 to 99.
    pub left_percent: u16,
}

/// Holds the second line on the right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motto {
    /// The words.
    pub text: String,
    /// Their size.
    pub size_pt: u16,
}

/// Holds the measures of the sheet, portrait; an appendix across swaps width and height.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Width of the sheet.
    pub width_mm: u16,
    /// Height of the sheet.
    pub height_mm: u16,
    /// Margin above.
    pub top_mm: u16,
    /// Margin below.
    pub bottom_mm: u16,
    /// Margin on the left.
    pub left_mm: u16,
    /// Margin on the right.
    pub right_mm: u16,
    /// From the top edge to the page number, which stands centred.
    pub number_from_top_mm: u16,
    /// First page that carries its number.
    pub number_first_page: u16,
    /// Font family of everything.
    pub font: String,
}

/// Holds the size of every element, in points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Title, top right.
    pub head: u16,
    /// Superior body.
    pub superior: u16,
    /// Issuing body.
    pub issuer: u16,
    /// The star or the short line below the issuer.
    pub star: u16,
    /// Number and symbol.
    pub number: u16,
    /// Place and day.
    pub dated: u16,
    /// Name of the kind.
    pub kind: u16,
    /// Summary.
    pub summary: u16,
    /// Text.
    pub body: u16,
    /// Headings in the text.
    pub heading: u16,
    /// Authority of the signer.
    pub authority: u16,
    /// Title of the signer.
    pub title: u16,
    /// Name of the signer.
    pub name: u16,
    /// Head of the recipients.
    pub recipients_head: u16,
    /// Recipients.
    pub recipients: u16,
    /// Page number.
    pub page_number: u16,
    /// Words stamped on a sample.
    pub sample_mark: u16,
    /// Title of an appendix.
    pub table_title: u16,
    /// Note below the title of an appendix.
    pub table_note: u16,
    /// Cells of an appendix.
    pub table: u16,
}

/// Holds the measures of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphMeasures {
    /// Indent of the first line.
    pub first_line_mm: u16,
    /// Space above a paragraph.
    pub before_pt: u16,
    /// Exact pitch of the lines.
    pub line_pt: u16,
    /// Open space for the signature.
    pub signing_space_pt: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    layout: Vec<toml::Spanned<Layout>>,
}

impl Layouts {
    /// Reads the catalogue of layouts.
    ///
    /// # Errors
    ///
    /// Names the line and the remedy when a field is missing, unknown or of the wrong kind, when an
    /// identifier stands twice, when two layouts of a family are in force on the same day, or when the
    /// margins leave no room for text.
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        let catalogue: Catalogue = toml::from_str(text).map_err(|error| LayoutError::syntax(text, &error))?;
        let mut layouts: Vec<Layout> = Vec::new();
        for spanned in catalogue.layout {
            let line = error::line_of(text, spanned.span().start);
            let layout = spanned.into_inner();
            check(&layout, &layouts, line)?;
            layouts.push(layout);
        }
        Ok(Self { layouts })
    }

    /// Returns the layout of a family in force on `day`.
    #[must_use]
    pub fn in_force(&self, family: Family, day: NaiveDate) -> Option<&Layout> {
        self.layouts
            .iter()
            .find(|layout| layout.family == family && layout.holds_on(day))
    }

    /// Returns the layout with this identifier.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Layout> {
        self.layouts.iter().find(|layout| layout.id == id)
    }
}

impl Layout {
    /// Tells whether the layout is in force on `day`.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Papers of two families are never taken for each other, so only layouts of one stand in each other's way.
    fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, two: &Self| match (one.valid_from, two.valid_to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        self.family == other.family && begins_in_time(self, other) && begins_in_time(other, self)
    }
}

fn check(layout: &Layout, before: &[Layout], line: usize) -> Result<(), LayoutError> {
    let id = layout.id.clone();
    if before.iter().any(|other| other.id == layout.id) {
        return Err(LayoutError::Twice { line, id });
    }
    if let (Some(from), Some(to)) = (layout.valid_from, layout.valid_to)
        && to < from
    {
        return Err(LayoutError::Backwards { line, id });
    }
    if let Some(other) = before.iter().find(|other| layout.overlaps(other)) {
        let other = other.id.clone();
        return Err(LayoutError::Overlap { line, id, other });
    }
    let page = &layout.page;
    let has_width = u32::from(page.left_mm) + u32::from(page.right_mm) < u32::from(page.width_mm);
    let has_height = u32::from(page.top_mm) + u32::from(page.bottom_mm) < u32::from(page.height_mm);
    let number_fits = page.number_from_top_mm < page.top_mm;
    let has_sides = (1..100).contains(&layout.head.left_percent);
    if !(has_width && has_height && number_fits && has_sides) {
        return Err(LayoutError::NoRoom { line, id });
    }
    Ok(())
}
