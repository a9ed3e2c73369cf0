//! How accounts come to be, what roles and tokens they are given, and how these end; each with its line of the trail.

use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitId, UnitIndex};

use super::{Account, Act, AuditLine, Deed, RoleHeld, Roles, Session, StoreError, Tx, Value, next_id};

/// Holds an account before it has a number.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    /// The name to sign in by.
    pub sign_in: &'a str,
    /// The officer's name.
    pub name: &'a str,
    /// Title and office.
    pub title: &'a str,
    /// Hash of the password.
    pub password: &'a str,
    /// Who chose it.
    pub chosen_by: ChosenBy,
}

/// Holds a role before it is given.
#[derive(Clone, Copy, Debug)]
pub struct NewRole<'a> {
    /// The account's number.
    pub account: i64,
    /// The name it signs in by.
    pub sign_in: &'a str,
    /// Stable name of the role.
    pub role: &'a str,
    /// The unit, by its number in the book.
    pub unit: i64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Option<Day>,
    /// The decision that gives it.
    pub decision: Option<&'a str>,
}

/// Holds a token before it is made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// Hash of its secret.
    pub fingerprint: &'a str,
    /// The unit it is bound to, by its number in the book.
    pub unit: i64,
    /// Last day it works.
    pub until: Day,
}

/// Makes an account; its sign-in name must be free.
///
/// # Errors
/// When the database refuses.
pub async fn make_account(act: &mut Act, new: &NewAccount<'_>) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "account").await?;
    let at = act.stamp().at.clone();
    let values: Vec<Value> = vec![
        id.into(),
        new.sign_in.into(),
        new.name.into(),
        new.title.into(),
        new.password.into(),
        (new.chosen_by == ChosenBy::Another).then(|| at.clone()).into(),
        at.into(),
    ];
    let sql = "insert into account (id, sign_in, name, title, password, password_once_at, totp_step, locale, theme, made_at) \
        values ($1, $2, $3, $4, $5, $6, 0, 'vi', 'auto', $7)";
    act.tx().execute(sql, &values).await?;
    act.audit(AuditLine::new("account-made", new.sign_in));
    Ok(id)
}

/// Gives a role from a day on.
///
/// # Errors
/// When the database refuses.
pub async fn give_role(act: &mut Act, new: &NewRole<'_>) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "role_held").await?;
    let (at, by) = (act.stamp().at.clone(), act.stamp().officer.clone());
    let values: Vec<Value> = vec![
        id.into(),
        new.account.into(),
        new.role.into(),
        new.unit.into(),
        new.from.to_string().into(),
        new.to.map(|to| to.to_string()).into(),
        new.decision.map(str::to_owned).into(),
        at.into(),
        by.into(),
    ];
    let sql = "insert into role_held (id, account_id, role, unit_id, from_on, to_on, decision, given_at, given_by) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    act.tx().execute(sql, &values).await?;
    let line = AuditLine::new("role-given", new.sign_in)
        .at(new.unit)
        .with("role", new.role)
        .with("from", new.from.to_string());
    act.audit(match new.to {
        Some(to) => line.with("to", to.to_string()),
        None => line.with("to", ""),
    });
    Ok(id)
}

/// Ends a role: the day is its last one.
///
/// # Errors
/// When the database refuses.
pub async fn end_role(act: &mut Act, held: &RoleHeld, sign_in: &str, last: Day) -> Result<(), StoreError> {
    let values: [Value; 2] = [held.id.into(), last.to_string().into()];
    act.tx()
        .execute("update role_held set to_on = $2 where id = $1", &values)
        .await?;
    act.audit(
        AuditLine::new("role-ended", sign_in)
            .at(held.unit)
            .with("role", held.role.as_str())
            .with("to", last.to_string()),
    );
    Ok(())
}

/// Says who chose a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    /// The officer alone knows it.
    Owner,
    /// Somebody else gave it, so it must be changed at the next sign-in.
    Another,
}

/// Gives an account another password; all its sessions but the kept one end.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(
    act: &mut Act,
    account: &Account,
    hash: &str,
    chosen_by: ChosenBy,
    kept: &str,
) -> Result<(), StoreError> {
    let (deed, once_at) = match chosen_by {
        ChosenBy::Owner => ("password-changed", None),
        ChosenBy::Another => ("password-reset", Some(act.stamp().at.clone())),
    };
    act.tx()
        .execute(
            "update account set password = $2, password_once_at = $3 where id = $1",
            &[account.id.into(), hash.into(), once_at.into()],
        )
        .await?;
    Session::end_others(act.tx(), account.id, kept).await?;
    act.audit(AuditLine::new(deed, account.sign_in.as_str()));
    Ok(())
}

