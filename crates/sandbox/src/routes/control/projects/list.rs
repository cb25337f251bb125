//! `GET projects`: those that the caller sees.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::projects::PROJECTS;

use crate::{
    auth::control::{Caller, policies},
    error::Failure,
    extract::Asked,
    routes::control,
    state::App,
    store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    let all = caller.has(&policies::PROJECT_RULERS) || caller.has(&policies::PROJECT_READERS);
    let scope = if all { Scope::All } else { Scope::ProjectsOf(caller.user.seq) };
    control::list(&app, &caller, &PROJECTS, scope, asked).await
}
