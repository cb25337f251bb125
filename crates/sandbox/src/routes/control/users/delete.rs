//! `DELETE users/{id}`: the user is out at once, and taken away by a job.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::users::{self as u, USERS};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{
        attributes, jobs, users,
        work::{self, Work},
    },
    error::Failure,
    extract::Segments,
    routes::control::going,
    state::App,
    store::control::{self as store, Record, sessions},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    app.people.store.write(move |db| delete(db, &own, &caller.now(db)?, &id)).await.map(|job| going(&job, &ctx))
}

fn delete(db: &Connection, app: &App, caller: &Caller, id: &str) -> Result<Record, Failure> {
    let user = store::get(db, &USERS, id)?;
    work::check_not_going(db, &user)?;
    let deed = caller.deed(app);
    jobs::rehearse(db, |db| users::remove(db, &deed, &user))?;
    let work = Work::DeleteUser { user: user.id.clone() };
    let job = jobs::start(db, app, &deed, work, &json!({u::USERNAME: user.label()}))?;
    store::update(db, &user, attributes([(u::OPERATIONAL_STATUS, json!(u::DELETING))]))?;
    sessions::end_all(db, &user)?;
    Ok(job)
}
