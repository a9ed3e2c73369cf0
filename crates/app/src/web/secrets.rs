//! Secrets: passwords, cookies and tokens, one-time codes, and the cipher of columns.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use nennep_core::ledger::content_hash;
use tokio::sync::Semaphore;
use totp_rs::{Algorithm, Builder, Totp};
use unicode_normalization::UnicodeNormalization as _;

use crate::store::SealedPhone;

use super::clock::{DiceError, dice};

/// Steps before and after the present one in which a code is taken: clocks of phones go wrong by half a minute.
const SKEW: u16 = 1;

/// Passwords hashed at the same time: each takes 19 MiB, and a flood of sign-ins must not take the machine's memory.
static HASHING: Semaphore = Semaphore::const_new(4);

/// Fewest letters of a password.
pub const PASSWORD_LETTERS_MIN: usize = 10;

/// Most letters of a password.
pub const PASSWORD_LETTERS_MAX: usize = 200;

/// Says why a secret could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The machine has no source of chance.
    #[error("no bytes of chance can be had")]
    Dice(#[from] DiceError),
    /// A password could not be hashed.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
    /// A stored secret cannot be opened with the key of this house.
    #[error("a stored secret cannot be opened with this key")]
    Sealed,
    /// A one-time secret is not of its shape.
    #[error("a one-time secret is not of its shape")]
    OneTime,
}

/// Makes a value nobody can guess: 32 bytes as 64 hexadecimal digits.
///
/// # Errors
/// When the machine has no source of chance.
pub fn unguessable() -> Result<String, SecretError> {
    Ok(hexadecimal(&dice::<32>()?))
}

/// Gives the key of a form: two presses of its button, or a reload, are one deed.
///
/// # Errors
/// When the machine has no source of chance.
pub fn form_key() -> anyhow::Result<String> {
    Ok(hexadecimal(&dice::<8>()?))
}

/// Gives the only form in which a cookie's or token's value is kept.
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    content_hash(&[("secret", Some(secret))])
}

/// Hashes a password by argon2id; takes tens of milliseconds, so it runs beside the requests.
///
/// # Errors
/// When the machine has no source of chance.
pub async fn hash_password(password: String) -> Result<String, SecretError> {
    let password: String = password.nfc().collect();
    let _turn = HASHING.acquire().await;
    tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| SecretError::Hash(error.to_string()))
    })
    .await
    .map_err(|error| SecretError::Hash(error.to_string()))?
}

/// Compares a password with a stored hash; without one it works as long, so that time does not tell who exists.
pub async fn verify_password(password: String, stored: Option<String>) -> bool {
    let password: String = password.nfc().collect();
    let _turn = HASHING.acquire().await;
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let text = stored.unwrap_or_else(|| NOBODY.to_owned());
        let Ok(hash) = PasswordHash::new(&text) else {
            return false;
        };
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known
    })
    .await
    .unwrap_or(false)
}

/// A hash of a password nobody has, with the same costs as real ones; a test compares the costs.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2R5$0000000000000000000000000000000000000000000";

/// Seals and opens columns that must not be readable in a copy of the database.
#[derive(Clone)]
pub struct Cipher {
    cipher: XChaCha20Poly1305,
    marks: String,
}

impl std::fmt::Debug for Cipher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Cipher")
    }
}

impl Cipher {
    /// Makes a cipher of the house's key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(key.into()),
            marks: content_hash(&[("marks", Some(&hexadecimal(key)))]),
        }
    }

    /// Gives a mark by which a sealed value is found when it is sought whole; without the key nobody can try values out.
    #[must_use]
    pub fn mark(&self, text: &str) -> String {
        content_hash(&[("key", Some(&self.marks)), ("text", Some(text))])
    }

    /// Seals a text; gives hexadecimal digits, the nonce first.
    ///
    /// # Errors
    /// When the machine has no source of chance.
    pub fn seal(&self, text: &str) -> Result<String, SecretError> {
        self.seal_bytes(text.as_bytes())
    }

    /// Seals bytes; gives hexadecimal digits, the nonce first.
    ///
    /// # Errors
    /// When the machine has no source of chance.
    pub fn seal_bytes(&self, bytes: &[u8]) -> Result<String, SecretError> {
        let nonce = dice::<24>()?;
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), bytes)
            .map_err(|_| SecretError::Sealed)?;
        Ok(format!("{}{}", hexadecimal(&nonce), hexadecimal(&sealed)))
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// When it was sealed with another key or was changed.
    pub fn open(&self, sealed: &str) -> Result<String, SecretError> {
        String::from_utf8(self.open_bytes(sealed)?).map_err(|_| SecretError::Sealed)
    }

    /// Opens sealed bytes.
    ///
    /// # Errors
    /// When they were sealed with another key or were changed.
    pub fn open_bytes(&self, sealed: &str) -> Result<Vec<u8>, SecretError> {
        let bytes = bytes_of(sealed).ok_or(SecretError::Sealed)?;
        let (nonce, rest) = bytes.split_first_chunk::<24>().ok_or(SecretError::Sealed)?;
        self.cipher
            .decrypt(&XNonce::from(*nonce), rest)
            .map_err(|_| SecretError::Sealed)
    }
}

