//! A row of a foreign list into what it tells of an enterprise, with all its faults.

use nennep_core::calendar::{Day, DayError};
use nennep_core::ledger::HostKind;
use nennep_core::register::{TaxCode, TaxCodeError};
use nennep_core::text::{fold, parse_count};
use nennep_documents::sheets::SheetCell;

use super::record::{ReadRow, Settled};
use super::view::PARTED;
use crate::store::{ACTIVITIES, Enterprise};
use crate::web::days::{read_day, with_signs};
use crate::web::faults::{Fault, FaultKind};
use crate::web::foreign::{ForeignLine, ForeignTable, ListNames};
use crate::web::secrets::phone_digits;
use crate::web::sheet::{error_in, text_of};

/// Letters of a text at most.
const LETTERS_MAX: usize = 500;

/// Above any count of people in one enterprise.
const HEADS_MAX: i64 = 10_000_000;

/// Days as a spreadsheet numbers them that can be meant where no format says so: 1954 to 2119.
const SERIAL_DAYS: std::ops::RangeInclusive<u64> = 20_000..=80_000;

/// Reads the day a list speaks of; blank leaves it to the list.
pub(super) fn as_of(typed: &str, today: Day) -> Result<Option<Day>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let fault = |kind, detail: &str| Err(Fault::new(kind, typed, detail).in_field("as_of"));
    match read_day(typed) {
        Ok(day) if day > today => fault(FaultKind::InTheFuture, &today.to_string()),
        Ok(day) => Ok(Some(day)),
        Err(DayError::NoSuchDay) => fault(FaultKind::NoSuchDay, ""),
        Err(_) => fault(FaultKind::BadDay, ""),
    }
}

/// Reads what a person took every head for; a column taken twice is the first.
pub(super) fn settled(pairs: &[(String, String)]) -> Settled {
    let mut settled = Settled::new();
    for (field, column) in pairs {
        let Some((shape, head)) = field.split_once(PARTED) else {
            continue;
        };
        let columns = settled.entry(shape.to_owned()).or_default();
        if !column.is_empty() {
            columns.entry(column.clone()).or_insert_with(|| head.to_owned());
        }
    }
    settled
}

/// Reads one row; `as_of` is the day the list speaks of.
pub(super) fn enterprise(table: &ForeignTable, line: &ForeignLine, list: &ListNames, as_of: Day) -> ReadRow {
    let mut reader = Reader {
        table,
        line,
        as_of,
        read: ReadRow::default(),
    };
    let tax_code = reader.tax_code();
    let name = reader.text("name");
    if name.is_none() {
        reader.missing("name");
    }
    let legal_form = reader.text("legal_form");
    let told_kind = reader.text("kind");
    let mut told = Enterprise {
        tax_code: tax_code.unwrap_or_default(),
        name: name.unwrap_or_default(),
        registered_on: reader.day("registered_on"),
        counted_on: reader.day("counted_on"),
        ..Enterprise::default()
    };
    told.texts.legal_form = legal_form;
    told.texts.industry = reader.text("industry");
    told.texts.address = reader.text("address");
    told.texts.ward = reader.text("ward");
    told.texts.owner = reader.text("owner");
    told.texts.representative = reader.text("representative");
    told.texts.note = reader.text("note");
    told.counts.workers = reader.count("workers");
    told.counts.workers_female = reader.count("workers_female");
    told.counts.party_members = reader.count("party_members");
    told.counts.union_members = reader.count("union_members");
    reader.check_women(&told);
    told.owner_foreign = reader.yes("owner_foreign");
    told.activity = reader.activity(list);
    reader.phone();
    told.kind = reader.kind(list, told_kind.as_deref(), &told);
    reader.read.told = told;
    reader.read
}

struct Reader<'a> {
    table: &'a ForeignTable,
    line: &'a ForeignLine,
    as_of: Day,
    read: ReadRow,
}

