//! `GET jobs`: a page of jobs.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::jobs::JOBS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &JOBS, Scope::All, asked).await
}
