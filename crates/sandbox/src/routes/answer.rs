//! How successful answers are written.

use axum::{Json, response::IntoResponse, response::Response};
use serde::Serialize;
use serde_json::{Number, Value, json};

use crate::error::Failure;

/// What calls answer that have nothing to say: `contract/dataiku-apinode.md` §2.1, certain for creating and deleting
/// services, a sandbox choice for the others.
pub(super) fn done() -> Response {
    Json(json!({"ok": true})).into_response()
}

/// A record as JSON.
pub(super) fn json(record: &impl Serialize) -> Result<Response, Failure> {
    let value = serde_json::to_value(record).map_err(|e| Failure::internal("writing an answer", &e))?;
    Ok(Json(whole_numbers(value)).into_response())
}

/// Writes times and counts as a real node does: `1764576000000`, not `1764576000000.0`.
pub(super) fn whole_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(whole(number)),
        Value::Array(values) => values.into_iter().map(whole_numbers).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, whole_numbers(value))).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

fn whole(number: Number) -> Number {
    /// Up to here every whole number has a place of its own among the floating ones.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT => Number::from(float as i64),
        Some(_) | None => number,
    }
}
