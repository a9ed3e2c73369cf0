//! A row of targets into a target, or all its faults; and the only way in which officers enter one.

use nennep_core::calendar::Day;
use nennep_core::ledger::content_hash;
use nennep_core::progress::Target;
use nennep_core::register::{EntryNo, UnitIndex};
use nennep_core::text::fold;

use super::errors::WebError;
use super::faults::{Fault, FaultKind};
use super::intake::{Intake, decision_parts, identity_of};
use super::sheet::RowReader;
use super::visit::Visit;
use crate::store::{Act, Book, Deed, Draft, Sort};

/// Holds a target as read.
#[derive(Debug)]
pub struct TargetDraft {
    /// Number of the row.
    pub row: u32,
    /// Where it was read from.
    pub source: String,
    /// The target.
    pub target: Target,
    /// What it is known by.
    pub identity: String,
    /// Hash of its content.
    pub content: String,
}

/// Reads a row.
///
/// # Errors
/// All faults of the row.
pub fn read_target(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<TargetDraft, Vec<Fault>> {
    let indicator = row.needed("indicator").and_then(|code| {
        let known = intake.catalog.resolve(&code).map(|measure| measure.code);
        if known.is_none() {
            row.fault("indicator", FaultKind::UnknownIndicator, code, "");
        }
        known
    });
    let (giver, unit, member) = (row.needed("giver"), intake.unit(&mut row, "unit"), row.text("member"));
    let (from, to) = (row.needed_day("from"), row.needed_day("to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        row.fault("to", FaultKind::EndBeforeBeginning, to.to_string(), &from.to_string());
    }
    let (min, max) = (row.needed_count("min"), row.count("max"));
    if let (Some(min), Some(max)) = (min, max)
        && max < min
    {
        row.fault("max", FaultKind::MaxBelowMin, max.to_string(), &min.to_string());
    }
    let decision = intake.decision(&mut row);
    let (true, Some(indicator), Some(giver), Some(unit), Some(from), Some(to), Some(min)) =
        (row.is_clean(), indicator, giver, unit, from, to, min)
    else {
        return Err(row.into_faults());
    };
    let giver_unit = intake.tree.find(&giver).or_else(|| intake.tree.find_by_name(&giver));
    let record = intake.tree.unit(unit);
    let [no, on, by] = decision_parts(decision.as_ref());
    let seat = member.clone().unwrap_or_default();
    let decided = no.clone().unwrap_or_default();
    let (first, last) = (from.to_string(), to.to_string());
    // The giver as written: what it links to may change, what was recorded does not.
    let identity = identity_of(&[&indicator, &giver, &record.code, &seat, &first, &last, &decided]);
    let (least, most) = (min.to_string(), max.map(|max| max.to_string()));
    let content = content_hash(&[
        ("min", Some(&least)),
        ("max", most.as_deref()),
        ("decision_on", on.as_deref()),
        ("decision_by", by.as_deref()),
    ]);
    let target = Target {
        no: EntryNo(0),
        indicator,
        giver,
        giver_unit: giver_unit.map(|giver| intake.tree.unit(giver).id),
        unit: record.id,
        member,
        from,
        to,
        min,
        max,
        decision,
    };
    Ok(TargetDraft {
        row: row.number(),
        source: row.source(),
        target,
        identity,
        content,
    })
}

impl TargetDraft {
    /// Enters the target.
    pub fn enter(self, act: &mut Act) -> EntryNo {
        let entry = Draft {
            sort: Sort::Target,
            identity: self.identity,
            content: self.content,
            happened_on: self.target.from,
            source: self.source,
            decision: self.target.decision.clone(),
        };
        act.target(&entry, &self.target)
    }
}

/// Tells whether the officer may assign the target: at its receiver, and at its giver where that is a unit of ours, each for the
/// line of the indicator.
///
/// # Errors
/// Refused without the right at the receiver; a fault where the giver is not the officer's to speak for.
pub fn may_assign(visit: &Visit, book: &Book, target: &Target) -> Result<(), WebError> {
    let catalog = &visit.house.catalogs.indicators;
    let line = catalog.resolve(&target.indicator).and_then(|measure| measure.line());
    let unit = book.tree.index_of(target.unit).ok_or(WebError::NotFound)?;
    if !visit.scope.may_for(Deed::AssignTargets, unit, line) {
        let is_line = visit.scope.may(Deed::AssignTargets, unit);
        return Err(WebError::Refused(if is_line { "other-line" } else { "no-right" }));
    }
    let giver = target.giver_unit.and_then(|unit| book.tree.index_of(unit));
    let is_foreign = giver.is_some_and(|giver| !visit.scope.may_for(Deed::AssignTargets, giver, line));
    // A body of ours written otherwise than it is called is still not somebody else.
    let asked = fold(target.giver.trim());
    let is_ours = |unit: UnitIndex| {
        let named = book
            .tree
            .versions(unit)
            .into_iter()
            .any(|version| fold(&version.name) == asked);
        named || fold(&book.tree.unit(unit).code) == asked
    };
    let is_misspelt = giver.is_none() && book.tree.indices().any(is_ours);
    if is_foreign || is_misspelt {
        let fault = Fault::new(FaultKind::NotGiver, target.giver.clone(), "");
        return Err(WebError::Faulty(vec![fault.in_field("giver")]));
    }
    Ok(())
}

/// Says what is wrong with a decision about a promise that others stand for already: it bears another number and is no earlier.
#[must_use]
pub fn faults_of_change(chain: &[&Target], no: &str, on: Day) -> Vec<Fault> {
    let number = |target: &&&Target| target.decision.as_ref().and_then(|decision| decision.no.as_deref()) == Some(no);
    let newest = chain.iter().filter_map(|target| target.decision.as_ref()?.on).max();
    let mut faults = Vec::new();
    if chain.iter().find(number).is_some() {
        faults.push(Fault::new(FaultKind::SameDecision, no, no).in_field("decision_no"));
    }
    if let Some(newest) = newest.filter(|newest| on < *newest) {
        faults.push(Fault::new(FaultKind::TooEarly, on.to_string(), &newest.to_string()).in_field("decision_on"));
    }
    faults
}

/// Says where a receiver is not there on any day of its target.
#[must_use]
pub fn fault_of_days(book: &Book, unit: UnitIndex, (from, to): (Day, Day)) -> Option<(FaultKind, String)> {
    let first = book.tree.unit(unit).from;
    let last = book.tree.last_day(unit).filter(|last| *last < from);
    match last {
        Some(last) => Some((FaultKind::AfterLastDay, last.to_string())),
        None => (to < first).then(|| (FaultKind::BeforeFirstDay, first.to_string())),
    }
}
