//! `GET kitchen/list`: all kitchens, those that are closed to the caller among them (`contract/datakitchen-automation.md`
//! §4, certain).

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use pilothouse_wire::automation::kitchens::KITCHENS;
use serde_json::{Value, json};

use crate::{auth::caller, error::SessionFailure, state::App, store::dss::catalog};

pub(crate) async fn handle(State(app): State<App>, headers: HeaderMap) -> Result<Response, SessionFailure> {
    caller::signed_in(&app.people, &headers).await?;
    let all = app.people.store.read(catalog::kitchens).await?;
    let kitchens: Value = all.into_iter().map(|(_, one)| Value::Object(one)).collect();
    Ok(Json(json!({ KITCHENS: kitchens })).into_response())
}
