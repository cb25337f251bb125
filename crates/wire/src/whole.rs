//! Objects that are read, changed and put back whole: what nobody has changed goes back as it came, `null`s and members that
//! nobody has heard of included. Two things JSON does not count are not kept: the order of members, which go out sorted by
//! name, and how a number is spelt; one of more than 64 bits is rounded.

use std::fmt;

use serde_json::Value;

use crate::members::{Members, Record};
use crate::{Extra, Secret};

/// A whole object of an API. It may hold secrets, so its debug text has names only.
#[derive(Clone, Default, PartialEq)]
pub struct Whole(Extra);

impl fmt::Debug for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Record for Whole {
    fn read(members: Members) -> Result<Self, String> {
        Ok(Self(members.rest()))
    }
}

impl From<Extra> for Whole {
    fn from(members: Extra) -> Self {
        Self(members)
    }
}

impl Whole {
    /// Of a value, where it is an object.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self(members)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
        }
    }

    /// All members, to be sent or compared.
    pub fn members(&self) -> &Extra {
        &self.0
    }

    /// As JSON.
    pub fn value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// A member; `null` is as good as absent.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// True or false.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Value::as_bool)
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.get(name).and_then(Value::as_f64)
    }

    /// A moment in ms since the epoch; 0 means never, as absence does.
    pub fn moment(&self, name: &str) -> Option<f64> {
        self.number(name).filter(|at| *at > 0.0)
    }

    /// A list of texts; older servers send one text with commas (contract/dataiku-dss.md §5). What is no text is left out.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.get(name)? {
            Value::Array(all) => Some(all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()),
            Value::String(text) => {
                Some(text.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        }
    }

    /// A list of objects. What is no object is left out.
    pub fn list(&self, name: &str) -> Vec<Self> {
        let all = self.get(name).and_then(Value::as_array);
        all.map(|all| all.iter().cloned().filter_map(Self::of).collect()).unwrap_or_default()
    }

    /// An object inside.
    pub fn object(&self, name: &str) -> Option<&Extra> {
        self.get(name).and_then(Value::as_object)
    }

    /// Puts a member in, or another in its place.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// Takes a member away.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Takes a text out that is a secret: the one time that a new key is shown.
    pub fn take_secret(&mut self, name: &str) -> Option<Secret> {
        match self.0.remove(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(Secret::new(text)),
            Some(_) | None => None,
        }
    }
}
