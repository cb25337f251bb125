//! `GET admin/authorization-matrix`.

use axum::{extract::State, response::Response};

use crate::{
    dss::matrix,
    error::Failure,
    routes::dss,
    state::App,
    store::dss::{groups, projects, users},
};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let read = |db: &rusqlite::Connection| Ok((users::list(db)?, groups::list(db)?, projects::list(db)?));
    let (users, groups, projects) = app.people.store.read(read).await?;
    Ok(dss::object(matrix::matrix(&users, &groups, &projects)))
}
