//! The page of one enterprise.

use axum::extract::{Path, Query};
use axum::response::Response;
use nennep_core::register::{Line, UnitId};
use nennep_core::text::date_short;

use super::record::{Described, NextGoer};
use super::view::{Events, Facts, View};
use super::{act, rows};
use crate::store::{Deed, Organization, Tx, newest_heads, organizations_in};
use crate::web::errors::{WebError, show};
use crate::web::ladder_words::{self, Step};
use crate::web::places::{enterprise_path, in_charge, is_organization_on, unit_path};
use crate::web::shell::{Crumb, Shell};
use crate::web::visit::Visit;

#[derive(askama::Template)]
#[template(path = "profiles/enterprise.html")]
struct EnterprisePage {
    shell: Shell,
    summary: String,
    path: String,
    is_waiting: bool,
    /// Whether the officer records facts and cases of some line here.
    may_record: bool,
    /// Whether the officer records surveys here.
    may_survey: bool,
    /// The case that is worked on, when there is one.
    open_case: Option<(String, String)>,
    facts: Vec<Facts>,
    phone: Phone,
    covered: String,
    /// Who goes to the enterprise next, and why.
    next: String,
    lines: Vec<LineRow>,
    events: Events,
    described: Vec<(String, String)>,
    /// Its head office, or its branches, each with its page.
    relatives: Vec<(String, String)>,
    relatives_are: String,
}

/// What the page says of the phone number.
enum Phone {
    /// None is kept.
    Missing,
    /// One is kept, of which only the end is shown.
    Masked(String),
    /// It was asked for.
    Shown(String),
}

/// One line of the ladder.
struct LineRow {
    name: String,
    /// Its organizations, each with its page.
    organizations: Vec<(String, String)>,
    steps: Vec<Step>,
    standing: String,
    why: String,
}

/// Finds an enterprise the officer may see.
pub(super) async fn find(visit: &Visit, tx: &mut Tx, code: &str) -> Result<Described, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let described = rows::find_any(tx, code).await?.ok_or(WebError::NotFound)?;
    let tree = &visit.book().tree;
    let is_seen = match described.place() {
        Some(unit) => in_charge(visit, Some(unit), visit.now.today()).is_some(),
        // Brought by nobody's list and without a committee: for whoever sees everything.
        None => tree.indices().all(|unit| visit.scope.sees(unit)),
    };
    if is_seen {
        Ok(described)
    } else {
        Err(WebError::NotFound)
    }
}

/// Shows an enterprise.
pub(super) async fn one(
    visit: Visit,
    Path(code): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let described = find(&visit, &mut tx, &code).await?;
    let sort = pairs
        .into_iter()
        .find(|(name, _)| name == "events")
        .map(|(_, value)| value);
    let phone = match &described.phone_end {
        Some(end) => Phone::Masked(end.clone()),
        None => Phone::Missing,
    };
    let page = put_together(&visit, &mut tx, &described, (phone, sort)).await?;
    tx.rollback().await?;
    show(&page)
}

/// Shows an enterprise with its phone number, which the trail keeps.
pub(super) async fn phone(visit: Visit, Path(code): Path<String>) -> Result<Response, WebError> {
    let mut tx = visit.house.db.read().await?;
    let described = find(&visit, &mut tx, &code).await?;
    tx.rollback().await?;
    let phone = match act::read_phone(&visit, &described).await? {
        Some(number) => Phone::Shown(number),
        None => Phone::Missing,
    };
    let mut tx = visit.house.db.read().await?;
    let page = put_together(&visit, &mut tx, &described, (phone, None)).await?;
    tx.rollback().await?;
    show(&page)
}

