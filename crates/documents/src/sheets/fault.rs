//! What can be wrong with a workbook, as data.

use std::fmt;

/// Holds one thing that kept a file, a sheet or a row from being read.
///
/// The fields are data for a sentence written elsewhere: `found` and `expected` are sizes, names
/// and signs, never prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFault {
    /// Name of the file, without its folder.
    pub file: String,
    /// Name of the sheet; `None` for a fault of the whole file.
    pub sheet: Option<String>,
    /// Row as a person sees it, counted from 1; `None` for a fault of the whole sheet or file.
    pub row: Option<u32>,
    /// What is wrong.
    pub kind: ReadFaultKind,
    /// What was found: a size in bytes, an extension, the words of a library.
    pub found: String,
    /// What would have been right.
    pub expected: String,
}

/// Names what is wrong with a file, a sheet or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadFaultKind {
    /// Nothing is there.
    MissingPath,
    /// Something is there, and the system refuses to read it.
    Unreadable,
    /// Neither a workbook nor a folder.
    UnknownExtension,
    /// A workbook of the format before 2007.
    OldFormat,
    /// A folder without any `.csv` in it.
    NoCsvInFolder,
    /// A file of no bytes, or a sheet file without a line.
    EmptyFile,
    /// A workbook locked with a password.
    Encrypted,
    /// A workbook's name on something else.
    NotAWorkbook,
    /// A workbook whose end is missing.
    Truncated,
    /// A workbook with a part that does not decompress or parse.
    Damaged,
    /// More bytes than are read.
    TooLarge,
    /// Parts that decompress to more bytes than are read.
    InflatesTooMuch,
    /// More cells than are read, blank ones before the last of a row included.
    TooManyCells,
    /// More text in cells than is kept.
    TooMuchText,
    /// More faulty rows than are reported one by one; the rest of the file is not read.
    TooManyFaults,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// A quoted field that never ends.
    OpenQuote,
}

impl ReadFaultKind {
    /// Returns the stable name, as it stands in JSON and in the wording files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingPath => "missing_path",
            Self::Unreadable => "unreadable",
            Self::UnknownExtension => "unknown_extension",
            Self::OldFormat => "old_format",
            Self::NoCsvInFolder => "no_csv_in_folder",
            Self::EmptyFile => "empty_file",
            Self::Encrypted => "encrypted",
            Self::NotAWorkbook => "not_a_workbook",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::InflatesTooMuch => "inflates_too_much",
            Self::TooManyCells => "too_many_cells",
            Self::TooMuchText => "too_much_text",
            Self::TooManyFaults => "too_many_faults",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::OpenQuote => "open_quote",
        }
    }

    /// Lists every kind, so that wording files can be checked for completeness.
    pub const ALL: [Self; 17] = [
        Self::MissingPath,
        Self::Unreadable,
        Self::UnknownExtension,
        Self::OldFormat,
        Self::NoCsvInFolder,
        Self::EmptyFile,
        Self::Encrypted,
        Self::NotAWorkbook,
        Self::Truncated,
        Self::Damaged,
        Self::TooLarge,
        Self::InflatesTooMuch,
        Self::TooManyCells,
        Self::TooMuchText,
        Self::TooManyFaults,
        Self::InvalidUtf8,
        Self::OpenQuote,
    ];
}

impl fmt::Display for ReadFaultKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl ReadFault {
    pub(super) fn of_file(file: &str, kind: ReadFaultKind, found: &str, expected: &str) -> Self {
        Self {
            file: file.to_owned(),
            sheet: None,
            row: None,
            kind,
            found: found.to_owned(),
            expected: expected.to_owned(),
        }
    }

    pub(super) fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self::of_file(file, ReadFaultKind::Unreadable, &error.to_string(), "")
    }

    pub(super) fn in_sheet(mut self, sheet: &str, row: Option<u32>) -> Self {
        self.sheet = Some(sheet.to_owned());
        self.row = row;
        self
    }
}
