//! Running the house: what it writes down, whether it is ready, and how a request ends that goes wrong.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::routing::{get, post};
use nennep::catalogs::Catalogs;
use nennep::routes::around;
use nennep::store::open;
use nennep::web::clock::Clock;
use nennep::web::house::{House as Web, Settings};
use nennep::web::log::subscriber;
use nennep::web::secrets::Cipher;
use tower::ServiceExt as _;

use super::api::asked;
use crate::common::House;
use crate::common::browser::{NOON, Pages};

stories! {
    logs_name_nobody, is_ready_only_with_its_database, is_not_ready_on_another_schema, ends_well_whatever_happens,
    numbers_its_requests, packs_its_answers, slows_down_who_asks_too_much, answers_head_and_knows_no_cors,
}

/// Pages of a story: one that breaks, one that takes what is sent.
pub(super) fn rough(web: &Web) -> Router {
    async fn breaks() -> &'static str {
        panic!("Nguyễn Văn An typed this")
    }
    let pages = Router::new()
        .route("/breaks", get(breaks))
        .route("/takes", post(|body: Bytes| async move { body.len().to_string() }));
    around(web, pages, None)
}

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn logs_name_nobody(house: &House) {
    let (pages, mut program) = asked(house).await;
    pages
        .give("nguyen.van.an", "unit_officer", "w1", "2009-01-01", None)
        .await;
    let mut officer = pages.signed_in("nguyen.van.an").await;
    let paper = Paper::default();
    let writer = paper.clone();
    let quiet = tracing::subscriber::set_default(subscriber("info", move || writer.clone()));
    program
        .get("/api/v1/units/w1/figures?period=2024&ho_ten=Tran-Thi-Binh")
        .await;
    officer
        .get("/api/v1/units/w1/trace?indicator=party_org_founded&period=2024")
        .await;
    officer.get("/nguyen.van.an/Tran-Thi-Binh?q=0912345678").await;
    officer
        .post(
            "/sign-in",
            &[("sign_in", "nguyen.van.an"), ("password", "mat-khau-0912345678")],
        )
        .await;
    let request = officer
        .request("TRAN-THI-BINH", "/healthz")
        .header("x-request-id", "Tran-Thi-Binh");
    officer.ask(request.body(Body::empty()).unwrap()).await;
    let mut rough = Pages::around(house, Settings::default(), rough).visitor();
    rough.get("/breaks").await;
    drop(quiet);
    let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answers: Vec<&serde_json::Value> = lines.iter().filter(|line| line["message"] == "answered").collect();
    assert_eq!(answers.len(), 6, "{text}");
    for line in &answers {
        let number = line["span"]["number"].as_str().unwrap();
        assert_eq!(number.len(), 36, "{line}");
        assert!(
            line["milliseconds"].is_u64() && line["code"].is_u64() && line["method"].is_string(),
            "{line}"
        );
    }
    assert_eq!(answers[0]["pattern"], "/api/v1/units/{code}/figures");
    assert_eq!(
        (&answers[2]["pattern"], &answers[4]["method"]),
        (&"-".into(), &"-".into())
    );
    let secrets = [
        program.token.clone().unwrap(),
        officer.cookies.values().next().unwrap().clone(),
    ];
    // A random number may hold any digits.
    let numbers = answers.iter().map(|line| line["span"]["number"].as_str().unwrap());
    let text = numbers.fold(text.clone(), |text, number| text.replace(number, ""));
    for never in [
        "nguyen",
        "Nguyễn",
        "Binh",
        "BINH",
        "0912345678",
        "2024",
        "w1",
        "party_org",
        "192.0.2",
        &secrets[0],
        &secrets[1],
    ] {
        assert!(!text.contains(never), "the log holds {never}: {text}");
    }
}

