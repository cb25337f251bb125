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
    let deed = caller.deed(&app);
    let document = app.people.store.write(move |db| {
        let event = events::emit(db, &deed, body)?;
        Document::one(db, &event, &Include::default())
    });
    Ok(answer(StatusCode::CREATED, document.await?, &caller.ctx))
}
