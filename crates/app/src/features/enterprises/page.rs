//! Pages of the list of enterprises.

use axum::Json;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use nennep_core::ledger::HostKind;
use nennep_core::text::{count, fold, whole};

use super::record::{EnterpriseLine, EnterpriseList};
use super::view;
use crate::store::{self, COUNTED_MAX, Deed, From, ListRow, SOUGHT_MAX, Tx, Wanted, Within};
use crate::web::errors::{WebError, show};
use crate::web::faults::{Fault, FaultKind};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::openapi::{Words, asked, number};
use crate::web::shell::Shell;
use crate::web::table::{Listing, TableRow, export_rows, list as listing_of};
use crate::web::visit::Visit;
use crate::web::workbook::workbook;

/// Rows of an export at most; whoever needs more filters by committee.
const EXPORTED_MAX: usize = 20_000;

/// Letters that must be there before anything is sought.
const LETTERS: usize = 2;

#[derive(askama::Template)]
#[template(path = "enterprises/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
    /// How many wait for a kind or a committee, with the way to them.
    waiting: Option<(String, String)>,
    is_empty: bool,
    may_take: bool,
}

/// What was read for one page.
struct Read {
    rows: Vec<ListRow>,
    heading: String,
    before: Option<String>,
    after: Option<String>,
}

/// Lists the enterprises of the scope.
pub(super) async fn list(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    let is_export = query.others.remove("format").is_some_and(|format| format == "xlsx");
    let from = from(&mut query);
    let tree = &visit.book().tree;
    let placement = tree.placement(visit.now.today());
    let inside = match query.other("unit") {
        "" => None,
        code => Some(placement.inside(visit.unit(code)?)),
    };
    let mut tx = visit.house.db.read().await?;
    let within = Within::of(&mut tx, &visit.scope, tree, inside.as_ref()).await?;
    let wanted = view::wanted(&query, within.clone());
    let columns = view::columns(&visit.words);
    if is_export {
        let (rows, is_cut) = exported(&mut tx, &visit, &query, &wanted).await?;
        let rows: Vec<TableRow> = rows.iter().map(|row| view::row(&visit, &placement, row)).collect();
        let key = if is_cut {
            "enterprises-export-cut"
        } else {
            "enterprises-export-all"
        };
        let note = visit.words.with(key, "count", whole(rows.len()));
        let plain = plain(&query);
        let (columns, rows) = export_rows(&columns, rows, &plain);
        return workbook("doanh-nghiep", &visit.words.say("enterprises"), &note, &columns, rows);
    }
    let read = if is_sought(&query) {
        searched(&mut tx, &visit, &query, &wanted).await?
    } else {
        paged(&mut tx, &visit, &query, (&wanted, from)).await?
    };
    let waiting = waiting(&mut tx, &visit, within).await?;
    tx.rollback().await?;
    let rows: Vec<TableRow> = read.rows.iter().map(|row| view::row(&visit, &placement, row)).collect();
    let mut listing = listing_of("/enterprises", &columns, rows, &plain(&query));
    let mut shown = query.clone();
    if shown.sort.is_none() && !is_sought(&query) {
        shown.sort = Some("name".to_owned());
    }
    listing = listing.asking(&shown);
    (listing.before, listing.after) = (read.before, read.after);
    listing.heading = Some(read.heading);
    let is_filtered = is_sought(&query) || !query.others.is_empty();
    let page = ListPage {
        shell: Shell::of(&visit, visit.words.say("enterprises")),
        is_empty: listing.rows.is_empty() && !is_filtered,
        may_take: visit.scope.home_for(Deed::Record).is_some(),
        listing: listing.filtered_by(view::filters(&visit, &query)).folding(&view::RARE),
        waiting,
    };
    show(&page).map(|response| keeping_size(response, &query))
}

/// Where the page begins, taken out of the address so that filters do not carry it on.
fn from(query: &mut ListQuery) -> From {
    let mut number = |name: &str| query.others.remove(name).and_then(|id| id.parse().ok());
    match (number("after"), number("before")) {
        (Some(id), _) => From::After(id),
        (None, Some(id)) => From::Before(id),
        (None, None) => From::Start,
    }
}

fn is_sought(query: &ListQuery) -> bool {
    fold(&query.words).chars().count() >= LETTERS
}

/// The rows are filtered and ordered before they come to the table.
fn plain(query: &ListQuery) -> ListQuery {
    ListQuery {
        words: String::new(),
        sort: None,
        page: 1,
        ..query.clone()
    }
}

async fn paged(tx: &mut Tx, visit: &Visit, query: &ListQuery, asked: (&Wanted, From)) -> Result<Read, WebError> {
    let (wanted, from) = asked;
    let (rows, has_more) = store::page(tx, wanted, from, query.size).await?;
    let all = store::counted(tx, wanted).await?;
    let turn = |field: &str, row: Option<&ListRow>| {
        row.map(|row| query.address("/enterprises", &[(field, &row.id.to_string()), ("page", "")]))
    };
    let (is_first, is_last) = match from {
        From::Start => (true, !has_more),
        From::After(_) => (false, !has_more),
        From::Before(_) => (!has_more, false),
    };
    Ok(Read {
        heading: heading(visit, all),
        before: turn("before", rows.first()).filter(|_| !is_first),
        after: turn("after", rows.last()).filter(|_| !is_last),
        rows,
    })
}

fn heading(visit: &Visit, all: i64) -> String {
    if all > COUNTED_MAX {
        visit
            .words
            .with("enterprises-heading-many", "count", count(COUNTED_MAX))
    } else {
        visit.words.with("enterprises-heading", "count", count(all))
    }
}