async fn is_ready_only_with_its_database(house: &House) {
    let db = open(&house.address).await.unwrap();
    let web = Web::new(
        db.clone(),
        Catalogs::embedded().unwrap(),
        Clock::still(NOON).unwrap(),
        Cipher::new(&[7; 32]),
        Settings::default(),
    );
    let router = nennep::routes::router(&web, None);
    let mut visitor = Pages::around(house, Settings::default(), |_| router).visitor();
    assert_eq!(visitor.get("/readyz").await.text, "ready");
    db.close().await;
    let page = visitor.get("/readyz").await;
    assert_eq!(
        (page.code, page.text.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    );
    assert_eq!(page.headers[header::RETRY_AFTER], "5");
    assert_eq!(visitor.get("/healthz").await.text, "ok");
    // Whoever asks for more meanwhile is told that it is our failure, and of what kind it is not.
    visitor.token = Some("any".to_owned());
    let page = visitor.get("/api/v1/units").await;
    assert_eq!(page.code, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(page.json()["type"], "failure");
}

async fn is_not_ready_on_another_schema(house: &House) {
    let pages = Pages::of(house);
    let before = house
        .numbers("select version from schema_version order by version")
        .await;
    let newest = *before.last().unwrap();
    let tell = async |sql: &str| {
        let mut tx = house.db.write().await.unwrap();
        tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
    };
    tell(&format!(
        "update schema_version set version = {} where version = {newest}",
        newest + 1
    ))
    .await;
    assert_eq!(
        pages.visitor().get("/readyz").await.code,
        StatusCode::SERVICE_UNAVAILABLE
    );
    tell(&format!(
        "update schema_version set version = {newest} where version = {}",
        newest + 1
    ))
    .await;
    assert_eq!(pages.visitor().get("/readyz").await.code, StatusCode::OK);
}

async fn ends_well_whatever_happens(house: &House) {
    let mut visitor = Pages::around(house, Settings::default(), rough).visitor();
    let large = "x".repeat(1024 * 1024 + 1);
    let ask = |method: &str, path: &str, body: &str| {
        let request = visitor.request(method, path);
        request.body(Body::from(body.to_owned())).unwrap()
    };
    let requests = [
        (ask("GET", "/breaks", ""), 500, "Hệ thống gặp lỗi"),
        (ask("GET", "/nothing", ""), 404, "Không có trang này"),
        (ask("PUT", "/takes", ""), 405, "không nhận cách gọi đó"),
        (ask("POST", "/takes", &large), 413, "quá lớn"),
    ];
    for (request, code, words) in requests {
        let page = visitor.ask(request).await;
        assert_eq!(page.code.as_u16(), code);
        assert!(
            page.text.contains(words) && page.text.contains("lang=\"vi\""),
            "{code}: {}",
            page.text
        );
        assert!(!page.text.contains("typed this"), "{}", page.text);
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
        assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    }
    let page = visitor.get("/api/v2/nothing").await;
    assert_eq!(
        (page.code, page.json()["type"].as_str()),
        (StatusCode::NOT_FOUND, Some("not-found"))
    );
}

async fn numbers_its_requests(house: &House) {
    let mut visitor = Pages::of(house).visitor();
    visitor.headers.push(("x-request-id".to_owned(), "mine".to_owned()));
    let numbers = [
        visitor.get("/healthz").await,
        visitor.get("/nothing").await,
        visitor.get("/api/v1/units").await,
    ]
    .map(|page| page.headers["x-request-id"].to_str().unwrap().to_owned());
    assert!(numbers.iter().all(|number| number.len() == 36), "{numbers:?}");
    assert!(numbers[0] != numbers[1] && numbers[1] != numbers[2], "{numbers:?}");
}

async fn packs_its_answers(house: &House) {
    let (_pages, mut program) = asked(house).await;
    let plain = program.get("/api/v1/indicators").await;
    for (accepted, packed) in [("br, gzip", "br"), ("gzip", "gzip")] {
        let mut program = program.clone();
        program
            .headers
            .push(("accept-encoding".to_owned(), accepted.to_owned()));
        let page = program.get("/api/v1/indicators").await;
        assert_eq!(page.headers[header::CONTENT_ENCODING], packed);
        assert!(
            page.bytes.len() * 2 < plain.bytes.len(),
            "{} of {}",
            page.bytes.len(),
            plain.bytes.len()
        );
    }
}

async fn slows_down_who_asks_too_much(house: &House) {
    let hurried = async |settings: Settings, name: &dyn Fn(usize) -> String| {
        let pages = Pages::with(house, settings);
        let mut visitor = pages.visitor();
        let mut pages = Vec::new();
        for place in 0..40 {
            visitor.headers = vec![("x-forwarded-for".to_owned(), name(place))];
            pages.push(visitor.get("/nothing").await);
        }
        pages
    };
    let refused = |pages: &[crate::common::browser::Page]| {
        let slowed = pages.iter().filter(|page| page.code == StatusCode::TOO_MANY_REQUESTS);
        slowed
            .inspect(|page| {
                assert!(page.headers.contains_key(header::RETRY_AFTER) && page.text.contains("lang=\"vi\""))
            })
            .count()
    };
    let settings = |is_behind_proxy| Settings {
        burst: 2,
        is_behind_proxy,
        ..Settings::default()
    };
    // Without a proxy nobody is believed; behind one, only what it wrote itself, which stands last.
    assert!(refused(&hurried(settings(false), &|place| format!("10.0.0.{place}")).await) > 0);
    assert!(refused(&hurried(settings(true), &|place| format!("10.0.0.{place}, 10.1.1.1")).await) > 0);
    assert!(refused(&hurried(settings(true), &|place| format!("2001:db8::{place:x}")).await) > 0);
    assert!(refused(&hurried(settings(true), &|place| format!("10.0.0.{place}, <script>")).await) > 0);
    assert_eq!(
        refused(&hurried(settings(true), &|place| format!("10.1.1.1, 10.0.0.{place}")).await),
        0
    );
    assert_eq!(refused(&hurried(Settings::default(), &|_| String::new()).await), 0);
}

async fn answers_head_and_knows_no_cors(house: &House) {
    let (_pages, mut program) = asked(house).await;
    for path in ["/healthz", "/api/v1/units", "/api/v1/openapi.json"] {
        let whole = program.get(path).await;
        let request = program
            .request("HEAD", path)
            .header(header::ORIGIN, "https://other.example");
        let page = program.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!((page.code, page.bytes.len()), (StatusCode::OK, 0), "{path}");
        assert_eq!(
            page.headers.get(header::CONTENT_TYPE),
            whole.headers.get(header::CONTENT_TYPE)
        );
        let request = program
            .request("OPTIONS", path)
            .header(header::ORIGIN, "https://other.example");
        let page = program
            .ask(
                request
                    .header("access-control-request-method", "POST")
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        assert_eq!(page.code, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert!(
            !page
                .headers
                .keys()
                .any(|name| name.as_str().starts_with("access-control")),
            "{:?}",
            page.headers
        );
    }
}

/// Time stands still here and jumps when nothing else runs, so the longest wait passes at once.
#[test]
fn a_page_that_takes_too_long_is_ended() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&format!("sqlite:{}", folder.path().join("book.db").display()))
            .await
            .unwrap();
        let web = Web::new(
            db.clone(),
            Catalogs::embedded().unwrap(),
            Clock::still(NOON).unwrap(),
            Cipher::new(&[7; 32]),
            Settings::default(),
        );
        let pages = Router::new().route(
            "/sleeps",
            get(|| async { tokio::time::sleep(Duration::from_secs(3600)).await }),
        );
        let router = around(&web, pages, None);
        tokio::time::pause();
        let asked = axum::http::Request::get("/sleeps").body(Body::empty()).unwrap();
        #[expect(
            clippy::disallowed_methods,
            reason = "a clock that is paused tells only what was waited for"
        )]
        let began = tokio::time::Instant::now();
        let response = router.oneshot(asked).await.unwrap();
        assert_eq!(response.status(), StatusCode::GATEWAY_TIMEOUT);
        assert_eq!(began.elapsed().as_secs(), 30);
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("Xử lý quá lâu"));
        tokio::time::resume();
        db.close().await;
    });
}
