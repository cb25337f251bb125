//! JSON as a person types it: what is wrong with it and where, in words.

use std::fmt;

use pilothouse_wire::Once;
use serde_json::{Map, Value};

/// Why a text cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line and column, from 1, where one place is to blame.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "Line {line}, column {column}: {}.", self.why),
            None => write!(f, "{}.", self.why),
        }
    }
}

/// An object, as it was typed. A name that is there twice is a fault.
pub fn object(text: &str) -> Result<Map<String, Value>, Fault> {
    if text.trim().is_empty() {
        return Err(Fault { place: None, why: "It is empty; an object without members is {}".into() });
    }
    match serde_json::from_str::<Once>(text) {
        Ok(Once(Value::Object(members))) => Ok(members),
        Ok(Once(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_))) => {
            Err(Fault { place: None, why: "It is JSON, but no object: it must begin with { and end with }".into() })
        }
        Err(error) => Err(fault(&error)),
    }
}

fn fault(error: &serde_json::Error) -> Fault {
    let words = error.to_string();
    let why = words.rsplit_once(" at line ").map_or(&*words, |(why, _)| why).to_owned();
    Fault { place: Some((error.line(), error.column().max(1))), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_as_it_is() {
        let text = r#" {"b": [1, -2, 2.5, null, true, "é"], "a": {"x": {}}} "#;
        let plain: Value = serde_json::from_str(text).unwrap();
        assert_eq!(Value::Object(object(text).unwrap()), plain);
        assert!(object("{}").unwrap().is_empty());
    }

    #[test]
    fn a_fault_names_its_place() {
        let said = |text: &str| object(text).unwrap_err().to_string();
        assert_eq!(said("{\n  \"a\": 1,\n}"), "Line 3, column 1: trailing comma.");
        assert_eq!(said("{\"a\": 1} x"), "Line 1, column 10: trailing characters.");
        assert_eq!(said("{\"a\": \n"), "Line 2, column 1: EOF while parsing a value.");
        assert_eq!(said("{\"a\": {\"b\": 1, \"b\": 2}}"), "Line 1, column 18: the name “b” is there twice.");
        assert_eq!(said("[1]"), "It is JSON, but no object: it must begin with { and end with }.");
        assert_eq!(said(" \n"), "It is empty; an object without members is {}.");
    }
}
