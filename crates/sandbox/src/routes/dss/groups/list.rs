//! `GET admin/groups/`: all groups.

use axum::{extract::State, response::Response};

use crate::{dss::group, error::Failure, routes::dss, state::App, store::dss::groups};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let groups = app.people.store.read(groups::list).await?;
    Ok(dss::objects(groups.iter().map(group::show)))
}
