//! The tables the program carries inside: kinds, indicators, columns, holidays.

use nennep_core::accounts::{Catalog, CatalogError};
use nennep_core::calendar::{Holidays, HolidaysError};
use nennep_core::checker::{Phrases, PhrasesError};
use nennep_core::ledger::{HostKindLaws, HostKindsError};
use nennep_core::progress::{ForecastRules, ForecastRulesError};
use nennep_core::register::{
    KindsError, Obstacles, Procedures, ProceduresError, Reporting, Rulebook, RulebookError, UnitKinds,
};

use crate::store::Roles;
use crate::web::foreign::ForeignNames;
use crate::web::papers::{Bodies, FollowUpWordings, LetterWording, LetterWordings};
use crate::web::sheet::ColumnNames;

/// Holds all tables, parsed once at the start.
#[derive(Debug)]
pub struct Catalogs {
    /// Kinds of units.
    pub kinds: UnitKinds,
    /// Indicators.
    pub indicators: Catalog,
    /// Names of sheets and columns.
    pub columns: ColumnNames,
    /// Words by which foreign lists are understood.
    pub foreign: ForeignNames,
    /// Public holidays.
    pub holidays: Holidays,
    /// Roles of officers.
    pub roles: Roles,
    /// What decrees and statutes lay down.
    pub rulebook: Rulebook,
    /// What stands in the way of an organization.
    pub obstacles: Obstacles,
    /// What kinds of enterprises are by law.
    pub host_kinds: HostKindLaws,
    /// Written procedures.
    pub procedures: Procedures,
    /// Who owes figures when.
    pub reporting: Reporting,
    /// How forecasts are made.
    pub forecasts: ForecastRules,
    /// Words by which the checker reads reports.
    pub phrases: Phrases,
    /// How issuing bodies are written, and the terms their numbers run through.
    pub bodies: Bodies,
    /// Words of the notice of restated figures.
    pub restatements: LetterWording,
    /// Words of letters.
    pub letters: LetterWordings,
    /// Words of what follows from shortfalls.
    pub follow_ups: FollowUpWordings,
}

/// Says which table is wrong.
#[derive(Debug, thiserror::Error)]
pub enum CatalogsError {
    /// Kinds of units.
    #[error("catalog/unit_kinds.toml")]
    Kinds(#[from] KindsError),
    /// Indicators.
    #[error("catalog/{0}")]
    Indicators(#[from] CatalogError),
    /// Columns.
    #[error("catalog/columns.toml")]
    Columns(#[source] toml::de::Error),
    /// Foreign lists.
    #[error("catalog/foreign.toml")]
    Foreign(#[source] toml::de::Error),
    /// Holidays.
    #[error("catalog/holidays.toml")]
    Holidays(#[from] HolidaysError),
    /// Procedures.
    #[error("catalog/procedures.toml")]
    Procedures(#[from] ProceduresError),
    /// Words of the checker.
    #[error("catalog/checker.toml")]
    Phrases(#[from] PhrasesError),
    /// How forecasts are made.
    #[error("catalog/forecast.toml")]
    Forecasts(#[from] ForecastRulesError),
    /// Kinds of enterprises.
    #[error("catalog/host_kinds.toml")]
    HostKinds(#[source] HostKindsError),
    /// Obstacles.
    #[error("catalog/obstacles.toml")]
    Obstacles(#[source] toml::de::Error),
    /// The reporting calendar.
    #[error("catalog/reporting.toml")]
    Reporting(#[source] toml::de::Error),
    /// What decrees and statutes lay down.
    #[error("catalog/rulebook.toml")]
    Rulebook(#[from] RulebookError),
    /// Issuing bodies.
    #[error("catalog/papers.toml")]
    Bodies(#[source] toml::de::Error),
    /// Letters.
    #[error("wording/letters.vi.toml")]
    Letters(#[source] toml::de::Error),
    /// What follows from shortfalls.
    #[error("wording/follow_ups.vi.toml")]
    FollowUps(#[source] toml::de::Error),
    /// The notice of restated figures.
    #[error("wording/restatements.vi.toml")]
    Restatements(#[source] toml::de::Error),
    /// Roles.
    #[error("catalog/roles.toml")]
    Roles(#[source] toml::de::Error),
}

impl Catalogs {
    /// Parses the tables the program carries.
    ///
    /// # Errors
    /// The first table that is wrong, with file, line and remedy.
    pub fn embedded() -> Result<Self, CatalogsError> {
        let kinds = UnitKinds::parse(include_str!("../../../catalog/unit_kinds.toml"))?;
        let indicators = Catalog::parse(
            "indicators.toml",
            include_str!("../../../catalog/indicators.toml"),
            &kinds,
        )?;
        let columns =
            ColumnNames::parse(include_str!("../../../catalog/columns.toml")).map_err(CatalogsError::Columns)?;
        let foreign =
            ForeignNames::parse(include_str!("../../../catalog/foreign.toml")).map_err(CatalogsError::Foreign)?;
        let holidays = Holidays::parse(include_str!("../../../catalog/holidays.toml"))?;
        let roles = Roles::parse(include_str!("../../../catalog/roles.toml")).map_err(CatalogsError::Roles)?;
        let host_kinds = HostKindLaws::parse(include_str!("../../../catalog/host_kinds.toml"));
        let host_kinds = host_kinds.map_err(CatalogsError::HostKinds)?;
        let obstacles =
            Obstacles::parse(include_str!("../../../catalog/obstacles.toml")).map_err(CatalogsError::Obstacles)?;
        Ok(Self {
            kinds,
            indicators,
            columns,
            foreign,
            holidays,
            roles,
            obstacles,
            host_kinds,
            bodies: Bodies::embedded().map_err(CatalogsError::Bodies)?,
            letters: LetterWordings::embedded().map_err(CatalogsError::Letters)?,
            follow_ups: FollowUpWordings::embedded().map_err(CatalogsError::FollowUps)?,
            procedures: Procedures::parse(include_str!("../../../catalog/procedures.toml"))?,
            restatements: toml::from_str(include_str!("../../../wording/restatements.vi.toml"))
                .map_err(CatalogsError::Restatements)?,
            reporting: Reporting::parse(include_str!("../../../catalog/reporting.toml"))
                .map_err(CatalogsError::Reporting)?,
            forecasts: ForecastRules::parse(include_str!("../../../catalog/forecast.toml"))?,
            phrases: Phrases::parse(include_str!("../../../catalog/checker.toml"))?,
            rulebook: Rulebook::parse(include_str!("../../../catalog/rulebook.toml"))?,
        })
    }
}
