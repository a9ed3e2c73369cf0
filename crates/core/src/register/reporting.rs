//! Who owes figures when, as dated data: the reporting calendar.

use serde::Deserialize;

use crate::calendar::{Day, Holidays, Period};

/// Names the rhythm in which figures are owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every half-year.
    HalfYear,
    /// The first nine months.
    NineMonths,
    /// Every year.
    Year,
}

/// Holds one row of the calendar: who owes which groups in which rhythm, until when.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportingRule {
    /// Kinds of the units that owe.
    pub kinds: Vec<String>,
    /// The rhythm.
    pub each: Rhythm,
    /// Groups owed, by their stable names; all when empty.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Days after the period's last day until which it is owed; moved on to the next working day.
    pub days_after: u32,
    /// Working days before the last on which the unit is reminded.
    pub remind_before: u32,
    /// Working days after the last on which the superior is told.
    pub escalate_after: u32,
    /// First last day of a period it holds for.
    pub valid_from: Day,
    /// Last such day; open when left out.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
    /// How sure the basis is.
    pub mark: String,
}

/// Holds the whole calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Reporting {
    rule: Vec<ReportingRule>,
    #[serde(default)]
    opening: Vec<OpeningRule>,
}

/// Holds how long a closed period may be open again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningRule {
    /// Most working days after the day on which it is asked for.
    pub most_working_days: u32,
    /// First day on which it may be asked for by this rule.
    pub valid_from: Day,
    /// Last such day; open when left out.
    pub valid_to: Option<Day>,
    /// Document and clause.
    pub basis: String,
    /// How sure the basis is.
    pub mark: String,
}

/// Holds the days of one thing owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// The row of the calendar.
    pub rule: &'a ReportingRule,
    /// The last day.
    pub due_on: Day,
    /// The day from which the unit is reminded.
    pub remind_on: Day,
    /// The day from which the superior is told.
    pub escalate_on: Day,
}

impl Rhythm {
    /// Gives the rhythm of a period; `None` for several years and for stated days.
    #[must_use]
    pub fn of(period: Period) -> Option<Self> {
        match period {
            Period::Month { .. } => Some(Rhythm::Month),
            Period::Quarter { .. } => Some(Rhythm::Quarter),
            Period::HalfYear { .. } => Some(Rhythm::HalfYear),
            Period::NineMonths { .. } => Some(Rhythm::NineMonths),
            Period::Year { .. } => Some(Rhythm::Year),
            Period::Years { .. } | Period::Range { .. } => None,
        }
    }
}

impl Reporting {
    /// Parses the calendar.
    ///
    /// # Errors
    /// When the text is not of that shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Gives what a unit of a kind owes of a group for a period; `None` when nothing is owed.
    ///
    /// Of several rows that fit, the one that began last holds.
    #[must_use]
    pub fn owed(&self, holidays: &Holidays, kind: &str, group: &str, period: Period) -> Option<Owed<'_>> {
        let (rhythm, last) = (Rhythm::of(period)?, period.last_day());
        let fits = |rule: &&ReportingRule| {
            rule.each == rhythm
                && rule.valid_from <= last
                && rule.valid_to.is_none_or(|to| last <= to)
                && rule.kinds.iter().any(|known| known == kind)
                && (rule.groups.is_empty() || rule.groups.iter().any(|known| known == group))
        };
        let rule = self.rule.iter().filter(fits).max_by_key(|rule| rule.valid_from)?;
        let mut due_on = (0..rule.days_after).fold(last, |day, _| day.next());
        while !holidays.is_working_day(due_on) && due_on < Day::LAST {
            due_on = due_on.next();
        }
        Some(Owed {
            rule,
            due_on,
            remind_on: holidays.take_working_days(due_on, rule.remind_before),
            escalate_on: holidays.add_working_days(due_on, rule.escalate_after),
        })
    }

    /// Gives the last day until which a period may be opened that is asked for on a day; `None` where no rule limits it.
    #[must_use]
    pub fn opening_until(&self, holidays: &Holidays, asked_on: Day) -> Option<Day> {
        let holds = |rule: &&OpeningRule| rule.valid_from <= asked_on && rule.valid_to.is_none_or(|to| asked_on <= to);
        let rule = self.opening.iter().filter(holds).max_by_key(|rule| rule.valid_from)?;
        Some(holidays.add_working_days(asked_on, rule.most_working_days))
    }
}

#[cfg(test)]
mod tests {
    use super::Reporting;
    use crate::calendar::Holidays;

    const TEXT: &str = r#"
        [[rule]]
        kinds = ["ward_committee"]
        each = "quarter"
        days_after = 5
        remind_before = 2
        escalate_after = 1
        valid_from = "2020-01-01"
        basis = "x"
        mark = "L"

        [[rule]]
        kinds = ["ward_committee"]
        each = "quarter"
        groups = ["union"]
        days_after = 7
        remind_before = 2
        escalate_after = 1
        valid_from = "2024-04-01"
        valid_to = "2024-12-31"
        basis = "x"
        mark = "L"
    "#;

    #[test]
    fn what_is_owed_has_its_days() {
        let holidays = "[[holiday]]\non = \"2024-04-05\"\n";
        let (reporting, holidays) = (Reporting::parse(TEXT).unwrap(), Holidays::parse(holidays).unwrap());
        // Kind, group, period, and: due, reminded, told upward.
        let cases = [
            // 5 April is a holiday and a Friday: the Monday after it.
            ("ward_committee", "party", "2024-Q1", "2024-04-08 2024-04-03 2024-04-09"),
            ("ward_committee", "union", "2024-Q2", "2024-07-08 2024-07-04 2024-07-09"),
            ("ward_committee", "party", "2024-Q2", "2024-07-05 2024-07-03 2024-07-08"),
            ("ward_committee", "union", "2025-Q1", "2025-04-07 2025-04-03 2025-04-08"),
            ("ward_committee", "party", "2019-Q4", "-"),
            ("ward_committee", "party", "2024", "-"),
            ("ward_committee", "party", "2021..2025", "-"),
            ("party_base_cell", "party", "2024-Q1", "-"),
        ];
        for (kind, group, period, expected) in cases {
            let owed = reporting.owed(&holidays, kind, group, period.parse().unwrap());
            let told = owed.map_or("-".to_owned(), |owed| {
                format!("{} {} {}", owed.due_on, owed.remind_on, owed.escalate_on)
            });
            assert_eq!(told, expected, "{kind} {group} {period}");
        }
    }
}
