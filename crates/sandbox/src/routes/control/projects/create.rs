//! `POST projects`: the project is there at once, a job brings it up. A write without the header that says who writes is
//! taken like any other (sandbox choice: the contract does not know).

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::projects::{self as p, PROJECTS};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{ask::Include, audit, document::Document, fields, jobs, projects, sent::Sent, work::Work},
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
    let sent = Sent::read(body)?.expect(PROJECTS.record)?;
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let document = app.people.store.write(move |db| create(db, &own, &caller.now(db)?, &sent)).await?;
    Ok(answer(StatusCode::CREATED, document, &ctx))
}

fn create(db: &Connection, app: &App, caller: &Caller, sent: &Sent) -> Result<Document, Failure> {
    sent.check_relations(&PROJECTS)?;
    let said = fields::of_new(&PROJECTS, &sent.attributes)?;
    let owner = projects::owner(db, sent)?.unwrap_or_else(|| caller.user.clone());
    let deed = caller.deed(app);
    let project = projects::add(db, &deed, said, &owner)?;
    audit::created(db, &deed, &project)?;
    let work = Work::MakeProject { project: project.id.clone(), seq: Some(project.seq) };
    let job = jobs::start(db, app, &deed, work, &json!({p::NAME: project.label()}))?;
    links::set(db, &project, p::LAST_JOB, &[&job])?;
    Document::one(db, caller, &project, &Include::of(&PROJECTS, &[p::LAST_JOB, p::OWNER])?)
}
