//! Many users at once: every row is a change of its own, and the answer has a row for each (§3, certain).

use pilothouse_wire::dss::users as u;
use serde_json::Value;

use crate::{error::Failure, state::App, store::dss::Object};

use super::{change::Change, object};

/// Rows at a time (sandbox choice).
const MOST: usize = 1000;

/// One row: the login that it names, and what it asks for.
pub(crate) type Row = (String, Result<Change, Failure>);

/// The rows of a body.
pub(crate) fn rows(body: Value) -> Result<Vec<Value>, Failure> {
    match body {
        Value::Array(rows) if rows.len() <= MOST => Ok(rows),
        Value::Array(_) => Err(Failure::wrong(format!("{MOST} rows at a time"))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Err(Failure::wrong("The body must be a list"))
        }
    }
}

/// Reads rows that are users or parts of them.
pub(crate) async fn changes(app: &App, body: Value) -> Result<Vec<Row>, Failure> {
    let rows = rows(body)?;
    let mut changes = Vec::with_capacity(rows.len());
    for row in rows {
        let login = row.get(u::LOGIN).and_then(Value::as_str).unwrap_or_default().to_owned();
        changes.push((login, Change::read(app, row).await));
    }
    Ok(changes)
}

/// What became of a row.
pub(crate) fn outcome<T>(login: String, result: Result<T, Failure>) -> Object {
    let (status, error) = match &result {
        Ok(_) => (u::SUCCESS, ""),
        Err(failure) => (u::FAILURE, failure.message()),
    };
    object([(u::LOGIN, login.into()), (u::STATUS, status.into()), (u::ERROR, error.into())])
}