async fn found(tx: &mut Tx, visit: &Visit, query: &ListQuery, wanted: &Wanted) -> Result<Vec<ListRow>, WebError> {
    let sought = fold(&query.words);
    let mark = store::phone_sought(&query.words).map(|phone| visit.house.cipher.mark(&phone));
    let mut rows = store::sought(tx, wanted, &sought, mark.as_deref()).await?;
    view::sort_found(&mut rows, query);
    Ok(rows)
}

async fn searched(tx: &mut Tx, visit: &Visit, query: &ListQuery, wanted: &Wanted) -> Result<Read, WebError> {
    let rows = found(tx, visit, query, wanted).await?;
    let pages = rows.len().div_ceil(query.size.max(1)).max(1);
    let page = query.page.min(pages);
    let turn = |page: usize| query.address("/enterprises", &[("page", &page.to_string())]);
    let heading = if rows.len() >= SOUGHT_MAX {
        visit
            .words
            .with("enterprises-heading-sought-many", "count", whole(SOUGHT_MAX))
    } else {
        visit.words.with("enterprises-heading", "count", whole(rows.len()))
    };
    Ok(Read {
        heading,
        before: (page > 1).then(|| turn(page - 1)),
        after: (page < pages).then(|| turn(page + 1)),
        rows: rows
            .into_iter()
            .skip((page - 1) * query.size)
            .take(query.size)
            .collect(),
    })
}

/// Reads what an export holds: all that fits, in the order asked, up to a stated number.
async fn exported(
    tx: &mut Tx,
    visit: &Visit,
    query: &ListQuery,
    wanted: &Wanted,
) -> Result<(Vec<ListRow>, bool), WebError> {
    if is_sought(query) {
        let rows = found(tx, visit, query, wanted).await?;
        let is_cut = rows.len() >= SOUGHT_MAX;
        return Ok((rows, is_cut));
    }
    Ok(store::page(tx, wanted, From::Start, EXPORTED_MAX).await?)
}

async fn waiting(tx: &mut Tx, visit: &Visit, within: Within) -> Result<Option<(String, String)>, WebError> {
    let wanted = Wanted {
        is_waiting: true,
        ..Wanted::all(within)
    };
    let number = store::counted(tx, &wanted).await?;
    Ok((number > 0).then(|| {
        let told = visit.words.with("enterprises-waiting", "count", count(number));
        let may = visit.scope.home_for(Deed::Record).is_some();
        let href = if may {
            "/enterprises/waiting"
        } else {
            "/enterprises?standing=waiting"
        };
        (told, href.to_owned())
    }))
}

/// Rows of a page for programs: unless said otherwise, and at most.
const TOLD: usize = 100;
const TOLD_MAX: i64 = 500;

/// Lists the enterprises of the scope.
#[utoipa::path(
    get,
    path = "/enterprises",
    operation_id = "enterprises",
    tag = "work",
    params(
        ("unit" = Option<String>, Query, description = "Only those in charge of this unit and of those below it."),
        ("kind" = Option<String>, Query, description = "Only of this kind.", example = "private"),
        ("q" = Option<String>, Query, description = "Part of a name, a tax code or a whole phone number."),
        ("after" = Option<i64>, Query, minimum = 1, description = "What the page before gave as `next`."),
        ("size" = Option<i64>, Query, minimum = 1, maximum = 500, description = "Enterprises of a page, 100 when left out."),
    ),
    responses((status = 200, body = EnterpriseList))
)]
pub(super) async fn told(visit: Visit, Query(words): Query<Words>) -> Result<Json<EnterpriseList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    let asked = asked(words, &["unit", "kind", "q", "after", "size"])?;
    let mut faults = Vec::new();
    let mut fault = |word: &str, kind: FaultKind, detail: &str| {
        let found = asked.get(word).cloned().unwrap_or_default();
        faults.push(Fault::new(kind, found, detail).in_field(word));
    };
    let tree = &visit.book().tree;
    let unit = asked.get("unit").map(|code| visit.scope.unit(tree, code));
    if unit == Some(None) {
        fault("unit", FaultKind::UnknownUnit, "");
    }
    let kind = asked.get("kind").map(|kind| HostKind::parse(kind));
    if kind == Some(None) {
        let known: Vec<&str> = HostKind::ALL.iter().map(|kind| kind.code()).collect();
        fault("kind", FaultKind::UnknownWord, &known.join(", "));
    }
    let after = number(&asked, "after", i64::MAX, &mut faults);
    let size = number(&asked, "size", TOLD_MAX, &mut faults);
    if !faults.is_empty() {
        return Err(WebError::Faulty(faults));
    }
    let size = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(TOLD);
    let placement = tree.placement(visit.now.today());
    let inside = unit.flatten().map(|unit| placement.inside(unit));
    let mut tx = visit.house.db.read().await?;
    let wanted = Wanted {
        kind: kind.flatten(),
        ..Wanted::all(Within::of(&mut tx, &visit.scope, tree, inside.as_ref()).await?)
    };
    let query = ListQuery {
        words: asked.get("q").cloned().unwrap_or_default(),
        ..ListQuery::default()
    };
    let (rows, has_more) = if is_sought(&query) {
        let mut rows = found(&mut tx, &visit, &query, &wanted).await?;
        rows.truncate(size);
        (rows, false)
    } else {
        let from = after.map_or(From::Start, From::After);
        store::page(&mut tx, &wanted, from, size).await?
    };
    tx.rollback().await?;
    Ok(Json(EnterpriseList {
        next: rows.last().filter(|_| has_more).map(|row| row.id),
        enterprises: rows.iter().map(|row| EnterpriseLine::of(&visit, row)).collect(),
    }))
}
