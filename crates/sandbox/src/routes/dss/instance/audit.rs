//! `POST admin/audit/custom/{type}`: a line in a log file of its own.

use axum::{Extension, extract::State, response::Response};
use serde_json::{Value, json};

use crate::{
    auth::dss::Caller,
    dss::{logs, said::whole},
    error::Failure,
    extract::{JsonBody, Segments},
    routes::dss,
    state::App,
    store::off_thread,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(kind): Segments<String>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let params = whole(said)?;
    let by = caller.actor.identifier();
    let line = json!({"at": app.clock.now_ms(), "type": kind, "by": by, "params": params}).to_string();
    off_thread(move || logs::audit(&app.data, &line)).await?;
    Ok(dss::message("Logged custom audit event"))
}
