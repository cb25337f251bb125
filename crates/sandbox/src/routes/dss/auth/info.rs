//! `GET auth/info`: who the caller is.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::auth::WITH_SECRETS;

use crate::{auth::dss::Caller, error::Failure, extract::Asked, routes::dss, state::App};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    asked: Asked,
) -> Result<Response, Failure> {
    let with_secrets = dss::flag(&asked, WITH_SECRETS)?;
    Ok(dss::object(super::show(&app, &caller, with_secrets)?))
}
