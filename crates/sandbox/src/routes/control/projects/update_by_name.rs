//! `PUT` of a project by its name.

use axum::{Extension, extract::State, response::Response};
use serde_json::Value;

use crate::{
    auth::control::Caller,
    control::projects,
    error::Failure,
    extract::{JsonBody, Segments},
    state::App,
};

use super::update;

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(name): Segments<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    update::changed(app, caller, name, body, projects::named).await
}