/// Lets an account sign in no longer; its sessions end with it.
///
/// # Errors
/// When the database refuses.
pub async fn disable_account(act: &mut Act, account: &Account) -> Result<(), StoreError> {
    let at = act.stamp().at.clone();
    act.tx()
        .execute(
            "update account set disabled_at = $2 where id = $1",
            &[account.id.into(), at.into()],
        )
        .await?;
    Session::end_others(act.tx(), account.id, "").await?;
    act.audit(AuditLine::new("account-disabled", account.sign_in.as_str()));
    Ok(())
}

/// Gives an account another name and title.
///
/// # Errors
/// When the database refuses.
pub async fn rename_account(act: &mut Act, account: &Account, name: &str, title: &str) -> Result<(), StoreError> {
    act.tx()
        .execute(
            "update account set name = $2, title = $3 where id = $1",
            &[account.id.into(), name.into(), title.into()],
        )
        .await?;
    // Pages name officers as they are called now; what they were called stands here alone.
    let was = format!("{}, {}", account.name, account.title);
    let line = AuditLine::new("account-renamed", account.sign_in.as_str());
    act.audit(line.with("was", was).with("name", name).with("title", title));
    Ok(())
}

/// Lets an account sign in again.
///
/// # Errors
/// When the database refuses.
pub async fn enable_account(act: &mut Act, account: &Account) -> Result<(), StoreError> {
    act.tx()
        .execute(
            "update account set disabled_at = null where id = $1",
            &[account.id.into()],
        )
        .await?;
    act.audit(AuditLine::new("account-enabled", account.sign_in.as_str()));
    Ok(())
}

/// Makes a token of an account.
///
/// # Errors
/// When the database refuses.
pub async fn make_token(act: &mut Act, account: &Account, new: &NewToken<'_>) -> Result<i64, StoreError> {
    let id = next_id(act.tx(), "token").await?;
    let at = act.stamp().at.clone();
    let values: Vec<Value> = vec![
        id.into(),
        account.id.into(),
        new.name.into(),
        new.fingerprint.into(),
        new.unit.into(),
        new.until.to_string().into(),
        at.into(),
    ];
    let sql = "insert into token (id, account_id, name, secret, unit_id, until_on, made_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    act.tx().execute(sql, &values).await?;
    act.audit(
        AuditLine::new("token-made", account.sign_in.as_str())
            .at(new.unit)
            .with("token", new.name)
            .with("until", new.until.to_string()),
    );
    Ok(id)
}

/// Tells whether somebody who may sign in still manages the accounts of a unit after a day, besides some roles.
#[must_use]
pub fn is_managed_without(tree: &Tree, roles: &Roles, people: &People, unit: i64, without: &Without) -> bool {
    let Some(unit) = tree.index_of(UnitId(unit)) else {
        return true;
    };
    let placement = tree.placement(without.today);
    people.held.iter().any(|held| {
        let covers = |top: UnitIndex| placement.inside(top).contains(unit);
        !without.roles.contains(&held.id)
            && held.is_in_force(without.today)
            && held.to.is_none_or(|to| to > without.last)
            && people.may_sign_in(held.account)
            && roles
                .get(&held.role)
                .is_some_and(|role| role.deeds.contains(&Deed::ManageAccounts))
            && tree.index_of(UnitId(held.unit)).is_some_and(covers)
    })
}

/// Says which roles are about to end, and when.
#[derive(Clone, Debug)]
pub struct Without {
    /// Numbers of the roles that end.
    pub roles: Vec<i64>,
    /// Their last day.
    pub last: Day,
    /// The present day.
    pub today: Day,
}

/// Holds everybody with all roles ever held.
#[derive(Clone, Debug)]
pub struct People {
    /// All accounts.
    pub accounts: Vec<Account>,
    /// All roles.
    pub held: Vec<RoleHeld>,
}

impl People {
    /// Reads everybody.
    ///
    /// # Errors
    /// When the database refuses or a day cannot be read.
    pub async fn load(tx: &mut Tx) -> Result<Self, StoreError> {
        Ok(Self {
            accounts: Account::list(tx).await?,
            held: RoleHeld::list(tx).await?,
        })
    }

    /// Finds an account by its number.
    #[must_use]
    pub fn account(&self, id: i64) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// Gives the roles of an account, also ended ones.
    pub fn roles_of(&self, account: i64) -> impl Iterator<Item = &RoleHeld> {
        self.held.iter().filter(move |held| held.account == account)
    }

    fn may_sign_in(&self, account: i64) -> bool {
        self.account(account)
            .is_some_and(|account| account.disabled_at.is_none())
    }
}
