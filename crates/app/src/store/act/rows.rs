//! Entries that post no line: units, what happens to them, targets and claims.

use nennep_core::ledger::FigureGroup;
use nennep_core::progress::Target;
use nennep_core::register::{Change, EntryNo, Unit, UnitEvent};

use super::Act;
use crate::store::book::Claim;
use crate::store::entry::Draft;
use crate::store::submissions::Mark;

impl Act {
    /// Records a unit; its number must be the next one.
    pub fn unit(&mut self, draft: &Draft, unit: &Unit) -> EntryNo {
        let no = self.enter(draft);
        // A new unit counts nothing, but it may be one more that is expected to have held a meeting.
        let mark = Mark::Tree {
            unit: no.0,
            group: Some(FigureGroup::Activity),
        };
        self.guard.mark(no.0, draft.happened_on, mark);
        self.tables.unit.push(vec![
            no.0.into(),
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            unit.kind.as_str().into(),
            unit.parent.map(|parent| parent.0).into(),
            unit.from.to_string().into(),
            unit.to.map(|to| to.to_string()).into(),
            unit.official_code.clone().into(),
        ]);
        no
    }

    /// Records an event of a unit.
    pub fn unit_event(&mut self, draft: &Draft, event: &UnitEvent) -> EntryNo {
        let no = self.enter(draft);
        let unit = event.unit.0;
        match event.change {
            Change::Renamed { .. } => {}
            Change::Retyped { .. } => {
                let group = Some(FigureGroup::Activity);
                self.guard.mark(no.0, event.on, Mark::Tree { unit, group });
            }
            Change::Moved { .. } | Change::Merged { .. } | Change::Split { .. } | Change::Ended => {
                self.guard.mark(no.0, event.on, Mark::Tree { unit, group: None });
            }
        }
        if let Change::Merged { into: heir } | Change::Split { into: heir } = event.change {
            self.guard.mark(no.0, event.on, Mark::Heir { unit: heir.0 });
        }
        let (to_unit, parent, name, kind) = match event.change.clone() {
            Change::Moved { parent, kind, name } => (None, Some(parent.0), name, kind),
            Change::Renamed { name } => (None, None, Some(name), None),
            Change::Retyped { kind } => (None, None, None, Some(kind)),
            Change::Merged { into } | Change::Split { into } => (Some(into.0), None, None, None),
            Change::Ended => (None, None, None, None),
        };
        let row = vec![
            no.0.into(),
            event.unit.0.into(),
            event.change.code().into(),
            to_unit.into(),
            parent.into(),
            name.into(),
            kind.into(),
        ];
        self.tables.unit_event.push(row);
        no
    }

    /// Records a target.
    pub fn target(&mut self, draft: &Draft, target: &Target) -> EntryNo {
        let no = self.enter(draft);
        let mark = Mark::Target {
            unit: target.unit.0,
            to: target.to,
            group: FigureGroup::named_by(&target.indicator),
        };
        self.guard.mark(no.0, target.from, mark);
        self.tables.target.push(vec![
            no.0.into(),
            target.indicator.as_str().into(),
            target.giver.as_str().into(),
            target.giver_unit.map(|unit| unit.0).into(),
            target.unit.0.into(),
            target.member.clone().into(),
            target.from.to_string().into(),
            target.to.to_string().into(),
            target.min.into(),
            target.max.into(),
        ]);
        no
    }

    /// Records a claim.
    pub fn claim(&mut self, draft: &Draft, claim: &Claim) -> EntryNo {
        let no = self.enter(draft);
        self.tables.claim.push(vec![
            no.0.into(),
            claim.indicator.as_str().into(),
            claim.unit.0.into(),
            claim.from.to_string().into(),
            claim.to.to_string().into(),
            claim.value.into(),
            claim.source.as_str().into(),
        ]);
        no
    }
}
