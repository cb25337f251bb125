//! `GET projects/{projectKey}/datasets/`: names alone, for whoever may read the project.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::dss::projects::{NAME, PROJECT_KEY};

use crate::{
    auth::dss::{Caller, reads},
    dss::object,
    error::Failure,
    extract::Segments,
    routes::dss,
    state::App,
    store::dss::catalog,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(key): Segments<String>,
) -> Result<Response, Failure> {
    let read = move |db: &rusqlite::Connection| {
        let project = super::find(db, &key)?;
        if !reads(&caller, &project) {
            return Err(Failure::forbidden(format!("{} may not read the project {key}", caller.actor.identifier())));
        }
        Ok((catalog::datasets(db, &key)?, key))
    };
    let (names, key) = app.people.store.read(read).await?;
    let show = |name: String| object([(NAME, name.into()), (PROJECT_KEY, key.as_str().into())]);
    Ok(dss::objects(names.into_iter().map(show)))
}
