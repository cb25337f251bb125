//! `POST {service}/{endpoint}/predict-multi`: many records, one generation for all of them.

use std::time::Duration;

use axum::{extract::State, response::Response};
use pilothouse_wire::{
    EndpointId, Extra, ServiceId,
    api_node::prediction::{Dispatch, Explanations},
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    engine::prediction::{dispatch, timing},
    error::Failure,
    extract::{JsonBody, Segments},
    routes::answer,
    state::App,
};

/// The body (§7.2).
#[derive(Deserialize)]
pub(crate) struct Queries {
    items: Vec<Item>,
    explanations: Option<Explanations>,
    dispatch: Option<Dispatch>,
}

#[derive(Deserialize)]
struct Item {
    features: Extra,
}

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, endpoint)): Segments<(ServiceId, EndpointId)>,
    JsonBody(queries): JsonBody<Queries>,
) -> Result<Response, Failure> {
    let respondent = dispatch(&app, service, endpoint, queries.dispatch.as_ref()).await?;
    let mut results = Vec::with_capacity(queries.items.len());
    let mut all = Duration::ZERO;
    for item in &queries.items {
        let (result, took) = respondent.answer(&app, &item.features, queries.explanations.as_ref())?;
        results.push(result);
        all += took;
    }
    answer::json(&json!({"results": results, "timing": timing(all), "apiContext": respondent.context()}))
}
