//! The page on which organizations are tied to an enterprise.

use axum::extract::{Form, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::{Line, UnitId, UnitIndex};

use super::{act, rows};
use crate::store::{Deed, Host};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::{Fault, FaultKind};
use crate::web::fields::{FaultLine, FieldMaker, Group, Typed, fault_lines};
use crate::web::places::{enterprise_path, in_charge, is_organization_on, unit_path};
use crate::web::shell::{Crumb, Shell};
use crate::web::unit_choice::field_of;
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

#[derive(askama::Template)]
#[template(path = "ties/organizations.html")]
struct TiesPage {
    shell: Shell,
    sum: String,
    action: String,
    submit: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
    /// Code, name and page of each organization that is tied.
    tied: Vec<(String, String, String)>,
}

/// Finds an enterprise of the scope at whose committee the officer records something, with the units tied to it.
async fn find(visit: &Visit, code: &str) -> Result<(Host, UnitIndex, Vec<i64>), WebError> {
    let mut tx = visit.house.db.read().await?;
    let host = Host::find_any(&mut tx, code).await?.ok_or(WebError::NotFound)?;
    let tied = rows::tied(&mut tx, &host).await?;
    tx.rollback().await?;
    let unit = in_charge(visit, host.unit, visit.now.today()).ok_or(WebError::NotFound)?;
    visit.needs(Deed::Record, unit)?;
    Ok((host, unit, tied))
}

/// Gives the line of a unit that is an organization now, and of whose line the officer records.
fn line_of(visit: &Visit, unit: UnitIndex) -> Option<Line> {
    let today = visit.now.today();
    let is_alive = visit.book().tree.is_alive(unit, today);
    Line::ALL
        .into_iter()
        .find(|line| is_alive && is_organization_on(visit, unit, (*line, today)))
        .filter(|line| visit.scope.may_for(Deed::Record, unit, Some(*line)))
}

/// Offers the form, with what is tied.
pub(super) async fn form(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let (host, unit, tied) = find(&visit, &code).await?;
    show(&page(&visit, &host, (unit, &tied), (&Typed::default(), &[])))
}

fn page(
    visit: &Visit,
    host: &Host,
    (unit, tied): (UnitIndex, &[i64]),
    (typed, faults): (&Typed, &[Fault]),
) -> TiesPage {
    let (words, tree, today) = (&visit.words, &visit.book().tree, visit.now.today());
    let make = FieldMaker::new(words, "ties", typed, faults);
    let is_free = |unit: &UnitIndex| !tied.contains(&tree.unit(*unit).id.0) && line_of(visit, *unit).is_some();
    let free = visit.scope.units(tree).filter(is_free).collect();
    let groups = vec![Group {
        legend: None,
        fields: vec![field_of(visit, &make, typed, "unit", free)],
    }];
    let path = enterprise_path(&host.tax_code);
    let mut shell = Shell::of(visit, words.say("ties")).about(visit, unit);
    shell.crumbs = vec![Crumb {
        label: host.name.clone(),
        href: path.clone(),
    }];
    let seen = tied.iter().filter_map(|unit| tree.index_of(UnitId(*unit)));
    let seen = seen.filter(|unit| visit.scope.sees(*unit));
    TiesPage {
        sum: words.with("ties-sum", "name", host.name.clone()),
        action: format!("{path}/organizations"),
        submit: words.say("ties-do"),
        back: path,
        hidden: Vec::new(),
        faults: fault_lines(words, &groups, faults),
        groups,
        tied: seen
            .map(|unit| {
                let code = &tree.unit(unit).code;
                (code.clone(), tree.name_on(unit, today).to_owned(), unit_path(code))
            })
            .collect(),
        shell,
    }
}

/// Ties an organization.
pub(super) async fn tie(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (host, unit, tied) = find(&visit, &code).await?;
    let typed = Typed::of(pairs);
    let chosen = visit.scope.unit(&visit.book().tree, typed.get("unit").trim());
    let Some(chosen) = chosen.filter(|chosen| line_of(&visit, *chosen).is_some()) else {
        let kind = if typed.get("unit").trim().is_empty() {
            FaultKind::MissingValue
        } else {
            FaultKind::UnknownUnit
        };
        let faults = [Fault::new(kind, typed.get("unit"), "").in_field("unit")];
        return show_faulty(&page(&visit, &host, (unit, &tied), (&typed, &faults)));
    };
    act::change(&visit, &host, chosen, true).await?;
    Ok(Redirect::to(&format!("{}/organizations", enterprise_path(&host.tax_code))).into_response())
}

/// Takes a tie away.
pub(super) async fn untie(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let (host, _, _) = find(&visit, &code).await?;
    let typed = Typed::of(pairs);
    let chosen = visit.unit(typed.get("unit"))?;
    visit.needs(Deed::Record, chosen)?;
    act::change(&visit, &host, chosen, false).await?;
    Ok(Redirect::to(&format!("{}/organizations", enterprise_path(&host.tax_code))).into_response())
}
