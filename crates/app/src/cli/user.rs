//! `nennep user`: sign-ins and tokens, made by whoever runs the machine.

use std::io::{BufRead as _, IsTerminal as _};

use anyhow::Context as _;
use nennep_core::calendar::Day;
use nennep_core::register::{Tree, UnitIndex};

use super::arguments::{UserAddArguments, UserCommand};
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::store::{
    Account, Act, Book, ChosenBy, Db, Deed, NewAccount, NewRole, NewToken, People, Without, disable_account, give_role,
    is_managed_without, make_account, make_token, set_password,
};
use crate::web::clock;
use crate::web::enrolment::sign_in_name;
use crate::web::faults::{Fault, FaultKind};
use crate::web::field_faults::FieldFaults;
use crate::web::passwords;
use crate::web::secrets::{fingerprint, hash_password, unguessable};
use crate::web::words::Words;

/// Who stands in the trail.
const OFFICER: &str = "command";

pub(super) async fn run(db: &Db, catalogs: &Catalogs, command: &UserCommand) -> anyhow::Result<Outcome> {
    match command {
        UserCommand::Add(arguments) => add(db, catalogs, arguments).await,
        UserCommand::Disable { name } => disable(db, catalogs, name).await,
        UserCommand::ResetPassword { name } => reset_password(db, name).await,
        UserCommand::Token { name, scope, until } => token(db, name, scope, until).await,
    }
}

async fn add(db: &Db, catalogs: &Catalogs, arguments: &UserAddArguments) -> anyhow::Result<Outcome> {
    let book = book(db).await?;
    let mut faults = Vec::new();
    let today = clock::now(OFFICER).today;
    let unit = unit("--unit", &book.tree, &arguments.unit, &mut faults);
    let from = day("--from", arguments.from.as_deref(), &mut faults).unwrap_or(today);
    let to = day("--to", arguments.to.as_deref(), &mut faults);
    if let Some(to) = to.filter(|to| *to < from) {
        faults.push(about(
            "--to",
            FaultKind::EndBeforeBeginning,
            &to.to_string(),
            &from.to_string(),
        ));
    }
    if catalogs.roles.get(&arguments.role).is_none() {
        let known: Vec<&str> = catalogs.roles.iter().map(|role| role.code.as_str()).collect();
        faults.push(about(
            "--role",
            FaultKind::UnknownWord,
            &arguments.role,
            &known.join(", "),
        ));
    }
    for (word, text) in [("--name", &arguments.name), ("--title", &arguments.title)] {
        if nennep_core::text::tidy(text).is_empty() {
            faults.push(about(word, FaultKind::MissingValue, text, ""));
        }
    }
    let sign_in = sign_in_name(&arguments.sign_in);
    if sign_in.is_none() {
        let hint = Words::default().say("account-sign-in-hint");
        faults.push(about("NAME", FaultKind::UnknownWord, &arguments.sign_in, &hint));
    }
    answer::faults(&faults);
    let (Some(unit), Some(sign_in), true) = (unit, sign_in, faults.is_empty()) else {
        return Ok(Outcome::Faulty);
    };
    let Some(hash) = asked_password(&sign_in).await? else {
        return Ok(Outcome::Faulty);
    };
    let mut act = Act::begin(db, clock::now(OFFICER)).await?;
    if Account::find_by_sign_in(act.tx(), &sign_in).await?.is_some() {
        answer::note(&Words::default().with("account-sign-in-taken", "found", &sign_in));
        return Ok(Outcome::Faulty);
    }
    let new = NewAccount {
        sign_in: &sign_in,
        name: &nennep_core::text::tidy(&arguments.name),
        title: &nennep_core::text::tidy(&arguments.title),
        password: &hash,
        chosen_by: ChosenBy::Owner,
    };
    let account = make_account(&mut act, &new).await?;
    let role = NewRole {
        account,
        sign_in: &sign_in,
        role: &arguments.role,
        unit: book.tree.unit(unit).id.0,
        from,
        to,
        decision: None,
    };
    give_role(&mut act, &role).await?;
    act.commit().await?;
    answer::say(&format!("Đã lập tài khoản {sign_in}."));
    Ok(Outcome::Done)
}

