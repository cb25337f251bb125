//! Refuses what another site's page could make a browser send without asking first: changes in a form, a multipart
//! body or plain text. The one cookie, the control plane's, stays at home (`SameSite=Strict`), so this is the second of
//! two fences. No answer carries a CORS header, so no other site can send the rest or read anything.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};

use crate::{app::refuse, error::Failure};

/// Kinds of body that a page may send across sites without asking.
const SIMPLE: [&str; 3] = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];

/// Refuses such a request.
pub(crate) async fn refuse_foreign(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && is_foreign(request.headers()) && is_simple(request.headers()) {
        let failure = Failure::media_type("This kind of body is not taken from another site's page");
        return refuse(request.uri().path(), failure);
    }
    next.run(request).await
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a browser came over TLS, as far as the server can know that has none itself: a proxy in front of it says so, or
/// the page that asks. Whoever says it falsely gets a cookie back that is kept from plain HTTP.
pub(crate) fn over_tls(headers: &HeaderMap) -> bool {
    let named = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = named(header::ORIGIN.as_str()).is_some_and(|origin| origin.starts_with("https://"));
    origin || named("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
}

/// Whether the browser says that another site asks. Where it does not say, the origin must be this host.
fn is_foreign(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    origin.map(|(_, host)| host) != text(headers, header::HOST)
}

/// A body without a kind may be plain text too.
fn is_simple(headers: &HeaderMap) -> bool {
    match text(headers, header::CONTENT_TYPE) {
        Some(kind) => {
            let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            SIMPLE.contains(&kind.as_str())
        }
        None => true,
    }
}
