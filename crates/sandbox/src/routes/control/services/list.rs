//! The list of manifests, of which there is one. Every user reads all of it: it goes back as a whole.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::services::MANIFESTS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &MANIFESTS, Scope::All, asked).await
}
