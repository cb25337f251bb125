//! The router: the contract's endpoints, the console, and what every answer has in common.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
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
    extract, faults, log,
    nodes::{NodeNumber, Nodes},
    origin,
    routes::{self, table},
    state::App,
};

/// What the node says of itself in every answer (the names are certain, the values a sandbox choice).
const NODE: [(&str, &str); 2] = [("dss-api-version", "sandbox"), ("dss-version", "sandbox")];

/// The same of DSS: its API's version is 1 (`contract/dataiku-dss.md` §1, certain).
const DSS: [(&str, &str); 2] = [("dss-api-version", "1"), ("dss-version", "sandbox")];

/// The whole server, without its socket.
pub fn router(nodes: &Nodes, console: Console) -> Router {
    let prefixes = Arc::new(Prefixes::of(nodes));
    let session = table::session().route_layer(from_fn(whole_body)).with_state(nodes.first().clone());
    let dss = routes::dss::router(nodes.first()).route_layer(from_fn(whole_body)).with_state(nodes.first().clone());
    let control = routes::control::router(nodes.first()).route_layer(from_fn(whole_body));
    let control = control.with_state(nodes.first().clone());
    let fallback = {
        let prefixes = Arc::clone(&prefixes);
        move |request: Request| {
            let (prefixes, console) = (Arc::clone(&prefixes), console.clone());
            async move { elsewhere(&prefixes, &console, request).await }
        }
    };
    nodes
        .all()
        .fold(session.merge(dss).merge(control), |router, app| router.merge(node(app)))
        .method_not_allowed_fallback(wrong_method)
        .fallback(fallback)
        .layer(from_fn(origin::refuse_foreign))
        .layer(from_fn(routes::control::in_its_language))
        .layer(from_fn_with_state(prefixes, common_headers))
        .layer(from_fn_with_state(nodes.first().random.clone(), log::requests))
        .layer(CompressionLayer::new().br(true).gzip(true))
}

/// What one node answers, under its own prefixes and from its own state.
fn node(app: &App) -> Router {
    let admit = || from_fn_with_state(app.clone(), caller::admit);
    let admin = table::admin(app.number)
        .route_layer(from_fn(faults::by_name))
        .route_layer(admit())
        .route_layer(from_fn(whole_body));
    Router::new()
        .merge(admin)
        .merge(table::drop_folder(app.number).route_layer(admit()))
        .merge(table::open(app.number).route_layer(from_fn(whole_body)))
        .with_state(app.clone())
}

/// Prefixes under which nothing is the console's.
struct Prefixes {
    /// Those of the nodes themselves.
    nodes: Vec<String>,
    /// Those of their drop folders, the session's, that of DSS and that of the control plane.
    others: Vec<String>,
}

impl Prefixes {
    fn of(nodes: &Nodes) -> Self {
        let of_all = |system| nodes.all().map(move |app| table::base(app.number, system));
        let session = table::base(NodeNumber::FIRST, System::Automation);
        Self {
            nodes: of_all(System::Admin).collect(),
            others: of_all(System::Packages)
                .chain([session, table::DSS.to_owned(), table::CONTROL.to_owned()])
                .collect(),
        }
    }

    fn is_node(&self, path: &str) -> bool {
        self.nodes.iter().any(|prefix| path.starts_with(prefix))
    }

    fn is_api(&self, path: &str) -> bool {
        let mut all = self.nodes.iter().chain(&self.others);
        all.any(|prefix| path.starts_with(prefix) || path == prefix.trim_end_matches('/'))
    }
}

/// A refusal in the language of the path's API.
pub(crate) fn refuse(path: &str, failure: Failure) -> Response {
    if path.starts_with(&table::mount(NodeNumber::FIRST, System::Automation)) {
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
async fn elsewhere(prefixes: &Prefixes, console: &Console, request: Request) -> Response {
    let (asked, _) = request.into_parts();
    let path = asked.uri.path();
    if prefixes.is_api(path) {
        refuse(path, Failure::not_found("There is nothing here"))
    } else {
        console.serve(&asked).await
    }
}

/// Security headers for all, no caching for the APIs, the node's own headers for the node.
async fn common_headers(State(prefixes): State<Arc<Prefixes>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (api, node, dss) = (prefixes.is_api(path), prefixes.is_node(path), path.starts_with(table::DSS));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in console::headers::SECURITY {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let own = NODE.into_iter().filter(|_| node).chain(DSS.into_iter().filter(|_| dss));
    for (name, value) in own {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
