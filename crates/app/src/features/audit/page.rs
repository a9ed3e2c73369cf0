//! The pages of the trail.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use nennep_core::text::{date_short, fold};

use super::record::{Reader, deed_name};
use super::rows::{self, Line};
use super::{act, record};
use crate::store::{Account, Deed};
use crate::web::errors::{WebError, show as render};
use crate::web::list_query::{ListQuery, keeping_size, kept_size};
use crate::web::shell::Shell;
use crate::web::table::{Cell, Column, Filter, Listing, TableRow, export_rows, list as cut};
use crate::web::visit::Visit;
use crate::web::words::Words;
use crate::web::workbook::workbook;

/// Most lines one workbook holds.
const EXPORT_LINES_MAX: usize = 10_000;

#[derive(Template)]
#[template(path = "audit/list.html")]
struct ListPage {
    shell: Shell,
    listing: Listing,
}

#[derive(Template)]
#[template(path = "audit/show.html")]
struct ShowPage {
    shell: Shell,
    line: Line,
    at: String,
    officer: String,
    sentence: String,
    unit: String,
    chain: String,
}

fn columns(words: Words) -> [Column; 7] {
    [
        Column::unbroken("at", words.say("audit-at")),
        Column::unbroken("officer", words.say("audit-who")),
        Column::unbroken("deed", words.say("audit-deed")),
        Column::text("sentence", words.say("audit-sentence")),
        Column::text("unit", words.say("account-unit")),
        Column::text("subject", words.say("audit-subject")).unusual(),
        Column::text("request", words.say("audit-request")).unusual(),
    ]
}

fn row(reader: &Reader<'_>, line: &Line, words: Words) -> TableRow {
    vec![
        Cell::text(words.instant(&line.at))
            .to(format!("/audit/{}", line.no))
            .classed("keep"),
        Cell::text(reader.officer(line)),
        Cell::text(deed_name(&line.deed, words)),
        Cell::text(reader.sentence(line)),
        Cell::text(reader.unit_name(line)),
        Cell::text(&line.subject),
        Cell::text(&line.request),
    ]
}

/// Lists the trail, the newest line first.
pub(super) async fn list(
    visit: Visit,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::SeeAudit)?;
    let words = visit.words;
    let mut query = ListQuery::read(&pairs, kept_size(&headers));
    query.sort = None;
    let below = match query.other("unit").trim() {
        "" => None,
        code => Some(visit.unit(code)?),
    };
    let mut tx = visit.house.db.read().await?;
    let accounts = Account::list(&mut tx).await?;
    let deeds = rows::deeds(&mut tx).await?;
    tx.rollback().await?;
    let reader = record::Reader::new(&visit, &accounts, below);
    let is_export = query.other("format") == "xlsx";
    let most = if is_export { EXPORT_LINES_MAX } else { query.size };
    let wished: Vec<String> = query.words.split_whitespace().map(fold).collect();
    let fitting = |line: &Line| {
        let row = row(&reader, line, words);
        let text: Vec<String> = row.iter().map(|cell| fold(&cell.text)).collect();
        let text = text.join(" ");
        wished.iter().all(|word| text.contains(word.as_str())).then_some(row)
    };
    let question = act::question(&query);
    let is_newest = question.before.is_none();
    let found = act::find(&visit, &reader, question, (most, fitting)).await?;
    let columns = columns(words);
    if is_export {
        act::note_export(&visit, found.rows.len()).await?;
        let (columns, rows) = export_rows(&columns, found.rows, &query);
        let day = date_short(visit.now.today());
        return workbook("nhat-ky", &words.say("audit"), &day, &columns, rows);
    }
    query.others.remove("before");
    query.page = 1;
    let mut listing = cut("/audit", &columns, found.rows, &query).filtered_by(filters(&query, &deeds, words));
    listing.is_sortable = false;
    listing.after = found
        .older
        .map(|no| query.address("/audit", &[("before", &no.to_string())]));
    listing.before = (!is_newest).then(|| query.address("/audit", &[]));
    let page = ListPage {
        shell: Shell::of(&visit, words.say("audit")),
        listing,
    };
    Ok(keeping_size(render(&page)?, &query))
}

fn filters(query: &ListQuery, deeds: &[String], words: Words) -> Vec<Filter> {
    let field = |name, label: &str, kind, choices| Filter {
        name,
        label: words.say(label),
        kind,
        value: query.other(name).to_owned(),
        choices,
    };
    let deeds = deeds
        .iter()
        .map(|deed| (deed.clone(), deed_name(deed, words)))
        .collect();
    vec![
        field("officer", "account-sign-in", "text", Vec::new()),
        field("deed", "audit-deed", "text", deeds),
        field("unit", "audit-unit", "text", Vec::new()),
        field("from", "account-from", "date", Vec::new()),
        field("to", "audit-to", "date", Vec::new()),
    ]
}

/// Shows one line with what ties it to its request and to the chain.
pub(super) async fn show(visit: Visit, Path(no): Path<i64>) -> Result<Response, WebError> {
    visit.needs_somewhere(Deed::SeeAudit)?;
    let mut tx = visit.house.db.read().await?;
    let accounts = Account::list(&mut tx).await?;
    let line = rows::find(&mut tx, no).await?;
    tx.rollback().await?;
    let reader = Reader::new(&visit, &accounts, None);
    let line = line.filter(|line| reader.may_read(line)).ok_or(WebError::NotFound)?;
    render(&ShowPage {
        shell: Shell::of(&visit, visit.words.with("audit-line", "no", line.no)),
        at: visit.words.instant(&line.at),
        officer: reader.officer(&line),
        sentence: reader.sentence(&line),
        unit: reader.unit_name(&line),
        chain: line.chain.chars().take(16).collect(),
        line,
    })
}
