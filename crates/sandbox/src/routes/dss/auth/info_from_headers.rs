//! `POST auth/info-from-browser-headers`: who a browser's request is from.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::auth::WITH_SECRETS;
use serde_json::Value;

use crate::{
    dss::said::whole,
    error::Failure,
    extract::{Asked, JsonBody},
    routes::dss,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    asked: Asked,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let with_secrets = dss::flag(&asked, WITH_SECRETS)?;
    let caller = super::of_headers(&app, &whole(body)?).await?;
    Ok(dss::object(super::show(&app, &caller, with_secrets)?))
}
