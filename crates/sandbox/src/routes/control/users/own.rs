//! `GET self`: the caller's own user, with its groups.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::users::{GROUPS, USERS};

use crate::{
    auth::control::Caller,
    control::{ask, document::Document},
    error::Failure,
    extract::Asked,
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    let mut include = ask::of_one(&USERS, asked, &[])?;
    // They come along whatever else was asked for (§2.3, certain).
    include.put(&USERS, GROUPS)?;
    let ctx = caller.ctx.clone();
    let document = app.people.store.read(move |db| Document::one(db, &caller, &caller.user, &include)).await?;
    Ok(answer(StatusCode::OK, document, &ctx))
}
