//! `GET` of a project by its name.

use axum::{Extension, extract::State, response::Response};

use crate::{
    auth::control::Caller,
    control::projects,
    error::Failure,
    extract::{Asked, Segments},
    state::App,
};

use super::get;

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(name): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    get::shown(app, caller, name, asked, projects::named).await
}
