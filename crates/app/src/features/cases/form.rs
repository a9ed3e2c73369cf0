//! Forms of cases: opening one, and the decision that founds.

use nennep_core::calendar::{Day, DayError};
use nennep_core::ledger::Decision;
use nennep_core::register::{Procedure, Threshold, UnitId};
use nennep_core::text::{count, parse_count};

use super::record::{Founding, Opening};
use super::view::procedure;
use crate::store::Host;
use crate::web::days::read_day;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::form_reader::tax_codes;
use crate::web::pages::FormPage;
use crate::web::places::{in_charge, kind_words};
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;

/// Letters of a text at most.
const LETTERS_MAX: usize = 300;

/// Letters of a unit's code at most.
const CODE_MAX: usize = 40;

fn missing(field: &'static str) -> Fault {
    Fault::new(FaultKind::MissingValue, "", "").in_field(field)
}

/// Reads a day that must be there and not be ahead.
pub(super) fn past_day(visit: &Visit, typed: &Typed, field: &'static str) -> Result<Day, Fault> {
    let text = typed.get(field);
    if text.is_empty() {
        return Err(missing(field));
    }
    let today = visit.now.today();
    match read_day(text) {
        Ok(day) if day > today => Err(Fault::new(FaultKind::InTheFuture, day.to_string(), &today.to_string())),
        Ok(day) => return Ok(day),
        Err(DayError::NoSuchDay) => Err(Fault::new(FaultKind::NoSuchDay, text, "")),
        Err(_) => Err(Fault::new(FaultKind::BadDay, text, "")),
    }
    .map_err(|fault: Fault| fault.in_field(field))
}

/// Reads an opening; `hosts` are the enterprises found for the codes typed.
pub(super) fn opening(visit: &Visit, typed: &Typed, hosts: Vec<Host>) -> Result<Opening, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |kind, found: &str, detail: &str, field: &str| {
        faults.push(Fault::new(kind, found, detail).in_field(field));
    };
    let asked = tax_codes(typed.get("hosts"));
    let is_seen = |host: &Host| in_charge(visit, host.unit, visit.now.today()).is_some();
    for code in &asked {
        let known = hosts
            .iter()
            .find(|host| host.tax_code == *code)
            .filter(|host| is_seen(host));
        if known.is_none() {
            fault(FaultKind::UnknownEnterprise, code, "", "hosts");
        }
    }
    if asked.is_empty() {
        fault(FaultKind::MissingValue, "", "", "hosts");
    }
    let on = past_day(visit, typed, "on");
    let day = on.as_ref().copied().unwrap_or(visit.now.today());
    let procedure = visit.house.catalogs.procedures.get(typed.get("procedure"), day);
    match procedure {
        None => fault(FaultKind::UnknownWord, typed.get("procedure"), "", "procedure"),
        Some(procedure) => {
            if !procedure.joint && asked.len() > 1 {
                fault(FaultKind::TooMany, &asked.len().to_string(), "1", "hosts");
            }
            if procedure.joint && asked.len() == 1 {
                fault(FaultKind::SeveralNeeded, "1", "2", "hosts");
            }
            for host in hosts
                .iter()
                .filter(|host| !procedure.is_for(host.kind.map(|kind| kind.code())))
            {
                let kind = host.kind.map(|kind| kind.code()).unwrap_or_default();
                fault(FaultKind::NotForKind, &host.tax_code, kind, "procedure");
            }
        }
    }
    let unit = hosts
        .first()
        .and_then(|host| in_charge(visit, host.unit, visit.now.today()));
    faults.extend(on.as_ref().err().cloned());
    match (on, procedure, unit, faults.is_empty()) {
        (Ok(on), Some(procedure), Some(unit), true) => Ok(Opening {
            procedure: procedure.code.clone(),
            on,
            unit: visit.book().tree.unit(unit).id,
            hosts,
        }),
        _ => Err(faults),
    }
}

