//! `PUT projects/{projectKey}/permissions`: the whole object.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{
    dss::{
        project,
        said::{Said, whole},
    },
    error::Failure,
    extract::{JsonBody, Segments},
    routes::dss,
    state::App,
    store::dss::projects,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Segments(key): Segments<String>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let said = whole(said)?;
    let save = move |db: &rusqlite::Transaction<'_>| {
        let mut project = super::find(db, &key)?;
        project::set_permissions(db, &mut project, &Said(&said))?;
        projects::save(db, &project)
    };
    app.people.store.write(save).await?;
    Ok(dss::message("Edited project permissions"))
}
