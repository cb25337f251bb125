//! `POST auth/ticket`: a ticket for the caller.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use pilothouse_wire::dss::auth::TICKET_MEMBER;
use serde_json::json;

use crate::{auth::dss::Caller, state::App};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Response {
    let ticket = app.people.tickets.issue(caller.login);
    Json(json!({ TICKET_MEMBER: ticket.expose() })).into_response()
}
