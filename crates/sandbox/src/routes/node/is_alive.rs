//! `GET isAlive/`: for load balancers, so without a login. Not alive while the file named by the contract lies in the
//! data folder.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::state::App;

/// The file that takes a node out of the balancing (certain).
const NOT_ALIVE: &str = "apinode-not-alive.txt";

pub(crate) async fn handle(State(app): State<App>) -> Response {
    let alive = !tokio::fs::try_exists(app.data.join(NOT_ALIVE)).await.unwrap_or(false);
    let status = if alive { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({"alive": alive}))).into_response()
}
