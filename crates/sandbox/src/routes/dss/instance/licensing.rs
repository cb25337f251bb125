//! `GET admin/licensing/status`: its shape is not documented; this one is a sandbox choice.

use axum::{Json, extract::State, response::IntoResponse, response::Response};
use serde_json::json;

use crate::{error::Failure, state::App, store::dss::users};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let users = app.people.store.read(users::list).await?;
    let enabled = users.iter().filter(|user| user.account.enabled).count();
    Ok(Json(json!({"sandbox": true, "users": users.len(), "enabledUsers": enabled})).into_response())
}
