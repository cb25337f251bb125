//! `POST` of a transaction: the members of roles, each list as a whole, by a job. All is checked before there is one.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::{
    Kind, groups,
    projects::{self as p, PROJECTS, RoleMembers, Transaction},
    users,
};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    auth::control::Caller,
    control::{
        document::{Document, bare},
        jobs,
        projects::{self, Access},
        work::{Members, Work, one_role_each},
    },
    error::Failure,
    extract::{JsonBody, Once},
    routes::control::answer,
    state::App,
    store::control::{self as store, Record, links},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(Once(body)): JsonBody<Once>,
) -> Result<Response, Failure> {
    let asked = Transaction::read(&body).map_err(Failure::wrong)?;
    let (own, ctx) = (app.clone(), caller.ctx.clone());
    let document = app.people.store.write(move |db| start(db, &own, &caller.now(db)?, &asked)).await?;
    Ok(answer(StatusCode::ACCEPTED, document, &ctx))
}

fn start(db: &Connection, app: &App, caller: &Caller, asked: &Transaction) -> Result<Document, Failure> {
    let [id] = asked.projects.as_slice() else {
        return Err(Failure::wrong("A transaction is about one project"));
    };
    let project = projects::for_caller(db, caller, store::find(db, &PROJECTS, id)?, id, Access::Rule)?;
    let roles = links::named(db, &project, p::ROLES_OF)?;
    let wanted = asked.roles.iter().map(|role| wanted(db, &project, &roles, role)).collect::<Result<Vec<_>, _>>()?;
    one_role_each(db, &roles, &wanted)?;
    let work = Work::SetMembers { project: project.id.clone(), roles: wanted };
    let params = json!({p::PROJECTS.record: project.label()});
    let job = jobs::start(db, app, &caller.deed(app), work, &params)?;
    links::set(db, &project, p::LAST_JOB, &[&job])?;
    Ok(Document::of(bare(&job)))
}

fn wanted(db: &Connection, project: &Record, roles: &[Record], asked: &RoleMembers) -> Result<Members, Failure> {
    let role = roles.iter().find(|role| role.id == asked.id.as_str());
    let missing = || Failure::wrong(format!("The project {} has no role {}", project.label(), asked.id));
    let role = role.ok_or_else(missing)?;
    if !asked.name.is_empty() && role.label() != asked.name {
        return Err(Failure::wrong(format!("The role {} is called {}, not {}", role.id, role.label(), asked.name)));
    }
    there(db, &users::USERS, &asked.users)?;
    there(db, &groups::GROUPS, &asked.groups)?;
    Ok(Members { role: role.id.clone(), users: asked.users.clone(), groups: asked.groups.clone() })
}

fn there(db: &Connection, kind: &'static Kind, ids: &[String]) -> Result<(), Failure> {
    for id in ids {
        if store::find(db, kind, id)?.is_none() {
            return Err(Failure::wrong(format!("There is no {} {id}", kind.record)));
        }
    }
    Ok(())
}
