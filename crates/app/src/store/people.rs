//! Accounts, roles held, sessions and tokens, as the web needs them at every request.

use std::collections::HashMap;

use nennep_core::calendar::Day;

use super::{Row, StoreError, Tx, Value};

/// Holds one account without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// The name it signs in by.
    pub sign_in: String,
    /// The officer's name.
    pub name: String,
    /// Title and office.
    pub title: String,
    /// Language of the pages: `vi` or `en`.
    pub locale: String,
    /// Look of the pages: `auto`, `light` or `dark`.
    pub theme: String,
    /// Since when a second factor is set up.
    pub totp_confirmed_at: Option<String>,
    /// Since when it may not sign in.
    pub disabled_at: Option<String>,
    /// Since when its password is one that somebody else gave and that must be changed first.
    pub password_once_at: Option<String>,
}

/// Holds one role held at a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleHeld {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: i64,
    /// Stable name of the role.
    pub role: String,
    /// The unit, by its number in the book.
    pub unit: i64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Option<Day>,
    /// The decision that gave it.
    pub decision: Option<String>,
}

impl RoleHeld {
    /// Tells whether the role is held on the day; both ends belong to it.
    #[must_use]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Holds one signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of its cookie.
    pub secret: String,
    /// The account.
    pub account: i64,
    /// Whether the second factor was given, or none is needed.
    pub passed: bool,
    /// The account whose view is looked through.
    pub view_as: Option<i64>,
    /// What the browser calls itself.
    pub agent: String,
    /// When it was opened.
    pub made_at: String,
    /// When it was last seen.
    pub seen_at: String,
    /// When it ends.
    pub ends_at: String,
}

/// Holds one personal token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// The account it acts for.
    pub account: i64,
    /// What its owner calls it.
    pub name: String,
    /// The unit it is bound to, by its number in the book.
    pub unit: i64,
    /// Last day it works.
    pub until: Day,
    /// When it was made.
    pub made_at: String,
    /// When it was last used.
    pub seen_at: Option<String>,
    /// Since when it is taken back.
    pub ended_at: Option<String>,
}

const ACCOUNT: &str = "id, sign_in, name, title, locale, theme, totp_confirmed_at, disabled_at, \
    password_once_at";
const SESSION: &str = "secret, account_id, passed, view_as_id, agent, made_at, seen_at, ends_at";
const TOKEN: &str = "id, account_id, name, unit_id, until_on, made_at, seen_at, ended_at";

impl Account {
    /// Finds an account by its number.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<Self>, StoreError> {
        Self::one(tx, "id", &id.into()).await
    }

    /// Finds an account by the name it signs in by.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find_by_sign_in(tx: &mut Tx, sign_in: &str) -> Result<Option<Self>, StoreError> {
        Self::one(tx, "sign_in", &sign_in.into()).await
    }

    async fn one(tx: &mut Tx, column: &'static str, value: &Value) -> Result<Option<Self>, StoreError> {
        let sql = format!("select {ACCOUNT} from account where {column} = $1");
        let row = tx.row(&sql, std::slice::from_ref(value)).await?;
        row.map(|row| Self::read(&row)).transpose()
    }

    /// Lists all accounts by the name they sign in by.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(tx: &mut Tx) -> Result<Vec<Self>, StoreError> {
        let sql = format!("select {ACCOUNT} from account order by sign_in");
        tx.rows(&sql, &[]).await?.iter().map(Self::read).collect()
    }

    /// Keeps the account's language and look.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prefer(&self, tx: &mut Tx, locale: &str, theme: &str) -> Result<(), StoreError> {
        tx.execute(
            "update account set locale = $2, theme = $3 where id = $1",
            &[self.id.into(), locale.into(), theme.into()],
        )
        .await?;
        Ok(())
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.int(0)?,
            sign_in: row.text(1)?,
            name: row.text(2)?,
            title: row.text(3)?,
            locale: row.text(4)?,
            theme: row.text(5)?,
            totp_confirmed_at: row.optional_text(6)?,
            disabled_at: row.optional_text(7)?,
            password_once_at: row.optional_text(8)?,
        })
    }
}

impl RoleHeld {
    /// Lists the roles of an account, also ended ones.
    ///
    /// # Errors
    /// When the database refuses or a day cannot be read.
    pub async fn of_account(tx: &mut Tx, account: i64) -> Result<Vec<Self>, StoreError> {
        Self::some(tx, "where account_id = $1", &[account.into()]).await
    }

    /// Lists all roles ever held.
    ///
    /// # Errors
    /// When the database refuses or a day cannot be read.
    pub async fn list(tx: &mut Tx) -> Result<Vec<Self>, StoreError> {
        Self::some(tx, "", &[]).await
    }

    async fn some(tx: &mut Tx, which: &str, values: &[Value]) -> Result<Vec<Self>, StoreError> {
        let sql = format!(
            "select id, account_id, role, unit_id, from_on, to_on, decision from role_held {which} order by id"
        );
        let mut held = Vec::new();
        for row in tx.rows(&sql, values).await? {
            let id = row.int(0)?;
            let to = row
                .optional_text(5)?
                .map(|_| row.day(5, ("role_held", id)))
                .transpose()?;
            held.push(Self {
                id,
                account: row.int(1)?,
                role: row.text(2)?,
                unit: row.int(3)?,
                from: row.day(4, ("role_held", id))?,
                to,
                decision: row.optional_text(6)?,
            });
        }
        Ok(held)
    }
}

