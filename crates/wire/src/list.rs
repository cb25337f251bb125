//! Lists that one bad row does not spoil.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// A row that does not have the contract's shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableRow {
    /// Its place in the answer, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub why: String,
}

/// Rows of an answer, and those that could not be read: the second are named, never dropped silently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List<T> {
    /// What could be read, in the server's order.
    pub rows: Vec<T>,
    /// What could not.
    pub unreadable: Vec<UnreadableRow>,
}

impl<T: DeserializeOwned> List<T> {
    /// Reads an array; the whole of it at once where every row is well.
    pub(crate) fn read(body: &str) -> Result<Self, String> {
        if let Ok(rows) = serde_json::from_str(body) {
            return Ok(Self { rows, unreadable: Vec::new() });
        }
        let rows: Vec<Value> = serde_json::from_str(body).map_err(|e| e.to_string())?;
        Ok(Self::sort_out(rows))
    }

    /// Reads values one by one.
    pub(crate) fn sort_out(values: Vec<Value>) -> Self {
        let mut list = Self { rows: Vec::with_capacity(values.len()), unreadable: Vec::new() };
        for (index, value) in values.into_iter().enumerate() {
            match serde_json::from_value(value) {
                Ok(row) => list.rows.push(row),
                Err(e) => list.unreadable.push(UnreadableRow { index, why: e.to_string() }),
            }
        }
        list
    }
}
