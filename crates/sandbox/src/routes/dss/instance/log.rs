//! `GET admin/logs/{name}`: the whole file as one JSON string.

use axum::{Json, extract::State, response::IntoResponse, response::Response};

use crate::{dss::logs, error::Failure, extract::Segments, state::App, store::off_thread};

pub(crate) async fn handle(State(app): State<App>, Segments(name): Segments<String>) -> Result<Response, Failure> {
    let asked = name.clone();
    let text = off_thread(move || logs::read(&app.data, &asked)).await?;
    let text = text.ok_or_else(|| Failure::not_found(format!("Log not found: {name}")))?;
    Ok(Json(text).into_response())
}
