//! `DELETE admin/global-api-keys/{id}`.

use axum::{extract::State, response::Response};

use crate::{error::Failure, extract::Segments, routes::dss, state::App, store::dss::key_lists};

pub(crate) async fn handle(State(app): State<App>, Segments(id): Segments<String>) -> Result<Response, Failure> {
    let delete = move |db: &rusqlite::Transaction<'_>| match key_lists::delete_global(db, &id)? {
        true => Ok(()),
        false => Err(super::missing(&id)),
    };
    app.people.store.write(delete).await?;
    Ok(dss::message("Deleted global API key"))
}
