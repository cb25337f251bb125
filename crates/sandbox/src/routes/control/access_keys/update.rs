//! `PUT access_keys/{key}`: changes what is sent of one of the caller's own keys.

use axum::{Extension, extract::State, http::StatusCode, response::Response};

use crate::{
    auth::control::Caller,
    control::{
        ask::Include,
        document::Document,
        keys::{self, Change},
    },
    error::Failure,
    extract::{JsonBody, Once, Segments},
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let change = Change::read(body)?;
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let key = change.apply(db, &deed, &keys::own(db, &caller, &id)?, &id)?;
        Document::one(db, &caller, &key, &Include::default())
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
