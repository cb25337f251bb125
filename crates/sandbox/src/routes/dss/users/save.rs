//! `PUT admin/users/{login}`: changes a user.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{
    dss::change::Change,
    error::Failure,
    extract::{JsonBody, Segments},
    routes::dss,
    state::App,
    store::accounts::Login,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(login): Segments<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let change = Change::read(&app, body).await?;
    let (vault, login) = (app.people.vault.clone(), Login::new(&login));
    let name = app.people.store.write(move |db| change.apply(db, &vault, &login)).await?;
    Ok(dss::message(["Edited user ", &name].concat()))
}
