//! `PUT user_groups/{id}`: changes what is sent of a group.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::groups::GROUPS;

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, groups::Change},
    error::Failure,
    extract::{JsonBody, Once, Segments},
    routes::control::answer,
    state::App,
    store::control as store,
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
        let group = change.apply(db, &deed, &store::get(db, &GROUPS, &id)?)?;
        Document::one(db, &caller, &group, &Include::default())
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
