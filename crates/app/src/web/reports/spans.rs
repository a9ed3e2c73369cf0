//! Periods and spans as papers say them.

use nennep_core::calendar::{Day, Period};
use nennep_core::text;

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// The period as it is said: `quý I/2024`, `6 tháng đầu năm 2024`, `giai đoạn 2012 - 2020`.
#[must_use]
pub fn period_name(period: Option<Period>, from: Day, to: Day) -> String {
    match period {
        Some(Period::Month { year, month }) => format!("tháng {month}/{year}"),
        Some(Period::Quarter { year, quarter }) => {
            let roman = usize::try_from(quarter)
                .ok()
                .and_then(|quarter| ROMAN.get(quarter.saturating_sub(1)))
                .copied()
                .unwrap_or_default();
            format!("quý {roman}/{year}")
        }
        Some(Period::HalfYear { year, half: 1 }) => format!("6 tháng đầu năm {year}"),
        Some(Period::HalfYear { year, .. }) => format!("6 tháng cuối năm {year}"),
        Some(Period::NineMonths { year }) => format!("9 tháng đầu năm {year}"),
        Some(Period::Year { .. } | Period::Years { .. } | Period::Range { .. }) | None => span_name(from, to),
    }
}

/// A span as it is said of a target: `năm 2024`, `giai đoạn 2022 - 2025`, else from day to day.
pub(super) fn span_name(from: Day, to: Day) -> String {
    let starts_year = (from.month(), from.day_of_month()) == (1, 1);
    let ends_year = (to.month(), to.day_of_month()) == (12, 31);
    match (starts_year && ends_year, from.year() == to.year()) {
        (true, true) => format!("năm {}", from.year()),
        (true, false) => format!("giai đoạn {} - {}", from.year(), to.year()),
        (false, _) => format!("từ ngày {} đến ngày {}", text::date_short(from), text::date_short(to)),
    }
}

/// Years of a span as they are counted in the name of a review: to the nearest, at least one.
pub(super) fn years_of(from: Day, to: Day) -> i64 {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    ((months + 6) / 12).max(1)
}