async fn disable(db: &Db, catalogs: &Catalogs, name: &str) -> anyhow::Result<Outcome> {
    let book = book(db).await?;
    let mut act = Act::begin(db, clock::now(OFFICER)).await?;
    let Some(account) = find(&mut act, name).await? else {
        return Ok(Outcome::Faulty);
    };
    let people = People::load(act.tx()).await?;
    let today = act.stamp().today;
    let without = Without {
        roles: people.roles_of(account.id).map(|held| held.id).collect(),
        last: today.previous(),
        today,
    };
    let manages = |role: &str| {
        let role = catalogs.roles.get(role);
        role.is_some_and(|role| role.deeds.contains(&Deed::ManageAccounts))
    };
    let is_last = people.roles_of(account.id).any(|held| {
        manages(&held.role)
            && held.is_in_force(today)
            && !is_managed_without(&book.tree, &catalogs.roles, &people, held.unit, &without)
    });
    if is_last {
        answer::note(&Words::default().say("ended-last-administrator-do"));
        return Ok(Outcome::Refused);
    }
    disable_account(&mut act, &account).await?;
    act.commit().await?;
    answer::say(&format!("Đã ngừng dùng tài khoản {}.", account.sign_in));
    Ok(Outcome::Done)
}

async fn reset_password(db: &Db, name: &str) -> anyhow::Result<Outcome> {
    let mut act = Act::begin(db, clock::now(OFFICER)).await?;
    let Some(account) = find(&mut act, name).await? else {
        return Ok(Outcome::Faulty);
    };
    act.rehearse().await?;
    let Some(hash) = asked_password(&account.sign_in).await? else {
        return Ok(Outcome::Faulty);
    };
    let mut act = Act::begin(db, clock::now(OFFICER)).await?;
    set_password(&mut act, &account, &hash, ChosenBy::Another, "").await?;
    act.commit().await?;
    answer::say(&format!(
        "Đã đặt mật khẩu mới cho {}; lần đăng nhập tới phải đổi.",
        account.sign_in
    ));
    Ok(Outcome::Done)
}

async fn token(db: &Db, name: &str, scope: &str, until: &str) -> anyhow::Result<Outcome> {
    let book = book(db).await?;
    let mut faults = Vec::new();
    let unit = unit("--scope", &book.tree, scope, &mut faults);
    let until = day("--until", Some(until), &mut faults);
    let mut act = Act::begin(db, clock::now(OFFICER)).await?;
    if let Some(until) = until.filter(|until| *until < act.stamp().today) {
        let today = act.stamp().today.to_string();
        faults.push(about(
            "--until",
            FaultKind::EndBeforeBeginning,
            &until.to_string(),
            &today,
        ));
    }
    let account = find(&mut act, name).await?;
    answer::faults(&faults);
    let (Some(unit), Some(until), Some(account), true) = (unit, until, account, faults.is_empty()) else {
        return Ok(Outcome::Faulty);
    };
    let secret = unguessable()?;
    let new = NewToken {
        name: OFFICER,
        fingerprint: &fingerprint(&secret),
        unit: book.tree.unit(unit).id.0,
        until,
    };
    make_token(&mut act, &account, &new).await?;
    act.commit().await?;
    answer::say(&secret);
    Ok(Outcome::Done)
}

async fn book(db: &Db) -> anyhow::Result<Book> {
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, None).await?;
    tx.rollback().await?;
    Ok(book)
}

async fn find(act: &mut Act, name: &str) -> anyhow::Result<Option<Account>> {
    let account = Account::find_by_sign_in(act.tx(), &name.trim().to_lowercase()).await?;
    if account.is_none() {
        answer::note(&format!("Không có tài khoản {name}."));
    }
    Ok(account)
}

fn unit(word: &str, tree: &Tree, code: &str, faults: &mut Vec<Fault>) -> Option<UnitIndex> {
    let unit = tree.find(code);
    if unit.is_none() {
        faults.push(about(word, FaultKind::UnknownUnit, code, ""));
    }
    unit
}

fn day(word: &str, text: Option<&str>, faults: &mut Vec<Fault>) -> Option<Day> {
    let text = text?;
    let day = text.parse().ok();
    if day.is_none() {
        faults.push(about(word, FaultKind::BadDay, text, ""));
    }
    day
}

fn about(word: &str, kind: FaultKind, found: &str, detail: &str) -> Fault {
    let mut fault = Fault::new(kind, found, detail);
    fault.column = Some(word.to_owned());
    fault
}

/// Asks for a password at the keyboard, twice and unseen, or reads the first line of standard input; gives its hash.
async fn asked_password(sign_in: &str) -> anyhow::Result<Option<String>> {
    let (password, again) = if std::io::stdin().is_terminal() {
        (
            rpassword::prompt_password("Mật khẩu: ").context("the password cannot be read")?,
            rpassword::prompt_password("Nhập lại: ").context("the password cannot be read")?,
        )
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        let line = line.trim_end_matches(['\r', '\n']).to_owned();
        (line.clone(), line)
    };
    let mut faults = FieldFaults::default();
    passwords::examine(&password, &again, sign_in, &Words::default(), &mut faults);
    for (_, text) in faults.iter() {
        answer::note(text);
    }
    if faults.is_empty() {
        Ok(Some(hash_password(password).await?))
    } else {
        Ok(None)
    }
}
