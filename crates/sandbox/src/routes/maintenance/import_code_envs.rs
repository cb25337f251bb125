//! `POST cached-code-envs?fileDir=…&language=…`: keeps the name; the folder is not looked at.

use axum::{extract::State, response::Response};
use pilothouse_wire::api_node::maintenance::{FILE_DIR, LANGUAGE};

use crate::{error::Failure, extract::Asked, state::App, store::caches::Cache};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let language = super::language(asked.one(LANGUAGE)?)?;
    let name = [language.as_str(), ":", asked.one(FILE_DIR)?].concat();
    super::put(&app, Cache::CodeEnvs, name).await
}
