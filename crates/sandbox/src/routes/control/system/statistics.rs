//! `POST` of a node's statistics: the sandbox stores nothing that would have to be counted again, and says so by an answer
//! without data.

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
    Ok(answer(StatusCode::OK, Document::of(json!({})), &caller.ctx))
}