async fn put_together(
    visit: &Visit,
    tx: &mut Tx,
    described: &Described,
    (phone, sort): (Phone, Option<String>),
) -> Result<EnterprisePage, WebError> {
    let facts = rows::facts(tx, &described.tax_code).await?;
    let surveys = rows::surveys(tx, described.id).await?;
    let counts = newest_heads(tx, described.id).await?;
    let cases = rows::cases(tx, described.id, &visit.seen_units()).await?;
    let talks = rows::talks(tx, described.id, &visit.seen_units()).await?;
    let today = visit.now.today();
    let next = rows::next_goer(tx, described.id, today).await?;
    let relatives = rows::relatives(tx, &described.tax_code).await?;
    let relatives = relatives
        .into_iter()
        .filter(|(.., unit)| in_charge(visit, *unit, today).is_some())
        .map(|(code, name, _)| (name, enterprise_path(&code)))
        .collect();
    let organizations = organizations_in(tx, &visit.house.catalogs.kinds, described.id).await?;
    let view = View {
        visit,
        described,
        facts: &facts,
        surveys: &surveys,
        counts: &counts,
        cases: &cases,
        talks: &talks,
        organizations: &organizations,
    };
    let unit = view.unit();
    let mut shell = Shell::of(visit, described.name.clone());
    if let Some(unit) = unit {
        shell = shell.about(visit, unit);
    }
    let first = Crumb {
        label: visit.words.say("enterprises"),
        href: "/enterprises".to_owned(),
    };
    // The committee in charge stands last in the way; what is above it is told by its own page.
    shell.crumbs = std::iter::once(first).chain(shell.crumbs.pop()).collect();
    let ladders = view.ladders();
    Ok(EnterprisePage {
        summary: view.summary(),
        path: enterprise_path(&described.tax_code),
        is_waiting: described.listed_no.is_none(),
        may_record: unit.is_some_and(|unit| visit.scope.may(Deed::Record, unit)),
        may_survey: unit.is_some_and(|unit| visit.scope.may_for(Deed::Record, unit, None)),
        open_case: view.open_case(),
        facts: view.boxes(),
        phone,
        covered: view.covered(&ladders),
        next: next_words(visit, next.as_ref()),
        lines: ladders
            .iter()
            .map(|(line, ladder, threshold)| LineRow {
                name: visit.words.say(&format!("ladder-line-{}", line.code())),
                organizations: named(visit, &organizations, *line),
                steps: ladder_words::steps(&visit.words, ladder),
                standing: visit.words.say(&format!("ladder-rung-{}", ladder.rung.code())),
                why: ladder_words::why(&visit.words, *line, ladder, *threshold),
            })
            .collect(),
        events: view.events(sort.as_deref()),
        described: described.pairs(visit),
        relatives_are: visit.words.say(if described.tax_code.contains('-') {
            "profiles-head"
        } else {
            "profiles-branches"
        }),
        relatives,
        shell,
    })
}

/// Says who goes next: whoever keeps the open case, has the visit of a campaign, or noted the next step.
fn next_words(visit: &Visit, next: Option<&NextGoer>) -> String {
    let words = &visit.words;
    let Some(next) = next else {
        return words.say("profiles-goes-nobody");
    };
    let values = [
        ("who", next.officer.clone()),
        ("what", next.what.clone()),
        ("day", next.until.map(date_short).unwrap_or_else(|| "–".to_owned())),
    ];
    words.fill(&format!("profiles-goes-{}", next.why), &values)
}

/// Names the organizations of a line that are units the officer sees; what a committee only counts has no name.
fn named(visit: &Visit, organizations: &[Organization], line: Line) -> Vec<(String, String)> {
    let (tree, today) = (&visit.book().tree, visit.now.today());
    let units = organizations.iter().filter(|known| known.line == line);
    let units = units.filter_map(|known| tree.index_of(UnitId(known.unit)));
    units
        .filter(|unit| visit.scope.sees(*unit) && is_organization_on(visit, *unit, (line, today)))
        .map(|unit| {
            let name = tree.name_on(unit, today).to_owned();
            (name, unit_path(&tree.unit(unit).code))
        })
        .collect()
}
