//! `GET personal-api-keys/`: the caller's own keys.

use axum::{Extension, extract::State, response::Response};

use crate::{auth::dss::Caller, dss::key, error::Failure, routes::dss, state::App, store::dss::key_lists};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    let login = caller.user()?.account.login.clone();
    let keys = app.people.store.read(move |db| key_lists::personal_of(db, &login)).await?;
    Ok(dss::objects(keys.iter().map(|key| key::personal(&app, key))))
}
