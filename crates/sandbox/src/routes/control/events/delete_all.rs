//! `DELETE events/`: deletes all events.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::events::EVENTS;

use crate::{auth::control::Caller, control::events, error::Failure, routes::control::gone, state::App};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    let deed = caller.deed(&app);
    app.people
        .store
        .write(move |db| caller.now(db).and_then(|_| events::delete_all(db, &deed, &EVENTS)))
        .await
        .map(gone)
}
