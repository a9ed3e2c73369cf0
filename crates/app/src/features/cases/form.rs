//! Forms of cases: opening one, and the decision that founds.

use nennep_core::calendar::Day;
use nennep_core::ledger::Decision;
use nennep_core::register::{Line, Procedure, Takes, Threshold, UnitEvent, UnitId, UnitIndex};
use nennep_core::text::count;

use super::record::{Case, Founding, Opening, Origin};
use super::view::{procedure, taking};
use crate::store::{Deed, Host};
use crate::web::fact_words;
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{Field, FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::form_reader::{FormReader, tax_codes};
use crate::web::new_unit::check_new_unit;
use crate::web::pages::FormPage;
use crate::web::places::{in_charge, is_organization_on, kind_words};
use crate::web::shell::{Crumb, Shell};
use crate::web::unit_choice::field_of;
use crate::web::visit::Visit;

/// Letters of a line, of a unit's code and of a reason at most.
const LETTERS_MAX: usize = 300;
const CODE_MAX: usize = 40;
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
    let procedures = &visit.house.catalogs.procedures;
    let procedure = procedures.get(typed.get("procedure"), day);
    match procedure {
        None if typed.get("procedure").is_empty() => read.wrong("procedure", FaultKind::MissingValue, ""),
        None if procedures.knows(typed.get("procedure")) => read.wrong("on", FaultKind::NotInForce, ""),
        None => read.wrong("procedure", FaultKind::UnknownWord, ""),
        Some(procedure) => {
            if !procedure.joint && asked.len() > 1 {
                read.wrong_for("hosts", FaultKind::TooMany, asked.len(), "1");
            }
            if procedure.joint && asked.len() == 1 {
                read.wrong_for("hosts", FaultKind::SeveralNeeded, 1, "2");
            }
            for host in &hosts {
                if !procedure.is_for(host.kind.map(|kind| kind.code())) {
                    let kind = host.kind.map_or_else(
                        || visit.words.say("cases-kind-unknown"),
                        |kind| fact_words::host(&visit.words, kind),
                    );
                    read.wrong_for("procedure", FaultKind::NotForKind, &host.name, &kind);
                }
                if host.has_ended {
                    read.wrong_for("hosts", FaultKind::EnterpriseEnded, &host.name, "");
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

/// Reads the decision of a case and holds it against the rule of its day.
pub(super) fn founding(
    visit: &Visit,
    (case, procedure): (&Case, &Procedure),
    typed: &Typed,
) -> Result<Founding, Vec<Fault>> {
    let mut read = FormReader::of(visit, typed);
    let (no, by) = (
        read.needed("decision_no", LETTERS_MAX),
        read.needed("decision_by", LETTERS_MAX),
    );
    let on = read.past_day("decision_on");
    let day = on.unwrap_or(visit.now.today());
    let tree = &visit.book().tree;
    let parent = tree
        .index_of(UnitId(case.unit))
        .map(|parent| tree.placement(day).read_as(parent));
    if on.is_some()
        && let Some(first) = parent.map(|parent| tree.unit(parent).from).filter(|first| day < *first)
    {
        read.wrong("decision_on", FaultKind::BeforeFirstDay, &first.to_string());
    }
    let origin = origin(visit, &mut read, (procedure, typed), day);
    // One that stands keeps its name and its kind where nothing else is said.
    let (name, kind) = match origin {
        Some(Origin::Standing(unit)) if procedure.takes == Some(Takes::Elsewhere) => (
            read.text("name", LETTERS_MAX)
                .unwrap_or_else(|| tree.name_on(unit, day).to_owned()),
            Some(typed.get("kind"))
                .filter(|kind| !kind.is_empty())
                .unwrap_or(tree.kind_on(unit, day)),
        ),
        _ => (read.needed("name", LETTERS_MAX), typed.get("kind")),
    };
    let kind = kind.to_owned();
    check_kind(visit, &mut read, procedure, &kind);
    let mut code = String::new();
    match origin {
        Some(Origin::Standing(unit)) => check_standing(visit, &mut read, unit, (&kind, parent, day)),
        Some(Origin::New | Origin::Handed(..)) => {
            code = read.needed("code", CODE_MAX);
            check_new_unit(visit, &mut read, (&code, &name), (case.left_unit(tree), parent, day));
        }
        None => {}
    }
    let (heads, reason) = (read.count("heads"), read.text("override_reason", REASON_MAX));
    let below = below(visit.house.catalogs.rulebook.deciding(procedure, &kind, day), heads);
    if read.is_clean()
        && reason.is_none()
        && let Some((kind, needed)) = &below
    {
        read.wrong("heads", *kind, needed);
    }
    match (on, origin, read.is_clean()) {
        (Some(on), Some(origin), true) => Ok(Founding {
            origin,
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

fn check_kind(visit: &Visit, read: &mut FormReader<'_>, procedure: &Procedure, kind: &str) {
    if kind.is_empty() {
        read.wrong("kind", FaultKind::MissingValue, "");
    } else if procedure.org_kinds.iter().all(|known| known != kind) {
        let known: Vec<String> = procedure.org_kinds.iter().map(|kind| kind_words(visit, kind)).collect();
        read.wrong("kind", FaultKind::UnknownWord, &known.join(", "));
    }
}

/// Reads where the organization comes from; none where that is wrong.
fn origin(
    visit: &Visit,
    read: &mut FormReader<'_>,
    (procedure, typed): (&Procedure, &Typed),
    day: Day,
) -> Option<Origin> {
    let Some(takes) = procedure.takes else {
        return Some(Origin::New);
    };
    let text = typed.get("from_unit").trim();
    if text.is_empty() && takes == Takes::Standing {
        return Some(Origin::New);
    }
    let tree = &visit.book().tree;
    let unit = visit.scope.unit(tree, text);
    let Some(unit) = unit.filter(|unit| visit.scope.may_for(Deed::Record, *unit, Some(procedure.line))) else {
        let kind = if text.is_empty() {
            FaultKind::MissingValue
        } else {
            FaultKind::UnknownUnit
        };
        read.wrong("from_unit", kind, "");
        return None;
    };
    if !tree.is_alive(unit, day) {
        read.wrong("from_unit", FaultKind::OtherUnitNotThere, text);
        return None;
    }
    if is_organization_on(visit, unit, (procedure.line, day)) {
        return Some(Origin::Standing(unit));
    }
    if takes == Takes::Standing {
        read.wrong("from_unit", FaultKind::UnknownUnit, "");
        return None;
    }
    Some(Origin::Handed(unit, read.count("members").unwrap_or(0)))
}

/// What stands changes once a day, after its first day and after all that was recorded of it, and never below itself.
fn check_standing(
    visit: &Visit,
    read: &mut FormReader<'_>,
    unit: UnitIndex,
    (kind, parent, day): (&str, Option<UnitIndex>, Day),
) {
    let tree = &visit.book().tree;
    let known = tree.unit(unit);
    if day <= known.from {
        read.wrong("decision_on", FaultKind::BeforeFirstDay, &known.from.next().to_string());
    }
    let later = |event: &&UnitEvent| event.unit == known.id && event.on >= day;
    if let Some(event) = tree.events().iter().find(later) {
        read.wrong("decision_on", FaultKind::ContradictsRecorded, &event.no.0.to_string());
    }
    if parent.is_some_and(|parent| tree.placement(day).inside(unit).contains(parent)) {
        read.wrong("from_unit", FaultKind::CircularParent, "");
    }
    let is_same = kind == tree.kind_on(unit, day) && tree.parent_on(unit, day) == parent;
    if is_same {
        read.wrong("from_unit", FaultKind::AlreadySo, "");
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
    let may = |known: &&Procedure| visit.scope.may_somewhere_for(Deed::Record, known.line);
    let choices = procedures
        .filter(may)
        .map(|known| (known.code.clone(), procedure(words, &known.code)));
    vec![Group {
        legend: None,
        fields: vec![
            make.field("hosts", Shape::Area),
            make.field("procedure", Shape::Select).offering(typed, choices),
            make.field("on", Shape::Short),
        ],
    }]
}

/// Gives the fields of the decision of a case.
fn founding_groups(visit: &Visit, known: &Procedure, typed: &Typed, faults: &[Fault]) -> Vec<Group> {
    let words = &visit.words;
    let make = FieldMaker::new(words, "founding", typed, faults);
    let kinds = known
        .org_kinds
        .iter()
        .map(|kind| (kind.clone(), kind_words(visit, kind)));
    let mut groups = vec![Group {
        legend: Some(words.say("founding-decision")),
        fields: vec![
            make.field("decision_no", Shape::Line),
            make.field("decision_on", Shape::Short),
            make.field("decision_by", Shape::Line),
        ],
    }];
    groups.extend(
        known
            .takes
            .map(|takes| taken_group(visit, &make, (known.line, takes), typed)),
    );
    let keeps = known.takes == Some(Takes::Elsewhere);
    groups.push(Group {
        legend: Some(words.say("founding-organization")),
        fields: vec![
            Field {
                is_optional: keeps,
                ..make.field("kind", Shape::Radios).offering(typed, kinds)
            },
            Field {
                is_optional: keeps,
                hint: if keeps {
                    words.say("founding-name-keeps")
                } else {
                    String::new()
                },
                ..make.field("name", Shape::Line)
            },
            Field {
                is_optional: known.takes.is_some(),
                ..make.field("code", Shape::Short)
            },
        ],
    });
    if known.takes != Some(Takes::Elsewhere) {
        let mut heads = make.optional("heads", Shape::Short);
        let rulebook = &visit.house.catalogs.rulebook;
        let rule = rulebook.deciding(known, typed.get("kind"), visit.now.today());
        heads.label = match rule {
            Some(rule) => words.say(&format!("founding-heads-{}", rule.heads.code())),
            None => words.say("founding-heads"),
        };
        if let Some(rule) = rule {
            let values = [("needed", count(rule.min)), ("basis", rule.basis.clone())];
            heads.hint = words.fill("founding-rule", &values);
        }
        groups.push(Group {
            legend: Some(words.say("founding-condition")),
            fields: vec![heads, make.optional("override_reason", Shape::Area)],
        });
    }
    groups
}

/// Asks for what the decision takes: an organization that stands here, or whoever hands one over.
fn taken_group(visit: &Visit, make: &FieldMaker<'_>, (line, takes): (Line, Takes), typed: &Typed) -> Group {
    let (words, tree, today) = (&visit.words, &visit.book().tree, visit.now.today());
    let can_be = |unit: &UnitIndex| {
        let fits = takes == Takes::Elsewhere || is_organization_on(visit, *unit, (line, today));
        fits && tree.is_alive(*unit, today) && visit.scope.may_for(Deed::Record, *unit, Some(line))
    };
    let units = visit.scope.units(tree).filter(can_be).collect();
    let mut from = field_of(visit, make, typed, "from_unit", units);
    let mut fields = Vec::new();
    match takes {
        Takes::Standing => {
            from.is_optional = true;
            from.label = words.say("founding-from_unit-raised");
            from.hint = words.say("founding-from_unit-standing");
            fields.push(from);
        }
        Takes::Elsewhere => {
            from.hint = words.say("founding-from_unit-elsewhere");
            fields.extend([from, make.optional("members", Shape::Short)]);
        }
    }
    let legend = match takes {
        Takes::Standing => "founding-standing",
        Takes::Elsewhere => "founding-elsewhere",
    };
    Group {
        legend: Some(words.say(legend)),
        fields,
    }
}

/// Makes the page with the form of the decision of a case.
pub(super) fn founding_page(
    visit: &Visit,
    (case, procedure): (&Case, &Procedure),
    unit: UnitIndex,
    (typed, faults): (&Typed, &[Fault]),
) -> FormPage {
    let words = &visit.words;
    let groups = founding_groups(visit, procedure, typed, faults);
    let taking = taking(procedure);
    let mut shell = Shell::of(visit, words.say(&format!("founding-title-{taking}"))).about(visit, unit);
    shell.crumbs = vec![Crumb {
        label: case.number.clone(),
        href: format!("/cases/{}", case.id),
    }];
    FormPage {
        shell,
        sum: words.say(&format!("founding-sum-{taking}")),
        action: format!("/cases/{}/founding", case.id),
        submit: words.say(&format!("founding-do-{taking}")),
        back: format!("/cases/{}", case.id),
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
    }
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
