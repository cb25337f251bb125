//! `PUT current-user`: the caller's own account, as far as it is for the caller to change.

use axum::{Extension, extract::State, response::Response};
use serde_json::Value;

use crate::{
    auth::dss::Caller,
    dss::{change::Change, user},
    error::Failure,
    extract::JsonBody,
    routes::dss,
    state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Failure> {
    let own = caller.user()?;
    let change = Change::of_own(body, &user::own(&app, own)?)?;
    let (vault, login) = (app.people.vault.clone(), own.account.login.clone());
    let name = app.people.store.write(move |db| change.apply(db, &vault, &login)).await?;
    Ok(dss::message(["Edited user ", &name].concat()))
}
