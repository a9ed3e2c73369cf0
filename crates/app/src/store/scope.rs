//! What an officer may see and do, and where: roles held at units, read on one day.
//!
//! A unit outside every grant does not exist for the officer. A scope is made here alone, from roles that are in the
//! database, so code that is handed one need not ask again.

use nennep_core::calendar::Day;
use nennep_core::register::{Inside, Line, Tree, UnitId, UnitIndex};
use serde::Deserialize;

use super::people::RoleHeld;

/// Names what a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// See units, figures and entries.
    See,
    /// Record facts.
    Record,
    /// Take facts back.
    TakeBack,
    /// Plan the year's tasks and say they are done.
    PlanTasks,
    /// Assign targets and change them by a new decision.
    AssignTargets,
    /// Submit a unit's figures of a period.
    SubmitFigures,
    /// Accept or return figures of the units below, close their periods and open them again.
    ClosePeriods,
    /// Make official papers.
    MakePapers,
    /// See the trail.
    SeeAudit,
    /// See who can see a unit.
    SeeViewers,
    /// Make accounts, give roles, demand a second factor.
    ManageAccounts,
    /// Look at the house as another officer sees it.
    ViewAs,
}

impl Deed {
    /// All deeds.
    pub const ALL: [Deed; 12] = [
        Deed::See,
        Deed::Record,
        Deed::TakeBack,
        Deed::PlanTasks,
        Deed::AssignTargets,
        Deed::SubmitFigures,
        Deed::ClosePeriods,
        Deed::MakePapers,
        Deed::SeeAudit,
        Deed::SeeViewers,
        Deed::ManageAccounts,
        Deed::ViewAs,
    ];

    /// Gives the stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Deed::See => "see",
            Deed::Record => "record",
            Deed::TakeBack => "take_back",
            Deed::PlanTasks => "plan_tasks",
            Deed::AssignTargets => "assign_targets",
            Deed::SubmitFigures => "submit_figures",
            Deed::ClosePeriods => "close_periods",
            Deed::MakePapers => "make_papers",
            Deed::SeeAudit => "see_audit",
            Deed::SeeViewers => "see_viewers",
            Deed::ManageAccounts => "manage_accounts",
            Deed::ViewAs => "view_as",
        }
    }

    /// Tells whether the deed leaves everything as it is.
    #[must_use]
    pub fn only_reads(self) -> bool {
        match self {
            Deed::See | Deed::SeeAudit | Deed::SeeViewers => true,
            Deed::Record
            | Deed::TakeBack
            | Deed::PlanTasks
            | Deed::AssignTargets
            | Deed::SubmitFigures
            | Deed::ClosePeriods
            | Deed::MakePapers
            | Deed::ManageAccounts
            | Deed::ViewAs => false,
        }
    }
}

/// Holds one role of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// The stable name.
    pub code: String,
    /// What it may do.
    pub deeds: Vec<Deed>,
    /// Lines of which alone it records; empty for all.
    #[serde(default)]
    pub lines: Vec<Line>,
}

/// Holds all roles.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Roles {
    #[serde(rename = "role")]
    roles: Vec<Role>,
}

impl Roles {
    /// Parses the catalogue of roles.
    ///
    /// # Errors
    /// When the text is not of that shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Gives a role by its stable name.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// Gives all roles in the order of the catalogue.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter()
    }
}

/// Holds one role at one unit with the units it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit it is held at.
    pub unit: UnitIndex,
    inside: Inside,
}

/// Holds what one officer may see and do on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    grants: Vec<Grant>,
    limit: Option<Inside>,
    reads_only: bool,
}

impl Scope {
    /// Reads the roles that are held on the day.
    ///
    /// A role covers what stands at or below its unit in the tree of that day; ended units are found through their
    /// successors. A role of a name the catalogue no longer has gives nothing.
    #[must_use]
    pub fn on(tree: &Tree, roles: &Roles, held: &[RoleHeld], day: Day) -> Self {
        let placement = tree.placement(day);
        let grants = held
            .iter()
            .filter(|held| held.is_in_force(day))
            .filter_map(|held| {
                let unit = tree.index_of(UnitId(held.unit))?;
                Some(Grant {
                    role: roles.get(&held.role)?.clone(),
                    unit,
                    inside: placement.inside(unit),
                })
            })
            .collect();
        Self {
            grants,
            limit: None,
            reads_only: false,
        }
    }

