//! The page of an ending.

use axum::extract::{Form, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::calendar::Day;
use nennep_core::register::{Line, UnitIndex};
use nennep_core::text::{count, date_short};

use super::record::Organization;
use super::{act, form, rows};
use crate::store::Deed;
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{FieldMaker, Group, Shape, Typed, fault_lines};
use crate::web::pages::FormPage;
use crate::web::places::{is_organization_on, unit_path};
use crate::web::secrets::form_key;
use crate::web::shell::Shell;
use crate::web::unit_choice::field_of;
use crate::web::visit::Visit;

/// Finds an organization of the scope that still lives; what is no organization has no such page.
fn find(visit: &Visit, code: &str) -> Result<Organization, WebError> {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let unit = visit.scope.unit(tree, code).ok_or(WebError::NotFound)?;
    let line = Line::ALL
        .into_iter()
        .find(|line| is_organization_on(visit, unit, (*line, today)));
    // One whose end is recorded has ended, also while its last day is not over.
    let stands = tree.is_alive(unit, today) && tree.last_day(unit).is_none();
    let line = line.filter(|_| stands).ok_or(WebError::NotFound)?;
    visit.needs_for(Deed::Record, unit, Some(line))?;
    Ok(Organization { unit, line })
}

/// Tells whether members of an organization can go to a unit on a day: one of its own line that goes on.
pub(super) fn takes_members(visit: &Visit, organization: Organization, unit: UnitIndex, on: Day) -> bool {
    let tree = &visit.book().tree;
    let kind = visit.house.catalogs.kinds.get(tree.kind_on(unit, on));
    let is_of_line = kind.is_some_and(|kind| kind.is_of_line(organization.line));
    unit != organization.unit && is_of_line && tree.is_alive(unit, on)
}

/// Offers the form.
pub(super) async fn form(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let organization = find(&visit, &code)?;
    let mut typed = Typed::default();
    typed.set("key", form_key()?);
    typed.set("decision_on", date_short(visit.now.today()));
    show(&page(&visit, organization, (&typed, &[])))
}

fn page(visit: &Visit, organization: Organization, (typed, faults): (&Typed, &[Fault])) -> FormPage {
    let (words, tree, today) = (&visit.words, &visit.book().tree, visit.now.today());
    let make = FieldMaker::new(words, "endings", typed, faults);
    let members = act::counted(visit, organization, today);
    let takers = visit
        .scope
        .units(tree)
        .filter(|unit| takes_members(visit, organization, *unit, today));
    let mut to = field_of(visit, &make, typed, "members_to", takers.collect());
    to.is_optional = members.is_none_or(|members| members == 0);
    to.hint = match members {
        Some(members) => words.with("endings-members", "count", count(members)),
        None => words.say("endings-members-unknown"),
    };
    let groups = vec![
        Group {
            legend: Some(words.say("founding-decision")),
            fields: vec![
                make.field("decision_no", Shape::Line),
                make.field("decision_on", Shape::Short),
                make.field("decision_by", Shape::Line),
            ],
        },
        Group {
            legend: None,
            fields: vec![make.field("reason", Shape::Area), to],
        },
    ];
    let path = unit_path(&tree.unit(organization.unit).code);
    let name = tree.name_on(organization.unit, today).to_owned();
    FormPage {
        shell: Shell::of(visit, words.with("endings", "name", name)).about(visit, organization.unit),
        sum: words.say("endings-sum"),
        action: format!("{path}/ending"),
        submit: words.say("endings-do"),
        back: path,
        hidden: vec![("key", typed.get("key").to_owned())],
        faults: fault_lines(words, &groups, faults),
        groups,
    }
}

/// Ends the organization.
pub(super) async fn end(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    let mut tx = visit.house.db.read().await?;
    // A second press finds an organization that has ended; it is shown what ended it.
    let known = rows::of_key(&mut tx, &format!("ending-{}", typed.get("key"))).await?;
    if let (Some(entry), false) = (known, typed.get("key").is_empty()) {
        return Ok(Redirect::to(&format!("/entries/{entry}")).into_response());
    }
    let organization = find(&visit, &code)?;
    let last = rows::last_fact(&mut tx, visit.book().tree.unit(organization.unit).id.0).await?;
    tx.rollback().await?;
    if typed.get("key").is_empty() {
        return Err(WebError::NotFound);
    }
    match form::ending(&visit, &typed, organization, last) {
        Ok(ending) => {
            let entry = act::end(&visit, organization, &ending).await?;
            Ok(Redirect::to(&format!("/entries/{entry}")).into_response())
        }
        Err(faults) => show_faulty(&page(&visit, organization, (&typed, &faults))),
    }
}
