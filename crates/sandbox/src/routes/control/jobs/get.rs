//! `GET jobs/{id}`: for every user, since whoever started a job has to wait for it.

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