    /// Narrows the scope to a unit and what stands below it on the day, as a token does.
    #[must_use]
    pub fn narrowed(mut self, tree: &Tree, unit: UnitIndex, day: Day) -> Self {
        self.limit = Some(tree.placement(day).inside(unit));
        self
    }

    /// Leaves only what changes nothing.
    #[must_use]
    pub fn reading(mut self) -> Self {
        self.reads_only = true;
        self
    }

    /// Gives the roles in force.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Finds a unit by its code; `None` also when it lies outside.
    #[must_use]
    pub fn unit(&self, tree: &Tree, code: &str) -> Option<UnitIndex> {
        tree.find(code).filter(|unit| self.sees(*unit))
    }

    /// Tells whether the unit exists for the officer.
    #[must_use]
    pub fn sees(&self, unit: UnitIndex) -> bool {
        self.may(Deed::See, unit)
    }

    /// Tells whether the officer sees what happened at the unit on the day: by the present tree or by that day's own.
    #[must_use]
    pub fn sees_on(&self, tree: &Tree, unit: UnitIndex, day: Day) -> bool {
        if self.sees(unit) {
            return true;
        }
        // A token stays inside the units it was made for.
        let placement = tree.placement(day);
        self.limit.is_none()
            && self
                .grants
                .iter()
                .any(|grant| grant.role.deeds.contains(&Deed::See) && placement.inside(grant.unit).contains(unit))
    }

    /// Tells whether the scope was narrowed to what stands below one unit.
    pub(super) fn is_narrowed(&self) -> bool {
        self.limit.is_some()
    }

    /// Tells whether the officer may do the deed at the unit.
    #[must_use]
    pub fn may(&self, deed: Deed, unit: UnitIndex) -> bool {
        self.granting(deed, unit).next().is_some()
    }

    /// Tells whether the officer may do the deed at the unit for facts of a line; `None` for facts of no line.
    #[must_use]
    pub fn may_for(&self, deed: Deed, unit: UnitIndex, line: Option<Line>) -> bool {
        self.granting(deed, unit)
            .any(|grant| grant.role.lines.is_empty() || line.is_some_and(|line| grant.role.lines.contains(&line)))
    }

    /// Tells whether a deed may be done to what is kept at a unit, by number; what is kept at none, as a command took it in
    /// for all of them, is for whoever may do so at every one.
    #[must_use]
    pub fn may_at(&self, tree: &Tree, deed: Deed, kept: Option<i64>) -> bool {
        match kept {
            Some(unit) => tree
                .index_of(UnitId(unit))
                .is_some_and(|unit| self.may_for(deed, unit, None)),
            None => tree.indices().all(|unit| self.may_for(deed, unit, None)),
        }
    }

    /// Tells whether there is any unit at which the officer may do the deed.
    #[must_use]
    pub fn may_somewhere(&self, deed: Deed) -> bool {
        self.grants.iter().any(|grant| self.may(deed, grant.unit))
    }

    /// Tells whether there is any unit at which the officer may do the deed for facts of a line.
    #[must_use]
    pub fn may_somewhere_for(&self, deed: Deed, line: Line) -> bool {
        self.grants
            .iter()
            .any(|grant| self.may_for(deed, grant.unit, Some(line)))
    }

    /// Gives every unit that exists for the officer.
    pub fn units<'a>(&'a self, tree: &'a Tree) -> impl Iterator<Item = UnitIndex> + 'a {
        tree.indices().filter(|unit| self.sees(*unit))
    }

    /// Gives the unit at which the officer begins: that of the first role.
    #[must_use]
    pub fn home(&self) -> Option<UnitIndex> {
        self.grants.iter().map(|grant| grant.unit).find(|unit| self.sees(*unit))
    }

    /// Gives the unit at which the officer may do the deed for facts of no line: that of the first such role.
    #[must_use]
    pub fn home_for(&self, deed: Deed) -> Option<UnitIndex> {
        let mut units = self.grants.iter().map(|grant| grant.unit);
        units.find(|unit| self.may_for(deed, *unit, None))
    }

    fn granting(&self, deed: Deed, unit: UnitIndex) -> impl Iterator<Item = &Grant> {
        let open =
            (deed.only_reads() || !self.reads_only) && self.limit.as_ref().is_none_or(|limit| limit.contains(unit));
        self.grants
            .iter()
            .filter(move |grant| open && grant.role.deeds.contains(&deed) && grant.inside.contains(unit))
    }
}
