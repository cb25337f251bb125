//! `POST tunnel/{service}/statistics`: counts what is stored again. The sandbox stores nothing that it could count.

use axum::{Extension, http::StatusCode, response::Response};
use pilothouse_wire::control::system::NODES;
use serde_json::json;

use crate::{
    auth::control::Caller, control::document::Document, error::Failure, extract::Segments, routes::control::answer,
};

pub(crate) async fn handle(
    Extension(caller): Extension<Caller>,
    Segments(service): Segments<String>,
) -> Result<Response, Failure> {
    if service != [NODES[0], ".storage_device_info.0"].concat() {
        return Err(Failure::not_found(format!("There is no service {service}")));
    }
    let data = json!({"type": "statistics", "id": service, "attributes": {}});
    Ok(answer(StatusCode::OK, Document::of(data), &caller.ctx))
}
