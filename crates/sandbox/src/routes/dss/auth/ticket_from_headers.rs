//! `POST auth/ticket-from-browser-headers`: a ticket for whom a browser's request is from.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{dss::said::whole, error::Failure, extract::JsonBody, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, JsonBody(body): JsonBody<Value>) -> Result<Response, Failure> {
    let caller = super::of_headers(&app, &whole(body)?).await?;
    Ok(dss::message(app.people.tickets.issue(caller.login).expose()))
}
