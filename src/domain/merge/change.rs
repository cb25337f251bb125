//! What differs between two objects, and how a place in them is told.

use std::fmt;

use pilothouse_wire::control::services;
use pilothouse_wire::dss::{personal_keys, users};
use serde_json::Value;

use super::Identify;

/// One difference. Nothing stands for what is not there; `null` is as good as absent.
#[derive(Clone, PartialEq)]
pub struct Change {
    /// Where: members' names, and names of items of a list.
    pub path: Vec<String>,
    /// What stood there.
    pub before: Option<Value>,
    /// What stands there.
    pub after: Option<Value>,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Change").field(&self.path).finish()
    }
}

impl Change {
    /// "added", "removed" or "changed".
    pub fn kind(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, Some(_)) => "added",
            (Some(_), None) => "removed",
            (Some(_), Some(_)) | (None, None) => "changed",
        }
    }
}

/// All differences, for a look before saving, and afterwards for what the server kept: what was sent against what is read.
pub fn changes(before: &Value, after: &Value, identify: Identify) -> Vec<Change> {
    let mut found = Vec::new();
    diff(&mut Vec::new(), Some(before), Some(after), identify, &mut found);
    found
}

/// "secrets › carrier_token › value".
pub fn words(path: &[String]) -> String {
    path.join(" › ")
}

/// Whether what stands at a path is, or holds, what must not be shown: values of secrets, credentials but for their type
/// and user, passwords, an API key, what the kinds of app services keep secret.
pub fn is_secret(path: &[String]) -> bool {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    match parts.as_slice() {
        [users::SECRETS, _, users::SECRET_NAME] => false,
        [users::CREDENTIALS, _, users::CREDENTIAL_TYPE | users::CREDENTIAL_USER] => false,
        [users::SECRETS | users::CREDENTIALS, ..] | [personal_keys::KEY, ..] => true,
        _ => parts.iter().any(|name| *name == users::PASSWORD || services::SECRETS.contains(name)),
    }
}

/// A value without the secrets inside it.
fn without_secrets(value: &Value) -> Value {
    let secret = |name: &str| name == users::PASSWORD || services::SECRETS.contains(&name);
    match value {
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                (name.clone(), if secret(name) { Value::from("not shown") } else { without_secrets(value) })
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(all) => Value::Array(all.iter().map(without_secrets).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// What stands at a path, for people: a secret is not shown.
pub fn shown(path: &[String], value: Option<&Value>) -> String {
    match present(value) {
        None => "nothing".into(),
        Some(_) if is_secret(path) => "not shown".into(),
        Some(Value::String(text)) => text.clone(),
        Some(other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_))) => {
            without_secrets(other).to_string()
        }
    }
}

pub(super) fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

/// A credential's parts belong together: one person's user with another's password opens nothing.
pub(super) fn is_one_thing(path: &[String]) -> bool {
    matches!(path, [list, _] if list == users::CREDENTIALS)
}

/// The items of a list with their names, where all have names of their own.
pub(super) fn keyed(path: &[String], list: &Value, identify: Identify) -> Option<Vec<(String, Value)>> {
    let mut named: Vec<(String, Value)> = Vec::new();
    for item in list.as_array()? {
        let name = identify(path, item)?;
        if named.iter().any(|(known, _)| *known == name) {
            return None;
        }
        named.push((name, item.clone()));
    }
    Some(named)
}

pub(super) fn diff(
    path: &mut Vec<String>,
    before: Option<&Value>,
    after: Option<&Value>,
    identify: Identify,
    found: &mut Vec<Change>,
) {
    let (before, after) = (present(before), present(after));
    if before.is_none() && after.is_none() {
        return;
    }
    if let Some((before, after)) = before.zip(after) {
        if equal(before, after) {
            return;
        }
        if let Some((before, after)) = before.as_object().zip(after.as_object()).filter(|_| !is_one_thing(path)) {
            for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
                inside(path, name, (before.get(name), after.get(name)), identify, found);
            }
            return;
        }
        if let Some((before, after)) = keyed(path, before, identify).zip(keyed(path, after, identify)) {
            items(path, &before, &after, identify, found);
            return;
        }
    }
    found.push(Change { path: path.clone(), before: before.cloned(), after: after.cloned() });
}

fn inside(
    path: &mut Vec<String>,
    name: &str,
    (before, after): (Option<&Value>, Option<&Value>),
    identify: Identify,
    found: &mut Vec<Change>,
) {
    path.push(name.to_owned());
    diff(path, before, after, identify, found);
    path.pop();
}

fn items(
    path: &mut Vec<String>,
    before: &[(String, Value)],
    after: &[(String, Value)],
    identify: Identify,
    found: &mut Vec<Change>,
) {
    let find = |list: &'_ [(String, Value)], name: &str| list.iter().position(|(known, _)| known == name);
    for (name, item) in before {
        let now = find(after, name).map(|place| &after[place].1);
        inside(path, name, (Some(item), now), identify, found);
    }
    for (name, item) in after.iter().filter(|(name, _)| find(before, name).is_none()) {
        inside(path, name, (None, Some(item)), identify, found);
    }
}

/// Equal as the server means it: 1 and 1.0 are one number.
fn equal(one: &Value, other: &Value) -> bool {
    let whole = one.as_i64().zip(other.as_i64());
    let number = one.as_f64().zip(other.as_f64());
    one == other || whole.is_none() && number.is_some_and(|(one, other)| one == other)
}
