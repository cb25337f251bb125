//! `GET admin/global-api-keys/`.

use axum::{extract::State, response::Response};

use crate::{dss::key, error::Failure, routes::dss, state::App, store::dss::key_lists};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let keys = app.people.store.read(key_lists::all_global).await?;
    Ok(dss::objects(keys.iter().map(|key| key::global(&app, key))))
}
