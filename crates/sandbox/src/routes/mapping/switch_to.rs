//! `POST services/{service}/actions/switchTo/{generation}`: all traffic to one; also enables the service.

use axum::{extract::State, response::Response};
use pilothouse_wire::{GenerationId, ServiceId, Split};

use crate::{error::Failure, extract::Segments, routes::answer, state::App};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, generation)): Segments<(ServiceId, GenerationId)>,
) -> Result<Response, Failure> {
    super::activate(&app, service, Split::whole(generation)).await?;
    Ok(answer::done())
}
