//! `GET metrics`: real traffic.

use axum::{extract::State, response::Response};

use crate::{error::Failure, routes::answer, state::App};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    answer::json(&app.traffic.show(app.clock.now_ms()))
}
