//! The router: the contract's endpoints, the console, and what every answer has in common.

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use pilothouse_wire::System;
use tower_http::compression::CompressionLayer;

use crate::{
    auth::caller,
    console::{self, Console},
    error::{Failure, SessionFailure},
    extract, faults, log, origin,
    routes::table,
    state::App,
};

/// Prefixes under which nothing is the console's.
const API: [&str; 3] = ["/apinode/", "/automation/", "/packages/"];

/// What the node says of itself in every answer (the names are certain, the values a sandbox choice).
const NODE: [(&str, &str); 2] = [("dss-api-version", "sandbox"), ("dss-version", "sandbox")];

/// The whole server, without its socket.
pub fn router(app: App, console: Console) -> Router {
    let admit = || from_fn_with_state(app.clone(), caller::admit);
    let admin =
        table::admin().route_layer(from_fn(faults::by_name)).route_layer(admit()).route_layer(from_fn(whole_body));
    let fallback = move |request: Request| {
        let console = console.clone();
        async move { elsewhere(&console, request).await }
    };
    Router::new()
        .merge(admin)
        .merge(table::drop_folder().route_layer(admit()))
        .merge(table::open().route_layer(from_fn(whole_body)))
        .method_not_allowed_fallback(wrong_method)
        .fallback(fallback)
        .layer(from_fn(origin::refuse_foreign))
        .layer(from_fn(common_headers))
        .layer(from_fn_with_state(app.clone(), log::requests))
        .layer(CompressionLayer::new().br(true).gzip(true))
        .with_state(app)
}

fn is_api(path: &str) -> bool {
    API.iter().any(|prefix| path.starts_with(prefix) || path == prefix.trim_end_matches('/'))
}

/// A refusal in the language of the path's API.
pub(crate) fn refuse(path: &str, failure: Failure) -> Response {
    if path.starts_with(&table::mount(System::Automation)) {
        SessionFailure(failure).into_response()
    } else {
        failure.into_response()
    }
}

/// Takes the body before anything answers. A refusal that comes before the body has would close the connection, and the
/// client's next request on it would be lost. Packages are not held in memory: theirs streams.
async fn whole_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match extract::bytes(&parts.headers, body).await {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(failure) => refuse(parts.uri.path(), failure),
    }
}

async fn wrong_method(request: Request) -> Response {
    refuse(request.uri().path(), Failure::method())
}

/// A path that no endpoint has: nothing under an API's prefix, the console elsewhere.
async fn elsewhere(console: &Console, request: Request) -> Response {
    let (asked, _) = request.into_parts();
    let path = asked.uri.path();
    if is_api(path) { refuse(path, Failure::not_found("There is nothing here")) } else { console.serve(&asked).await }
}

/// Security headers for all, no caching for the APIs, the node's own headers for the node.
async fn common_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (api, node) = (is_api(path), path.starts_with("/apinode/"));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in console::headers::SECURITY {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    for (name, value) in NODE.into_iter().filter(|_| node) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
