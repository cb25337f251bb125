//! `GET admin/global-api-keys/{id}`.

use axum::{extract::State, response::Response};

use crate::{dss::key, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Segments(id): Segments<String>) -> Result<Response, Failure> {
    let key = app.people.store.read(move |db| super::find(db, &id)).await?;
    Ok(dss::object(key::global(&app, &key)))
}
