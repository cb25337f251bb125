//! `GET communication_events`: a page of communication events.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::events::COMMUNICATION_EVENTS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &COMMUNICATION_EVENTS, Scope::All, asked).await
}
