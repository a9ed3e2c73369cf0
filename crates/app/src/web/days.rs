//! Days as people write them, in fields and in cells.

use nennep_core::calendar::{Day, DayError, Period, PeriodError};
use nennep_core::text::date_short;

/// Reads a day written `2024-03-31`, or day, month, year as officers write it: `31/3/2024`, `31.3.2024`, `31-3-2024`.
///
/// # Errors
/// Why it is no day.
pub fn read_day(written: &str) -> Result<Day, DayError> {
    let written = written.trim();
    match written.parse::<Day>() {
        Err(DayError::Shape) => {}
        known => return known,
    }
    let parts: Vec<&str> = written.split(['/', '.', '-']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else {
        return Err(DayError::Shape);
    };
    let number = |part: &str, most: usize| {
        let fits = !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten().ok_or(DayError::Shape)
    };
    if year.len() != 4 {
        return Err(DayError::Shape);
    }
    let (day, month, year) = (number(day, 2)?, number(month, 2)?, number(year, 4)?);
    Day::new(i32::try_from(year).map_err(|_| DayError::Shape)?, month, day).ok_or(DayError::NoSuchDay)
}

/// Reads a period of the shapes the house knows, or two days with `..` between.
///
/// # Errors
/// Why it is no period.
pub fn read_period(written: &str) -> Result<Period, PeriodError> {
    let written = written.trim();
    match written
        .split_once("..")
        .map(|(from, to)| (read_day(from), read_day(to)))
    {
        Some((Ok(from), Ok(to))) => Period::range(from, to),
        Some(_) | None => written.to_ascii_uppercase().parse(),
    }
}

/// Writes a folded «ngay 05 thang 02 nam 2024» with signs, `05/02/2024`; what follows stays.
#[must_use]
pub fn with_signs(folded: &str) -> String {
    let day = folded.strip_prefix("ngay ").unwrap_or(folded);
    day.replace(" thang ", "/").replace(" nam ", "/").replace(" / ", "/")
}

/// Writes what stands in a field of a day as officers write it; what is no day stays as it was typed.
#[must_use]
pub fn in_field(written: &str) -> String {
    read_day(written).map_or_else(|_| written.to_owned(), date_short)
}

#[cfg(test)]
mod tests {
    use nennep_core::calendar::DayError;

    use super::{in_field, read_day};

    #[test]
    fn days_are_read_as_typed() {
        let table = [
            ("2024-03-31", Ok("2024-03-31")),
            ("31/3/2024", Ok("2024-03-31")),
            (" 01/02/2024 ", Ok("2024-02-01")),
            ("31/2/2024", Err(DayError::NoSuchDay)),
            ("2024-02-30", Err(DayError::NoSuchDay)),
            ("31.3.2024", Ok("2024-03-31")),
            ("31-3-2024", Ok("2024-03-31")),
            ("1/1/24", Err(DayError::Shape)),
            ("1/1/2024/1", Err(DayError::Shape)),
            ("3/2024", Err(DayError::Shape)),
            ("hôm nay", Err(DayError::Shape)),
            ("", Err(DayError::Shape)),
        ];
        for (typed, expected) in table {
            assert_eq!(read_day(typed), expected.map(|day| day.parse().unwrap()), "{typed}");
        }
    }

    #[test]
    fn a_field_keeps_what_is_no_day() {
        assert_eq!(in_field("2024-03-01"), "01/3/2024");
        assert_eq!(in_field("31/2/2024"), "31/2/2024");
        assert_eq!(in_field(""), "");
    }
}
