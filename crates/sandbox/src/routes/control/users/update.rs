//! `PUT users/{id}`: changes what is sent of a user.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::users::USERS;

use crate::{
    auth::control::Caller,
    control::{
        ask::Include,
        document::Document,
        users::{self, Change},
    },
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
    // First of all: a password that is not to be set is not worth the work of hashing it.
    let (who, which) = (caller.clone(), id.clone());
    app.people.store.read(move |db| users::may_change(&who, &store::get(db, &USERS, &which)?)).await?;
    let change = Change::read(&app, body).await?;
    let (deed, ctx) = (caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let user = change.apply(db, &deed, &caller, &store::get(db, &USERS, &id)?)?;
        Document::one(db, &caller, &user, &Include::default())
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
