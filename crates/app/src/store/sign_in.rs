//! What a sign-in reads and keeps: secrets of an account, known devices, failures, roles that need a second factor.

use super::{Account, RoleHeld, StoreError, Tx};

/// Seconds after which a failure no longer counts.
pub const FAILURE_SECONDS: i64 = 15 * 60;

/// Holds the secrets of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// Hash of the password.
    pub password: Option<String>,
    /// The sealed one-time secret, also one that is not confirmed yet.
    pub totp_secret: Option<String>,
    /// Last step whose code was taken.
    pub totp_step: i64,
    /// Who it is at the other house that keeps accounts.
    pub oidc_subject: Option<String>,
}

impl Secrets {
    /// Reads the secrets of an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of(tx: &mut Tx, account: i64) -> Result<Self, StoreError> {
        let sql = "select password, totp_secret, totp_step, oidc_subject from account where id = $1";
        let Some(row) = tx.row(sql, &[account.into()]).await? else {
            return Ok(Self::default());
        };
        Ok(Self {
            password: row.optional_text(0)?,
            totp_secret: row.optional_text(1)?,
            totp_step: row.int(2)?,
            oidc_subject: row.optional_text(3)?,
        })
    }
}

/// Names one try to sign in by what it is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// Hash of what is tried: a name may be a password typed in the wrong field.
    pub name: String,
    /// The network it comes from.
    pub network: String,
    /// Hash of a device that signed in as this name before; empty for others.
    pub device: String,
}

/// Says how many failures are let through within the time they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// By name and network, or by name and known device.
    pub name: i64,
    /// By network over all names.
    pub network: i64,
    /// By name over all networks of unknown devices; none where that could lock an owner out.
    pub everywhere: Option<i64>,
}

impl Try {
    /// Counts the try as a failure until it succeeds, so that many at once do not all slip through; gives the instant of
    /// the oldest failure that is still in the way when there are too many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reserve(
        &self,
        tx: &mut Tx,
        limits: Limits,
        at: &str,
        since: &str,
    ) -> Result<Option<String>, StoreError> {
        // Touching the row makes other tries wait on PostgreSQL as they do on SQLite.
        tx.execute("update audit_head set no = no where id = 1", &[]).await?;
        if let Some(oldest) = self.in_the_way(tx, limits, since).await? {
            return Ok(Some(oldest));
        }
        let before = "delete from sign_in_failure where failed_at < $1";
        tx.execute(before, &[since.into()]).await?;
        tx.execute(
            "insert into sign_in_failure (id, sign_in, network, device, failed_at) \
            select coalesce(max(id), 0) + 1, $1, $2, $3, $4 from sign_in_failure",
            &[
                self.name.as_str().into(),
                self.network.as_str().into(),
                self.device.as_str().into(),
                at.into(),
            ],
        )
        .await?;
        Ok(None)
    }

    async fn in_the_way(&self, tx: &mut Tx, limits: Limits, since: &str) -> Result<Option<String>, StoreError> {
        let (name, network, device) = (self.name.as_str(), self.network.as_str(), self.device.as_str());
        if !device.is_empty() {
            let sql = "select failed_at from sign_in_failure where sign_in = $1 and device = $2 and failed_at > $3 \
                order by failed_at desc";
            let rows = tx.rows(sql, &[name.into(), device.into(), since.into()]).await?;
            return nth(&rows, limits.name);
        }
        let sql = "select failed_at from sign_in_failure where sign_in = $1 and network = $2 and device = '' \
            and failed_at > $3 order by failed_at desc";
        let rows = tx.rows(sql, &[name.into(), network.into(), since.into()]).await?;
        if let Some(oldest) = nth(&rows, limits.name)? {
            return Ok(Some(oldest));
        }
        let sql = "select failed_at from sign_in_failure where network = $1 and device = '' and failed_at > $2 \
            order by failed_at desc";
        let rows = tx.rows(sql, &[network.into(), since.into()]).await?;
        if let Some(oldest) = nth(&rows, limits.network)? {
            return Ok(Some(oldest));
        }
        let Some(everywhere) = limits.everywhere else {
            return Ok(None);
        };
        let sql = "select failed_at from sign_in_failure where sign_in = $1 and device = '' and failed_at > $2 \
            order by failed_at desc";
        let rows = tx.rows(sql, &[name.into(), since.into()]).await?;
        nth(&rows, everywhere)
    }

    /// Takes the failures of this name from this place back: it succeeded.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn succeeded(&self, tx: &mut Tx) -> Result<(), StoreError> {
        tx.execute(
            "delete from sign_in_failure where sign_in = $1 and network = $2 and device = $3",
            &[
                self.name.as_str().into(),
                self.network.as_str().into(),
                self.device.as_str().into(),
            ],
        )
        .await?;
        Ok(())
    }

    /// Counts the failures of this name from this place.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn failures(&self, tx: &mut Tx, since: &str) -> Result<i64, StoreError> {
        let row = tx
            .row(
                "select count(*) from sign_in_failure where sign_in = $1 and network = $2 and device = $3 and failed_at > $4",
                &[
                    self.name.as_str().into(),
                    self.network.as_str().into(),
                    self.device.as_str().into(),
                    since.into(),
                ],
            )
            .await?;
        row.map_or(Ok(0), |row| row.int(0))
    }
}

