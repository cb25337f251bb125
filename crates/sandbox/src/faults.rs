//! Services that fail by their names, so that a test of a failure is a test with a name in it
//! (`docs/sandbox-differences.md`). They can be created, listed and deleted like any other; calls about what is in them
//! fail.

use std::time::Duration;

use axum::{
    Json,
    extract::{RawPathParams, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use serde_json::json;

use crate::error::Failure;

/// The part of a path template that names a service, and ends the template of the one call that is spared: deleting.
const SERVICE: &str = "service";

/// Fails where the service's name says so.
pub(crate) async fn by_name(params: RawPathParams, request: Request, next: Next) -> Response {
    let mut params = params.iter();
    let named = params.find(|(name, _)| *name == SERVICE).map(|(_, value)| value.to_owned());
    if request.method() == axum::http::Method::DELETE {
        return next.run(request).await;
    }
    match named.as_deref() {
        Some("fail-503") => Failure::busy("This service fails by its name", 1).into_response(),
        Some("fail-500") => Failure::internal("failing by name", &"a service called fail-500").into_response(),
        Some("fail-html") => html(),
        Some("fail-shape") => Json(json!({"unexpected": ["shape"]})).into_response(),
        Some("fail-empty") => StatusCode::OK.into_response(),
        Some("fail-204") => StatusCode::NO_CONTENT.into_response(),
        Some("fail-302") => (StatusCode::FOUND, [(header::LOCATION, "/")]).into_response(),
        Some("slow-2s") => {
            tokio::time::sleep(Duration::from_secs(2)).await;
            next.run(request).await
        }
        Some(_) | None => next.run(request).await,
    }
}

fn html() -> Response {
    let page = "<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>";
    (StatusCode::BAD_GATEWAY, Html(page)).into_response()
}
