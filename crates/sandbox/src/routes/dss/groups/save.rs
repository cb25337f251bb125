//! `PUT admin/groups/{name}`: changes a group.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::groups as g;
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    dss::{
        group, keeping_an_admin,
        said::{Said, whole},
    },
    error::Failure,
    extract::{JsonBody, Segments},
    routes::dss,
    state::App,
    store::dss::{Object, groups},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(name): Segments<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let (said, named) = (whole(body)?, name.clone());
    app.people.store.write(move |db| keeping_an_admin(db, |db| save(db, &named, &said))).await?;
    Ok(dss::message(["Edited group ", &name].concat()))
}

fn save(db: &Connection, name: &str, said: &Object) -> Result<(), Failure> {
    let mut kept = groups::find(db, name)?.ok_or_else(|| group::missing(name))?;
    if Said(said).text(g::NAME)?.is_some_and(|named| named != name) {
        return Err(Failure::wrong(format!("{} cannot be changed", g::NAME)));
    }
    group::put(said, &mut kept)?;
    if name == groups::ADMINISTRATORS && !kept.admin {
        return Err(Failure::clash(format!("The group {name} is always of administrators")));
    }
    groups::save(db, &kept)
}
