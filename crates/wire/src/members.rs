//! Reading records out of JSON objects, member by member. Derived readers are several times as large in wasm, for each
//! record brings its own copy of the parser; here the text is parsed once into a tree, and a record takes what it knows.

use serde_json::Value;

use crate::{BadId, Extra};

/// The members of an object that have not been taken yet.
pub struct Members(Extra);

impl Members {
    /// Of a text. The error says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::of(serde_json::from_str(text).map_err(|e| e.to_string())?)
    }

    /// Of a value.
    pub fn of(value: Value) -> Result<Self, String> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                Err("an object was expected".into())
            }
        }
    }

    /// Any member; `null` is as good as absent.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(wrong(name, "a text")),
        }
    }

    /// A text that must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, String> {
        self.text(name)?.ok_or_else(|| ["“", name, "” is missing"].concat())
    }

    /// A number.
    pub fn number(&mut self, name: &str) -> Result<Option<f64>, String> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| wrong(name, "a number")),
        }
    }

    /// True or false.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, String> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => value.as_bool().map(Some).ok_or_else(|| wrong(name, "true or false")),
        }
    }

    /// An id that must be there.
    pub fn id<T: TryFrom<String, Error = BadId>>(&mut self, name: &str) -> Result<T, String> {
        checked(name, self.needed(name)?)
    }

    /// An id, where there is one.
    pub fn optional_id<T: TryFrom<String, Error = BadId>>(&mut self, name: &str) -> Result<Option<T>, String> {
        self.text(name)?.map(|text| checked(name, text)).transpose()
    }

    /// The elements of an array that must be there.
    pub fn array(&mut self, name: &str) -> Result<Vec<Value>, String> {
        match self.take(name) {
            Some(Value::Array(values)) => Ok(values),
            _ => Err(wrong(name, "a list")),
        }
    }

    /// What nobody has taken.
    pub fn rest(self) -> Extra {
        self.0
    }
}

fn wrong(name: &str, wanted: &str) -> String {
    ["“", name, "” is not ", wanted].concat()
}

fn checked<T: TryFrom<String, Error = BadId>>(name: &str, text: String) -> Result<T, String> {
    T::try_from(text).map_err(|why| ["“", name, "”: ", &why.to_string()].concat())
}

/// A record of an answer.
pub(crate) trait Record: Sized {
    /// Reads it; the members that it does not know stay in its `extra`.
    fn read(members: Members) -> Result<Self, String>;
}
