//! What every writer prints alike: fixed words, lines and cells.

use nennep_core::reports::Family;

use crate::blocks::{Appendix, Block, Cell, Paper, Run};
use crate::layout::Layout;

/// Head of the recipients.
pub const RECIPIENTS: &str = "Nơi nhận:";

/// Stands where nothing was recorded.
pub const MISSING: &str = "–";

/// Holds one line at the top right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadLine<'a> {
    /// The words.
    pub text: &'a str,
    /// Their size.
    pub size_pt: u16,
    /// Whether the line as long as the words stands below: below the last one.
    pub has_line: bool,
}

impl Layout {
    /// Returns the lines at the top right, the title first.
    #[must_use]
    pub fn head_lines(&self) -> Vec<HeadLine<'_>> {
        let title = HeadLine {
            text: &self.head.title,
            size_pt: self.size_pt.head,
            has_line: self.head.motto.is_none(),
        };
        let motto = self.head.motto.as_ref().map(|motto| HeadLine {
            text: &motto.text,
            size_pt: motto.size_pt,
            has_line: true,
        });
        std::iter::once(title).chain(motto).collect()
    }

    /// Tells whether the head of the recipients is bold italic, as the State prints it; elsewhere it is underlined.
    #[must_use]
    pub fn has_bold_recipients_head(&self) -> bool {
        self.is_state_like()
    }

    /// Tells whether the signer's title is as bold as the authority above it.
    #[must_use]
    pub fn has_bold_title(&self) -> bool {
        self.is_state_like()
    }

    /// Tells whether number and day stand side by side below both heads; elsewhere each stands below its own.
    #[must_use]
    pub fn has_number_beside_day(&self) -> bool {
        self.is_state_like()
    }

    fn is_state_like(&self) -> bool {
        match self.family {
            Family::StateLike => true,
            Family::Party | Family::Youth => false,
        }
    }
}

impl Paper {
    /// Returns the recipients as printed: each begins with a dash, the last ends with a full stop.
    #[must_use]
    pub fn recipient_lines(&self, layout: &Layout) -> Vec<String> {
        let last = self.recipients.len().saturating_sub(1);
        let between = match layout.family {
            Family::Party => ',',
            Family::StateLike | Family::Youth => ';',
        };
        let mark = |at| if at == last { '.' } else { between };
        let lines = self.recipients.iter().enumerate();
        lines
            .map(|(at, recipient)| format!("- {recipient}{}", mark(at)))
            .collect()
    }
}

/// Signs of a paragraph that fills about a fifth of a page.
const SHORT_SIGNS: usize = 700;

impl Block {
    /// Tells whether it is short enough to stay whole beside the signature; a longer one is broken over two pages.
    #[must_use]
    pub fn is_short(&self) -> bool {
        let signs = |text: &str| text.chars().count();
        let all = match self {
            Self::Heading { text, .. } | Self::Centred { text } => signs(text),
            Self::Paragraph { runs } => runs.iter().map(|run| signs(run.printed())).sum(),
        };
        all <= SHORT_SIGNS
    }
}

impl Run {
    /// Returns the words or the number as printed.
    #[must_use]
    pub fn printed(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number { text, .. } => text,
        }
    }

    /// Returns the identity of the figure, of a number.
    #[must_use]
    pub fn figure(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Number { figure, .. } => Some(figure),
        }
    }
}

impl Cell {
    /// Returns the cell as printed.
    #[must_use]
    pub fn printed(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Count { text, .. } | Self::Percent { text, .. } => text,
            Self::Missing => MISSING,
            Self::Empty => "",
        }
    }

    /// Returns the identity of the figure, of a number.
    #[must_use]
    pub fn figure(&self) -> Option<&str> {
        match self {
            Self::Count { figure, .. } | Self::Percent { figure, .. } => Some(figure),
            Self::Text(_) | Self::Strong(_) | Self::Missing | Self::Empty => None,
        }
    }

    /// Tells whether the cell is printed in bold.
    #[must_use]
    pub fn is_strong(&self) -> bool {
        matches!(self, Self::Strong(_))
    }
}

/// Holds neighbouring columns that share a group head, or one column without a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadGroup<'a> {
    /// The head above; `None` for a column that fills both lines of the head.
    pub title: Option<&'a str>,
    /// First column, counted from 0.
    pub first: usize,
    /// How many columns.
    pub span: usize,
}

impl Appendix {
    /// Returns the upper line of the table head, left to right.
    #[must_use]
    pub fn head_groups(&self) -> Vec<HeadGroup<'_>> {
        let mut groups: Vec<HeadGroup<'_>> = Vec::new();
        for (first, column) in self.columns.iter().enumerate() {
            let title = column.group.as_deref();
            match groups.last_mut() {
                Some(group) if title.is_some() && group.title == title => group.span += 1,
                _ => groups.push(HeadGroup { title, first, span: 1 }),
            }
        }
        groups
    }

    /// Tells whether the table head has two lines.
    #[must_use]
    pub fn has_groups(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }

    /// Returns the relative widths; a width of nothing counts as 1.
    #[must_use]
    pub fn widths(&self) -> Vec<u32> {
        self.columns
            .iter()
            .map(|column| u32::from(column.width.max(1)))
            .collect()
    }
}

/// Returns the text without characters that no page can show: controls become blanks.
#[must_use]
pub fn printable(text: &str) -> String {
    let shown = |sign: char| {
        if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') {
            ' '
        } else {
            sign
        }
    };
    text.chars().map(shown).collect()
}
