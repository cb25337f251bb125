//! `POST services/{service}/actions/setMapping`: also enables the service.

use axum::{extract::State, response::Response};
use pilothouse_wire::{Mapping, ServiceId, Split};

use crate::{
    error::Failure,
    extract::{JsonBody, Segments},
    routes::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(service): Segments<ServiceId>,
    JsonBody(mapping): JsonBody<Mapping>,
) -> Result<Response, Failure> {
    let split = Split::try_from(&mapping).map_err(|e| Failure::wrong(e.to_string()))?;
    super::activate(&app, service, split).await?;
    Ok(answer::done())
}
