//! `DELETE cached-code-envs`: all of them, for no model of the sandbox uses one.

use axum::{extract::State, response::Response};
use serde_json::json;

use crate::{error::Failure, routes::answer, state::App, store::caches::Cache};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let gone = super::clear(&app, Cache::CodeEnvs).await?;
    answer::json(&json!({"deletedCodeEnvs": gone}))
}
