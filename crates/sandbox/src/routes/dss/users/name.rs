//! `GET users/{login}`: what anybody may know of a user.

use axum::{extract::State, response::Response};

use crate::{dss::user, error::Failure, extract::Segments, routes::dss, state::App};

pub(crate) async fn handle(State(app): State<App>, Segments(login): Segments<String>) -> Result<Response, Failure> {
    Ok(dss::object(user::name(&super::find(&app, &login).await?)))
}
