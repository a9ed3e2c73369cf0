//! Offering, confirming and asking for the second factor.

use qrcodegen::{QrCode, QrCodeEcc};

use super::rows;
use crate::store::{Act, AuditLine, Secrets, Session};
use crate::web::clock::Now;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::secrets::{bytes_of, fingerprint, one_time, one_time_secret, recovery_codes};
use crate::web::standing::{self, Entrant, Passed, Place};
use crate::web::tries;

/// Seconds within which an offered secret must be confirmed.
const OFFER_SECONDS: i64 = 30 * 60;

/// Holds a secret that is offered and not kept anywhere yet.
pub(super) struct Offer {
    /// The secret, sealed for this account; the form brings it back.
    pub(super) sealed: String,
    /// The secret in groups of four, to be typed.
    pub(super) typed: String,
    /// The dark squares of its picture.
    pub(super) path: String,
    /// Squares a side.
    pub(super) size: i32,
}

/// Offers a new secret, or the one that came back with a wrong code.
pub(super) fn offer(entrant: &Entrant, back: Option<String>) -> Result<Offer, WebError> {
    let secret = match &back {
        Some(sealed) => opened(entrant, sealed).ok_or(WebError::Refused("offer-ended"))?,
        None => one_time_secret().map_err(anyhow::Error::new)?,
    };
    let totp = one_time(&secret, &entrant.standing.account.sign_in).map_err(anyhow::Error::new)?;
    let address = totp.to_url().map_err(anyhow::Error::new)?;
    let picture = QrCode::encode_text(&address, QrCodeEcc::Medium).map_err(anyhow::Error::new)?;
    let sealed = match back {
        Some(sealed) => sealed,
        None => {
            let ends_at = entrant.now.at_plus(OFFER_SECONDS);
            let text = format!("offer\n{}\n{ends_at}\n{secret}", entrant.standing.account.id);
            entrant.house.cipher.seal(&text).map_err(anyhow::Error::new)?
        }
    };
    Ok(Offer {
        sealed,
        typed: typed(&secret),
        path: path(&picture),
        size: picture.size(),
    })
}

/// Opens an offered secret; none when it was offered to another account or too long ago.
fn opened(entrant: &Entrant, sealed: &str) -> Option<String> {
    let text = entrant.house.cipher.open(sealed).ok()?;
    let mut lines = text.split('\n');
    let (kind, account, ends_at, secret) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    let is_ours = kind == "offer" && account == entrant.standing.account.id.to_string();
    (is_ours && ends_at > entrant.now.at().as_str()).then(|| secret.to_owned())
}

/// Draws the dark squares of a picture as one path.
fn path(picture: &QrCode) -> String {
    let mut path = String::new();
    for row in 0..picture.size() {
        for column in 0..picture.size() {
            if picture.get_module(column, row) {
                path.push_str(&format!("M{column} {row}h1v1h-1z"));
            }
        }
    }
    path
}

/// Writes a secret as programs of phones take it typed: base 32 in groups of four.
fn typed(secret: &str) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for five in bytes_of(secret).unwrap_or_default().chunks(5) {
        let mut bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        bits <<= 8 * 5_usize.saturating_sub(five.len());
        for place in (0..8).rev() {
            let at = usize::try_from(bits >> (5 * place) & 31).unwrap_or(0);
            text.push(LETTERS.get(at).copied().map_or('A', char::from));
            if place % 4 == 0 {
                text.push(' ');
            }
        }
    }
    text.trim_end().to_owned()
}

/// Says how confirming ended.
pub(super) enum Confirmed {
    /// Kept; the cookies to set and the recovery codes to show once.
    Kept(Vec<String>, Vec<String>),
    /// The code is not the one of the secret.
    WrongCode,
}

