//! `POST personal-api-keys/`: the answer is the only place where the secret is ever shown.

use axum::{Extension, extract::State, response::Response};
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
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let words = key::words(&Said(&whole(said)?))?;
    let user = caller.user()?.clone();
    super::make(&app, &caller, &user, words).await
}
