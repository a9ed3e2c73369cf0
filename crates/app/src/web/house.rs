//! What every request stands on: database, catalogues, clock, key and settings.

use std::ops::Deref;
use std::sync::Arc;

use super::clock::Clock;
use super::oidc::Known;
use super::secrets::Cipher;
use crate::catalogs::Catalogs;
use crate::store::{Db, Live};

/// Holds what every request stands on; cheap to clone.
#[derive(Clone, Debug)]
pub struct House(Arc<Inside>);

/// Holds the parts of a house.
#[derive(Debug)]
pub struct Inside {
    /// The database.
    pub db: Db,
    /// The tables the program carries.
    pub catalogs: Catalogs,
    /// The clock.
    pub clock: Clock,
    /// The newest book and tally.
    pub live: Live,
    /// Seals columns.
    pub cipher: Cipher,
    /// What the other house that keeps accounts says of itself.
    pub oidc: Known,
    /// How this house is run.
    pub settings: Settings,
}

/// Says how a house is run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Address under which browsers reach the house, such as `https://nennep.example`; none while it is only on this machine.
    pub public_address: Option<String>,
    /// Whether a proxy stands before the house and says who asks.
    pub is_behind_proxy: bool,
    /// Sign-in by another house's accounts.
    pub oidc: Option<OidcSettings>,
    /// Sign-ins printed on the sign-in page; for the demonstration alone.
    pub printed_sign_ins: Vec<PrintedSignIn>,
    /// Code that opens the one-time set-up while there is no account.
    pub setup_code: Option<String>,
    /// Requests a client may make in a row before it has to wait; 0 for no limit.
    pub burst: u32,
}

/// Says where other accounts are kept.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// Address of the issuer.
    pub issuer: String,
    /// Our name there.
    pub client: String,
    /// Our secret there.
    pub secret: String,
    /// What the button calls it.
    pub label: String,
}

/// Holds one sign-in of the demonstration.
#[derive(Clone, Debug)]
pub struct PrintedSignIn {
    /// The name to sign in by.
    pub sign_in: String,
    /// The password.
    pub password: String,
    /// Whose it is and what it may do.
    pub about: String,
}

impl House {
    /// Builds a house.
    #[must_use]
    pub fn new(db: Db, catalogs: Catalogs, clock: Clock, cipher: Cipher, settings: Settings) -> Self {
        Self(Arc::new(Inside {
            db,
            catalogs,
            clock,
            live: Live::default(),
            cipher,
            oidc: Known::default(),
            settings,
        }))
    }
}

impl Inside {
    /// Tells whether browsers reach the house by https, so that cookies may say so.
    #[must_use]
    pub fn is_reached_by_https(&self) -> bool {
        self.settings
            .public_address
            .as_ref()
            .is_some_and(|address| address.starts_with("https://"))
    }
}

impl Deref for House {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}