/// Keeps an offered secret when its code is right: all other sessions end, and this browser gets a new one.
pub(super) async fn confirm(entrant: &Entrant, sealed: &str, code: &str, place: &Place) -> Result<Confirmed, WebError> {
    let (house, account, now) = (&entrant.house, &entrant.standing.account, entrant.now);
    let secret = opened(entrant, sealed).ok_or(WebError::Refused("offer-ended"))?;
    let totp = one_time(&secret, &account.sign_in).map_err(anyhow::Error::new)?;
    let Some(step) = totp.check(&plain(code), now.unix_seconds()) else {
        return Ok(Confirmed::WrongCode);
    };
    let codes = recovery_codes().map_err(anyhow::Error::new)?;
    let hashes: Vec<String> = codes.iter().map(|code| fingerprint(code)).collect();
    let kept = house.cipher.seal(&secret).map_err(anyhow::Error::new)?;
    let mut act = Act::begin(&house.db, entrant.stamp()).await?;
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    rows::keep(act.tx(), account.id, &kept, step, &now.at(), &hashes).await?;
    Session::end_others(act.tx(), account.id, "").await?;
    let cookies = standing::open(act.tx(), house, account, Passed::Wholly, place, now).await?;
    act.audit(AuditLine::new("second-factor-on", account.sign_in.as_str()));
    act.commit().await?;
    Ok(Confirmed::Kept(cookies, codes))
}

/// Takes the code of a sign-in, or a recovery code; gives the cookies of a new session when it is right.
pub(super) async fn give(entrant: &Entrant, code: &str, place: &Place) -> Result<Option<Vec<String>>, WebError> {
    let (house, account, now) = (&entrant.house, &entrant.standing.account, entrant.now);
    let what = format!("second factor of {}", account.id);
    let one = tries::begin(house, &what, Some(account.id), place, tries::CODES, now).await?;
    let code = plain(code);
    let mut act = Act::begin(&house.db, entrant.stamp()).await?;
    let secrets = Secrets::of(act.tx(), account.id).await?;
    let step = match &secrets.totp_secret {
        Some(sealed) => step_of(house, sealed, &account.sign_in, &code, now)?,
        None => None,
    };
    let is_right = match step {
        Some(step) => rows::take_step(act.tx(), account.id, step).await?,
        None => rows::use_recovery_code(act.tx(), account.id, &fingerprint(&code), &now.at()).await?,
    };
    if !is_right {
        act.rehearse().await?;
        tries::note_failure(house, &one, &account.sign_in, tries::CODES, entrant.stamp(), now).await?;
        return Ok(None);
    }
    if step.is_none() {
        let left = account.codes_left(act.tx()).await?;
        act.audit(AuditLine::new("recovery-code-used", account.sign_in.as_str()).with("left", left.to_string()));
    }
    one.succeeded(act.tx()).await?;
    let cookies = standing::open(act.tx(), house, account, Passed::Wholly, place, now).await?;
    act.audit(AuditLine::new("second-factor-given", account.sign_in.as_str()));
    act.commit().await?;
    Ok(Some(cookies))
}

fn step_of(house: &House, sealed: &str, sign_in: &str, code: &str, now: Now) -> Result<Option<i64>, WebError> {
    let secret = house.cipher.open(sealed).map_err(anyhow::Error::new)?;
    let totp = one_time(&secret, sign_in).map_err(anyhow::Error::new)?;
    Ok(totp
        .check(code, now.unix_seconds())
        .and_then(|step| i64::try_from(step).ok()))
}

/// A code as it is kept: without the blanks and hyphens people put between groups.
fn plain(code: &str) -> String {
    code.chars()
        .filter(|letter| letter.is_ascii_alphanumeric())
        .take(40)
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{plain, typed};

    #[test]
    fn a_secret_is_typed_in_base_32() {
        // RFC 4648: "Hello!" and the bytes DE AD BE EF.
        assert_eq!(typed("48656c6c6f21deadbeef"), "JBSW Y3DP EHPK 3PXP");
        assert_eq!(typed(""), "");
    }

    #[test]
    fn a_code_is_read_however_it_is_grouped() {
        assert_eq!(plain(" 123 456 "), "123456");
        assert_eq!(plain("ABCDE-fghij"), "abcdefghij");
    }
}
