//! `GET {service}/{endpoint}/predict-simple?f1=…&f2=…`: features in the query string.

use axum::{extract::State, response::Response};
use pilothouse_wire::{EndpointId, Extra, ServiceId};
use serde_json::{Value, json};

use crate::{
    engine::prediction::dispatch,
    error::Failure,
    extract::{Asked, Segments},
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments((service, endpoint)): Segments<(ServiceId, EndpointId)>,
    asked: Asked,
) -> Result<Response, Failure> {
    let features: Extra = asked.all().into_iter().map(|(name, text)| (name, value(text))).collect();
    let respondent = dispatch(&app, service, endpoint, None).await?;
    let answer = respondent.answer(&app, &features, None)?;
    super::one(&respondent, answer)
}

/// A number where the text is one. An empty text is a feature that is not given.
fn value(text: String) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => json!(number),
        Ok(_) | Err(_) if text.is_empty() => Value::Null,
        Ok(_) | Err(_) => Value::String(text),
    }
}
