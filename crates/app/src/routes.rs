//! Every URL of the house, grouped by who calls it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use tower_governor::GovernorLayer;
use tower_governor::governor::GovernorConfigBuilder;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::features;
use crate::store::SCHEMA_VERSION;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::metrics::Metrics;
use crate::web::network::Client;
use crate::web::{assets, ended, log, openapi, security, visit};

/// Builds the whole house.
///
/// `metrics` is made once a process and handed in, so that tests may build many houses.
pub fn router(house: &House, metrics: Option<Metrics>) -> Router {
    around(house, officers(), metrics)
}

/// Builds a house around pages: everything a request passes on its way to one.
pub fn around(house: &House, pages: Router<House>, metrics: Option<Metrics>) -> Router {
    // A fallback of its own, so that unknown paths pass the same layers as pages.
    let pages = pages
        .fallback(|| async { WebError::NotFound })
        .layer(security::body_limit())
        .layer(security::time_out())
        .layer(security::other_origins());
    let files = features::lists::intake()
        .merge(features::hand_downs::intake())
        .merge(features::checks::intake())
        .merge(features::reports::intake())
        .merge(features::report_forms::intake())
        .layer(security::file_limit())
        .layer(security::file_time_out())
        .layer(security::other_origins());
    let (answers, document) = programs(house);
    let router = limited(
        house,
        pages.merge(files).merge(answers).merge(openapi::reader(document)),
    )
    .route("/assets/{*path}", get(assets::show))
    .layer(security::panics())
    .layer(from_fn_with_state(house.clone(), ended::render));
    // What machines ask is answered in their own short words, never as a page.
    let mut router = router.merge(machines());
    if let Some((_, handle)) = &metrics {
        let handle = handle.clone();
        router = router.route("/metrics", get(move || async move { handle.render() }));
    }
    let mut router = router
        .layer(from_fn_with_state(house.clone(), security::headers))
        .layer(security::compression())
        .layer(from_fn(log::requests));
    if let Some((layer, _)) = metrics {
        router = router.layer(layer);
    }
    router
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(map_request(own_request_number))
        .with_state(house.clone())
}

/// What programs ask, with its document; who asks is known before anything of the request is looked at.
fn programs(house: &House) -> (Router<House>, OpenApi) {
    let answers = features::figures::api()
        .merge(features::facts::api())
        .merge(features::enterprises::api())
        .merge(features::profiles::api())
        .merge(features::surveys::api())
        .merge(features::campaigns::api())
        .merge(features::cases::api())
        .merge(features::dialogues::api())
        .fallback(|| async { WebError::NotFound })
        .layer(security::body_limit())
        .layer(security::other_origins())
        .layer(from_fn_with_state(house.clone(), visit::recognise))
        .layer(security::time_out());
    let (answers, document) = OpenApiRouter::with_openapi(openapi::frame())
        .nest(openapi::ROOT, answers)
        .split_for_parts();
    // A nested router does not answer its own root with a slash.
    let root = Router::new()
        .route(&format!("{}/", openapi::ROOT), any(|| async { WebError::NotFound }))
        .layer(from_fn_with_state(house.clone(), visit::recognise));
    (answers.merge(root), openapi::completed(document))
}

/// Gives the document of the API.
#[must_use]
pub fn document(house: &House) -> OpenApi {
    programs(house).1
}

/// What officers open in a browser.
fn officers() -> Router<House> {
    Router::new()
        .merge(features::sessions::routes())
        .merge(features::second_factor::routes())
        .merge(features::setup::routes())
        .merge(features::oidc::routes())
        .merge(features::board::routes())
        .merge(features::traces::routes())
        .merge(features::shortfalls::routes())
        .merge(features::checks::routes())
        .merge(features::follow_ups::routes())
        .merge(features::units::routes())
        .merge(features::places::routes())
        .merge(features::differences::routes())
        .merge(features::enterprises::routes())
        .merge(features::lists::routes())
        .merge(features::waiting::routes())
        .merge(features::profiles::routes())
        .merge(features::descriptions::routes())
        .merge(features::ties::routes())
        .merge(features::surveys::routes())
        .merge(features::campaigns::routes())
        .merge(features::cases::routes())
        .merge(features::letters::routes())
        .merge(features::dialogues::routes())
        .merge(features::endings::routes())
        .merge(features::search::routes())
        .merge(features::facts::routes())
        .merge(features::entries::routes())
        .merge(features::tasks::routes())
        .merge(features::targets::routes())
        .merge(features::hand_downs::routes())
        .merge(features::paper_texts::routes())
        .merge(features::report_forms::routes())
        .merge(features::wordings::routes())
        .merge(features::reports::routes())
        .merge(features::reporting::routes())
        .merge(features::submissions::routes())
        .merge(features::restatements::routes())
        .merge(features::own_account::routes())
        .merge(features::accounts::routes())
        .merge(features::roles::routes())
        .merge(features::audit::routes())
}

/// What machines ask: is it alive, is it ready.
fn machines() -> Router<House> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
}

/// Longest the database may take to show that it is there.
const READY_WAIT: Duration = Duration::from_secs(3);

/// Ready means: the database answers and has our schema.
async fn ready(State(house): State<House>) -> Response {
    let asked = async {
        let mut tx = house.db.read().await?;
        tx.row("select max(version) from schema_version", &[])
            .await?
            .map_or(Ok(0), |row| row.int(0))
    };
    match tokio::time::timeout(READY_WAIT, asked).await {
        Ok(Ok(version)) if version == SCHEMA_VERSION => "ready".into_response(),
        Ok(Ok(_) | Err(_)) | Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
                (header::RETRY_AFTER, "5"),
            ],
            "not ready",
        )
            .into_response(),
    }
}

/// A number that a visitor sends is not taken: logs and trail carry only our own.
async fn own_request_number(mut request: Request) -> Request {
    request.headers_mut().remove("x-request-id");
    request
}

/// Lets a client make some requests in a row and then fifty a second; without a burst there is no limit.
fn limited(house: &House, router: Router<House>) -> Router<House> {
    let config = GovernorConfigBuilder::default()
        .per_millisecond(20)
        .burst_size(house.settings.burst)
        .key_extractor(Client {
            is_behind_proxy: house.settings.is_behind_proxy,
        })
        .finish();
    let Some(config) = config else {
        return router;
    };
    let limiter = Arc::downgrade(config.limiter());
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(FORGET_EVERY).await;
            // The house no longer stands.
            let Some(limiter) = limiter.upgrade() else {
                return;
            };
            limiter.retain_recent();
        }
    });
    router.layer(GovernorLayer::new(config))
}

/// Time after which clients that no longer ask are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);
