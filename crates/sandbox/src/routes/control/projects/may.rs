//! May the caller do this in a project? Empty data says yes, 403 says no (§2.3; the status is inferred).

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::projects::{ACTION, SUB_RESOURCE};
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{ask, document::Document, projects},
    error::Failure,
    extract::{Asked, Segments},
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(name): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    ask::only(&asked, &[ACTION, SUB_RESOURCE])?;
    let needed = projects::needed(asked.one(ACTION)?, asked.maybe(SUB_RESOURCE)?.unwrap_or_default());
    let ctx = caller.ctx.clone();
    let allowed = app
        .people
        .store
        .read(move |db| projects::for_caller(db, &caller, projects::named(db, &name)?, &name, needed).map(drop));
    allowed.await?;
    Ok(answer(StatusCode::OK, Document::of(json!({})), &ctx))
}
