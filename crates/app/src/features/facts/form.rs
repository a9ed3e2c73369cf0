//! A row of `facts` or `reversals` into a draft, or all its faults.

use std::collections::BTreeSet;

use nennep_core::ledger::{Decision, Enterprise, Fact, FactRecord, Grade, HostKind, Tag};
use nennep_core::register::UnitIndex;
use nennep_core::text::date_short;

use super::record::{FactDraft, RecordedFact, ReversalDraft};
use crate::store::Deed;
use crate::web::fact_words::{self, takes};
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{Field, FieldMaker, Group, Shape, Typed};
use crate::web::intake::Intake;
use crate::web::names;
use crate::web::sheet::{FoundSheet, RowReader};
use crate::web::unit_choice::unit_field;
use crate::web::visit::Visit;

pub(super) fn fact(intake: &Intake<'_>, mut row: RowReader<'_>) -> Result<FactDraft, Vec<Fault>> {
    let key = read_key(&mut row);
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
        from_kind: None,
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

/// Letters a key may have: an index keeps no longer ones.
const KEY_LETTERS_MAX: usize = 500;

fn read_key(row: &mut RowReader<'_>) -> Option<String> {
    let key = row.needed("key")?;
    if key.chars().count() > KEY_LETTERS_MAX {
        let found: String = key.chars().take(40).chain(['…']).collect();
        row.fault("key", FaultKind::TooLong, found, &KEY_LETTERS_MAX.to_string());
        return None;
    }
    Some(key)
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

/// Columns of the sheet `facts`, as forms and programs send them.
pub(super) const FACT_COLUMNS: [&str; 15] = [
    "key",
    "on",
    "fact",
    "unit",
    "count",
    "to_unit",
    "org_kind",
    "host_kind",
    "tags",
    "enterprise",
    "decision_no",
    "decision_on",
    "decision_by",
    "grade",
    "note",
];

/// Makes the one-row sheet of a form; outcome and reason for leaving are tags asked for by themselves.
pub(super) fn fact_sheet(typed: &Typed) -> FoundSheet {
    let fields = FACT_COLUMNS.map(|column| {
        let text = if column == "tags" {
            let names = ["tags", "outcome", "reason_left"];
            names
                .iter()
                .flat_map(|name| typed.all(name))
                .collect::<Vec<_>>()
                .join(";")
        } else {
            typed.get(column).to_owned()
        };
        (column, text)
    });
    FoundSheet::of_fields("facts", &fields)
}

/// A unit that is itself an organization counts what it has; a committee mostly knows a number by letter.
pub(super) fn usual_grade(visit: &Visit, unit: &str) -> Grade {
    let tree = &visit.book().tree;
    let kind = visit
        .scope
        .unit(tree, unit)
        .map(|unit| tree.kind_on(unit, visit.now.today()));
    match kind.and_then(|kind| visit.house.catalogs.kinds.get(kind)) {
        Some(kind) if kind.organization => Grade::Counted,
        Some(_) | None => Grade::Reported,
    }
}

/// The fields of a fact: those it takes, and any other that holds something.
pub(super) fn groups(visit: &Visit, fact: Fact, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "facts", typed, faults);
    let takes = takes(fact);
    let holds = |name: &str| !typed.get(name).trim().is_empty();
    let named = |name: &'static str| faults.iter().any(|fault| fault.column.as_deref() == Some(name));
    let tag = |tag: &Tag| (tag.code().to_owned(), fact_words::tag(words, *tag));
    let tags = |wanted: fn(Tag) -> bool| Tag::ALL.iter().filter(move |tag| wanted(**tag)).map(tag);
    let mut what = vec![unit_field(
        visit,
        &make,
        typed,
        "unit",
        Some((Deed::Record, fact.line())),
    )];
    if takes.to_unit || holds("to_unit") {
        what.push(unit_field(visit, &make, typed, "to_unit", None));
    }
    what.push(make.field("on", Shape::Short));
    what.push(make.field("count", Shape::Short));
    if takes.org_kind || holds("org_kind") {
        let field = make.optional("org_kind", Shape::Select);
        what.push(field.offering(typed, org_kinds(visit, fact)));
    }
    if takes.outcome {
        let field = make.field("outcome", Shape::Radios);
        what.push(field.offering(typed, tags(Tag::is_survey_outcome)));
    }
    if takes.reason {
        let field = make.optional("reason_left", Shape::Radios);
        what.push(field.offering(typed, tags(Tag::is_reason_for_leaving)));
    }
    if takes.marks || (!takes.outcome && (holds("tags") || named("tags"))) {
        let field = make.optional("tags", Shape::Checks);
        let marks = |tag: Tag| !tag.is_survey_outcome() && !tag.is_reason_for_leaving();
        what.push(field.offering(typed, tags(marks)));
    }
    if takes.host_kind || holds("host_kind") {
        let kinds = HostKind::ALL.iter();
        let choices = kinds.map(|kind| (kind.code().to_owned(), fact_words::host(words, *kind)));
        what.push(make.optional("host_kind", Shape::Select).offering(typed, choices));
    }
    if takes.enterprise || holds("enterprise") {
        what.push(make.optional("enterprise", Shape::Short));
    }
    vec![
        plain(what),
        decision(visit, &make),
        plain(evidence(visit, &make, typed)),
    ]
}

fn plain(fields: Vec<Field>) -> Group {
    Group { legend: None, fields }
}

fn decision(visit: &Visit, make: &FieldMaker<'_>) -> Group {
    Group {
        legend: Some(visit.words.say("facts-decision")),
        fields: vec![
            make.optional("decision_no", Shape::Line),
            make.optional("decision_on", Shape::Short),
            make.optional("decision_by", Shape::Line),
        ],
    }
}

fn evidence(visit: &Visit, make: &FieldMaker<'_>, typed: &Typed) -> Vec<Field> {
    let words = &visit.words;
    let grades = Grade::ALL.iter();
    let choices = grades.map(|grade| (grade.code().to_owned(), fact_words::grade(words, *grade)));
    let mut grade = make.field("grade", Shape::Radios).offering(typed, choices);
    for choice in &mut grade.choices {
        choice.hint = words.say(&format!("facts-grade-{}", choice.value));
    }
    vec![grade, make.optional("note", Shape::Area)]
}

/// Kinds of the fact's own line alone.
fn org_kinds(visit: &Visit, fact: Fact) -> Vec<(String, String)> {
    let kinds = &visit.house.catalogs.kinds;
    let of_line = |code: &&str| {
        let kind = kinds.get(code);
        kind.zip(fact.line())
            .is_some_and(|(kind, line)| kind.is_organization_of(line))
    };
    let named = |code: &str| {
        kinds
            .get(code)
            .map(|kind| (kind.code.clone(), names::kind(&visit.words, kind)))
    };
    kinds.codes().filter(of_line).filter_map(named).collect()
}

/// The fields of a reversal: its day is chosen, never taken for granted.
pub(super) fn reversal_groups(visit: &Visit, original: &RecordedFact, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "facts-back", typed, faults);
    let (on, today) = (date_short(original.on), date_short(visit.now.today()));
    let mut days = vec![("original".to_owned(), words.with("facts-back-original", "on", on))];
    let open_from = original.locked.as_ref().map(|locked| locked.open_from);
    if let Some(day) = open_from.filter(|day| *day < visit.now.today()) {
        days.push((
            "first_open".to_owned(),
            words.with("facts-back-first_open", "on", date_short(day)),
        ));
    }
    if original.on != visit.now.today() && open_from.is_none_or(|day| day <= visit.now.today()) {
        days.push(("today".to_owned(), words.with("facts-back-today", "on", today)));
    }
    days.push(("other".to_owned(), words.say("facts-back-other")));
    let mut day = make.field("day", Shape::Radios).offering(typed, days);
    for choice in &mut day.choices {
        choice.hint = words.say(&format!("facts-back-{}-hint", choice.value));
        if let Some(locked) = original.locked.as_ref().filter(|_| choice.value == "original") {
            choice.is_locked = true;
            choice.hint = words.with("facts-back-locked", "period", locked.words.clone());
        }
    }
    let other = make.optional("on", Shape::Short);
    let reason = make.field("reason", Shape::Area);
    vec![plain(vec![
        day,
        other,
        reason,
        make.optional("decision_no", Shape::Line),
    ])]
}
