//! A browser without a screen: asks the whole house, layers and all, and keeps its cookies.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use nennep::catalogs::Catalogs;
use nennep::routes::router;
use nennep::store::{Account, Session, Value};
use nennep::web::clock::Clock;
use nennep::web::house::{House as Web, Settings};
use nennep::web::secrets::{Cipher, fingerprint, unguessable};
use tower::ServiceExt as _;

use super::House;

/// The instant at which pages are asked for, unless a story moves its clock.
pub(crate) const NOON: &str = "2026-01-15T05:00:00Z";

/// A running house of pages over a story's database.
pub(crate) struct Pages {
    pub(crate) web: Web,
    pub(crate) clock: Clock,
    router: Router,
}

/// One browser with its cookies, or one program with its token.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) token: Option<String>,
    pub(crate) peer: SocketAddr,
    pub(crate) headers: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) code: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
}

impl Pages {
    pub(crate) fn of(house: &House) -> Self {
        Self::with(house, Settings::default())
    }

    pub(crate) fn with(house: &House, settings: Settings) -> Self {
        Self::around(house, settings, |web| router(web, None))
    }

    /// A house in which a story lays pages of its own.
    pub(crate) fn around(house: &House, settings: Settings, build: impl FnOnce(&Web) -> Router) -> Self {
        Self::under(house, Catalogs::embedded().unwrap(), settings, build)
    }

    /// A house that goes by other tables than those the program carries.
    pub(crate) fn under(
        house: &House,
        catalogs: Catalogs,
        settings: Settings,
        build: impl FnOnce(&Web) -> Router,
    ) -> Self {
        let clock = Clock::still(NOON).unwrap();
        let web = Web::new(
            house.db.clone(),
            catalogs,
            clock.clone(),
            Cipher::new(&[7; 32]),
            settings,
        );
        let router = build(&web);
        Self { web, clock, router }
    }

    /// Somebody nobody knows.
    pub(crate) fn visitor(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
            token: None,
            peer: "192.0.2.1:40000".parse().unwrap(),
            headers: Vec::new(),
        }
    }

    /// A signed-in officer who holds a role at a unit from 2009 on; made when not there.
    pub(crate) async fn officer(&self, sign_in: &str, role: &str, unit: &str) -> Browser {
        self.give(sign_in, role, unit, "2009-01-01", None).await;
        self.signed_in(sign_in).await
    }

    /// Gives a role from a day to a day to an account that is made when not there.
    pub(crate) async fn give(&self, sign_in: &str, role: &str, unit: &str, from: &str, to: Option<&str>) {
        let snapshot = self.web.live.snapshot(&self.web.db).await.unwrap();
        let tree = &snapshot.book.tree;
        let unit = tree.unit(tree.find(unit).expect("a unit of the story")).id.0;
        let mut tx = self.web.db.write().await.unwrap();
        let known = Account::find_by_sign_in(&mut tx, sign_in).await.unwrap();
        let account = match known {
            Some(account) => account.id,
            None => {
                let row = tx
                    .row("select coalesce(max(id), 0) + 1 from account", &[])
                    .await
                    .unwrap();
                let id = row.unwrap().int(0).unwrap();
                tx.execute(
                    "insert into account (id, sign_in, name, title, totp_step, locale, theme, made_at) values ($1, $2, $3, $4, 0, 'vi', 'auto', $5)",
                    &[id.into(), sign_in.into(), format!("Cán bộ {sign_in}").into(), role.into(), self.clock.read().at().into()],
                )
                .await
                .unwrap();
                id
            }
        };
        let row = tx
            .row("select coalesce(max(id), 0) + 1 from role_held", &[])
            .await
            .unwrap();
        let id = row.unwrap().int(0).unwrap();
        let values: Vec<Value> = vec![
            id.into(),
            account.into(),
            role.into(),
            unit.into(),
            from.into(),
            to.map(str::to_owned).into(),
            self.clock.read().at().into(),
        ];
        tx.execute(
            "insert into role_held (id, account_id, role, unit_id, from_on, to_on, given_at, given_by) values ($1, $2, $3, $4, $5, $6, $7, 'story')",
            &values,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A program with a token of an officer who is there, bound to a unit and a last day.
    pub(crate) async fn program(&self, sign_in: &str, unit: &str, until: &str) -> Browser {
        let snapshot = self.web.live.snapshot(&self.web.db).await.unwrap();
        let tree = &snapshot.book.tree;
        let unit = tree.unit(tree.find(unit).expect("a unit of the story")).id.0;
        let secret = unguessable().unwrap();
        let mut tx = self.web.db.write().await.unwrap();
        let account = Account::find_by_sign_in(&mut tx, sign_in).await.unwrap().unwrap();
        let row = tx.row("select coalesce(max(id), 0) + 1 from token", &[]).await.unwrap();
        let id = row.unwrap().int(0).unwrap();
        tx.execute(
            "insert into token (id, account_id, name, secret, unit_id, until_on, made_at) values ($1, $2, 'story', $3, $4, $5, $6)",
            &[id.into(), account.id.into(), fingerprint(&secret).into(), unit.into(), until.into(), self.clock.read().at().into()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut browser = self.visitor();
        browser.token = Some(secret);
        browser
    }

    /// Opens a session without asking for a password.
    pub(crate) async fn signed_in(&self, sign_in: &str) -> Browser {
        let mut tx = self.web.db.write().await.unwrap();
        let account = Account::find_by_sign_in(&mut tx, sign_in).await.unwrap().unwrap();
        let secret = unguessable().unwrap();
        let now = self.clock.read();
        let session = Session {
            secret: fingerprint(&secret),
            account: account.id,
            passed: true,
            view_as: None,
            agent: "story".to_owned(),
            made_at: now.at(),
            seen_at: now.at(),
            ends_at: now.at_plus(12 * 3600),
        };
        session.keep(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut browser = self.visitor();
        browser.cookies.insert("session".to_owned(), secret);
        browser
    }
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.ask(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a page of the house does.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.ask(request).await
    }

    /// Sends JSON as a program does.
    pub(crate) async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Page {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        self.ask(request).await
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "nennep.example")
            .extension(ConnectInfo(self.peer));
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(name.as_str(), value.as_str());
        }
        request
    }

    pub(crate) async fn ask(&mut self, request: Request<Body>) -> Page {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (code, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        Page {
            code,
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

impl Page {
    /// Where the answer sends the browser.
    pub(crate) fn leads_to(&self) -> &str {
        assert!(self.code.is_redirection(), "{}: {}", self.code, self.text);
        self.headers.get(header::LOCATION).unwrap().to_str().unwrap()
    }

    /// What a person reads: without tags, blanks collapsed.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        let mut is_tag = false;
        for letter in self.text.chars() {
            match letter {
                '<' => is_tag = true,
                '>' => {
                    is_tag = false;
                    words.push(' ');
                }
                _ if !is_tag => words.push(letter),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("no JSON: {} {}", self.code, self.text))
    }
}

/// Writes a text as one value of a form or an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
