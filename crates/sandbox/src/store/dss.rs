//! What the sandbox keeps of Dataiku DSS: `contract/dataiku-dss.md`. Its users are the accounts.

pub mod catalog;
pub mod groups;
pub mod key_lists;
pub mod keys;
pub mod projects;
pub mod users;

use serde_json::{Map, Value};

use crate::error::Failure;

/// An object of JSON.
pub type Object = Map<String, Value>;

/// A column that holds JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|e| Failure::internal("reading kept JSON", &e))
}

/// JSON for a column.
pub(super) fn text(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::internal("writing JSON to keep", &e))
}
