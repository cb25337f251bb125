//! `GET admin/logs/`: names of the log files.

use axum::{Json, extract::State, response::IntoResponse, response::Response};

use crate::{dss::logs, error::Failure, state::App, store::off_thread};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let names = off_thread(move || logs::list(&app.data)).await?;
    Ok(Json(names).into_response())
}
