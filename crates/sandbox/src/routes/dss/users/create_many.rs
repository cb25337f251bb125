//! `POST admin/users/actions/bulk`: makes users, those that can be made.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{dss::bulk, error::Failure, extract::JsonBody, routes::dss, state::App, store};

pub(crate) async fn handle(State(app): State<App>, JsonBody(body): JsonBody<Value>) -> Result<Response, Failure> {
    let rows = bulk::changes(&app, body).await?;
    let (vault, now) = (app.people.vault.clone(), app.clock.now_ms());
    let write = move |db: &rusqlite::Transaction<'_>| {
        let make = |(login, change): bulk::Row| {
            let made = change.and_then(|change| store::attempt(db, |db| change.create(db, &vault, now)));
            bulk::outcome(login, made)
        };
        Ok(rows.into_iter().map(make).collect::<Vec<_>>())
    };
    Ok(dss::objects(app.people.store.write(write).await?))
}
