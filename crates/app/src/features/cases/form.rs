//! Forms of cases: opening one, and the decision that founds.

use nennep_core::ledger::Decision;
use nennep_core::register::{Procedure, Threshold, UnitId};
use nennep_core::text::count;

use super::record::{Founding, Opening};
use super::view::procedure;
use crate::store::Host;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::form_reader::{FormReader, tax_codes};
use crate::web::pages::FormPage;
use crate::web::places::{in_charge, kind_words};
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;

/// Letters of a text at most.
const LETTERS_MAX: usize = 300;

/// Letters of a unit's code at most.
const CODE_MAX: usize = 40;

/// Letters of a reason at most.
const REASON_MAX: usize = 2_000;

/// Reads an opening; `found` are the enterprises of the codes typed.
pub(super) fn opening(visit: &Visit, typed: &Typed, found: Vec<Host>) -> Result<Opening, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let asked = tax_codes(typed.get("hosts"));
    if asked.is_empty() {
        read.wrong("hosts", FaultKind::MissingValue, "");
    }
    let hosts = read.hosts("hosts", found);
    let on = read.past_day("on");
    let day = on.unwrap_or(visit.now.today());
    let procedure = visit.house.catalogs.procedures.get(typed.get("procedure"), day);
    match procedure {
        None => read.wrong("procedure", FaultKind::UnknownWord, ""),
        Some(procedure) => {
            if !procedure.joint && asked.len() > 1 {
                read.wrong_for("hosts", FaultKind::TooMany, asked.len(), "1");
            }
            if procedure.joint && asked.len() == 1 {
                read.wrong_for("hosts", FaultKind::SeveralNeeded, 1, "2");
            }
            for host in &hosts {
                let kind = host.kind.map(|kind| kind.code());
                if !procedure.is_for(kind) {
                    read.wrong_for(
                        "procedure",
                        FaultKind::NotForKind,
                        &host.tax_code,
                        kind.unwrap_or_default(),
                    );
                }
            }
        }
    }
    let unit = hosts
        .first()
        .and_then(|host| in_charge(visit, host.unit, visit.now.today()));
    match (on, procedure, unit, read.is_clean()) {
        (Some(on), Some(procedure), Some(unit), true) => Ok(Opening {
            procedure: procedure.code.clone(),
            on,
            unit: visit.book().tree.unit(unit).id,
            hosts,
        }),
        _ => Err(read.into_faults()),
    }
}

/// Reads a founding and holds it against the rule of the decision's day.
pub(super) fn founding(
    visit: &Visit,
    procedure: &Procedure,
    typed: &Typed,
    parent: UnitId,
) -> Result<Founding, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let (no, by) = (
        read.needed("decision_no", LETTERS_MAX),
        read.needed("decision_by", LETTERS_MAX),
    );
    let (code, name) = (read.needed("code", CODE_MAX), read.needed("name", LETTERS_MAX));
    let on = read.past_day("decision_on");
    let kind = typed.get("kind").to_owned();
    if !procedure.org_kinds.contains(&kind) {
        read.wrong("kind", FaultKind::UnknownWord, &procedure.org_kinds.join(", "));
    }
    if let Some(on) = on {
        let tree = &visit.book().tree;
        let parent = tree.index_of(parent).map(|parent| tree.placement(on).read_as(parent));
        if let Some(first) = parent.map(|parent| tree.unit(parent).from).filter(|first| on < *first) {
            read.wrong("decision_on", FaultKind::BeforeFirstDay, &first.to_string());
        }
    }
    let (heads, reason) = (read.count("heads"), read.text("override_reason", REASON_MAX));
    let day = on.unwrap_or(visit.now.today());
    let rule = visit.house.catalogs.rulebook.founding(procedure.line, day);
    let below = below(rule, heads);
    if read.is_clean()
        && reason.is_none()
        && let Some((kind, needed)) = &below
    {
        read.wrong("heads", *kind, needed);
    }
    match (on, read.is_clean()) {
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
            override_reason: reason.filter(|_| below.is_some()),
        }),
        _ => Err(read.into_faults()),
    }
}

/// Says that there are fewer than the rule asks for, or that nobody says how many; none where nothing is laid down.
fn below(rule: Option<&Threshold>, heads: Option<i64>) -> Option<(FaultKind, String)> {
    let rule = rule?;
    match heads {
        Some(heads) if heads >= rule.min => None,
        Some(_) => Some((FaultKind::BelowThreshold, rule.min.to_string())),
        None => Some((FaultKind::MissingValue, String::new())),
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
