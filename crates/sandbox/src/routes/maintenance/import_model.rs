//! `POST model-cache?modelArchivePath=…`: keeps the name; the file is not looked at.

use axum::{extract::State, response::Response};
use pilothouse_wire::api_node::maintenance::MODEL_ARCHIVE_PATH;

use crate::{error::Failure, extract::Asked, state::App, store::caches::Cache};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let name = asked.one(MODEL_ARCHIVE_PATH)?.to_owned();
    super::put(&app, Cache::Models, name).await
}
