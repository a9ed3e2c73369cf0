//! Forms of targets.

use nennep_core::calendar::Day;
use nennep_core::progress::{Promise, PromiseError, Target};
use nennep_core::register::{EntryNo, UnitIndex};
use nennep_core::text::fold;

use crate::store::Deed;
use crate::web::days::read_period;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed};
use crate::web::form_reader::FormReader;
use crate::web::indicator_choice::{full_name, meant, promisable};
use crate::web::sheet::FoundSheet;
use crate::web::target_words::giver_text;
use crate::web::unit_choice::field_of;
use crate::web::visit::Visit;

/// Letters of a line at most.
const LINE_MAX: usize = 200;

/// Givers that are suggested at most.
const GIVERS_MAX: usize = 500;

/// Gives the units at which the officer may assign, for facts of any line.
fn assigning(visit: &Visit) -> Vec<UnitIndex> {
    let units = visit.scope.units(&visit.book().tree);
    units
        .filter(|unit| visit.scope.may(Deed::AssignTargets, *unit))
        .collect()
}

/// Gives the fields of a new target.
pub(super) fn groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "targets", typed, faults);
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let units = assigning(visit);
    let living = units
        .iter()
        .filter(|unit| tree.is_alive(**unit, today))
        .take(GIVERS_MAX);
    let givers: Vec<(String, String)> = living
        .map(|unit| (giver_text(tree, *unit, today), tree.unit(*unit).code.clone()))
        .collect();
    let indicators = promisable(visit)
        .into_iter()
        .map(|(measure, name)| (name, measure.indicator.unit_vi));
    let what = vec![
        make.field("indicator", Shape::Search).offering(typed, indicators),
        make.field("giver", Shape::Search).offering(typed, givers),
        field_of(visit, &make, typed, "unit", units),
        make.optional("member", Shape::Line),
        make.optional("period", Shape::Line),
        make.optional("from", Shape::Short),
        make.optional("to", Shape::Short),
        make.field("value", Shape::Line),
    ];
    vec![
        Group {
            legend: None,
            fields: what,
        },
        decision_group(visit, &make),
    ]
}

/// Gives the fields of a target that is changed.
pub(super) fn change_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let make = FieldMaker::new(&visit.words, "targets", typed, faults);
    vec![
        Group {
            legend: None,
            fields: vec![make.field("value", Shape::Line)],
        },
        decision_group(visit, &make),
    ]
}

fn decision_group(visit: &Visit, make: &FieldMaker<'_>) -> Group {
    Group {
        legend: Some(visit.words.say("targets-decision")),
        fields: vec![
            make.field("decision_no", Shape::Line),
            make.field("decision_on", Shape::Short),
            make.field("decision_by", Shape::Line),
        ],
    }
}

/// Says by its name what an address tells by its code.
pub(super) fn name(visit: &Visit, typed: &mut Typed) {
    if let Some(measure) = meant(visit, typed.get("indicator")) {
        typed.set("indicator", full_name(visit, &measure));
    }
    if let Some(unit) = unit_of(visit, typed.get("giver")) {
        typed.set("giver", giver_text(&visit.book().tree, unit, visit.now.today()));
    }
}

/// Reads a new target into a row as the programme workbook has it.
pub(super) fn assigned(visit: &Visit, typed: &Typed) -> Result<FoundSheet, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let indicator = read.needed("indicator", LINE_MAX);
    let known = meant(visit, &indicator);
    if known.is_none() && !indicator.is_empty() {
        read.wrong("indicator", FaultKind::UnknownIndicator, "");
    }
    let giver = read.needed("giver", LINE_MAX);
    let unit = unit_of(visit, &read.needed("unit", LINE_MAX));
    if unit.is_none() && !typed.get("unit").is_empty() {
        read.wrong("unit", FaultKind::UnitNotInScope, "");
    }
    let member = read.text("member", LINE_MAX);
    let days = days(&mut read, typed);
    let (promise, decision) = (promise(&mut read, typed), decision(&mut read));
    match (known, unit, days, promise, decision, read.is_clean()) {
        (Some(measure), Some(unit), Some((from, to)), Some(promise), Some(decision), true) => {
            let tree = &visit.book().tree;
            let giver = unit_of(visit, &giver).map_or(giver, |unit| giver_text(tree, unit, visit.now.today()));
            let row = Row {
                indicator: measure.code,
                giver,
                unit: tree.unit(unit).code.clone(),
                member: member.unwrap_or_default(),
                days: (from, to),
            };
            Ok(row.sheet(promise, decision))
        }
        _ => Err(read.into_faults()),
    }
}

