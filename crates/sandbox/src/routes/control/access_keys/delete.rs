//! `DELETE access_keys/{key}`: deletes one of the caller's own keys. The next call with it is refused; a job sees to it that
//! this is so everywhere.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::access_keys::LABEL;
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{jobs, keys, work::Work},
    error::Failure,
    extract::Segments,
    routes::control::going,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let job = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let (deed, key) = (caller.deed(&own), keys::own(db, &caller, &id)?);
        keys::remove(db, &deed, &key)?;
        jobs::start(db, &own, &deed, Work::DeleteKey, &json!({LABEL: key.text(LABEL)}))
    });
    Ok(going(&job.await?, &ctx))
}
