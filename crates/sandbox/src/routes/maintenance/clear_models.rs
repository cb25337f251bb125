//! `DELETE model-cache`: all of it.

use axum::{extract::State, response::Response};

use crate::{error::Failure, routes::answer, state::App, store::caches::Cache};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    super::clear(&app, Cache::Models).await?;
    Ok(answer::done())
}
