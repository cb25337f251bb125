//! `DELETE keys/{id}/key`. The key in use may delete itself (sandbox choice).

use axum::{extract::State, response::Response};
use pilothouse_wire::KeyId;

use crate::{error::Failure, extract::Segments, routes::answer, state::App, store::keys};

pub(crate) async fn handle(State(app): State<App>, Segments(id): Segments<KeyId>) -> Result<Response, Failure> {
    match app.store.write(move |db| keys::delete_by_id(db, &id)).await? {
        true => Ok(answer::done()),
        false => Err(super::missing()),
    }
}
