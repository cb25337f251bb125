//! `PUT admin/global-api-keys/{id}`: the whole definition. The secret cannot change; another life begins now.

use axum::{extract::State, response::Response};
use pilothouse_wire::dss::global_keys::EXPIRY;
use serde_json::Value;

use crate::{
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
    Segments(id): Segments<String>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let (said, now) = (whole(said)?, app.clock.now_ms());
    let save = move |db: &rusqlite::Transaction<'_>| {
        let mut key = super::find(db, &id)?;
        let definition = key::definition(db, &Said(&said))?;
        if definition.get(EXPIRY) != key.definition.get(EXPIRY) {
            key.expires_on = key::end(&definition, now)?;
        }
        key.definition = definition;
        key_lists::save_global(db, &key)
    };
    app.people.store.write(save).await?;
    Ok(dss::message("Edited global API key"))
}