/// Makes a new one-time secret: 20 bytes as 40 hexadecimal digits.
///
/// # Errors
/// When the machine has no source of chance.
pub fn one_time_secret() -> Result<String, SecretError> {
    Ok(hexadecimal(&dice::<20>()?))
}

/// Makes the generator of one-time codes: SHA-1, six digits, 30 seconds (RFC 6238), as every phone's program knows it.
///
/// # Errors
/// When the secret is not of its shape.
pub fn one_time(secret: &str, sign_in: &str) -> Result<Totp, SecretError> {
    let bytes = bytes_of(secret).ok_or(SecretError::OneTime)?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(30)
        .with_secret(bytes)
        .with_account_name(sign_in)
        .with_issuer(Some("Nền Nếp"))
        .build()
        .map_err(|_| SecretError::OneTime)
}

/// Makes a password for one sign-in, to be handed over and changed: four groups of four.
///
/// # Errors
/// When the machine has no source of chance.
pub fn once_password() -> Result<String, SecretError> {
    let letters: Vec<char> = letters::<16>()?.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// Makes ten recovery codes of ten letters and digits that cannot be mistaken for one another.
///
/// # Errors
/// When the machine has no source of chance.
pub fn recovery_codes() -> Result<Vec<String>, SecretError> {
    (0..10).map(|_| letters::<10>()).collect()
}

/// Chooses letters and digits evenly: bytes beyond the last whole multiple of 31 are thrown again.
fn letters<const N: usize>() -> Result<String, SecretError> {
    const LETTERS: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";
    const EVEN: u8 = 248; // 8 * 31
    let mut text = String::new();
    while text.len() < N {
        for byte in dice::<32>()?.into_iter().filter(|byte| *byte < EVEN) {
            if let Some(letter) = LETTERS.get(usize::from(byte % 31)).filter(|_| text.len() < N) {
                text.push(char::from(*letter));
            }
        }
    }
    Ok(text)
}

/// Writes bytes as hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().map_or('0', char::from);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

/// Reads hexadecimal digits.
#[must_use]
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|place| {
            text.get(place..place + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect()
}

/// Digits of a phone number that are shown.
const PHONE_END: usize = 3;

/// Digits a phone number has, with the zero before the network.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// Gives the digits of the first phone number of a text; `None` where there is none.
#[must_use]
pub fn phone_digits(text: &str) -> Option<String> {
    let first = text.split([',', ';', '/']).next().unwrap_or_default();
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    PHONE_DIGITS.contains(&digits.len()).then_some(digits)
}

/// Seals the digits of a phone number, with the mark by which it is found and the end that is shown.
///
/// # Errors
/// When the machine has no source of chance.
pub fn sealed_phone(cipher: &Cipher, digits: &str) -> Result<SealedPhone, SecretError> {
    let letters = digits.chars().count();
    Ok(SealedPhone {
        sealed: cipher.seal(digits)?,
        mark: cipher.mark(digits),
        end: digits.chars().skip(letters.saturating_sub(PHONE_END)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use argon2::Argon2;
    use argon2::password_hash::phc::PasswordHash;

    use super::{NOBODY, hash_password, one_time, one_time_secret, recovery_codes, verify_password};

    #[tokio::test]
    async fn nobody_costs_as_much_as_anybody() {
        let real = hash_password("mật khẩu của người có thật".to_owned()).await.unwrap();
        let (real, nobody) = (PasswordHash::new(&real).unwrap(), PasswordHash::new(NOBODY).unwrap());
        assert_eq!(nobody.algorithm, real.algorithm);
        assert_eq!(nobody.version, real.version);
        assert_eq!(nobody.params.to_string(), real.params.to_string());
        assert_eq!(nobody.hash.unwrap().as_ref().len(), real.hash.unwrap().as_ref().len());
        let costs = argon2::Params::try_from(&nobody).unwrap();
        assert_eq!(costs.m_cost(), Argon2::default().params().m_cost());
    }

    #[tokio::test]
    async fn a_password_is_the_same_however_it_is_typed() {
        let composed = hash_password("mật khẩu dài".to_owned()).await.unwrap();
        let decomposed = "ma\u{323}\u{302}t kha\u{302}\u{309}u da\u{300}i";
        assert!(verify_password(decomposed.to_owned(), Some(composed.clone())).await);
        assert!(!verify_password("mat khau dai".to_owned(), Some(composed)).await);
        assert!(!verify_password(String::new(), None).await);
    }

    #[test]
    fn a_code_is_good_in_its_step_and_its_neighbours() {
        let totp = one_time(&one_time_secret().unwrap(), "lan").unwrap();
        let code = totp.generate(1_000_000).to_string();
        assert_eq!(totp.check(&code, 1_000_000), Some(33_333));
        assert_eq!(totp.check(&code, 1_000_030), Some(33_333));
        assert_eq!(totp.check(&code, 1_000_090), None);
    }

    #[test]
    fn recovery_codes_differ() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| code.len() == 10));
        assert!(
            codes
                .iter()
                .enumerate()
                .all(|(place, code)| !codes[..place].contains(code))
        );
    }
}
