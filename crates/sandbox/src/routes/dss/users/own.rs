//! `GET current-user`: the caller's own account.

use axum::{Extension, extract::State, response::Response};

use crate::{auth::dss::Caller, dss::user, error::Failure, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    Ok(dss::object(user::own(&app, caller.user()?)?))
}
