//! What officers of the sample programme do from day to day, sent to the house as their browsers send it.
//!
//! The forms stand in `samples/daily/`; so lists, surveys, cases, letters and dialogues come about by the very deeds an officer
//! does, and the demonstration shows them.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, header};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::routes::router;
use crate::store::{Account, Session};
use crate::web::errors::percent;
use crate::web::house::House;
use crate::web::secrets::{fingerprint, unguessable};

static DAILY: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../samples/daily");

/// Looks at a work that goes on beside the requests, and time between two of them.
const LOOKS: u32 = 600;
const LOOKED_EVERY: Duration = Duration::from_millis(100);

/// Parts a form with a file from the next part.
const BOUNDARY: &str = "nennep-daily";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Daily {
    step: Vec<Step>,
}

/// One form that is sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    who: String,
    post: String,
    fields: Vec<(String, String)>,
    file: Option<String>,
    keep: Option<String>,
    #[serde(default)]
    wait: bool,
    /// The page that is looked at first; the mark of what it showed is known as {seen}.
    sees: Option<String>,
}

/// An officer's browser, as far as it is needed here.
struct Officer {
    account: Account,
    secret: String,
}

/// Plays the days through, once: a programme that has surveys already is left as it is. Gives how many forms were sent.
pub(super) async fn play(house: &House) -> anyhow::Result<usize> {
    let mut tx = house.db.read().await?;
    let known = tx.row("select count(*) from survey", &[]).await?;
    tx.rollback().await?;
    if known.map_or(Ok(0), |row| row.int(0))? > 0 {
        return Ok(0);
    }
    let text = DAILY.get_file("daily.toml").and_then(|file| file.contents_utf8());
    let daily: Daily = toml::from_str(text.context("samples/daily/daily.toml")?).context("samples/daily/daily.toml")?;
    let router = router(house, None);
    let mut officers: BTreeMap<String, Officer> = BTreeMap::new();
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for step in &daily.step {
        if !officers.contains_key(&step.who) {
            officers.insert(step.who.clone(), sign_in(house, &step.who).await?);
        }
        let officer = officers.get(&step.who).context("an officer")?;
        if let Some(path) = &step.sees {
            kept.insert("seen".to_owned(), seen(&router, officer, path).await?);
        }
        kept.insert("me".to_owned(), officer.account.id.to_string());
        let leads_to = send(&router, officer, step, &kept)
            .await
            .with_context(|| format!("samples/daily: {} {}", step.who, step.post))?;
        if step.wait {
            wait(&router, officer, &leads_to).await?;
        }
        if let Some(name) = &step.keep {
            let number = leads_to.split('?').next().and_then(|path| path.rsplit('/').next());
            kept.insert(name.clone(), number.unwrap_or_default().to_owned());
        }
    }
    for officer in officers.values() {
        let mut tx = house.db.write().await?;
        Session::end(&mut tx, &fingerprint(&officer.secret)).await?;
        tx.commit().await?;
    }
    Ok(daily.step.len())
}

async fn sign_in(house: &House, who: &str) -> anyhow::Result<Officer> {
    let (now, secret) = (house.clock.read(), unguessable()?);
    let mut tx = house.db.write().await?;
    let account = Account::find_by_sign_in(&mut tx, who).await?;
    let account = account.with_context(|| format!("no account {who}"))?;
    let session = Session {
        secret: fingerprint(&secret),
        account: account.id,
        passed: true,
        view_as: None,
        agent: "demo".to_owned(),
        made_at: now.at(),
        seen_at: now.at(),
        ends_at: now.at_plus(3600),
    };
    session.keep(&mut tx).await?;
    tx.commit().await?;
    Ok(Officer { account, secret })
}

fn filled(text: &str, kept: &BTreeMap<String, String>) -> String {
    kept.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// Looks at a page; gives the mark by which it knows the figures it showed.
async fn seen(router: &Router, officer: &Officer, path: &str) -> anyhow::Result<String> {
    let request = asked(officer, "GET", path).body(Body::empty())?;
    let page = text(router.clone().oneshot(request).await?).await?;
    let after = page.split_once("name=\"seen\" value=\"").map(|(_, after)| after);
    let mark = after.and_then(|after| after.split('"').next());
    mark.map(str::to_owned)
        .with_context(|| format!("samples/daily: {path} shows no figures to sign"))
}

/// Sends a form; gives where its answer leads.
async fn send(
    router: &Router,
    officer: &Officer,
    step: &Step,
    kept: &BTreeMap<String, String>,
) -> anyhow::Result<String> {
    let fields: Vec<(String, String)> = step
        .fields
        .iter()
        .map(|(name, value)| (name.clone(), filled(value, kept)))
        .collect();
    let (kind, body) = match &step.file {
        Some(name) => {
            let file = DAILY.get_file(name).with_context(|| format!("samples/daily/{name}"))?;
            (
                format!("multipart/form-data; boundary={BOUNDARY}"),
                parts(&fields, name, file.contents()),
            )
        }
        None => {
            let pairs: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}={}", percent(value)))
                .collect();
            let kind = "application/x-www-form-urlencoded".to_owned();
            (kind, pairs.join("&").into_bytes())
        }
    };
    let request = asked(officer, "POST", &filled(&step.post, kept))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))?;
    let answer = router.clone().oneshot(request).await?;
    let leads_to = answer
        .headers()
        .get(header::LOCATION)
        .and_then(|path| path.to_str().ok())
        .map(str::to_owned);
    match leads_to.filter(|_| answer.status().is_redirection()) {
        Some(path) => Ok(path),
        None => bail!("{}: {}", answer.status(), faults(&text(answer).await?)),
    }
}

fn parts(fields: &[(String, String)], name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.into_bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

fn asked(officer: &Officer, method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost")
        .header(header::COOKIE, format!("session={}", officer.secret))
        .extension(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))))
}

async fn text(answer: Response<Body>) -> anyhow::Result<String> {
    let bytes = to_bytes(answer.into_body(), usize::MAX).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The part of a page that says what is wrong with a form, for whoever mends the samples.
fn faults(page: &str) -> &str {
    let after = page.split_once("class=\"faults\"").map_or(page, |(_, after)| after);
    after.split("</section>").next().unwrap_or(after)
}

/// Waits until the work a page tells of is over.
async fn wait(router: &Router, officer: &Officer, path: &str) -> anyhow::Result<()> {
    for _ in 0..LOOKS {
        let request = asked(officer, "GET", path).body(Body::empty())?;
        if !text(router.clone().oneshot(request).await?)
            .await?
            .contains("data-poll")
        {
            return Ok(());
        }
        tokio::time::sleep(LOOKED_EVERY).await;
    }
    bail!("{path} goes on and on")
}
