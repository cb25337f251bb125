//! `POST user_groups`: makes a group.

use axum::{Extension, extract::State, http::StatusCode, response::Response};

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, groups::Change},
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
    let change = Change::read(body)?;
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let group = change.create(db, &deed)?;
        Document::one(db, &caller, &group, &Include::default())
    });
    Ok(answer(StatusCode::CREATED, document.await?, &ctx))
}
