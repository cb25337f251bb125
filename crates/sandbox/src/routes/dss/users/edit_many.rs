//! `PUT admin/users/actions/bulk`: changes users, each by the members that were sent of it.

use axum::{extract::State, response::Response};
use serde_json::Value;

use crate::{
    dss::bulk,
    error::Failure,
    extract::JsonBody,
    routes::dss,
    state::App,
    store::{self, accounts::Login},
};

pub(crate) async fn handle(State(app): State<App>, JsonBody(body): JsonBody<Value>) -> Result<Response, Failure> {
    let rows = bulk::changes(&app, body).await?;
    let vault = app.people.vault.clone();
    let write = move |db: &rusqlite::Transaction<'_>| {
        let edit = |(login, change): bulk::Row| {
            let edited = change.and_then(|change| {
                let named = Login::new(change.login()?);
                store::attempt(db, |db| change.apply(db, &vault, &named))
            });
            bulk::outcome(login, edited)
        };
        Ok(rows.into_iter().map(edit).collect::<Vec<_>>())
    };
    Ok(dss::objects(app.people.store.write(write).await?))
}
