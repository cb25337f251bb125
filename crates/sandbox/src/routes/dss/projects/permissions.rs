//! `GET projects/{projectKey}/permissions`.

use axum::{extract::State, response::Response};

use crate::{dss::project, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Segments(key): Segments<String>) -> Result<Response, Failure> {
    let read = move |db: &rusqlite::Connection| project::permissions(db, &super::find(db, &key)?);
    Ok(dss::object(app.people.store.read(read).await?))
}
