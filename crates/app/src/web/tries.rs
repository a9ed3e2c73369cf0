//! Tries to sign in: counted where they come from, so that nobody can lock an owner out from elsewhere.

use super::clock::Now;
use super::errors::WebError;
use super::house::House;
use super::secrets::fingerprint;
use super::standing::Place;
use crate::store::{Act, AuditLine, FAILURE_SECONDS, Limits, Stamp, StoreError, Try};

/// Failures let through within a quarter of an hour: 5 by name and network (or name and known device), 30 by network.
pub const PASSWORDS: Limits = Limits {
    name: 5,
    network: 30,
    everywhere: None,
};

/// The same for codes of six digits; whoever tries them knows the password, so 30 over all networks must do: at three
/// good codes in a million that is one chance in ten thousand a quarter of an hour.
pub const CODES: Limits = Limits {
    name: 5,
    network: 30,
    everywhere: Some(30),
};

/// Counts a try until it succeeds.
///
/// # Errors
/// Too many; or the database refuses.
pub async fn begin(
    house: &House,
    what: &str,
    account: Option<i64>,
    place: &Place,
    limits: Limits,
    now: Now,
) -> Result<Try, WebError> {
    let mut tx = house.db.write().await?;
    let one = Try {
        name: fingerprint(what),
        network: place.network.clone(),
        device: place.known_device(&mut tx, account).await?,
    };
    let since = now.at_plus(-FAILURE_SECONDS);
    match one.reserve(&mut tx, limits, &now.at(), &since).await? {
        None => {
            tx.commit().await?;
            Ok(one)
        }
        Some(oldest) => {
            tx.rollback().await?;
            let left = FAILURE_SECONDS - now.seconds_since(&oldest);
            Err(WebError::TooMany {
                wait_seconds: u64::try_from(left.max(1)).unwrap_or(1),
            })
        }
    }
}

/// Writes into the trail that a known account now has to wait; once, when the limit is reached.
///
/// # Errors
/// When the database refuses.
pub async fn note_failure(
    house: &House,
    one: &Try,
    sign_in: &str,
    limits: Limits,
    stamp: Stamp,
    now: Now,
) -> Result<(), StoreError> {
    let mut tx = house.db.read().await?;
    let failures = one.failures(&mut tx, &now.at_plus(-FAILURE_SECONDS)).await?;
    tx.rollback().await?;
    if failures != limits.name {
        return Ok(());
    }
    let mut act = Act::begin(&house.db, stamp).await?;
    act.audit(AuditLine::new("sign-in-waits", sign_in).with("failures", failures.to_string()));
    act.commit().await
}
