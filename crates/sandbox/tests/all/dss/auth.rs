//! Who the caller is

mod headers;
mod info;
mod ticket;

use axum::{body::Body, http::Request};
use pilothouse_wire::Answer;

use crate::support::Node;

/// What a ticket says that it is good for.
pub(crate) async fn by_ticket(node: &Node, ticket: &str) -> Answer {
    let request = Request::get("/dss/dip/publicapi/auth/info?withSecrets=True").header("x-dku-apiticket", ticket);
    node.send(request.body(Body::empty()).unwrap()).await
}
