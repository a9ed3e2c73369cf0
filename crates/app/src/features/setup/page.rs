//! The page of the set-up.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use nennep_core::register::UnitId;

use super::act;
use super::form::SetUp;
use crate::store::Account;
use crate::web::errors::{WebError, show as render, show_faulty};
use crate::web::field_faults::FieldFaults;
use crate::web::house::House;
use crate::web::once::add_cookie;
use crate::web::preferences::Preferences;
use crate::web::secrets::fingerprint;
use crate::web::shell::Shell;
use crate::web::standing::Asked;

#[derive(Template)]
#[template(path = "setup/setup.html")]
struct SetUpPage {
    shell: Shell,
    form: SetUp,
    roots: Vec<(String, String)>,
    faults: FieldFaults,
}

/// Opens only while there is a code and no account.
async fn open(house: &House) -> Result<&str, WebError> {
    let code = house.settings.setup_code.as_deref().ok_or(WebError::NotFound)?;
    let mut tx = house.db.read().await?;
    let is_empty = Account::list(&mut tx).await?.is_empty();
    tx.rollback().await?;
    if is_empty { Ok(code) } else { Err(WebError::NotFound) }
}

/// Shows the form.
pub(super) async fn show(State(house): State<House>, asked: Asked) -> Result<Response, WebError> {
    open(&house).await?;
    render(&page(&house, &asked, SetUp::default(), FieldFaults::default()).await?)
}

async fn page(house: &House, asked: &Asked, form: SetUp, faults: FieldFaults) -> Result<SetUpPage, WebError> {
    let preferences = Preferences::of(&asked.headers);
    let words = preferences.words();
    let roots = roots(house).await?;
    Ok(SetUpPage {
        shell: Shell::outside(house, words, words.say("setup")).looking(preferences.theme_or("auto")),
        form,
        roots: roots.into_iter().map(|(code, name, _)| (code, name)).collect(),
        faults,
    })
}

/// Units without a superior today: code, name and number.
async fn roots(house: &House) -> Result<Vec<(String, String, UnitId)>, WebError> {
    let book = house.live.snapshot(&house.db).await?.book;
    let today = house.clock.read().today();
    let tree = &book.tree;
    let placement = tree.placement(today);
    Ok(tree
        .indices()
        .filter(|unit| placement.read_as(*unit) == *unit && placement.superior(*unit).is_none())
        .map(|unit| {
            let row = tree.unit(unit);
            (row.code.clone(), tree.name_on(unit, today).to_owned(), row.id)
        })
        .collect())
}

/// Makes the first account.
pub(super) async fn set_up(
    State(house): State<House>,
    asked: Asked,
    Form(form): Form<SetUp>,
) -> Result<Response, WebError> {
    let code = open(&house).await?;
    let words = Preferences::of(&asked.headers).words();
    let mut faults = form.faults(&words);
    // Hashes are compared, so time tells nothing of the code.
    if fingerprint(form.code.trim()) != fingerprint(code) {
        faults.add("code", words.say("setup-code-wrong"));
    }
    let unit = roots(&house).await?.into_iter().find(|(code, ..)| *code == form.unit);
    if unit.is_none() {
        faults.add("unit", words.say("setup-unit-missing"));
    }
    let Some((_, _, unit)) = unit.filter(|_| faults.is_empty()) else {
        return show_faulty(&page(&house, &asked, form, faults).await?);
    };
    let now = (house.clock.read(), asked.request.as_str());
    let cookies = act::set_up(&house, &form, unit, &asked.place, now).await?;
    let mut response = Redirect::to("/").into_response();
    for cookie in cookies.ok_or(WebError::NotFound)? {
        add_cookie(&mut response, &cookie);
    }
    Ok(response)
}
