//! The paper before it has a format: plain blocks that every writer lays out the same way.

use serde::{Deserialize, Serialize};

/// Holds one official paper, ready to be laid out as .docx, .pdf or .html.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Identifier of the layout in force on the paper's day, for example `party-2026`.
    pub layout: String,
    /// Words stamped on every page of a sample; `None` on a real paper.
    pub sample_mark: Option<String>,
    /// Hash of figures and words of a signed paper, kept in the file's properties; none on a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
    /// Name of the superior body, first line on the left, in capitals.
    pub superior: Option<String>,
    /// Name of the issuing body, second line on the left, in capitals.
    pub issuer: String,
    /// Number and symbol as one line, `Số 09-BC/QU`; with an open place when not yet numbered.
    pub number_line: String,
    /// Place and day, `Đống Đa, ngày 11 tháng 4 năm 2024`.
    pub dated_line: String,
    /// Name of the kind in capitals, `BÁO CÁO`.
    pub kind: String,
    /// Summary, one string a printed line.
    pub summary: Vec<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Who signs.
    pub signature: Signature,
    /// Recipients below `Nơi nhận:`, each without its final mark.
    pub recipients: Vec<String>,
    /// Tables after the signature, each on a page of its own.
    pub appendices: Vec<Appendix>,
}

/// Holds one block of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading; level 1 is `I- …`, level 2 is `1. …`.
    Heading {
        /// 1 or 2.
        level: u8,
        /// The words.
        text: String,
    },
    /// A line in bold in the middle, as the word of a decision.
    Centred {
        /// The words.
        text: String,
    },
    /// A justified paragraph.
    Paragraph {
        /// Words and numbers in order.
        runs: Vec<Run>,
    },
}

/// Holds a stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Run {
    /// Plain words.
    Text(String),
    /// A number that knows its figure.
    Number {
        /// Identity of the figure, `dd/party_org_founded/2024-01-01..2024-03-31`.
        figure: String,
        /// The number as printed, `02/05`.
        text: String,
    },
}

/// Holds the signature block, on the right below the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// `T/M BAN THƯỜNG VỤ`.
    pub authority: String,
    /// `BÍ THƯ`; empty place when `None`.
    pub title: Option<String>,
    /// Name of the signer; empty place when `None`.
    pub name: Option<String>,
}

/// Holds one appendix table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appendix {
    /// `PL1`; also the sheet's name in a workbook.
    pub code: String,
    /// Title above the table.
    pub title: String,
    /// Line below the title: unit, period, as-of day.
    pub note: String,
    /// Whether the page lies across.
    pub landscape: bool,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// Holds one column of an appendix table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Head above several columns; neighbours with the same group are merged under it.
    pub group: Option<String>,
    /// Head of this column.
    pub head: String,
    /// Relative width, 1 for a number column, 4 for a name column.
    pub width: u8,
    /// Whether the column holds numbers, which stand right.
    pub numeric: bool,
}

/// Holds one cell of an appendix table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Words that head the rows below, in bold.
    Strong(String),
    /// A count: value for a workbook, text for a page, and the figure behind it.
    Count {
        /// The number itself.
        value: i64,
        /// As printed, `08`.
        text: String,
        /// Identity of the figure.
        figure: String,
    },
    /// A whole percent beside its fraction, `40%`.
    Percent {
        /// The rate as a decimal string with at most four decimals, `35.2941`.
        value: String,
        /// As printed, `35%`.
        text: String,
        /// Identity of the figure.
        figure: String,
    },
    /// Nothing recorded, printed as a dash.
    Missing,
    /// Nothing belongs here.
    Empty,
}
