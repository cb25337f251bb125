//! `GET instance-info`: what it says is a sandbox choice but for the names.

use axum::response::Response;
use pilothouse_wire::dss::instance::{NODE_ID, NODE_NAME, NODE_TYPE, VERSION};

use crate::{dss::object, error::Failure, routes::dss};

pub(crate) async fn handle() -> Result<Response, Failure> {
    Ok(dss::object(object([
        (NODE_ID, "sandbox".into()),
        (NODE_NAME, "Sandbox".into()),
        (NODE_TYPE, "DESIGN".into()),
        (VERSION, "sandbox".into()),
    ])))
}