/// Reads of a form that is still being filled which promise it would be; none while one of its parts cannot be read.
pub(super) fn draft(visit: &Visit, typed: &Typed) -> Option<Target> {
    let mut read = FormReader::of(visit, typed);
    let tree = &visit.book().tree;
    let (from, to) = days(&mut read, typed)?;
    let giver = unit_of(visit, typed.get("giver"));
    let giver_text = match giver {
        Some(unit) => giver_text(tree, unit, visit.now.today()),
        None => typed.get("giver").to_owned(),
    };
    Some(Target {
        no: EntryNo(0),
        indicator: meant(visit, typed.get("indicator"))?.code,
        giver_unit: giver
            .or_else(|| tree.find(&giver_text).or_else(|| tree.find_by_name(&giver_text)))
            .map(|unit| tree.unit(unit).id),
        giver: giver_text,
        unit: tree.unit(unit_of(visit, typed.get("unit"))?).id,
        member: Some(typed.get("member").trim().to_owned()).filter(|member| !member.is_empty()),
        from,
        to,
        min: 0,
        max: None,
        decision: None,
    })
}

/// Reads what a target becomes; it stays the same promise.
pub(super) fn changed(visit: &Visit, typed: &Typed, old: &Target, unit: UnitIndex) -> Result<FoundSheet, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    match (promise(&mut read, typed), decision(&mut read), read.is_clean()) {
        (Some(promise), Some(decision), true) => {
            let row = Row {
                indicator: old.indicator.clone(),
                giver: old.giver.clone(),
                unit: visit.book().tree.unit(unit).code.clone(),
                member: old.member.clone().unwrap_or_default(),
                days: (old.from, old.to),
            };
            Ok(row.sheet(promise, decision))
        }
        _ => Err(read.into_faults()),
    }
}

/// What a target is of, as a row of the workbook says it.
struct Row {
    indicator: String,
    giver: String,
    unit: String,
    member: String,
    days: (Day, Day),
}

impl Row {
    fn sheet(self, promise: Promise, [no, on, by]: [String; 3]) -> FoundSheet {
        let fields = [
            ("indicator", self.indicator),
            ("giver", self.giver),
            ("unit", self.unit),
            ("member", self.member),
            ("from", self.days.0.to_string()),
            ("to", self.days.1.to_string()),
            ("min", promise.min.to_string()),
            ("max", promise.max.map(|max| max.to_string()).unwrap_or_default()),
            ("decision_no", no),
            ("decision_on", on),
            ("decision_by", by),
        ];
        FoundSheet::of_fields("targets", &fields)
    }
}

/// People type names: a name that only one unit of the scope bears today stands for it.
fn unit_of(visit: &Visit, text: &str) -> Option<UnitIndex> {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    if let Some(unit) = visit.scope.unit(tree, text.trim()) {
        return Some(unit);
    }
    let asked = fold(text);
    let mut named = visit
        .scope
        .units(tree)
        .filter(|unit| fold(tree.name_on(*unit, today)) == asked);
    let only = named.next().filter(|_| !asked.is_empty())?;
    named.next().is_none().then_some(only)
}

fn days(read: &mut FormReader<'_>, typed: &Typed) -> Option<(Day, Day)> {
    let has_days = !typed.get("from").is_empty() || !typed.get("to").is_empty();
    if typed.get("period").is_empty() {
        if !has_days {
            read.wrong("period", FaultKind::MissingValue, "");
            return None;
        }
        let (from, to) = (read.needed_day("from"), read.needed_day("to"));
        let (from, to) = (from?, to?);
        if to < from {
            read.wrong("to", FaultKind::EndBeforeBeginning, &from.to_string());
            return None;
        }
        return Some((from, to));
    }
    if has_days {
        read.wrong("period", FaultKind::GivenTwice, "");
        return None;
    }
    let period = read_period(typed.get("period")).ok();
    if period.is_none() {
        read.wrong("period", FaultKind::BadPeriod, "");
    }
    period.map(|period| (period.first_day(), period.last_day()))
}

fn promise(read: &mut FormReader<'_>, typed: &Typed) -> Option<Promise> {
    if typed.get("value").is_empty() {
        read.wrong("value", FaultKind::MissingValue, "");
        return None;
    }
    match typed.get("value").parse() {
        Ok(promise) => return Some(promise),
        Err(PromiseError::Shape) => read.wrong("value", FaultKind::BadPromise, ""),
        Err(PromiseError::Backwards { least }) => read.wrong("value", FaultKind::MaxBelowMin, &least.to_string()),
    }
    None
}

/// An officer's target is a contract: it has its decision.
fn decision(read: &mut FormReader<'_>) -> Option<[String; 3]> {
    let (no, on) = (read.needed("decision_no", LINE_MAX), read.past_day("decision_on"));
    let by = read.needed("decision_by", LINE_MAX);
    Some([no, on?.to_string(), by])
}
