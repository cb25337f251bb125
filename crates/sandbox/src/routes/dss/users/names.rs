//! `GET users`: what anybody may know of all users. The sandbox hides nobody from anybody.

use axum::{extract::State, response::Response};

use crate::{dss::user, error::Failure, routes::dss, state::App, store::dss::users};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let users = app.people.store.read(users::list).await?;
    Ok(dss::objects(users.iter().map(user::name)))
}
