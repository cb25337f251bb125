//! `DELETE communication_events/`: deletes all communication events.

use axum::{Extension, extract::State, response::Response};
use pilothouse_wire::control::events::COMMUNICATION_EVENTS;

use crate::{auth::control::Caller, control::events, error::Failure, routes::control::gone, state::App};

pub(crate) async fn handle(State(app): State<App>, Extension(caller): Extension<Caller>) -> Result<Response, Failure> {
    let deed = caller.deed(&app);
    app.people
        .store
        .write(move |db| caller.now(db).and_then(|_| events::delete_all(db, &deed, &COMMUNICATION_EVENTS)))
        .await
        .map(gone)
}
