//! The page of a search.

use axum::extract::Query;
use axum::response::Response;
use nennep_core::text::{fold, parse_count};
use serde::Deserialize;

use super::rows;
use super::view::{Found, enterprises, entries, units};
use crate::store::{self, Deed, Wanted, Within, phone_sought};
use crate::web::errors::{WebError, percent, show};
use crate::web::shell::Shell;
use crate::web::visit::Visit;

/// Letters that must be there before anything is sought.
const LETTERS: usize = 2;

/// Letters that are read of what was typed.
const LETTERS_MAX: usize = 200;

#[derive(Debug, Deserialize)]
pub(super) struct Sought {
    #[serde(default)]
    q: String,
}

#[derive(askama::Template)]
#[template(path = "search/found.html")]
struct FoundPage {
    shell: Shell,
    typed: String,
    is_short: bool,
    groups: Vec<Group>,
}

/// What was found of one sort.
struct Group {
    name: &'static str,
    heading: String,
    found: Found,
    more: Option<String>,
}

/// Shows what is found by a text, by sort.
pub(super) async fn search(visit: Visit, Query(sought): Query<Sought>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let typed: String = sought.q.trim().chars().take(LETTERS_MAX).collect();
    let folded = fold(&typed);
    let is_number = folded.chars().all(|letter| letter.is_ascii_digit()) && !folded.is_empty();
    let is_short = folded.chars().count() < LETTERS && !is_number;
    let mut shell = Shell::of(&visit, visit.words.say("search-title"));
    shell.search.clone_from(&typed);
    let groups = if is_short {
        Vec::new()
    } else {
        found(&visit, &typed, &folded).await?
    };
    show(&FoundPage {
        shell,
        typed,
        is_short,
        groups,
    })
}

async fn found(visit: &Visit, typed: &str, folded: &str) -> Result<Vec<Group>, WebError> {
    let digits: String = folded.chars().take_while(char::is_ascii_digit).collect();
    let mut tx = visit.house.db.read().await?;
    let tree = &visit.book().tree;
    let within = Within::of(&mut tx, &visit.scope, tree, None).await?;
    let mark = phone_sought(typed).map(|phone| visit.house.cipher.mark(&phone));
    let listed = store::sought(&mut tx, &Wanted::all(within), folded, mark.as_deref()).await?;
    let mut known = Vec::new();
    if let Some(no) = parse_count(typed) {
        known.extend(rows::entry(&mut tx, no).await?);
    }
    if !digits.is_empty() {
        known.extend(rows::entries_of_decision(&mut tx, &digits).await?);
    }
    tx.rollback().await?;
    let number = parse_count(typed);
    let is_fit = |row: &rows::EntryRow| {
        Some(row.no) == number
            || row
                .decision
                .as_ref()
                .is_some_and(|decision| fold(decision).starts_with(folded))
    };
    let encoded = percent(typed);
    let more = |found: &Found, address: String| found.has_more.then_some(address);
    let (units, entries) = (units(visit, folded), entries(visit, known, is_fit));
    let group = |name: &'static str, found: Found, more: Option<String>| Group {
        name,
        heading: visit.words.with(
            &format!("search-{name}{}", if found.has_more { "-many" } else { "" }),
            "count",
            nennep_core::text::whole(found.hits.len()),
        ),
        found,
        more,
    };
    let units_more = more(&units, format!("/units?view=list&q={encoded}"));
    let found_enterprises = enterprises(visit, listed, (folded, mark.is_some()));
    let enterprises_more = more(&found_enterprises, format!("/enterprises?q={encoded}"));
    let entries_more = more(&entries, format!("/entries?decision={encoded}"));
    Ok(vec![
        group("units", units, units_more),
        group("enterprises", found_enterprises, enterprises_more),
        group("entries", entries, entries_more),
    ]
    .into_iter()
    .filter(|group| !group.found.hits.is_empty())
    .collect())
}
