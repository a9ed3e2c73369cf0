//! The code an enterprise is known by: ten digits of which the last checks the others, and three more for a branch.

use std::fmt;

/// A tax code that can exist: `0100112437`, or `0100112437-001` for a branch or another place of the same enterprise.
///
/// The code is also the enterprise's number in the business register. Source: Thông tư 86/2024/TT-BTC, Điều 5; the
/// arithmetic of the tenth digit is published by no decree and is the one registers share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxCode(String);

/// Says why a text is no tax code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxCodeError {
    /// Not ten digits, nor ten and three.
    Shape,
    /// The tenth digit does not follow from the other nine.
    CheckDigit,
}

/// A tax code as read, with what was mended in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadTaxCode {
    /// The code.
    pub code: TaxCode,
    /// Whether a leading zero was put back that a spreadsheet had dropped.
    pub zero_restored: bool,
}

/// What each of the nine digits weighs.
const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

impl TaxCode {
    /// Reads a code as officers and spreadsheets write it: blanks and points inside, a branch with or without its dash, the
    /// leading zero dropped by a spreadsheet.
    ///
    /// ```
    /// use nennep_core::register::TaxCode;
    /// let read = TaxCode::read("100112437").unwrap();
    /// assert_eq!((read.code.as_str(), read.zero_restored), ("0100112437", true));
    /// assert_eq!(TaxCode::read("0100112437 - 001").unwrap().code.branch(), Some("001"));
    /// ```
    ///
    /// # Errors
    /// When the digits have another shape or do not check.
    pub fn read(text: &str) -> Result<ReadTaxCode, TaxCodeError> {
        let mut digits = String::with_capacity(text.len());
        let mut dash = None;
        for letter in text.trim_start_matches('\'').chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '-' | '–' | '—' if dash.is_none() => dash = Some(digits.len()),
                ' ' | '.' | '\u{a0}' => {}
                _ => return Err(TaxCodeError::Shape),
            }
        }
        let (main, branch) = parts(&digits, dash).ok_or(TaxCodeError::Shape)?;
        let zero_restored = main.len() == 9;
        let main = format!("{main:0>10}");
        if main.get(2..9) == Some("0000000") || branch == Some("000") {
            return Err(TaxCodeError::Shape);
        }
        if !checks(&main) {
            // Nine digits of which no zero was dropped are no code at all.
            return Err(if zero_restored {
                TaxCodeError::Shape
            } else {
                TaxCodeError::CheckDigit
            });
        }
        let code = match branch {
            Some(branch) => format!("{main}-{branch}"),
            None => main,
        };
        Ok(ReadTaxCode {
            code: TaxCode(code),
            zero_restored,
        })
    }

    /// Gives the code as it is kept, the branch behind a dash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Gives the ten digits of the enterprise itself.
    #[must_use]
    pub fn main(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Gives the three digits of a branch.
    #[must_use]
    pub fn branch(&self) -> Option<&str> {
        self.0.split_once('-').map(|(_, branch)| branch)
    }
}

impl fmt::Display for TaxCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Parts the digits into those of the enterprise (ten, or nine without the leading zero) and those of a branch.
fn parts(digits: &str, dash: Option<usize>) -> Option<(&str, Option<&str>)> {
    let at = match (dash, digits.len()) {
        (None, 9 | 10) => return Some((digits, None)),
        (None, 12 | 13) => digits.len() - 3,
        (Some(at @ (9 | 10)), all) if all == at + 3 => at,
        (None | Some(_), _) => return None,
    };
    let (main, branch) = digits.split_at_checked(at)?;
    Some((main, Some(branch)))
}

/// Tells whether the tenth digit is ten less the remainder by eleven of the weighed nine.
fn checks(main: &str) -> bool {
    let digits: Vec<u32> = main.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.get(9).is_some_and(|last| *last + sum % 11 == 10)
}

#[cfg(test)]
mod tests {
    use super::{TaxCode, TaxCodeError};

    #[test]
    fn codes_are_read_as_people_and_spreadsheets_write_them() {
        for (text, code, restored) in [
            ("0100112437", "0100112437", false),
            ("'0100112437", "0100112437", false),
            ("100112437", "0100112437", true),
            ("0100112437-001", "0100112437-001", false),
            ("0100112437 – 001", "0100112437-001", false),
            ("0100112437001", "0100112437-001", false),
            ("100112437001", "0100112437-001", true),
            ("100112437-001", "0100112437-001", true),
            ("01 0011 2437", "0100112437", false),
            ("01.00112437", "0100112437", false),
            ("0301234562", "0301234562", false),
        ] {
            let read = TaxCode::read(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!((read.code.as_str(), read.zero_restored), (code, restored), "{text}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_apart_from_a_slip() {
        for (text, error) in [
            ("", TaxCodeError::Shape),
            ("123", TaxCodeError::Shape),
            ("010011243", TaxCodeError::Shape),
            ("01001124371", TaxCodeError::Shape),
            ("0100112437-01", TaxCodeError::Shape),
            ("0100112437-000", TaxCodeError::Shape),
            ("0100112437-001-2", TaxCodeError::Shape),
            ("010011243A", TaxCodeError::Shape),
            ("0000000000", TaxCodeError::Shape),
            ("1.00112E+8", TaxCodeError::Shape),
            ("0100112436", TaxCodeError::CheckDigit),
            ("0100112473", TaxCodeError::CheckDigit),
            ("1001124370", TaxCodeError::CheckDigit),
        ] {
            assert_eq!(TaxCode::read(text), Err(error), "{text}");
        }
    }

    /// The weights part every slip of one digit, and every swap of two neighbours that differ.
    #[test]
    fn slips_of_one_digit_and_swaps_of_neighbours_are_found() {
        let code = "0100112437";
        for place in 0..10 {
            for digit in '0'..='9' {
                let mut slipped: Vec<char> = code.chars().collect();
                slipped[place] = digit;
                let slipped: String = slipped.into_iter().collect();
                assert_eq!(TaxCode::read(&slipped).is_ok(), slipped == code, "{slipped}");
            }
        }
        for place in 0..8 {
            let mut swapped: Vec<char> = code.chars().collect();
            swapped.swap(place, place + 1);
            let swapped: String = swapped.into_iter().collect();
            assert_eq!(TaxCode::read(&swapped).is_ok(), swapped == code, "{swapped}");
        }
    }
}
