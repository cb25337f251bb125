//! Dataiku DSS: `contract/dataiku-dss.md`. One implementation under both spellings of its path.

mod auth;
mod connections;
mod global_keys;
mod groups;
mod instance;
mod personal_keys;
mod projects;
mod table;
mod users;

pub(crate) use table::router;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use pilothouse_wire::dss::MESSAGE;
use serde_json::{Value, json};

use crate::{error::Failure, extract::Asked, store::dss::Object};

/// An object as the answer.
fn object(members: Object) -> Response {
    Json(Value::Object(members)).into_response()
}

/// Objects as the answer.
fn objects(all: impl IntoIterator<Item = Object>) -> Response {
    Json(all.into_iter().map(Value::Object).collect::<Value>()).into_response()
}

/// What changes answer (§11).
fn message(text: impl Into<String>) -> Response {
    let text: String = text.into();
    Json(json!({ MESSAGE: text })).into_response()
}

/// What creations answer (§3.1).
fn created(text: impl Into<String>) -> Response {
    (StatusCode::CREATED, message(text)).into_response()
}

/// A boolean of the query as clients spell them (§1); absent is false.
fn flag(asked: &Asked, name: &str) -> Result<bool, Failure> {
    match asked.maybe(name)? {
        None | Some("False" | "false") => Ok(false),
        Some("True" | "true") => Ok(true),
        Some(_) => Err(Failure::wrong(format!("The parameter {name} must be True or False"))),
    }
}
