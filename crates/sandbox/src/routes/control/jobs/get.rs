//! `GET jobs/{id}`: one job: whoever knows its id may ask how far it is.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::jobs::JOBS;

use crate::{
    auth::control::Caller,
    error::Failure,
    extract::{Asked, Segments},
    routes::control,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::get(&app, &caller, &JOBS, id, asked).await
}
