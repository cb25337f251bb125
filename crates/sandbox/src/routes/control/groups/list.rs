//! `GET user_groups`: a page of groups.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::groups::GROUPS;

use crate::{
    auth::control::Caller, error::Failure, extract::Asked, routes::control, state::App, store::control::list::Scope,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    control::list(&app, &caller, &GROUPS, Scope::All, asked).await
}
