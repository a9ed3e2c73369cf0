//! Dialogues with owners and workers, the difficulties raised there, and proposals upward with their reply.

mod act;
mod form;
mod page;
mod record;
mod rows;
mod view;

use axum::extract::Query;
use axum::routing::get;
use axum::{Json, Router};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::record::{DialogueList, DialogueTold};
use crate::store::Deed;
use crate::web::errors::WebError;
use crate::web::house::House;
use crate::web::openapi::{Words, asked};
use crate::web::places::code_in_charge;
use crate::web::visit::Visit;

/// Gives the pages of this feature.
pub fn routes() -> Router<House> {
    Router::new()
        .route("/dialogues", get(page::list).post(page::create))
        .route("/dialogues/new", get(page::new))
        .route("/dialogues/{id}", get(page::one))
        .route("/dialogues/{id}/matters", get(page::raise).post(page::raised))
        .route("/matters", get(page::matters).post(page::proposed))
        .route("/matters/new", get(page::propose))
        .route("/matters/{id}", get(page::matter).post(page::answered))
}

/// Gives the answers of this feature to programs.
pub fn api() -> OpenApiRouter<House> {
    OpenApiRouter::new()
        .routes(routes!(page::told))
        .routes(routes!(dialogues))
}

/// Lists the dialogues of the scope, the latest first.
#[utoipa::path(get, path = "/dialogues", tag = "work", responses((status = 200, body = DialogueList)))]
async fn dialogues(visit: Visit, Query(words): Query<Words>) -> Result<Json<DialogueList>, WebError> {
    visit.needs_somewhere(Deed::See)?;
    asked(words, &[])?;
    let mut tx = visit.house.db.read().await?;
    let dialogues = rows::listed(&mut tx, &visit.seen_units()).await?;
    tx.rollback().await?;
    let told = dialogues.into_iter().map(|dialogue| DialogueTold {
        unit: code_in_charge(&visit, Some(dialogue.unit)),
        id: dialogue.id,
        audience: dialogue.audience,
        held_on: dialogue.on,
        people: dialogue.people,
        matters: dialogue.matters,
        answered: dialogue.answered,
        entry: dialogue.entry,
        is_taken_back: dialogue.is_reversed,
    });
    Ok(Json(DialogueList {
        dialogues: told.collect(),
    }))
}
