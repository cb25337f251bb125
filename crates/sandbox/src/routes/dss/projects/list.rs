//! `GET projects/`: those that the caller may read (inferred, §8.2).

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::projects::{NAME, PROJECT_KEY};

use crate::{
    auth::dss::{Caller, reads},
    dss::object,
    error::Failure,
    routes::dss,
    state::App,
    store::dss::projects,
};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    let mut projects = app.people.store.read(projects::list).await?;
    projects.retain(|project| reads(&caller, project));
    let show = |project: projects::Project| object([(PROJECT_KEY, project.key.into()), (NAME, project.name.into())]);
    Ok(dss::objects(projects.into_iter().map(show)))
}
