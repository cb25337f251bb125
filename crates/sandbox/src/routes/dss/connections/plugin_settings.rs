//! `GET plugins/{id}/settings`: with the presets that a credential can be for. Open to every user, which is a sandbox
//! choice: there is nothing secret in these.

use axum::{extract::State, response::Response};

use crate::{error::Failure, extract::Segments, routes::dss, state::App, store::dss::catalog};

pub(crate) async fn handle(State(app): State<App>, Segments(id): Segments<String>) -> Result<Response, Failure> {
    let all = app.people.store.read(catalog::plugins).await?;
    let found = all.into_iter().find(|(known, _)| *known == id);
    let (_, settings) = found.ok_or_else(|| Failure::not_found(format!("Plugin not found: {id}")))?;
    Ok(dss::object(settings))
}
