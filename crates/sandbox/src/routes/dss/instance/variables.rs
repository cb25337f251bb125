//! `GET admin/variables/`.

use axum::{extract::State, response::Response};

use crate::{error::Failure, routes::dss, state::App, store::settings};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    Ok(dss::object(app.people.store.read(settings::dss_variables).await?))
}
