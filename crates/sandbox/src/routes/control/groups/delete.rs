//! `DELETE user_groups/{id}`: takes a group away, by a job.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::groups::{self as g, GROUPS};
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{
        groups, jobs,
        work::{self, Work},
    },
    error::Failure,
    extract::Segments,
    routes::control::going,
    state::App,
    store::control as store,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let (own, deed, ctx) = (app.clone(), caller.deed(&app), caller.ctx.clone());
    let job = app.people.store.write(move |db| {
        caller.now(db)?;
        let group = store::get(db, &GROUPS, &id)?;
        work::check_not_going(db, &group)?;
        jobs::rehearse(db, |db| groups::remove(db, &deed, &group))?;
        jobs::start(db, &own, &deed, Work::DeleteGroup { group: id }, &json!({g::NAME: group.label()}))
    });
    Ok(going(&job.await?, &ctx))
}
