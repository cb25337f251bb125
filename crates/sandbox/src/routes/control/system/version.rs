//! `GET tunnel/{service}/external_versions/{node}`: the version of the system, as its nodes tell it.

use axum::{Extension, http::StatusCode, response::Response};
use pilothouse_wire::control::system::{EXTERNAL, NODES};
use serde_json::json;

use crate::{
    auth::control::Caller, control::document::Document, error::Failure, extract::Segments, routes::control::answer,
};

/// The version that the sandbox plays: the newest whose fields the contract knows.
const VERSION: &str = "3.5.5";

pub(crate) async fn handle(
    Extension(caller): Extension<Caller>,
    Segments((service, node)): Segments<(String, String)>,
) -> Result<Response, Failure> {
    // A system of one node: the first that clients ask for.
    if node != NODES[0] || service != [&node, ".version.0"].concat() {
        return Err(Failure::not_found(format!("There is no service {service} on a node {node}")));
    }
    let data = json!({"type": "external_version", "id": node, "attributes": {EXTERNAL: VERSION}});
    Ok(answer(StatusCode::OK, Document::of(data), &caller.ctx))
}
