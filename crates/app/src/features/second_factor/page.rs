//! The pages of the second factor.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::act::{self, Confirmed, Offer};
use crate::web::address::own_path;
use crate::web::errors::{WebError, show, show_faulty};
use crate::web::field_faults::FieldFaults;
use crate::web::house::House;
use crate::web::once::{Once, add_cookie};
use crate::web::shell::Shell;
use crate::web::standing::{Asked, Entrant, Lack};

/// Holds a code, the secret it is for, and where to go on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    code: String,
    #[serde(default)]
    sealed: String,
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "second_factor/ask.html")]
struct AskPage {
    shell: Shell,
    next: String,
    faults: FieldFaults,
}

#[derive(Template)]
#[template(path = "second_factor/offer.html")]
struct OfferPage {
    shell: Shell,
    offer: Offer,
    next: String,
    is_forced: bool,
    faults: FieldFaults,
}

#[derive(Template)]
#[template(path = "second_factor/codes.html")]
struct CodesPage {
    shell: Shell,
    codes: Vec<String>,
    next: String,
}

fn frame(entrant: &Entrant, key: &str) -> Shell {
    Shell::outside(&entrant.house, entrant.words, entrant.words.say(key)).looking(&entrant.theme)
}

/// Asks for the code after the password.
pub(super) async fn ask(entrant: Entrant, Query(form): Query<Code>) -> Result<Response, WebError> {
    if entrant.standing.lack != Some(Lack::Code) {
        return Ok(Redirect::to("/").into_response());
    }
    show(&AskPage {
        shell: frame(&entrant, "factor-ask"),
        next: own_path(&form.next).to_owned(),
        faults: FieldFaults::default(),
    })
}

/// Takes the code after the password.
pub(super) async fn give(entrant: Entrant, asked: Asked, Form(form): Form<Code>) -> Result<Response, WebError> {
    if entrant.standing.lack != Some(Lack::Code) {
        return Ok(Redirect::to("/").into_response());
    }
    let next = own_path(&form.next).to_owned();
    let Some(cookies) = act::give(&entrant, &form.code, &asked.place).await? else {
        let mut faults = FieldFaults::default();
        faults.add("code", entrant.words.say("factor-wrong"));
        return show_faulty(&AskPage {
            shell: frame(&entrant, "factor-ask"),
            next,
            faults,
        });
    };
    let mut response = Redirect::to(&next).into_response();
    for cookie in cookies {
        add_cookie(&mut response, &cookie);
    }
    Ok(response)
}

/// Tells whether this entrant may set a second factor up: nobody who has one, or has to give a code first.
fn may_set_up(entrant: &Entrant) -> bool {
    entrant.standing.account.totp_confirmed_at.is_none()
}

/// Offers a secret.
pub(super) async fn offer(entrant: Entrant, Query(form): Query<Code>) -> Result<Response, WebError> {
    if !may_set_up(&entrant) {
        return Ok(Redirect::to("/account").into_response());
    }
    show(&OfferPage::of(&entrant, &form.next, None, FieldFaults::default())?)
}

impl OfferPage {
    fn of(entrant: &Entrant, next: &str, back: Option<String>, faults: FieldFaults) -> Result<Self, WebError> {
        Ok(Self {
            shell: frame(entrant, "factor-offer"),
            offer: act::offer(entrant, back)?,
            next: own_path(next).to_owned(),
            is_forced: entrant.standing.lack == Some(Lack::SetUp),
            faults,
        })
    }
}

/// Keeps the offered secret when its code is right.
pub(super) async fn confirm(entrant: Entrant, asked: Asked, Form(form): Form<Code>) -> Result<Response, WebError> {
    if !may_set_up(&entrant) {
        return Ok(Redirect::to("/account").into_response());
    }
    match act::confirm(&entrant, &form.sealed, &form.code, &asked.place).await? {
        Confirmed::WrongCode => {
            let mut faults = FieldFaults::default();
            faults.add("code", entrant.words.say("factor-wrong"));
            show_faulty(&OfferPage::of(&entrant, &form.next, Some(form.sealed), faults)?)
        }
        Confirmed::Kept(cookies, codes) => {
            let text = format!("{}\n{}", own_path(&form.next), codes.join("\n"));
            let to = "/second-factor/codes";
            let mut response = Once::RecoveryCodes.redirect(&entrant.house, entrant.now, to, &text)?;
            for cookie in cookies {
                add_cookie(&mut response, &cookie);
            }
            Ok(response)
        }
    }
}

/// Shows the recovery codes once.
pub(super) async fn codes(
    State(house): State<House>,
    entrant: Entrant,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let Some(text) = Once::RecoveryCodes.take(&house, entrant.now, &headers) else {
        return Ok(Redirect::to("/account").into_response());
    };
    let mut lines = text.lines();
    let next = lines.next().map_or("/", own_path).to_owned();
    let codes = lines
        .map(|code| {
            code.split_at_checked(5)
                .map_or_else(|| code.to_owned(), |(one, two)| format!("{one}-{two}"))
        })
        .collect();
    let mut response = show(&CodesPage {
        shell: frame(&entrant, "factor-codes"),
        codes,
        next,
    })?;
    Once::RecoveryCodes.forget(&mut response);
    Ok(response)
}
