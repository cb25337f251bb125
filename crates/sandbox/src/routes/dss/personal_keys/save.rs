//! `PUT personal-api-keys/{id}`: only label and description can change.

use axum::{Extension, extract::State, response::Response};
use serde_json::Value;

use crate::{
    auth::dss::Caller,
    dss::{
        key,
        said::{Said, whole},
    },
    error::Failure,
    extract::{JsonBody, Segments},
    routes::dss,
    state::App,
    store::dss::key_lists,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let (label, description) = key::words(&Said(&whole(said)?))?;
    let save = move |db: &rusqlite::Transaction<'_>| {
        let key = super::find(db, &caller, &id)?;
        key_lists::rename_personal(db, &key.id, &label, &description)
    };
    app.people.store.write(save).await?;
    Ok(dss::message("Edited personal API key"))
}
