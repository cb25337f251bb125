//! `GET admin/groups/{name}`: one group.

use axum::{extract::State, response::Response};

use crate::{dss::group, error::Failure, extract::Segments, routes::dss, state::App, store::dss::groups};

pub(crate) async fn handle(State(app): State<App>, Segments(name): Segments<String>) -> Result<Response, Failure> {
    let find = move |db: &rusqlite::Connection| groups::find(db, &name)?.ok_or_else(|| group::missing(&name));
    Ok(dss::object(group::show(&app.people.store.read(find).await?)))
}