impl Reader<'_> {
    fn cell(&self, column: &str) -> Option<&SheetCell> {
        let found = self.table.columns.get(column)?;
        self.line.cells.get(found.place)
    }

    fn fault(&mut self, column: &str, kind: FaultKind, found: &str, detail: &str) {
        let fault = Fault::new(kind, found, detail).at(&self.table.label, Some(self.line.number), Some(column));
        self.read.faults.push(fault);
    }

    fn missing(&mut self, column: &str) {
        if !self
            .read
            .faults
            .iter()
            .any(|fault| fault.column.as_deref() == Some(column))
        {
            self.fault(column, FaultKind::MissingValue, "", "");
        }
    }

    /// The text of a cell; one that holds an error, or letters nobody can read, is told at its place.
    fn found(&mut self, column: &str) -> Option<String> {
        let cell = self.cell(column)?;
        if let Some(error) = error_in(cell).map(str::to_owned) {
            self.fault(column, FaultKind::ErrorCell, &error, "");
            return None;
        }
        let text = text_of(cell)?;
        if is_unreadable(&text) {
            self.fault(column, FaultKind::UnreadableLetters, &text, "");
            return None;
        }
        if text.chars().count() > LETTERS_MAX {
            let start: String = text.chars().take(40).collect();
            self.fault(
                column,
                FaultKind::TooLong,
                &format!("{start}…"),
                &LETTERS_MAX.to_string(),
            );
            return None;
        }
        Some(text)
    }

    fn keep(&mut self, column: &'static str, value: impl ToString) {
        self.read.values.insert(column, value.to_string());
    }

    fn text(&mut self, column: &'static str) -> Option<String> {
        let text = self.found(column).filter(|text| !is_nothing(text))?;
        self.keep(column, &text);
        Some(text)
    }

    fn tax_code(&mut self) -> Option<String> {
        let Some(text) = self.found("tax_code") else {
            self.missing("tax_code");
            return None;
        };
        match TaxCode::read(&text) {
            Ok(read) => {
                if read.zero_restored {
                    self.read.warnings.push("leading_zero_restored");
                }
                self.keep("tax_code", &read.code);
                Some(read.code.to_string())
            }
            Err(error) => {
                let kind = match error {
                    TaxCodeError::Shape => FaultKind::BadTaxCode,
                    TaxCodeError::CheckDigit => FaultKind::BadCheckDigit,
                };
                self.fault("tax_code", kind, &text, "");
                None
            }
        }
    }

    /// Reads a day, day before month whatever the numbers would also allow; one not yet come when the list was made is none.
    fn day(&mut self, column: &'static str) -> Option<Day> {
        let text = self.found(column).filter(|text| !is_nothing(text))?;
        let read = match self.cell(column)? {
            SheetCell::Day(day) => Day::from_naive(*day).ok_or(DayError::NoSuchDay),
            SheetCell::Moment(moment) => moment.get(..10).unwrap_or(moment).parse::<Day>(),
            SheetCell::Number(_) => serial_day(&text).ok_or(DayError::Shape),
            SheetCell::Text(_) | SheetCell::Empty | SheetCell::Bool(_) | SheetCell::Error(_) => {
                read_day(&with_signs(&fold(&text)))
            }
        };
        match read {
            Ok(day) if day > self.as_of => {
                let last = self.as_of.to_string();
                self.fault(column, FaultKind::AfterTheList, &text, &last);
                None
            }
            Ok(day) => {
                self.keep(column, day);
                Some(day)
            }
            Err(error) => {
                let kind = if error == DayError::NoSuchDay {
                    FaultKind::NoSuchDay
                } else if is_part_of_a_day(&text) {
                    FaultKind::IncompleteDay
                } else {
                    FaultKind::BadDay
                };
                self.fault(column, kind, &text, "");
                None
            }
        }
    }

    fn count(&mut self, column: &'static str) -> Option<i64> {
        let text = self.found(column).filter(|text| !is_nothing(text))?;
        let folded = fold(&text);
        let bare = ["nguoi", "lao dong", "ld", "dang vien", "dv", "doan vien"]
            .iter()
            .find_map(|unit| folded.strip_suffix(unit))
            .unwrap_or(&folded)
            .trim();
        let is_none = matches!(bare, "khong" | "khong co" | "chua co");
        let count = if is_none { Some(0) } else { parse_count(bare) };
        let Some(count) = count.filter(|count| *count <= HEADS_MAX) else {
            self.fault(column, FaultKind::BadCount, &text, "");
            return None;
        };
        self.keep(column, count);
        Some(count)
    }

    fn check_women(&mut self, told: &Enterprise) {
        if let (Some(women), Some(all)) = (told.counts.workers_female, told.counts.workers)
            && women > all
        {
            let kind = FaultKind::WomenAboveWorkers;
            self.fault("workers_female", kind, &women.to_string(), &all.to_string());
        }
    }

    fn yes(&mut self, column: &'static str) -> Option<bool> {
        let text = self.found(column).filter(|text| !is_nothing(text))?;
        let yes = match fold(&text).as_str() {
            "co" | "x" | "1" | "true" | "yes" | "nuoc ngoai" => true,
            "khong" | "0" | "false" | "no" | "trong nuoc" | "viet nam" => false,
            _ => {
                self.read.warnings.push("unknown_word");
                return None;
            }
        };
        self.keep(column, if yes { "1" } else { "0" });
        Some(yes)
    }

    fn activity(&mut self, list: &ListNames) -> Option<&'static str> {
        let text = self.found("status").filter(|text| !is_nothing(text))?;
        let known = list
            .activity(&text)
            .and_then(|found| ACTIVITIES.into_iter().find(|known| *known == found));
        match known {
            Some(known) => self.keep("status", known),
            None => self.read.warnings.push("unknown_status"),
        }
        known
    }

    /// Tells the first number of those given, its digits alone; it is not kept yet.
    fn phone(&mut self) {
        let Some(text) = self.found("phone").filter(|text| !is_nothing(text)) else {
            return;
        };
        let is_number = matches!(self.cell("phone"), Some(SheetCell::Number(_)));
        let Some(mut digits) = phone_digits(&text) else {
            self.read.warnings.push("unknown_phone");
            return;
        };
        if is_number && matches!(digits.len(), 9 | 10) && !digits.starts_with('0') {
            digits.insert(0, '0');
            self.read.warnings.push("leading_zero_restored");
        }
        self.keep("phone", &digits);
    }

    /// The kind where the list says it; the name alone where names of that beginning are of no other kind.
    fn kind(&mut self, list: &ListNames, told: Option<&str>, enterprise: &Enterprise) -> Option<HostKind> {
        let form = enterprise.texts.legal_form.as_deref();
        let kind = told
            .and_then(|text| list.kind_told(text))
            .or_else(|| form.and_then(|text| list.kind_told(text)))
            .or_else(|| list.kind_named(&enterprise.name));
        if kind == Some("household") {
            let found = told.or(form).unwrap_or(&enterprise.name).to_owned();
            let column = if told.is_some() { "kind" } else { "name" };
            self.fault(column, FaultKind::HouseholdBusiness, &found, "");
            return None;
        }
        let kind = kind.and_then(HostKind::parse);
        match kind {
            Some(kind) => self.keep("kind", kind.code()),
            None => {
                self.read.values.remove("kind");
                self.read.warnings.push("kind_queued");
            }
        }
        kind
    }
}

