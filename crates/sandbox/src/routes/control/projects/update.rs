//! `PUT projects/{id}`: what is not sent stays. With another owner the caller may see the project no more.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::projects::{self as p, PROJECTS};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    auth::control::Caller,
    control::{
        ask::Include,
        attributes,
        document::Document,
        fields,
        projects::{self, Access},
        sent::Sent,
    },
    error::Failure,
    extract::{JsonBody, Segments},
    routes::control::answer,
    state::App,
    store::control::{self as store, Record},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    changed(app, caller, id, body, |db, id| store::find(db, &PROJECTS, id)).await
}

/// Changes the project that is found by what was asked for.
pub(super) async fn changed(
    app: App,
    caller: Caller,
    which: String,
    body: Value,
    find: fn(&Connection, &str) -> Result<Option<Record>, Failure>,
) -> Result<Response, Failure> {
    let sent = Sent::read(body)?.expect(PROJECTS.record)?;
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let document = app.people.store.write(move |db| {
        let found = find(db, &which)?;
        let project = projects::for_caller(db, &caller, found, &which, Access::Edit)?;
        change(db, &own, &caller, project, &sent)
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}

fn change(db: &Connection, app: &App, caller: &Caller, project: Record, sent: &Sent) -> Result<Document, Failure> {
    sent.check_relations(&PROJECTS)?;
    let mut changes = fields::of_change(&project, &sent.attributes)?;
    changes.extend(attributes([(p::UPDATED_AT, caller.deed(app).moment())]));
    let mut project = store::update(db, &project, changes)?;
    let settled = [p::CREATING, p::DELETING].iter().all(|status| project.text(p::OPERATIONAL_STATUS) != Some(*status));
    if settled && sent.attributes.contains_key(p::ADMIN_STATUS) {
        let status = projects::status(&project).into();
        project = store::update(db, &project, attributes([(p::OPERATIONAL_STATUS, status)]))?;
    }
    let before = store::links::named(db, &project, p::OWNER)?;
    if let Some(owner) = projects::owner(db, sent)?.filter(|owner| before.iter().all(|before| before.seq != owner.seq))
    {
        projects::for_caller(db, caller, Some(project.clone()), &project.id, Access::Rule)?;
        project = projects::set_owner(db, &project, &owner)?;
    }
    Document::one(db, &project, &Include::of(&PROJECTS, &[p::OWNER])?)
}
