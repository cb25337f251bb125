//! `GET validatetoken`: the same token, or a newer one when it is older than a minute.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{auth::caller, error::SessionFailure, state::App};

/// A token younger than this is good for long enough, in seconds.
const YOUNG: i64 = 60;

pub(crate) async fn handle(State(app): State<App>, headers: HeaderMap) -> Result<Response, SessionFailure> {
    let (account, claims) = caller::signed_in(&app.people, &headers).await?;
    let token = if app.people.tokens.age(&claims) > YOUNG {
        app.people.tokens.issue(&account)?.expose().to_owned()
    } else {
        caller::token(&headers).unwrap_or_default()
    };
    Ok(Json(json!({"token": token})).into_response())
}
