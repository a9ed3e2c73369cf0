//! The model of one report: every figure with unit, period, head and rule.

use serde::{Deserialize, Serialize};

use super::{BalanceRow, Family, PromiseRow, ReportingPart, Statement, TaskPart};
use crate::calendar::Day;

/// Holds everything a report says; the same model gives the same paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportModel {
    /// Kind of report, `quarter`.
    pub report: String,
    /// Code of the reporting unit.
    pub unit: String,
    /// Its name on the paper's day.
    pub unit_name: String,
    /// The period as asked for.
    pub period: String,
    /// First day.
    pub from: Day,
    /// Last day; every rate is as of this day.
    pub to: Day,
    /// Day of the paper.
    pub dated: Day,
    /// Last entry known.
    pub head: i64,
    /// How percents are rounded.
    pub rounding: String,
    /// Number of the paper, when it has one.
    pub number: Option<String>,
    /// Who signs, when it is known.
    pub signer: Option<Signer>,
    /// Identifier of the layout in force on the paper's day.
    pub layout: String,
    /// Names and symbols of the issuing body.
    pub body: Body,
    /// Words stamped on a sample.
    pub sample_mark: Option<String>,
    /// The unit's own statements, in the order of the catalogue.
    pub statements: Vec<Statement>,
    /// Statements of the units below it.
    pub children: Vec<ChildPart>,
    /// Appendix 1: organizations from opening to closing.
    pub balances: Vec<BalanceRow>,
    /// Appendix 4: what was promised and what is missing.
    pub promises: Vec<PromiseRow>,
    /// Appendix 5: the year's tasks of the unit; absent where none is listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<TaskPart>,
    /// Appendix 9: who has submitted the period's figures, and what was reported otherwise; absent where nobody submitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting: Option<ReportingPart>,
    /// The paper whose carrying out a review looks back on, as it is cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Indicators that head the columns of tables by unit or year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ReportColumn>,
    /// The unit's own statements in each year of the period; of papers that tell them alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearPart>,
}

/// Holds one indicator that heads a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportColumn {
    /// Code of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: String,
}

/// Holds the statements of the part of a period that lies in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearPart {
    /// The year.
    pub year: i32,
    /// First day in it.
    pub from: Day,
    /// Last day in it.
    pub to: Day,
    /// Statements of the indicators that head columns.
    pub statements: Vec<Statement>,
}

/// Holds who signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Title, as printed.
    pub title: String,
    /// Name.
    pub name: String,
}

/// Holds how the issuing body is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Name of the superior unit, as among the recipients.
    pub superior_name: Option<String>,
    /// First line on the left.
    pub superior: Option<String>,
    /// Second line on the left.
    pub issuer: String,
    /// Symbol after the slash of a number.
    pub symbol: String,
    /// On whose behalf the paper is signed.
    pub authority: String,
    /// Place before the day.
    pub place: String,
    /// Whose form its papers follow.
    #[serde(default, skip_serializing_if = "Family::is_party")]
    pub family: Family,
}

/// Holds the statements of one unit below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildPart {
    /// Code of the unit.
    pub unit: String,
    /// Its name.
    pub name: String,
    /// Its statements.
    pub statements: Vec<Statement>,
}

impl ReportModel {
    /// Finds the statement of an indicator.
    #[must_use]
    pub fn statement(&self, indicator: &str) -> Option<&Statement> {
        self.statements
            .iter()
            .find(|statement| statement.indicator == indicator)
    }

    /// Gives the targets of units below that somebody has to act on.
    pub fn behind(&self) -> impl Iterator<Item = &PromiseRow> {
        let of_children = self.promises.iter().filter(|row| row.unit != self.unit);
        of_children.filter(|row| row.is_behind(self.to))
    }
}