/// Gives the instant of the failure that must grow old before the next try, when there are as many as the limit.
fn nth(rows: &[super::Row], limit: i64) -> Result<Option<String>, StoreError> {
    let place = usize::try_from(limit - 1).unwrap_or(0);
    rows.get(place).map(|row| row.text(0)).transpose()
}

/// Tells whether the device signed in before as the account.
///
/// # Errors
/// When the database refuses.
pub async fn is_known_device(tx: &mut Tx, device: &str, account: i64) -> Result<bool, StoreError> {
    let sql = "select seen_at from device where secret = $1 and account_id = $2";
    Ok(tx.row(sql, &[device.into(), account.into()]).await?.is_some())
}

/// Remembers that the device signed in as the account.
///
/// # Errors
/// When the database refuses.
pub async fn remember_device(tx: &mut Tx, device: &str, account: i64, at: &str) -> Result<(), StoreError> {
    if is_known_device(tx, device, account).await? {
        tx.execute(
            "update device set seen_at = $3 where secret = $1 and account_id = $2",
            &[device.into(), account.into(), at.into()],
        )
        .await?;
    } else {
        tx.execute(
            "insert into device (secret, account_id, made_at, seen_at) values ($1, $2, $3, $3)",
            &[device.into(), account.into(), at.into()],
        )
        .await?;
    }
    Ok(())
}

/// Lists the roles that need a second factor.
///
/// # Errors
/// When the database refuses.
pub async fn guarded_roles(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let rows = tx
        .rows("select role from second_factor_rule order by role", &[])
        .await?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// Tells whether one of the roles, as they are held on the day, needs a second factor.
#[must_use]
pub fn is_guarded(guarded: &[String], held: &[RoleHeld], today: nennep_core::calendar::Day) -> bool {
    held.iter()
        .any(|held| held.is_in_force(today) && guarded.contains(&held.role))
}

impl Account {
    /// Says who the account is at the other house that keeps accounts; nothing takes the link away.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn link(&self, tx: &mut Tx, subject: Option<String>) -> Result<(), StoreError> {
        let sql = "update account set oidc_subject = $2 where id = $1";
        tx.execute(sql, &[self.id.into(), subject.into()]).await?;
        Ok(())
    }

    /// Takes the second factor of the account away, with its recovery codes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn take_factor(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let sql = "update account set totp_secret = null, totp_confirmed_at = null where id = $1";
        tx.execute(sql, &[self.id.into()]).await?;
        tx.execute("delete from recovery_code where account_id = $1", &[self.id.into()])
            .await?;
        Ok(())
    }

    /// Counts the recovery codes of the account that are left.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn codes_left(&self, tx: &mut Tx) -> Result<i64, StoreError> {
        let sql = "select count(*) from recovery_code where account_id = $1 and used_at is null";
        let row = tx.row(sql, &[self.id.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// Finds the account that is somebody at the other house that keeps accounts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_by_subject(tx: &mut Tx, subject: &str) -> Result<Option<Self>, StoreError> {
        let row = tx
            .row("select id from account where oidc_subject = $1", &[subject.into()])
            .await?;
        match row {
            Some(row) => Self::find(tx, row.int(0)?).await,
            None => Ok(None),
        }
    }
}
