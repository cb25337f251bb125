//! `DELETE projects` by the name in the body, by a job. What still holds something goes by the strategy `cascading` only.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use pilothouse_wire::control::projects::{self as p, PROJECTS, Strategy};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::control::Caller,
    control::{
        attributes,
        document::{Document, bare},
        fields, jobs,
        projects::{self, Access},
        sent::Sent,
        work::{self, Work},
    },
    error::Failure,
    extract::{JsonBody, Once},
    routes::control::answer,
    state::App,
    store::control::{self as store, links},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let sent = Sent::read(body)?.expect(PROJECTS.record)?;
    let strategy = strategy(&headers)?;
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let document = app.people.store.write(move |db| delete(db, &own, &caller.now(db)?, &sent, strategy)).await?;
    Ok(answer(StatusCode::ACCEPTED, document, &ctx))
}

/// Without the header nothing is lost that is still held (sandbox choice).
fn strategy(headers: &HeaderMap) -> Result<Strategy, Failure> {
    let said = headers.get(p::STRATEGY_HEADER).map(|value| value.to_str().unwrap_or_default());
    let known = [Strategy::Restricted, Strategy::Cascading];
    match said {
        None => Ok(Strategy::Restricted),
        Some(said) => known
            .into_iter()
            .find(|one| one.as_str() == said)
            .ok_or_else(|| Failure::wrong(format!("{} is restricted or cascading", p::STRATEGY_HEADER))),
    }
}

fn delete(db: &Connection, app: &App, caller: &Caller, sent: &Sent, strategy: Strategy) -> Result<Document, Failure> {
    sent.check_relations(&PROJECTS)?;
    fields::known(&PROJECTS, &sent.attributes)?;
    let name = sent.attributes.get(p::NAME).and_then(Value::as_str).unwrap_or_default();
    let project = projects::for_caller(db, caller, projects::named(db, name)?, name, Access::Rule)?;
    work::check_not_going(db, &project)?;
    let held = projects::holdings(&project);
    if strategy == Strategy::Restricted && !held.is_empty() {
        return Err(Failure::precondition(format!("Project {name} can not be deleted since it holds {held}")));
    }
    let work = Work::DeleteProject { project: project.id.clone(), seq: Some(project.seq) };
    let params = json!({p::NAME: name, p::STRATEGY_HEADER: strategy.as_str()});
    let job = jobs::start(db, app, &caller.deed(app), work, &params)?;
    store::update(db, &project, attributes([(p::OPERATIONAL_STATUS, json!(p::DELETING))]))?;
    links::set(db, &project, p::LAST_JOB, &[&job])?;
    Ok(Document::of(bare(&job)))
}
