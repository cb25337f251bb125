//! A service's own description as an `OpenAPI` 2 document (`contract/dataiku-apinode.md` §7.2).

use pilothouse_wire::{ServiceId, System, api_node::prediction};
use serde_json::{Map, Value, json};

use crate::{nodes::NodeNumber, packages::contents::Loaded, routes::table};

/// Describes what a generation on this node answers.
#[must_use]
pub fn describe(node: NodeNumber, service: &ServiceId, loaded: &Loaded) -> Value {
    let mut paths = Map::new();
    for (endpoint, model) in &loaded.models {
        let features: Map<String, Value> =
            model.coefficients.keys().map(|name| (name.clone(), json!({"type": "number"}))).collect();
        let path = prediction::PREDICT.path.replace("{service}", "").replace("{endpoint}", endpoint.as_str());
        paths.insert(path, operation(&features));
    }
    let base = [&table::mount(node, System::Prediction), service.as_str()].concat();
    json!({
        "swagger": "2.0",
        "info": {"title": service, "version": "sandbox"},
        "basePath": base,
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": paths,
    })
}

fn operation(features: &Map<String, Value>) -> Value {
    let query = json!({
        "type": "object",
        "required": ["features"],
        "properties": {"features": {"type": "object", "properties": features}},
    });
    json!({"post": {
        "parameters": [{"in": "body", "name": "query", "required": true, "schema": query}],
        "responses": {"200": {"description": "The prediction"}},
    }})
}