impl Session {
    /// Finds a session that has not ended by the hash of its cookie.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn find(tx: &mut Tx, secret: &str, at: &str) -> Result<Option<Self>, StoreError> {
        let sql = format!("select {SESSION} from session where secret = $1 and ends_at > $2");
        let row = tx.row(&sql, &[secret.into(), at.into()]).await?;
        row.map(|row| Self::read(&row)).transpose()
    }

    /// Lists the sessions of an account that have not ended, the last seen first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_account(tx: &mut Tx, account: i64, at: &str) -> Result<Vec<Self>, StoreError> {
        let sql = format!(
            "select {SESSION} from session where account_id = $1 and ends_at > $2 order by seen_at desc, secret"
        );
        tx.rows(&sql, &[account.into(), at.into()])
            .await?
            .iter()
            .map(Self::read)
            .collect()
    }

    /// Keeps a new session.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let sql = format!("insert into session ({SESSION}) values ($1, $2, $3, $4, $5, $6, $7, $8)");
        let values: Vec<Value> = vec![
            self.secret.as_str().into(),
            self.account.into(),
            i64::from(self.passed).into(),
            self.view_as.into(),
            self.agent.as_str().into(),
            self.made_at.as_str().into(),
            self.seen_at.as_str().into(),
            self.ends_at.as_str().into(),
        ];
        tx.execute(&sql, &values).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end(tx: &mut Tx, secret: &str) -> Result<(), StoreError> {
        tx.execute("delete from session where secret = $1", &[secret.into()])
            .await?;
        Ok(())
    }

    /// Ends all sessions of an account, but the one that is kept.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end_others(tx: &mut Tx, account: i64, kept: &str) -> Result<u64, StoreError> {
        tx.execute(
            "delete from session where account_id = $1 and secret <> $2",
            &[account.into(), kept.into()],
        )
        .await
    }

    /// Notes that the session was seen.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn seen(tx: &mut Tx, secret: &str, at: &str, ends_at: &str) -> Result<(), StoreError> {
        tx.execute(
            "update session set seen_at = $2, ends_at = $3 where secret = $1",
            &[secret.into(), at.into(), ends_at.into()],
        )
        .await?;
        Ok(())
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            secret: row.text(0)?,
            account: row.int(1)?,
            passed: row.int(2)? == 1,
            view_as: row.optional_int(3)?,
            agent: row.text(4)?,
            made_at: row.text(5)?,
            seen_at: row.text(6)?,
            ends_at: row.text(7)?,
        })
    }
}

impl Token {
    /// Finds a token by the hash of its secret, also one that has ended.
    ///
    /// # Errors
    /// When the database refuses or a day cannot be read.
    pub async fn find(tx: &mut Tx, secret: &str) -> Result<Option<Self>, StoreError> {
        let sql = format!("select {TOKEN} from token where secret = $1");
        let row = tx.row(&sql, &[secret.into()]).await?;
        row.map(|row| Self::read(&row)).transpose()
    }

    /// Lists the tokens of an account, the newest first.
    ///
    /// # Errors
    /// When the database refuses or a day cannot be read.
    pub async fn of_account(tx: &mut Tx, account: i64) -> Result<Vec<Self>, StoreError> {
        let sql = format!("select {TOKEN} from token where account_id = $1 order by id desc");
        tx.rows(&sql, &[account.into()]).await?.iter().map(Self::read).collect()
    }

    /// Tells whether the token works on the day.
    #[must_use]
    pub fn works_on(&self, today: Day) -> bool {
        self.ended_at.is_none() && today <= self.until
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        let id = row.int(0)?;
        Ok(Self {
            id,
            account: row.int(1)?,
            name: row.text(2)?,
            unit: row.int(3)?,
            until: row.day(4, ("token", id))?,
            made_at: row.text(5)?,
            seen_at: row.optional_text(6)?,
            ended_at: row.optional_text(7)?,
        })
    }
}

/// Writes the name of an officer into a statement: that of the account with the sign-in in a column, or the sign-in itself
/// where a command did it.
#[must_use]
pub fn officer_name(column: &str) -> String {
    format!("coalesce((select a.name from account a where a.sign_in = {column}), {column})")
}

/// Gives the names of officers by their sign-in names; who has no account has none.
///
/// # Errors
/// When the database refuses.
pub async fn officer_names(tx: &mut Tx, sign_ins: &[String]) -> Result<HashMap<String, String>, StoreError> {
    let mut names = HashMap::new();
    for sign_in in sign_ins {
        if names.contains_key(sign_in) {
            continue;
        }
        let sql = "select name from account where sign_in = $1";
        if let Some(row) = tx.row(sql, &[sign_in.as_str().into()]).await? {
            names.insert(sign_in.clone(), row.text(0)?);
        }
    }
    Ok(names)
}
