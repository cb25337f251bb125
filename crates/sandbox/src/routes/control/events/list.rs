//! `GET events`: a page of events.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::events::EVENTS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &EVENTS, Scope::All, asked).await
}
