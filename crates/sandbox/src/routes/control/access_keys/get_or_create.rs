//! `POST self/get_or_create_access_key`: the caller's key of this label and these planes with its secret, made where
//! there is none.

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
    let (key, secret, new) =
        app.people.store.write(move |db| change.get_or_create(db, &deed, &vault, &caller.now(db)?)).await?;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(answer(status, keys::with_secret(&key, &secret), &ctx))
}
