//! `POST access_keys`: makes a key of the caller's; this answer alone has its secret.

use axum::{Extension, extract::State, http::StatusCode, response::Response};

use crate::{
    auth::control::Caller,
    control::keys::{self, Change},
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
    let (deed, vault, ctx) = (caller.deed(&app), app.people.vault.clone(), caller.ctx.clone());
    let (key, secret) = app.people.store.write(move |db| change.create(db, &deed, &vault, &caller.now(db)?)).await?;
    Ok(answer(StatusCode::CREATED, keys::with_secret(&key, &secret), &ctx))
}
