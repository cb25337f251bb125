//! `PUT smtp_connections/{id}`: changes what is sent of a connection to a mail server.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::system::SMTP_CONNECTIONS;

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, system},
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
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let changed = system::change(db, &deed, &SMTP_CONNECTIONS, &id, body)?;
        Document::one(db, &caller, &changed, &Include::default())
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
