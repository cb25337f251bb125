//! `GET audit_events`: a page of the audit trail.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::events::AUDIT_EVENTS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &AUDIT_EVENTS, Scope::All, asked).await
}
