//! `GET projects/{id}`.

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use pilothouse_wire::control::projects::{ENRICH, PROJECTS};
use rusqlite::Connection;

use crate::{
    auth::control::Caller,
    control::{
        ask,
        document::Document,
        projects::{self, Access},
    },
    error::Failure,
    extract::{Asked, Segments},
    routes::control::answer,
    state::App,
    store::control::{self as store, Record},
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
    asked: Asked,
) -> Result<Response, Failure> {
    shown(app, caller, id, asked, |db, id| store::find(db, &PROJECTS, id)).await
}

/// The project that is found by what was asked for.
pub(super) async fn shown(
    app: App,
    caller: Caller,
    which: String,
    asked: Asked,
    find: fn(&Connection, &str) -> Result<Option<Record>, Failure>,
) -> Result<Response, Failure> {
    let include = ask::of_one(&PROJECTS, asked, &ENRICH)?;
    let ctx = caller.ctx.clone();
    let document = app.people.store.read(move |db| {
        let project = projects::for_caller(db, &caller, find(db, &which)?, &which, Access::See)?;
        Document::one(db, &caller, &project, &include)
    });
    Ok(answer(StatusCode::OK, document.await?, &ctx))
}
