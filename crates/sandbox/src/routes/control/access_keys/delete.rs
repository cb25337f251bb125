//! `DELETE access_keys/{key}`: deletes one of the caller's own keys; the next call with it is refused.

use axum::{Extension, extract::State, response::Response};

use crate::{
    auth::control::Caller, control::keys, error::Failure, extract::Segments, routes::control::gone, state::App,
};

pub(crate) async fn handle(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Segments(id): Segments<String>,
) -> Result<Response, Failure> {
    let deed = caller.deed(&app);
    app.people.store.write(move |db| keys::remove(db, &deed, &keys::own(db, &caller, &id)?)).await.map(gone)
}
