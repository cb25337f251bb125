//! Writes example packages, for demos, documents and tests.

use std::io::{self, Cursor, Write};

use pilothouse_wire::{EndpointId, GenerationId, ServiceId};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::archive::DESCRIPTION;

/// An example model; `shift` moves its intercept, so that generations answer differently.
#[must_use]
pub fn classifier(endpoint: &EndpointId, shift: f64) -> Value {
    json!({
        "id": endpoint,
        "type": "STD_PREDICTION",
        "predictionType": "BINARY_CLASSIFICATION",
        "model": {
            "kind": "logistic",
            "intercept": -0.5 + shift,
            "coefficients": {"weight_kg": 0.4, "distance_km": 0.002},
            "labels": ["on-time", "late"],
        },
    })
}

/// An example model for a number.
#[must_use]
pub fn regression(endpoint: &EndpointId, shift: f64) -> Value {
    json!({
        "id": endpoint,
        "type": "STD_PREDICTION",
        "predictionType": "REGRESSION",
        "model": {
            "kind": "linear",
            "intercept": 10.0 + shift,
            "coefficients": {"weight_kg": 1.5, "distance_km": 0.05},
        },
    })
}

/// A `service.json`.
#[must_use]
pub fn document(service: &ServiceId, generation: &GenerationId, endpoints: &[Value], fail: Option<&str>) -> Value {
    let mut document = json!({"serviceId": service, "generationId": generation, "endpoints": endpoints});
    if let Some(reason) = fail {
        document["sandboxLoadFailure"] = json!(reason);
    }
    document
}

/// The archive of a `service.json`.
pub fn archive(document: &Value) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(DESCRIPTION, SimpleFileOptions::default())?;
    zip.write_all(&serde_json::to_vec_pretty(document)?)?;
    Ok(zip.finish()?.into_inner())
}
