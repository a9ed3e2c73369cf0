//! A row of `facts` or `reversals` into a draft, or all its faults.

use std::collections::BTreeSet;

use nennep_core::ledger::{Decision, Enterprise, Fact, FactRecord, Grade, HostKind, Tag};
use nennep_core::register::UnitIndex;

use super::record::{FactDraft, ReversalDraft};
use crate::web::faults::{Fault, FaultKind};
use crate::web::intake::Intake;
use crate::web::sheet::RowReader;

pub(super) fn fact(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<FactDraft, Vec<Fault>> {
    let key = row.needed("key");
    let on = row.needed_day("on");
    let fact = read_fact(&mut row);
    let unit = intake.unit(&mut row, "unit");
    let to_unit = read_to_unit(intake, &mut row, fact, unit);
    let present = row.aside(|row| {
        let Some(on) = on else { return };
        intake.check_past(row, "on", on);
        for (column, unit) in [("unit", unit), ("to_unit", to_unit)] {
            if let Some(unit) = unit {
                intake.check_there(row, column, unit, on);
            }
        }
    });
    let count = row.count("count").unwrap_or(1);
    let org_kind = read_org_kind(intake, &mut row);
    let host_words: Vec<&str> = HostKind::ALL.iter().map(|kind| kind.code()).collect();
    let host_kind = row.word("host_kind", HostKind::parse, &host_words);
    let tags = read_tags(&mut row, fact);
    let grade_words: Vec<&str> = Grade::ALL.iter().map(|grade| grade.code()).collect();
    let grade = row.word("grade", Grade::parse, &grade_words).unwrap_or(Grade::Reported);
    let (enterprise, note) = (row.text("enterprise"), row.text("note"));
    let decision = intake.decision(&mut row);
    let (true, Some(key), Some(on), Some(fact), Some(unit)) = (row.is_clean(), key, on, fact, unit) else {
        return Err([row.into_faults(), present].concat());
    };
    let code = |index: UnitIndex| intake.tree.unit(index).code.clone();
    let record = FactRecord {
        on,
        fact,
        unit: intake.tree.unit(unit).id,
        count,
        to_unit: to_unit.map(|unit| intake.tree.unit(unit).id),
        org_kind: org_kind.clone().or_else(|| kind_of_unit(intake, fact, unit, on)),
        host_kind,
        tags,
    };
    Ok(FactDraft {
        row: row.number(),
        source: row.source(),
        key,
        record,
        unit: code(unit),
        to_unit: to_unit.map(code),
        org_kind,
        enterprise,
        grade,
        note,
        decision,
        present,
    })
}

fn read_fact(row: &mut RowReader<'_>) -> Option<Fact> {
    let text = row.needed("fact")?;
    let fact = Fact::parse(&text).filter(|fact| fact.is_recordable());
    if fact.is_none() {
        let codes: Vec<String> = Fact::all()
            .filter(|fact| fact.is_recordable())
            .map(Fact::code)
            .collect();
        row.fault("fact", FaultKind::UnknownWord, text, &codes.join(", "));
    }
    fact
}

fn read_to_unit(
    intake: &Intake<'_>,
    row: &mut RowReader<'_>,
    fact: Option<Fact>,
    unit: Option<UnitIndex>,
) -> Option<UnitIndex> {
    let fact = fact?;
    if !fact.is_move() {
        if let Some(text) = row.text("to_unit") {
            let moves: Vec<String> = Fact::all().filter(|fact| fact.is_move()).map(Fact::code).collect();
            row.fault("to_unit", FaultKind::NotHere, text, &moves.join(", "));
        }
        return None;
    }
    let to_unit = intake.unit(row, "to_unit")?;
    if Some(to_unit) == unit {
        row.fault(
            "to_unit",
            FaultKind::SameUnit,
            intake.tree.unit(to_unit).code.clone(),
            "",
        );
    }
    Some(to_unit)
}

fn read_org_kind(intake: &Intake<'_>, row: &mut RowReader<'_>) -> Option<String> {
    let kind = row.text("org_kind")?;
    if intake.kinds.get(&kind).is_none() {
        row.fault(
            "org_kind",
            FaultKind::UnknownWord,
            kind,
            &intake.kinds.codes().collect::<Vec<_>>().join(", "),
        );
        return None;
    }
    Some(kind)
}

/// At a unit that is itself an organization of the fact's line, its kind on the day breaks the count down.
fn kind_of_unit(intake: &Intake<'_>, fact: Fact, unit: UnitIndex, on: nennep_core::calendar::Day) -> Option<String> {
    let Fact::Organization(line, _) = fact else { return None };
    let kind = intake.tree.kind_on(unit, on);
    intake
        .kinds
        .get(kind)
        .filter(|kind| kind.is_organization_of(line))
        .map(|kind| kind.code.clone())
}

/// Outcomes stand on surveys alone, exactly one of them; reasons for leaving on those who left.
fn read_tags(row: &mut RowReader<'_>, fact: Option<Fact>) -> BTreeSet<Tag> {
    let text = row.text("tags").unwrap_or_default();
    let mut tags = BTreeSet::new();
    for word in text.split(';').map(str::trim).filter(|word| !word.is_empty()) {
        match Tag::parse(word) {
            Some(tag) => {
                tags.insert(tag);
            }
            None => row.fault("tags", FaultKind::UnknownWord, word, &words(|_| true)),
        }
    }
    let Some(fact) = fact else { return tags };
    let outcomes = tags.iter().filter(|tag| tag.is_survey_outcome()).count();
    if fact == Fact::Enterprise(Enterprise::Surveyed) {
        if outcomes != 1 {
            row.fault(
                "tags",
                FaultKind::OneOutcome,
                text.clone(),
                &words(Tag::is_survey_outcome),
            );
        }
    } else if outcomes > 0 {
        row.fault("tags", FaultKind::NotHere, text.clone(), "enterprise_surveyed");
    }
    let leaves = matches!(fact, Fact::Member(_, nennep_core::ledger::FactOf::Ended));
    if !leaves && tags.iter().any(|tag| tag.is_reason_for_leaving()) {
        row.fault(
            "tags",
            FaultKind::NotHere,
            text,
            "party_member_left, union_member_left, youth_member_left, women_member_left",
        );
    }
    tags
}

fn words(wanted: impl Fn(Tag) -> bool) -> String {
    Tag::ALL
        .iter()
        .filter(|tag| wanted(**tag))
        .map(|tag| tag.code())
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn reversal(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<ReversalDraft, Vec<Fault>> {
    let (key, on, reason) = (row.needed("key"), row.needed_day("on"), row.needed("reason"));
    if let Some(on) = on {
        intake.check_past(&mut row, "on", on);
    }
    let decision = Decision::of(row.text("decision_no"), None, None);
    match (row.is_clean(), key, on, reason) {
        (true, Some(key), Some(on), Some(reason)) => Ok(ReversalDraft {
            row: row.number(),
            source: row.source(),
            key,
            on,
            reason,
            decision,
        }),
        _ => Err(row.into_faults()),
    }
}
