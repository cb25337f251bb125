//! `DELETE events/`: deletes all events.

use axum::{extract::State, response::Response};
use pilothouse_wire::control::events::EVENTS;

use crate::{error::Failure, routes::control::gone, state::App, store::control as store};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    app.people.store.write(|db| store::remove_all(db, &EVENTS).map(drop)).await.map(gone)
}
