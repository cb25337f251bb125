//! `POST admin/groups/`: makes a group.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::{GroupName, groups as g, users::LOCAL};
use serde_json::Value;

use crate::{
    dss::{
        group,
        said::{Said, whole},
    },
    error::Failure,
    extract::JsonBody,
    routes::dss,
    state::App,
    store::dss::{
        Object,
        groups::{self, Group},
    },
};

pub(crate) async fn handle(State(app): State<App>, JsonBody(body): JsonBody<Value>) -> Result<Response, Failure> {
    let said = whole(body)?;
    let name = Said(&said).text(g::NAME)?.unwrap_or_default();
    let name = GroupName::parse(name).map_err(|why| Failure::wrong(format!("{}: {why}", g::NAME)))?;
    let mut new = Group {
        name: name.as_str().to_owned(),
        description: String::new(),
        source_type: LOCAL.to_owned(),
        admin: false,
        body: Object::new(),
    };
    group::put(&said, &mut new)?;
    match app.people.store.write(move |db| groups::add(db, &new)).await? {
        true => Ok(dss::created(["Created group ", name.as_str()].concat())),
        false => Err(Failure::clash(format!("Group already exists: {name}"))),
    }
}
