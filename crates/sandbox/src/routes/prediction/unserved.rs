//! The calls for kinds of endpoint that the sandbox has no models for: forecast, effects, queries, lookups, functions.
//! They say so, after the same checks as the calls that it has.

use axum::{extract::State, response::Response};
use pilothouse_wire::{EndpointId, ServiceId};

use crate::{engine::prediction::dispatch, error::Failure, extract::Segments, state::App};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, endpoint)): Segments<(ServiceId, EndpointId)>,
) -> Result<Response, Failure> {
    let text = format!("Endpoint {endpoint} is of type STD_PREDICTION, which does not answer this call");
    dispatch(&app, service, endpoint, None).await?;
    Err(Failure::wrong(text))
}
