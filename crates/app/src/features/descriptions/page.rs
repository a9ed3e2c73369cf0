//! Pages on which one enterprise is entered or brought up to date.

use axum::extract::{Form, Path};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{act, form};
use crate::store::{Deed, listed_in};
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::faults::Fault;
use crate::web::fields::{Typed, fault_lines};
use crate::web::pages::FormPage;
use crate::web::places::enterprise_path;
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;

type Pairs = Vec<(String, String)>;

/// Offers the form of an enterprise that is not in the list.
pub(super) async fn new(visit: Visit) -> Result<Response, WebError> {
    let home = visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let mut typed = Typed::default();
    typed.set("status", "active");
    typed.set("unit", visit.book().tree.unit(home).code.clone());
    show(&page(&visit, None, (&typed, &[])))
}

/// Enters an enterprise.
pub(super) async fn enter(visit: Visit, Form(pairs): Form<Pairs>) -> Result<Response, WebError> {
    visit.scope.home_for(Deed::Record).ok_or(WebError::NotFound)?;
    let typed = Typed::of(pairs);
    match act::enter_new(&visit, &typed).await {
        Ok(code) => Ok(Redirect::to(&enterprise_path(&code)).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&page(&visit, None, (&typed, &faults))),
        Err(other) => Err(other),
    }
}

/// Offers the form with what is known of an enterprise.
pub(super) async fn edit(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let mut found = listed_in(&mut tx, &[&code]).await?;
    tx.rollback().await?;
    let known = found.remove(&code).ok_or(WebError::NotFound)?;
    act::may_describe(&visit, &known)?;
    show(&page(&visit, Some(&code), (&form::known(&visit, &known), &[])))
}

/// Brings an enterprise up to date.
pub(super) async fn mend(
    visit: Visit,
    Path(code): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, WebError> {
    let typed = Typed::of(pairs);
    match act::mend(&visit, &code, &typed).await {
        Ok(()) => Ok(Redirect::to(&enterprise_path(&code)).into_response()),
        Err(WebError::Faulty(faults)) => show_faulty(&page(&visit, Some(&code), (&typed, &faults))),
        Err(other) => Err(other),
    }
}

fn page(visit: &Visit, code: Option<&str>, (typed, faults): (&Typed, &[Fault])) -> FormPage {
    let words = &visit.words;
    let groups = form::groups(visit, typed, faults, code.is_none());
    let crumb = |label: String, href: &str| Crumb {
        label,
        href: href.to_owned(),
    };
    let mut crumbs = vec![crumb(words.say("enterprises"), "/enterprises")];
    let (title, action, back) = match code {
        Some(code) => {
            let path = enterprise_path(code);
            crumbs.push(crumb(code.to_owned(), &path));
            let title = words.with("descriptions-mend", "name", typed.get("name"));
            (title, format!("{path}/description"), path)
        }
        None => (
            words.say("descriptions-new"),
            "/enterprises/new".to_owned(),
            "/enterprises".to_owned(),
        ),
    };
    let mut shell = Shell::of(visit, title);
    shell.crumbs = crumbs;
    FormPage {
        sum: words.say("descriptions-sum"),
        submit: words.say("descriptions-do"),
        hidden: vec![("seen", typed.get("seen").to_owned())],
        faults: fault_lines(words, &groups, faults),
        action,
        back,
        groups,
        shell,
    }
}
