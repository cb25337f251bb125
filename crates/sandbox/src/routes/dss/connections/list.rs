//! `GET admin/connections/`: all of them by name.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{error::Failure, routes::dss, state::App, store::dss::catalog};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let all = app.people.store.read(catalog::connections).await?;
    Ok(dss::object(all.into_iter().map(|(name, one)| (name, Value::Object(one))).collect()))
}