/// Reads a founding and holds it against the rule of the decision's day.
pub(super) fn founding(
    visit: &Visit,
    procedure: &Procedure,
    typed: &Typed,
    parent: UnitId,
) -> Result<Founding, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut text = |field: &'static str, most: usize| {
        let text = typed.get(field).trim().to_owned();
        if text.is_empty() {
            faults.push(missing(field));
        } else if text.chars().count() > most {
            let start: String = text.chars().take(40).collect();
            faults.push(Fault::new(FaultKind::TooLong, format!("{start}…"), &most.to_string()).in_field(field));
        }
        text
    };
    let (no, by) = (text("decision_no", LETTERS_MAX), text("decision_by", LETTERS_MAX));
    let (code, name) = (text("code", CODE_MAX), text("name", LETTERS_MAX));
    let on = past_day(visit, typed, "decision_on")
        .map_err(|fault| faults.push(fault))
        .ok();
    let kind = typed.get("kind").to_owned();
    if !procedure.org_kinds.contains(&kind) {
        faults.push(Fault::new(FaultKind::UnknownWord, kind.clone(), &procedure.org_kinds.join(", ")).in_field("kind"));
    }
    if let Some(on) = on {
        let tree = &visit.book().tree;
        let parent = tree.index_of(parent).map(|parent| tree.placement(on).read_as(parent));
        if let Some(first) = parent.map(|parent| tree.unit(parent).from).filter(|first| on < *first) {
            let fault = Fault::new(FaultKind::BeforeFirstDay, on.to_string(), &first.to_string());
            faults.push(fault.in_field("decision_on"));
        }
    }
    let heads = match typed.get("heads") {
        "" => None,
        typed => {
            let heads = parse_count(typed.trim());
            if heads.is_none() {
                faults.push(Fault::new(FaultKind::BadCount, typed, "").in_field("heads"));
            }
            heads
        }
    };
    let reason = typed.get("override_reason").trim().to_owned();
    let rule = visit
        .house
        .catalogs
        .rulebook
        .founding(procedure.line, on.unwrap_or(visit.now.today()));
    if faults.is_empty()
        && reason.is_empty()
        && let Some(fault) = below(rule, heads)
    {
        faults.push(fault);
    }
    match (on, faults.is_empty()) {
        (Some(on), true) => Ok(Founding {
            decision: Decision {
                no: Some(no),
                on: Some(on),
                by: Some(by),
            },
            on,
            code,
            name,
            kind,
            heads,
            override_reason: below(rule, heads).map(|_| reason),
        }),
        _ => Err(faults),
    }
}

/// Says that there are fewer than the rule asks for, or that nobody says how many; none where nothing is laid down.
pub(super) fn below(rule: Option<&Threshold>, heads: Option<i64>) -> Option<Fault> {
    let rule = rule?;
    match heads {
        Some(heads) if heads >= rule.min => None,
        Some(heads) => {
            Some(Fault::new(FaultKind::BelowThreshold, heads.to_string(), &rule.min.to_string()).in_field("heads"))
        }
        None => Some(missing("heads")),
    }
}

/// Gives the fields with which a case is opened.
pub(super) fn opening_groups(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "cases", typed, faults);
    let procedures = visit.house.catalogs.procedures.in_force(visit.now.today());
    let choices = procedures.map(|known| (known.code.clone(), procedure(words, &known.code)));
    vec![Group {
        legend: None,
        fields: vec![
            make.field("hosts", Shape::Area),
            make.field("procedure", Shape::Select).offering(typed, choices),
            make.field("on", Shape::Short),
        ],
    }]
}

/// Gives the fields of a decision that founds.
pub(super) fn founding_groups(visit: &Visit, known: &Procedure, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "founding", typed, faults);
    let kinds = known
        .org_kinds
        .iter()
        .map(|kind| (kind.clone(), kind_words(visit, kind)));
    let rule = visit.house.catalogs.rulebook.founding(known.line, visit.now.today());
    let mut heads = make.optional("heads", Shape::Short);
    heads.label = match rule {
        Some(rule) => words.say(&format!("founding-heads-{}", rule.heads.code())),
        None => words.say("founding-heads"),
    };
    if let Some(rule) = rule {
        let values = [("needed", count(rule.min)), ("basis", rule.basis.clone())];
        heads.hint = words.fill("founding-rule", &values);
    }
    vec![
        Group {
            legend: Some(words.say("founding-decision")),
            fields: vec![
                make.field("decision_no", Shape::Line),
                make.field("decision_on", Shape::Short),
                make.field("decision_by", Shape::Line),
            ],
        },
        Group {
            legend: Some(words.say("founding-organization")),
            fields: vec![
                make.field("name", Shape::Line),
                make.field("kind", Shape::Radios).offering(typed, kinds),
                make.field("code", Shape::Short),
            ],
        },
        Group {
            legend: Some(words.say("founding-condition")),
            fields: vec![heads, make.optional("override_reason", Shape::Area)],
        },
    ]
}

/// Makes the page with the form that opens a case.
pub(super) fn opening_page(visit: &Visit, typed: &Typed, faults: &[Fault]) -> FormPage {
    let words = &visit.words;
    let groups = opening_groups(visit, typed, faults);
    let mut shell = Shell::of(visit, words.say("cases-new"));
    shell.crumbs = vec![Crumb {
        label: words.say("cases"),
        href: "/cases".to_owned(),
    }];
    FormPage {
        sum: words.say("cases-new-sum"),
        action: "/cases".to_owned(),
        submit: words.say("cases-open"),
        back: "/cases".to_owned(),
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    }
}
