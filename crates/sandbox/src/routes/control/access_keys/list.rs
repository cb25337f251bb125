//! `GET access_keys`: a page of the caller's own keys, by ids that are no secrets.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::access_keys::ACCESS_KEYS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &ACCESS_KEYS, Scope::KeysOf(caller.user.seq), asked).await
}
