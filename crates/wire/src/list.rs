//! Lists that one bad row does not spoil.

use serde_json::Value;

use crate::members::{Members, Record};

/// A row that does not have the contract's shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableRow {
    /// Its place in the answer, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub why: String,
}

/// Rows of an answer, and those that could not be read: the second are named, never dropped silently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T> {
    /// What could be read, in the server's order.
    pub rows: Vec<T>,
    /// What could not.
    pub unreadable: Vec<UnreadableRow>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), unreadable: Vec::new() }
    }
}

/// Reads an array.
pub(crate) fn parse<T: Record>(body: &str) -> Result<List<T>, String> {
    match serde_json::from_str(body).map_err(|e| e.to_string())? {
        Value::Array(values) => Ok(sort_out(values)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Err("a list was expected".into())
        }
    }
}

/// Reads values one by one.
pub(crate) fn sort_out<T: Record>(values: Vec<Value>) -> List<T> {
    let mut list = List { rows: Vec::with_capacity(values.len()), unreadable: Vec::new() };
    for (index, value) in values.into_iter().enumerate() {
        match Members::of(value).and_then(T::read) {
            Ok(row) => list.rows.push(row),
            Err(why) => list.unreadable.push(UnreadableRow { index, why }),
        }
    }
    list
}
