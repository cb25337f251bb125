//! `POST manual_events`: emits an event, into the audit trail where a tenant is named.

use axum::{Extension, extract::State, http::StatusCode, response::Response};

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, events},
    error::Failure,
    extract::{JsonBody, Once},
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let event = events::emit(db, &deed, body)?;
        Document::one(db, &caller, &event, &Include::default())
    });
    Ok(answer(StatusCode::CREATED, document.await?, &ctx))
}
