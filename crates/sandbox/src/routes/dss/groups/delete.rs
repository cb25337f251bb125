//! `DELETE admin/groups/{name}`: deletes a group, which its members and the permissions of projects then lack.

use axum::{extract::State, response::Response};

use crate::{dss::removal, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Segments(name): Segments<String>) -> Result<Response, Failure> {
    let gone = ["Deleted group ", &name].concat();
    app.people.store.write(move |db| removal::group(db, &name)).await?;
    Ok(dss::message(gone))
}
