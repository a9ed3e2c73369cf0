//! Days as officers type them.

use nennep_core::calendar::{Day, DayError};

/// Says why a typed text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayFault {
    /// It is written otherwise.
    Shape,
    /// The calendar has no such day.
    NoSuchDay,
}

/// Reads a day typed as `2024-03-31` or `31/3/2024`.
///
/// # Errors
/// Why it is no day.
pub fn read_day(typed: &str) -> Result<Day, DayFault> {
    let typed = typed.trim();
    let parts: Vec<&str> = typed.split('/').collect();
    if let [day, month, year] = parts.as_slice() {
        let number = |part: &str, most: usize| {
            let fits = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| fits).ok_or(DayFault::Shape)
        };
        let (day, month, of_year) = (number(day, 2)?, number(month, 2)?, number(year, 4)?);
        let of_year = i32::try_from(of_year).map_err(|_| DayFault::Shape)?;
        return Day::new(of_year, month, day)
            .filter(|_| year.len() == 4)
            .ok_or(DayFault::NoSuchDay);
    }
    typed.parse().map_err(|error| match error {
        DayError::Shape => DayFault::Shape,
        DayError::NoSuchDay => DayFault::NoSuchDay,
    })
}

#[cfg(test)]
mod tests {
    use super::{DayFault, read_day};

    #[test]
    fn days_are_read_as_typed() {
        let table = [
            ("2024-03-31", Ok("2024-03-31")),
            ("31/3/2024", Ok("2024-03-31")),
            (" 01/02/2024 ", Ok("2024-02-01")),
            ("31/2/2024", Err(DayFault::NoSuchDay)),
            ("2024-02-30", Err(DayFault::NoSuchDay)),
            ("1/1/24", Err(DayFault::NoSuchDay)),
            ("3/2024", Err(DayFault::Shape)),
            ("hôm nay", Err(DayFault::Shape)),
            ("", Err(DayFault::Shape)),
        ];
        for (typed, expected) in table {
            assert_eq!(read_day(typed), expected.map(|day| day.parse().unwrap()), "{typed}");
        }
    }
}
