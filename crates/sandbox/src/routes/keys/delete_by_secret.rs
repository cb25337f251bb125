//! `DELETE keys/{key}`: the secret itself is in the path, so the path is never logged.

use axum::{extract::State, response::Response};
use pilothouse_wire::Secret;

use crate::{auth::digest, error::Failure, extract::Segments, routes::answer, state::App, store::keys};

pub(crate) async fn handle(State(app): State<App>, Segments(secret): Segments<Secret>) -> Result<Response, Failure> {
    let digest = digest(secret.expose().as_bytes());
    match app.store.write(move |db| keys::delete_by_digest(db, &digest)).await? {
        true => Ok(answer::done()),
        false => Err(super::missing()),
    }
}
