//! `DELETE personal-api-keys/{id}`: the owner's, and an administrator's (inferred, §7.2).

use axum::{Extension, extract::State, response::Response};

use crate::{auth::dss::Caller, error::Failure, extract::Segments, routes::dss, state::App, store::dss::key_lists};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let delete = move |db: &rusqlite::Transaction<'_>| {
        let key = super::find(db, &caller, &id)?;
        key_lists::delete_personal(db, &key.id)
    };
    app.people.store.write(delete).await?;
    Ok(dss::message("Deleted personal API key"))
}
