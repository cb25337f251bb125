//! `GET admin/users/{login}`: all that can be set of a user.

use axum::{extract::State, response::Response};

use crate::{dss::user, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Segments(login): Segments<String>) -> Result<Response, Failure> {
    let found = super::find(&app, &login).await?;
    Ok(dss::object(user::settings(&app, &found)?))
}
