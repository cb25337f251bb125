//! `POST services/`: an empty, disabled service.

use axum::{extract::State, response::Response};
use pilothouse_wire::api_node::services::NewService;

use crate::{error::Failure, extract::JsonBody, routes::answer, state::App, store::services};

pub(crate) async fn handle(State(app): State<App>, JsonBody(new): JsonBody<NewService>) -> Result<Response, Failure> {
    app.store.write(move |db| services::create(db, &new.service_id)).await?;
    Ok(answer::done())
}
