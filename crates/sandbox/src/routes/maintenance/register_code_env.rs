//! `POST register-global-code-env?exportedEnvDir=…&builtEnvDir=…&language=…`: keeps the name; the folders are not
//! looked at.

use axum::{extract::State, response::Response};
use pilothouse_wire::api_node::maintenance::{BUILT_ENV_DIR, EXPORTED_ENV_DIR, LANGUAGE};

use crate::{error::Failure, extract::Asked, state::App, store::caches::Cache};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let language = super::language(asked.one(LANGUAGE)?)?;
    asked.one(BUILT_ENV_DIR)?;
    let name = [language.as_str(), ":", asked.one(EXPORTED_ENV_DIR)?].concat();
    super::put(&app, Cache::CodeEnvs, name).await
}
