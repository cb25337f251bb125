//! `GET access_keys/{key}`: one of the caller's own keys, by its secret or by the id of its record.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::access_keys::ACCESS_KEYS;

use crate::{
    auth::control::Caller,
    control::{ask, document::Document, keys},
    error::Failure,
    extract::{Asked, Segments},
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    let (include, ctx) = (ask::of_one(&ACCESS_KEYS, asked, &[])?, caller.ctx.clone());
    let document = app.people.store.read(move |db| Document::one(db, &caller, &keys::own(db, &caller, &id)?, &include));
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
