//! `GET connections/get-names?type=…`: of this type, or of all.

use axum::{Json, extract::State, response::IntoResponse, response::Response};
use pilothouse_wire::dss::connections::TYPE;
use serde_json::Value;

use crate::{error::Failure, extract::Asked, state::App, store::dss::catalog};

pub(crate) async fn handle(State(app): State<App>, asked: Asked) -> Result<Response, Failure> {
    let wanted = asked.one(TYPE)?.to_owned();
    let all = app.people.store.read(catalog::connections).await?;
    let fits = |definition: &crate::store::dss::Object| {
        wanted == "all" || definition.get(TYPE).and_then(Value::as_str) == Some(&wanted)
    };
    let names: Vec<String> = all.into_iter().filter(|(_, one)| fits(one)).map(|(name, _)| name).collect();
    Ok(Json(names).into_response())
}
