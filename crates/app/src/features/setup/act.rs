//! Making the first account.

use nennep_core::register::UnitId;

use super::form::SetUp;
use crate::store::{Account, Act, ChosenBy, NewAccount, NewRole, Stamp, give_role, make_account};
use crate::web::clock::Now;
use crate::web::enrolment::sign_in_name;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::secrets::hash_password;
use crate::web::standing::{self, Passed, Place};

/// The role of the first account.
const ROLE: &str = "administrator";

/// Makes the first account and lets it in; nothing when another was quicker.
pub(super) async fn set_up(
    house: &House,
    form: &SetUp,
    unit: UnitId,
    place: &Place,
    (now, request): (Now, &str),
) -> Result<Option<Vec<String>>, WebError> {
    let sign_in = sign_in_name(&form.sign_in).ok_or(WebError::NotFound)?;
    let hash = hash_password(form.password.clone()).await.map_err(anyhow::Error::new)?;
    let stamp = Stamp {
        at: now.at(),
        today: now.today(),
        officer: sign_in.clone(),
        account: None,
        request: request.to_owned(),
    };
    let mut act = Act::begin(&house.db, stamp).await?;
    if !Account::list(act.tx()).await?.is_empty() {
        return Ok(None);
    }
    let (name, title) = (
        nennep_core::text::tidy(&form.name),
        nennep_core::text::tidy(&form.title),
    );
    let new = NewAccount {
        sign_in: &sign_in,
        name: &name,
        title: &title,
        password: &hash,
        chosen_by: ChosenBy::Owner,
    };
    let id = make_account(&mut act, &new).await?;
    let role = NewRole {
        account: id,
        sign_in: &sign_in,
        role: ROLE,
        unit: unit.0,
        from: now.today(),
        to: None,
        decision: None,
    };
    give_role(&mut act, &role).await?;
    let Some(account) = Account::find(act.tx(), id).await? else {
        return Ok(None);
    };
    let cookies = standing::open(act.tx(), house, &account, Passed::Wholly, place, now).await?;
    act.commit().await?;
    Ok(Some(cookies))
}