/// «-», «–», «…», «không rõ»: the cell says that nothing is known.
fn is_nothing(text: &str) -> bool {
    text.chars().all(|letter| !letter.is_alphanumeric())
        || matches!(fold(text).as_str(), "khong ro" | "chua ro" | "n/a" | "na")
}

/// A year, or a month and a year, or a year of two digits.
fn is_part_of_a_day(text: &str) -> bool {
    let folded = with_signs(&fold(text));
    let numbers = folded.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty());
    let mut count = 0;
    for number in numbers {
        if !number.chars().all(|letter| letter.is_ascii_digit()) {
            return false;
        }
        count += 1;
    }
    (1..=3).contains(&count)
}

fn serial_day(text: &str) -> Option<Day> {
    let serial = text.parse::<u64>().ok().filter(|serial| SERIAL_DAYS.contains(serial))?;
    // Day 1 of a spreadsheet is 1 January 1900, and it counts a 29 February of that year that never was.
    let before = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Day::from_naive(before.checked_add_days(chrono::Days::new(serial))?)
}

/// Letters that only a wrong reading leaves: the sign for a wrong byte, controls, a question mark before a letter, and what
/// the two or three bytes of one letter become when each is read as a letter.
fn is_unreadable(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_rest = |letter: char| matches!(letter, '\u{80}'..='\u{bf}' | '\u{2018}'..='\u{203a}' | '\u{20ac}');
    let is_bad = |letter: &char| *letter == '\u{fffd}' || matches!(letter, '\u{80}'..='\u{9f}');
    let is_pair = |pair: &[char]| match pair {
        ['\u{c2}'..='\u{c6}', next] => is_rest(*next),
        ['?', next] => next.is_alphabetic(),
        _ => false,
    };
    let is_three = |three: &[char]| matches!(three, ['\u{e1}', '\u{ba}' | '\u{bb}', last] if !last.is_ascii());
    letters.iter().any(is_bad) || letters.windows(2).any(is_pair) || letters.windows(3).any(is_three)
}
