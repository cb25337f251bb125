//! One line per request on standard error: id, method, the route's template (never the path itself, which may hold a
//! secret), status, milliseconds. No query, no header, no body.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Extensions, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use crate::{clock::Stopwatch, random::Random, routes::table::CONTROL};

/// The id of a request.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The same as the trace id of the control plane: a decimal number, as text (contract/iguazio-control-plane.md §1,
    /// certain).
    pub(crate) fn ctx(&self) -> String {
        let fold = |number: u64, byte: u8| number.wrapping_mul(37).wrapping_add(u64::from(byte));
        self.0.bytes().fold(0, fold).to_string()
    }

    /// The trace id of the request that has these extensions.
    pub(crate) fn ctx_of(extensions: &Extensions) -> String {
        extensions.get::<Self>().map(Self::ctx).unwrap_or_default()
    }
}

/// Gives the request an id of the server's own, answers it, and writes the line.
pub(crate) async fn requests(State(random): State<Random>, mut request: Request, next: Next) -> Response {
    let id = random.text(16);
    let watch = Stopwatch::start();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id = %id, ctx = tracing::field::Empty);
    let known_as = RequestId(id.clone());
    if request.uri().path().starts_with(CONTROL) {
        span.record("ctx", known_as.ctx());
    }
    request.extensions_mut().insert(known_as);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), watch.elapsed().as_millis());
    span.in_scope(|| tracing::info!(method, route = %route, status, ms = %ms));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// The method, of those that have a name: a made-up one is the sender's text.
fn known(method: &Method) -> &'static str {
    let all = [(Method::GET, "GET"), (Method::POST, "POST"), (Method::PUT, "PUT"), (Method::DELETE, "DELETE")];
    let more = [(Method::HEAD, "HEAD"), (Method::OPTIONS, "OPTIONS"), (Method::PATCH, "PATCH")];
    all.into_iter().chain(more).find(|(one, _)| one == method).map_or("other", |(_, name)| name)
}
