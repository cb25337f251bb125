//! `GET {service}/swagger`: documentation is enabled for every service (sandbox choice).

use axum::{extract::State, response::Response};
use pilothouse_wire::ServiceId;

use crate::{
    engine::{prediction::answering, swagger::describe},
    error::Failure,
    extract::Segments,
    routes::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
) -> Result<Response, Failure> {
    let loaded = answering(&app, &service).await?;
    answer::json(&describe(app.number, &service, &loaded))
}
