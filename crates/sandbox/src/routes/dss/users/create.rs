//! `POST admin/users/`: makes a user.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{dss::change::Change, error::Failure, extract::JsonBody, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, JsonBody(body): JsonBody<Value>) -> Result<Response, Failure> {
    let change = Change::read(&app, body).await?;
    let (vault, now) = (app.people.vault.clone(), app.clock.now_ms());
    let name = app.people.store.write(move |db| change.create(db, &vault, now)).await?;
    Ok(dss::created(["Created user ", &name].concat()))
}
