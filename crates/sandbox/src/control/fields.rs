//! Checks what was sent of a record's attributes by the contract's table of its kind.

use pilothouse_wire::control::{By, Field, Form, Kind};
use serde_json::Value;

use crate::{
    error::Failure,
    store::{control::Record, dss::Object},
};

use super::{MASK, moment};

/// Longest texts in characters: on one line, and others.
const LONGEST_TEXT: usize = 1000;
const LONGEST_NOTE: usize = 100_000;

/// What may be set of what was sent for a new record.
pub(crate) fn of_new(kind: &Kind, sent: &Object) -> Result<Object, Failure> {
    let all = checked(kind, sent, None)?;
    let empty = |field: &&Field| all.get(field.name).is_none_or(|value| value == "");
    match kind.fields.iter().filter(|field| field.required).find(empty) {
        Some(field) => Err(Failure::wrong(format!("{} of a {} is missing", field.name, kind.record))),
        None => Ok(all),
    }
}

/// What may be set of what was sent for a record that is there. What the server sets is not looked at: clients send it
/// back (§5, certain); neither is what its maker set, as long as it is as it was, nor that something is empty which is so
/// already.
pub(crate) fn of_change(record: &Record, sent: &Object) -> Result<Object, Failure> {
    let all = checked(record.kind, sent, Some(record))?;
    let is = |attributes: &Object, field: &Field| attributes.get(field.name).is_some_and(|value| value != "");
    let empty = |field: &&Field| all.contains_key(field.name) && !is(&all, field) && is(&record.attributes, field);
    match record.kind.fields.iter().filter(|field| field.required).find(empty) {
        Some(field) => Err(Failure::wrong(format!("{} of a {} cannot be empty", field.name, record.kind.record))),
        None => Ok(all),
    }
}

/// Holds that a record of this kind has all that was sent, where nothing is made of most of it.
pub(crate) fn known(kind: &Kind, sent: &Object) -> Result<(), Failure> {
    sent.keys().try_for_each(|name| field(kind, name).map(drop))
}

fn field(kind: &Kind, name: &str) -> Result<&'static Field, Failure> {
    kind.field(name).ok_or_else(|| Failure::wrong(format!("{} has no field {name}", kind.record)))
}

fn checked(kind: &Kind, sent: &Object, before: Option<&Record>) -> Result<Object, Failure> {
    let mut all = Object::new();
    for (name, value) in sent {
        let field = field(kind, name)?;
        // The client never sends null (§5, certain); other clients mean by it what is absent.
        let settable = match (field.by, before) {
            _ if value.is_null() => false,
            (By::Server, _) => false,
            (By::Creator, Some(record)) if record.attributes.get(name) == Some(value) => false,
            (By::Creator, Some(_)) => {
                return Err(Failure::wrong(format!("{name} of a {} cannot be changed", kind.record)));
            }
            (By::Creator, None) | (By::Editor, _) => true,
        };
        if settable {
            all.insert(name.clone(), fit(field, value)?);
        }
    }
    Ok(all)
}

/// Puts the mask in the place of secrets, which are not kept: the sandbox does nothing with them. A mask that was sent
/// back goes: it means "as it was". The names of those that were set anew.
pub(crate) fn hide_secrets(kind: &Kind, said: &mut Object) -> Vec<&'static str> {
    let mut set = Vec::new();
    for field in kind.fields.iter().filter(|field| field.form == Form::Secret) {
        match said.get_mut(field.name) {
            Some(value) if value == MASK => drop(said.remove(field.name)),
            Some(value) if value == "" => {}
            Some(value) => {
                *value = MASK.into();
                set.push(field.name);
            }
            None => {}
        }
    }
    set
}

/// The value, if it fits the field's form.
fn fit(field: &Field, value: &Value) -> Result<Value, Failure> {
    let text = |longest: usize| value.as_str().is_some_and(|text| text.chars().count() <= longest);
    // What is no text is as long as it is written down.
    let short = || value.to_string().chars().count() <= LONGEST_NOTE;
    let (fits, what) = match field.form {
        Form::Text | Form::Secret => (text(LONGEST_TEXT), format!("a text of {LONGEST_TEXT} characters at most")),
        Form::Note => (text(LONGEST_NOTE), format!("a text of {LONGEST_NOTE} characters at most")),
        Form::Number | Form::Epoch => (value.is_i64() || value.is_u64(), "a whole number".to_owned()),
        Form::Fraction => (value.is_number(), "a number".to_owned()),
        Form::Flag => (value.is_boolean(), "true or false".to_owned()),
        Form::Moment => (value.as_str().and_then(moment::ms).is_some(), "a time in ISO 8601".to_owned()),
        Form::Choice(known) => (is_one_of(value, known), ["one of ", &known.join(", ")].concat()),
        Form::Choices(known) => (are_all_of(value, known), ["a list of some of ", &known.join(", ")].concat()),
        Form::Pairs => (
            are_pairs(value) && short(),
            format!("a list of name and value, both texts, of {LONGEST_NOTE} characters at most in all"),
        ),
        Form::Json => (short(), format!("JSON of {LONGEST_NOTE} characters at most")),
        Form::JsonText => {
            (text(LONGEST_NOTE) && is_json(value), format!("JSON as a text of {LONGEST_NOTE} characters at most"))
        }
    };
    if fits { Ok(value.clone()) } else { Err(Failure::wrong(format!("{} must be {what}", field.name))) }
}

fn is_one_of(value: &Value, known: &[&str]) -> bool {
    value.as_str().is_some_and(|text| known.contains(&text))
}

fn are_all_of(value: &Value, known: &[&str]) -> bool {
    value.as_array().is_some_and(|all| all.iter().all(|one| is_one_of(one, known)))
}

fn are_pairs(value: &Value) -> bool {
    let pair = |one: &Value| {
        let text = |name: &str| one.get(name).is_some_and(Value::is_string);
        text("name") && text("value") && one.as_object().is_some_and(|members| members.len() == 2)
    };
    value.as_array().is_some_and(|all| all.iter().all(pair))
}

fn is_json(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.is_empty() || serde_json::from_str::<Value>(text).is_ok())
}
