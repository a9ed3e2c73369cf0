//! The page of enterprises that wait.

use axum::extract::{Form, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::text::{count, fold, whole};

use super::{act, form};
use crate::store::{self, COUNTED_MAX, Deed, From, ListRow, Wanted, Within};
use crate::web::errors::{WebError, percent, show, show_faulty};
use crate::web::fact_words;
use crate::web::faults::Fault;
use crate::web::fields::{FaultLine, Group, Typed, fault_lines};
use crate::web::places::enterprise_path;
use crate::web::shell::{Crumb, Receipt, Shell};
use crate::web::visit::Visit;

#[derive(askama::Template)]
#[template(path = "waiting/list.html")]
struct ListPage {
    shell: Shell,
    heading: String,
    sought: String,
    rows: Vec<WaitingRow>,
    after: Option<String>,
    faults: Vec<FaultLine>,
    groups: Vec<Group>,
}

/// One enterprise that waits.
struct WaitingRow {
    code: String,
    name: String,
    href: String,
    kind: Option<String>,
    unit: Option<String>,
    ward: String,
    is_chosen: bool,
}

/// Shows what waits.
pub(super) async fn list(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, WebError> {
    show(&put_together(&visit, &Typed::of(pairs), &[]).await?)
}

async fn put_together(visit: &Visit, typed: &Typed, faults: &[Fault]) -> Result<ListPage, WebError> {
    if visit.scope.home_for(Deed::Record).is_none() {
        return Err(WebError::NotFound);
    }
    let mut tx = visit.house.db.read().await?;
    let within = Within::of(&mut tx, &visit.scope, &visit.book().tree, None).await?;
    let wanted = Wanted {
        is_waiting: true,
        ..Wanted::all(within)
    };
    let all = store::counted(&mut tx, &wanted).await?;
    let sought = typed.get("q");
    let (rows, has_more) = if fold(sought).len() < 2 {
        let from = typed.get("after").parse().map_or(From::Start, From::After);
        store::page(&mut tx, &wanted, from, form::SETTLED_MAX).await?
    } else {
        let mut found = store::sought(&mut tx, &wanted, &fold(sought), None).await?;
        let is_cut = found.len() > form::SETTLED_MAX;
        found.truncate(form::SETTLED_MAX);
        (found, is_cut)
    };
    tx.rollback().await?;
    let chosen: Vec<&str> = typed.all("code").collect();
    let words = &visit.words;
    let groups = form::groups(visit, typed, faults);
    let mut shell = Shell::of(visit, words.say("waiting"));
    shell.crumbs = vec![Crumb {
        label: words.say("enterprises"),
        href: "/enterprises".to_owned(),
    }];
    shell.receipt = receipt(visit, typed);
    let last = rows.last().filter(|_| has_more && sought.is_empty());
    Ok(ListPage {
        heading: if all > COUNTED_MAX {
            words.with("enterprises-heading-many", "count", count(COUNTED_MAX))
        } else {
            words.with("enterprises-heading", "count", count(all))
        },
        sought: sought.to_owned(),
        after: last.map(|row| format!("/enterprises/waiting?after={}", row.id)),
        rows: rows.iter().map(|row| waiting_row(visit, row, &chosen)).collect(),
        faults: fault_lines(words, &groups, faults),
        groups,
        shell,
    })
}

fn waiting_row(visit: &Visit, row: &ListRow, chosen: &[&str]) -> WaitingRow {
    let tree = &visit.book().tree;
    let unit = row
        .unit
        .and_then(|unit| tree.index_of(nennep_core::register::UnitId(unit)))
        .filter(|unit| visit.scope.sees(*unit));
    WaitingRow {
        code: row.tax_code.clone(),
        name: row.name.clone(),
        href: enterprise_path(&row.tax_code),
        kind: row.kind.map(|kind| fact_words::host(&visit.words, kind)),
        unit: unit.map(|unit| tree.name_on(unit, visit.now.today()).to_owned()),
        ward: row.ward.clone().unwrap_or_default(),
        is_chosen: chosen.contains(&row.tax_code.as_str()),
    }
}

/// Says what settling came to, with the way back.
fn receipt(visit: &Visit, typed: &Typed) -> Option<Receipt> {
    let number = |name: &str| typed.get(name).parse::<usize>().ok();
    let (batch, counted, waiting) = (number("batch")?, number("counted")?, number("waiting")?);
    let values = [("counted", whole(counted)), ("waiting", whole(waiting))];
    Some(Receipt {
        text: visit.words.fill("waiting-receipt", &values),
        back: Some((format!("/enterprises/batches/{batch}"), visit.words.say("waiting-back"))),
    })
}

/// Settles what was chosen.
pub(super) async fn settle(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, WebError> {
    if visit.scope.home_for(Deed::Record).is_none() {
        return Err(WebError::NotFound);
    }
    let typed = Typed::of(pairs);
    let settling = match form::settling(&visit, &typed) {
        Ok(settling) => settling,
        Err(faults) => return show_faulty(&put_together(&visit, &typed, &faults).await?),
    };
    let outcome = act::settle_chosen(&visit, &settling).await?;
    let waiting = outcome.waiting + outcome.number_held;
    let to = format!(
        "/enterprises/waiting?batch={}&counted={}&waiting={waiting}&q={}",
        outcome.batch,
        outcome.counted,
        percent(typed.get("q"))
    );
    Ok(Redirect::to(&to).into_response())
}
