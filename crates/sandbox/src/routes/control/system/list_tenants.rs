//! `GET tenants`: the tenants, of which there is one.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::system::TENANTS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &TENANTS, Scope::All, asked).await
}
