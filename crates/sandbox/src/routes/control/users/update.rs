//! `PUT users/{id}`: changes what is sent of a user.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::users::USERS;
use serde_json::Value;

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, users::Change},
    error::Failure,
    extract::{JsonBody, Segments},
    routes::control::answer,
    state::App,
    store::control as store,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let change = Change::read(&app, body).await?;
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let user = change.apply(db, &deed, &caller, &store::get(db, &USERS, &id)?)?;
        Document::one(db, &user, &Include::default())
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
