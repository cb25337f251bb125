//! `POST admin/global-api-keys/`: with global permissions, or with groups. The answer is the only place where the secret is
//! ever shown.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::global_keys::{GLOBAL_PERMISSIONS, GROUPS};
use serde_json::Value;

use crate::{
    auth::{digest, dss::Caller},
    dss::{
        key,
        said::{Said, whole},
    },
    error::Failure,
    extract::JsonBody,
    routes::dss,
    state::App,
    store::dss::keys::{self, GlobalKey},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(said): JsonBody<Value>,
) -> Result<Response, Failure> {
    let said = whole(said)?;
    if Said(&said).get(GLOBAL_PERMISSIONS).is_some() && Said(&said).get(GROUPS).is_some() {
        return Err(Failure::wrong(format!("A key has {GLOBAL_PERMISSIONS} or {GROUPS}, and not both")));
    }
    let (id, secret) = key::make(&app.random);
    let (now, created_by) = (app.clock.now_ms(), caller.actor.identifier().to_owned());
    let digest = digest(secret.expose().as_bytes());
    let add = move |db: &rusqlite::Transaction<'_>| {
        let definition = key::definition(db, &Said(&said))?;
        let expires_on = key::end(&definition, now)?;
        let key = GlobalKey { id, definition, created_on: now, created_by, expires_on, last_used_on: None };
        keys::add_global(db, &key, &digest).map(|()| key)
    };
    let key = app.people.store.write(add).await?;
    Ok(dss::object(key::with_secret(key::global(&app, &key), &secret)))
}
