//! `PUT` of a project by its name.

use axum::{Extension, extract::State, response::Response};

use crate::{
    auth::control::Caller,
    control::projects,
    error::Failure,
    extract::{JsonBody, Once, Segments},
    state::App,
};

use super::update;

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(name): Segments<String>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    update::changed(app, caller, name, body, projects::named).await
}
