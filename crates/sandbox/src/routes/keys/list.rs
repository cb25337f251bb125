//! `GET keys`.

use axum::{extract::State, response::Response};

use crate::{error::Failure, routes::answer, state::App, store::keys};

pub(crate) async fn handle(State(app): State<App>) -> Result<Response, Failure> {
    let kept = app.store.read(keys::list).await?;
    let shown: Result<Vec<_>, _> = kept.into_iter().map(|key| super::show(&app, key)).collect();
    answer::json(&shown?)
}
