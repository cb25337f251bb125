//! `POST {service}/{endpoint}/predict`.

use axum::{extract::State, response::Response};
use pilothouse_wire::{EndpointId, ServiceId, api_node::prediction::Query};

use crate::{
    engine::prediction::dispatch,
    error::Failure,
    extract::{JsonBody, Segments},
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, endpoint)): Segments<(ServiceId, EndpointId)>,
    JsonBody(query): JsonBody<Query>,
) -> Result<Response, Failure> {
    let respondent = dispatch(&app, service, endpoint, query.dispatch.as_ref()).await?;
    let answer = respondent.answer(&app, &query.features, query.explanations.as_ref())?;
    super::one(&respondent, answer)
}
