//! `DELETE communication_events/`: deletes all communication events.

use axum::{extract::State, response::Response};
use pilothouse_wire::control::events::COMMUNICATION_EVENTS;

use crate::{error::Failure, routes::control::gone, state::App, store::control as store};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    app.people.store.write(|db| store::remove_all(db, &COMMUNICATION_EVENTS).map(drop)).await.map(gone)
}
