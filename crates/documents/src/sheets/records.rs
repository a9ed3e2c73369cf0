//! Reads the records of a `.csv` with the line each begins at.
//!
//! Written out because two things are needed at once that no reader at hand gives: the physical
//! line of a record after blank lines and `\r\n`, and an end of file inside a quoted field.

use std::io::{self, BufRead};

/// Fields of a record at most, as many as a sheet of a workbook has columns; more are not kept, so
/// that a line of nothing but separators costs nothing.
pub(super) const MAX_COLUMNS: usize = 16_384;

/// One record: the line it begins at, and its fields as raw bytes.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) line: u32,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Whether the file ended inside a quoted field.
    pub(super) open_quote: bool,
    /// Whether there were more fields than are kept.
    pub(super) too_wide: bool,
}

impl Record {
    /// Returns the fields in order.
    pub(super) fn fields(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }

    /// Returns how many fields there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn start(&mut self, line: u32) {
        self.line = line;
        self.bytes.clear();
        self.ends.clear();
        self.open_quote = false;
        self.too_wide = false;
    }

    fn end_field(&mut self) {
        if self.ends.len() < MAX_COLUMNS {
            self.ends.push(self.bytes.len());
        } else {
            self.too_wide = true;
        }
    }
}

/// Where the reader stands inside a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted field: its end, or the first half of a doubled quote.
    QuoteSeen,
}

/// Reads records one after the other into the same buffer.
pub(super) struct Records<R> {
    reader: R,
    delimiter: u8,
    line: u32,
    /// Whether the byte before was a carriage return, already counted as a line.
    after_return: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, delimiter: u8) -> Self {
        Self {
            reader,
            delimiter,
            line: 1,
            after_return: false,
        }
    }

    /// Reads the next record; `false` at the end of the file.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be read further.
    pub(super) fn next_into(&mut self, record: &mut Record) -> io::Result<bool> {
        record.start(self.line);
        let mut place = Place::FieldStart;
        let mut begun = false;
        loop {
            let Some(byte) = self.next_byte()? else {
                record.open_quote = place == Place::Quoted;
                if begun {
                    record.end_field();
                }
                return Ok(begun);
            };
            let follows_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            if follows_return && byte == b'\n' {
                // The second half of a line end that was already counted.
                if place == Place::Quoted {
                    record.bytes.push(byte);
                } else {
                    continue;
                }
            } else if matches!(byte, b'\n' | b'\r') {
                self.line = self.line.saturating_add(1);
                if place != Place::Quoted {
                    record.end_field();
                    return Ok(true);
                }
                record.bytes.push(byte);
            } else {
                place = step(record, place, byte, self.delimiter);
            }
            begun = true;
        }
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.reader.fill_buf()?.first().copied();
        if byte.is_some() {
            self.reader.consume(1);
        }
        Ok(byte)
    }
}

/// Takes one byte that is no line end and returns where the reader stands after it.
fn step(record: &mut Record, place: Place, byte: u8, delimiter: u8) -> Place {
    match (place, byte) {
        (Place::FieldStart, b'"') => Place::Quoted,
        (Place::Quoted, b'"') => Place::QuoteSeen,
        (Place::QuoteSeen, b'"') => {
            record.bytes.push(byte);
            Place::Quoted
        }
        (Place::FieldStart | Place::Plain | Place::QuoteSeen, byte) if byte == delimiter => {
            record.end_field();
            Place::FieldStart
        }
        (Place::Quoted, byte) => {
            record.bytes.push(byte);
            Place::Quoted
        }
        (Place::FieldStart | Place::Plain | Place::QuoteSeen, byte) => {
            record.bytes.push(byte);
            Place::Plain
        }
    }
}
