//! Who comes back from the other house, and what that opens.

use crate::store::{Account, Act, AuditLine};
use crate::web::clock::Now;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::oidc::Begun;
use crate::web::standing::{self, Asked, Passed};
use crate::web::visit::Visit;

/// Seconds within which a browser must come back.
const AWAY_SECONDS: i64 = 600;

/// Holds what a browser takes along, sealed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Away {
    /// Ties the answer to this browser.
    pub(super) state: String,
    /// Ties the answer to this question.
    pub(super) nonce: String,
    /// Proves that who asks for the answer began it.
    pub(super) verifier: String,
    /// The account to be linked; none for a sign-in.
    pub(super) link: Option<i64>,
    /// Where to come back to.
    pub(super) next: String,
}

impl Away {
    /// Seals what goes along.
    pub(super) fn seal(
        house: &House,
        begun: &Begun,
        link: Option<i64>,
        next: &str,
        now: Now,
    ) -> Result<String, WebError> {
        let ends_at = now.at_plus(AWAY_SECONDS);
        let link = link.map_or_else(String::new, |link| link.to_string());
        let lines = [
            "oidc",
            &ends_at,
            &begun.state,
            &begun.nonce,
            &begun.verifier,
            &link,
            next,
        ];
        Ok(house.cipher.seal(&lines.join("\n")).map_err(anyhow::Error::new)?)
    }

    /// Opens what came back, if its time has not run out.
    pub(super) fn open(house: &House, sealed: &str, now: Now) -> Option<Self> {
        let text = house.cipher.open(sealed).ok()?;
        let mut lines = text.split('\n').map(str::to_owned);
        let mut line = || lines.next();
        let (kind, ends_at) = (line()?, line()?);
        let away = Self {
            state: line()?,
            nonce: line()?,
            verifier: line()?,
            link: line()?.parse().ok(),
            next: line()?,
        };
        (kind == "oidc" && ends_at > now.at()).then_some(away)
    }
}

/// Seals who an officer is at the other house, for the form that asks whether to link.
pub(super) fn seal_subject(house: &House, account: i64, subject: &str, now: Now) -> Result<String, WebError> {
    let ends_at = now.at_plus(AWAY_SECONDS);
    let text = format!("oidc-link\n{ends_at}\n{account}\n{subject}");
    Ok(house.cipher.seal(&text).map_err(anyhow::Error::new)?)
}

/// Opens it again; none for another account or when its time has run out.
pub(super) fn open_subject(house: &House, account: i64, sealed: &str, now: Now) -> Option<String> {
    let text = house.cipher.open(sealed).ok()?;
    let mut lines = text.splitn(4, '\n');
    let (kind, ends_at, owner, subject) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let is_ours = kind == "oidc-link" && owner == account.to_string() && ends_at > now.at().as_str();
    is_ours.then(|| subject.to_owned())
}

/// Lets in whoever is linked to an account that may sign in; gives the cookies to set.
pub(super) async fn sign_in(
    house: &House,
    subject: &str,
    asked: &Asked,
    now: Now,
) -> Result<Option<Vec<String>>, WebError> {
    let mut tx = house.db.read().await?;
    let account = Account::find_by_subject(&mut tx, subject).await?;
    tx.rollback().await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else {
        return Ok(None);
    };
    let mut act = Act::begin(&house.db, standing::stamp(&account, now, &asked.request)).await?;
    let passed = Passed::first_factor(&account);
    let cookies = standing::open(act.tx(), house, &account, passed, &asked.place, now).await?;
    act.audit(AuditLine::new("signed-in-elsewhere", account.sign_in.as_str()));
    act.commit().await?;
    Ok(Some(cookies))
}

/// Links one's own account; gives `false` when another account is linked to that one.
pub(super) async fn link(visit: &Visit, subject: Option<String>) -> Result<bool, WebError> {
    let account = &visit.account;
    let mut act = Act::begin(&visit.house.db, visit.stamp()).await?;
    if let Some(subject) = &subject {
        let other = Account::find_by_subject(act.tx(), subject).await?;
        if other.is_some_and(|other| other.id != account.id) {
            return Ok(false);
        }
    }
    let deed = if subject.is_some() {
        "account-linked"
    } else {
        "account-unlinked"
    };
    account.link(act.tx(), subject).await?;
    act.audit(AuditLine::new(deed, account.sign_in.as_str()));
    act.commit().await?;
    Ok(true)
}
