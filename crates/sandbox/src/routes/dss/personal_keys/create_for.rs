//! `POST admin/personal-api-keys/`: for somebody else. The client has the call, a page says that only the user can make
//! one (§7.2): the sandbox goes by the client.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::personal_keys::USER;
use serde_json::Value;

use crate::{
    auth::dss::Caller,
    dss::{
        key,
        said::{Said, whole},
    },
    error::Failure,
    extract::JsonBody,
    state::App,
    store::{accounts::Login, dss::users},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let said = whole(said)?;
    let words = key::words(&Said(&said))?;
    let login = Said(&said).text(USER)?.ok_or_else(|| Failure::wrong(format!("{USER} is missing")))?;
    let login = Login::new(login);
    let user = app.people.store.read(move |db| users::get(db, &login)).await?;
    super::make(&app, &caller, &user, words).await
}
