//! Numbers and dates in Vietnamese papers: `02`, `12.139`, `3,13`, `ngày 05 tháng 02 năm 2024`.

use crate::calendar::Day;

/// Prints a count: two digits below ten, dots between groups of three.
#[must_use]
pub fn count(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    // A minus and padding together would read as a range; only whole counts are padded.
    let padded = if digits.len() < 2 && value >= 0 {
        format!("0{digits}")
    } else {
        digits
    };
    let mut grouped = String::with_capacity(padded.len() + padded.len() / 3 + 1);
    if value < 0 {
        grouped.push('-');
    }
    for (place, digit) in padded.chars().enumerate() {
        if place > 0 && (padded.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// Prints how many there are of what was counted in memory or in a file; more than fit are printed as the most there can be.
#[must_use]
pub fn whole(number: impl TryInto<i64>) -> String {
    count(number.try_into().unwrap_or(i64::MAX))
}

/// Prints a decimal string such as `35.2941` with the decimal comma and dots between groups.
#[must_use]
pub fn decimal(text: &str) -> String {
    if let Some(positive) = text.strip_prefix('-') {
        return format!("-{}", decimal(positive));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = match whole.parse::<i64>() {
        Ok(value) if value.unsigned_abs() < 1000 => value.to_string(),
        Ok(value) => count(value),
        Err(_) => whole.to_owned(),
    };
    if fraction.is_empty() {
        whole
    } else {
        format!("{whole},{fraction}")
    }
}

/// Prints a decimal string as a page shows rates: one place, half up, no place that is nought; `2.5701` as `2,6`.
#[must_use]
pub fn decimal_short(text: &str) -> String {
    if let Some(positive) = text.strip_prefix('-') {
        // Half up is away from nought here: what was taken back is as large as what was counted.
        return match decimal_short(positive) {
            nought if nought == "0" => nought,
            rounded => format!("-{rounded}"),
        };
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut digits = fraction.bytes().map(|digit| i64::from(digit.wrapping_sub(b'0')));
    let (tenths, next) = (digits.next().unwrap_or(0), digits.next().unwrap_or(0));
    let Ok(whole) = whole.parse::<i64>() else {
        return decimal(text);
    };
    let rounded = whole * 10 + tenths + i64::from(next >= 5);
    let last = match rounded % 10 {
        0 => String::new(),
        tenth => format!(".{tenth}"),
    };
    decimal(&format!("{}{last}", rounded / 10))
}

/// Prints a day short, `31/3/2024`; days and the months 1 and 2 take two digits.
#[must_use]
pub fn date_short(day: Day) -> String {
    format!("{}/{}/{}", padded_day(day), padded_month(day), day.year())
}

/// Prints a day in full, `ngày 05 tháng 02 năm 2024`.
#[must_use]
pub fn date_long(day: Day) -> String {
    format!(
        "ngày {} tháng {} năm {}",
        padded_day(day),
        padded_month(day),
        day.year()
    )
}

fn padded_day(day: Day) -> String {
    format!("{:02}", day.day_of_month())
}

/// Only January and February are padded: 1 and 2 could be turned into 11 and 12 by a pen.
fn padded_month(day: Day) -> String {
    if day.month() <= 2 {
        format!("{:02}", day.month())
    } else {
        day.month().to_string()
    }
}

/// Reads a count typed as text: digits, or digits in groups of three parted by dots (`12.139`).
///
/// Gives `None` for anything else: signs, fractions, decimal commas, other grouping.
#[must_use]
pub fn parse_count(text: &str) -> Option<i64> {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(text) {
        return text.parse().ok();
    }
    let mut groups = text.split('.');
    let first = groups
        .next()
        .filter(|group| all_digits(group) && group.len() <= 3 && !group.starts_with('0'))?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || !all_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    digits.parse().ok()
}
