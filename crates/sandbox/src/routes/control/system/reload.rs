//! `POST` of a reload: a configuration is read again, by a job.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::system::RELOADED;
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{
        audit,
        document::{Document, bare},
        jobs,
        work::Work,
    },
    error::Failure,
    extract::Segments,
    routes::control::answer,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(what): Segments<String>,
) -> Result<Response, Failure> {
    if !RELOADED.contains(&what.as_str()) {
        let known = RELOADED.join(", ");
        return Err(Failure::wrong(format!("There is no configuration {what} to be read again: {known}")));
    }
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let job = app.people.store.write(move |db| {
        caller.now(db)?;
        let (deed, params) = (caller.deed(&own), json!({"type": what}));
        audit::reloaded(db, &deed, &what)?;
        jobs::start(db, &own, &deed, Work::Reload { what }, &params)
    });
    Ok(answer(StatusCode::ACCEPTED, Document::of(bare(&job.await?)), &ctx))
}
