//! `GET groups`: the names of all groups.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::groups::NAME;

use crate::{dss::object, error::Failure, routes::dss, state::App, store::dss::groups};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let groups = app.people.store.read(groups::list).await?;
    Ok(dss::objects(groups.into_iter().map(|group| object([(NAME, group.name.into())]))))
}
