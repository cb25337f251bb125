//! What may be kept of a call: for screens, the journal and scripts. There is no secret in it, so it can be cloned.

use serde_json::Value;

use crate::Endpoint;
use crate::call::{self, encode};

/// What stands for a secret wherever a call is shown.
pub(crate) const BLANK: &str = "******";

/// What an endpoint's path calls the one segment that is a secret.
pub(crate) const SECRET: &str = "{key}";

/// A call without its secrets, as [`Request::shown`](crate::Request::shown) gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The row of the contract's table that this is.
    pub endpoint: &'static Endpoint,
    /// What varies in the path, not encoded; a secret is `******`.
    pub segments: Vec<String>,
    /// Names and values of the query, not encoded.
    pub query: Vec<(String, String)>,
    /// What is sent along.
    pub body: ShownBody,
}

/// What is sent along, without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub enum ShownBody {
    /// Nothing.
    None,
    /// JSON, in which `******` stands for every text that the endpoint hides.
    Json(Value),
    /// A form. It is a sign-in, which holds a password, so nothing of it is kept.
    Form,
    /// The bytes of a file, which are not kept.
    File,
}

impl Shown {
    /// Path and query below the system's base address with secrets blanked, percent-encoded.
    pub fn path(&self) -> String {
        self.path_with(&encode(BLANK))
    }

    /// The same, with this text for the secret, as it is.
    pub(crate) fn path_with(&self, blank: &str) -> String {
        let names = self.endpoint.path.split('/').filter(|part| part.starts_with('{'));
        let text = |(name, text): (&str, &String)| if name == SECRET { blank.to_owned() } else { encode(text) };
        call::path(self.endpoint, &mut names.zip(&self.segments).map(text), &self.query)
    }

    /// Roughly the bytes that it holds: for a journal that has an end.
    pub fn size(&self) -> usize {
        let body = match &self.body {
            ShownBody::Json(value) => value.to_string().len(),
            ShownBody::None | ShownBody::Form | ShownBody::File => 0,
        };
        self.path().len() + body
    }
}

/// A value without the texts of the members that are hidden.
pub(crate) fn without(value: &Value, hidden: &[&str]) -> Value {
    if hidden.is_empty() {
        return value.clone();
    }
    blank(value, hidden, hidden.contains(&"*"))
}

/// What names a secret, and is none itself.
const NAMES: [&str; 3] = ["name", "type", "user"];

fn blank(value: &Value, hidden: &[&str], inside: bool) -> Value {
    match value {
        Value::String(_) | Value::Number(_) if inside => BLANK.into(),
        Value::Array(all) => all.iter().map(|one| blank(one, hidden, inside)).collect(),
        Value::Object(members) => {
            let member = |(name, one): (&String, &Value)| {
                let secret = hidden.contains(&name.as_str());
                let inside = secret || inside && !NAMES.contains(&name.as_str());
                (name.clone(), blank(one, hidden, inside))
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
