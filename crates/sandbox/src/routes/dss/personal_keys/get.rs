//! `GET personal-api-keys/{id}`.

use axum::{Extension, extract::State, response::Response};

use crate::{auth::dss::Caller, dss::key, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let key = app.people.store.read(move |db| super::find(db, &caller, &id)).await?;
    Ok(dss::object(key::personal(&app, &key)))
}
