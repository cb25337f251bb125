//! `PUT projects/{id}`: what is not sent stays. With another owner the caller may see the project no more.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::projects::{self as p, PROJECTS};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    auth::control::Caller,
    control::{
        ask::Include,
        audit,
        document::Document,
        fields,
        projects::{self, Access},
        sent::Sent,
        work,
    },
    error::Failure,
    extract::{JsonBody, Once, Segments},
    routes::control::answer,
    state::App,
    store::control::{self as store, Record, links},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    JsonBody(Once(body)): JsonBody<Once>,
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
        let caller = caller.now(db)?;
        let found = find(db, &which)?;
        let project = projects::for_caller(db, &caller, found, &which, Access::Edit)?;
        change(db, &own, &caller, project, &sent)
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}

fn change(db: &Connection, app: &App, caller: &Caller, project: Record, sent: &Sent) -> Result<Document, Failure> {
    sent.check_relations(&PROJECTS)?;
    sent.expect_id(&project.id)?;
    let mut said = fields::of_change(&project, &sent.attributes)?;
    said.retain(|name, value| project.attributes.get(name) != Some(value));
    let before = links::named(db, &project, p::OWNER)?;
    let owner = projects::owner(db, sent)?.filter(|owner| before.iter().all(|before| before.seq != owner.seq));
    let mut names: Vec<String> = said.keys().cloned().collect();
    names.extend(owner.iter().map(|_| p::OWNER.to_owned()));
    if names.is_empty() {
        return shown(db, caller, &project);
    }
    if said.contains_key(p::MLRUN_PROJECT) {
        // That it holds nothing, or that all it holds may be lost, was said of what it held then.
        work::check_not_going(db, &project)?;
    }
    if owner.is_some() {
        projects::for_caller(db, caller, Some(project.clone()), &project.id, Access::Rule)?;
    }
    // What is not made, and what is being deleted, is not brought up by this.
    let settled = [p::UNKNOWN, p::CREATING, p::DELETING]
        .iter()
        .all(|status| project.text(p::OPERATIONAL_STATUS) != Some(*status));
    if let Some(status) = said.get(p::ADMIN_STATUS).filter(|_| settled).cloned() {
        said.insert(p::OPERATIONAL_STATUS.into(), status);
    }
    let deed = caller.deed(app);
    said.insert(p::UPDATED_AT.into(), deed.moment());
    let mut project = store::update(db, &project, said)?;
    if let Some(owner) = owner {
        project = projects::set_owner(db, &project, &owner)?;
    }
    audit::updated(db, &deed, &project, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    shown(db, caller, &project)
}

fn shown(db: &Connection, caller: &Caller, project: &Record) -> Result<Document, Failure> {
    Document::one(db, caller, project, &Include::of(&PROJECTS, &[p::OWNER])?)
}
