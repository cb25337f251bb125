//! `GET plugins/`.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::connections::ID;

use crate::{dss::object, error::Failure, routes::dss, state::App, store::dss::catalog};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let all = app.people.store.read(catalog::plugins).await?;
    Ok(dss::objects(all.into_iter().map(|(id, _)| object([(ID, id.into())]))))
}
