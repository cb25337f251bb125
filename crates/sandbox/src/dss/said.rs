//! Reads the members of what was sent. Absent and `null` are the same; what is of the wrong kind is named; what nobody
//! knows is not looked at, as real servers do (§1.1, inferred).

use serde_json::Value;

use crate::{error::Failure, store::dss::Object};

/// Longest text in characters.
const LONGEST_TEXT: usize = 1000;

/// An object that was sent.
pub(crate) struct Said<'a>(pub(crate) &'a Object);

impl<'a> Said<'a> {
    /// A member.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn read<T>(&self, name: &str, kind: &str, read: impl FnOnce(&'a Value) -> Option<T>) -> Result<Option<T>, Failure> {
        let Some(value) = self.get(name) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| Failure::wrong(format!("{name} must be {kind}")))
    }

    /// A text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, Failure> {
        let text = self.read(name, "a text", Value::as_str)?;
        if text.is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
            return Err(Failure::wrong(format!("{name} is {LONGEST_TEXT} characters long at most")));
        }
        Ok(text)
    }

    /// True or false.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Failure> {
        self.read(name, "true or false", Value::as_bool)
    }

    /// An object.
    pub(crate) fn object(&self, name: &str) -> Result<Option<&'a Object>, Failure> {
        self.read(name, "an object", Value::as_object)
    }

    /// A list of objects.
    pub(crate) fn objects(&self, name: &str) -> Result<Option<Vec<&'a Object>>, Failure> {
        let kind = "a list of objects";
        self.read(name, kind, |value| value.as_array()?.iter().map(Value::as_object).collect())
    }

    /// A list of texts.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, Failure> {
        let read = |value: &Value| value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect();
        self.read(name, "a list of texts", read)
    }
}

/// The object that a whole body is.
pub(crate) fn whole(value: Value) -> Result<Object, Failure> {
    match value {
        Value::Object(members) => Ok(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(Failure::wrong("The body must be an object"))
        }
    }
}
