//! `POST users`: makes a user.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use serde_json::Value;

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, users::Change},
    error::Failure,
    extract::JsonBody,
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let change = Change::read(&app, body).await?;
    let deed = caller.deed(&app);
    let document = app.people.store.write(move |db| {
        let user = change.create(db, &deed)?;
        Document::one(db, &user, &Include::default())
    });
    Ok(answer(StatusCode::CREATED, document.await?, &caller.ctx))
}
