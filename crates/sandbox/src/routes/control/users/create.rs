//! `POST users`: makes a user, who is there at once and brought up by a job.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::{jobs::JOBS_OF, users as u};
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{ask::Include, document::Document, jobs, users::Change, work::Work},
    error::Failure,
    extract::{JsonBody, Once},
    routes::control::answer,
    state::App,
    store::control::links,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let change = Change::read(&app, body).await?;
    let (own, deed, ctx) = (app.clone(), caller.deed(&app), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let caller = caller.now(db)?;
        let user = change.create(db, &deed)?;
        let work = Work::MakeUser { user: user.id.clone() };
        let job = jobs::start(db, &own, &deed, work, &json!({u::USERNAME: user.label()}))?;
        links::set(db, &user, JOBS_OF, &[&job])?;
        Document::one(db, &caller, &user, &Include::of(&u::USERS, &[JOBS_OF])?)
    });
    Ok(answer(StatusCode::CREATED, document.await?, &ctx))
}
