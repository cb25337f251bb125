//! What is sent to change a record: only what was changed (contract/iguazio-control-plane.md §5), so that what another has
//! changed meanwhile stays.

use std::collections::BTreeMap;

use pilothouse_wire::control::{By, Field, Form, Kind};
use pilothouse_wire::{Extra, Whole};
use serde_json::{Value, json};

use super::words;

/// What was typed for the fields of a record, as text: lists one to a line, pairs as `name=value`.
pub type Typed = BTreeMap<&'static str, String>;

/// The fields that a person can fill in: of a new record, or of one that is there.
pub fn fields(kind: &'static Kind, new: bool) -> impl Iterator<Item = &'static Field> {
    kind.fields.iter().filter(move |field| match field.by {
        By::Server => false,
        By::Creator => new,
        By::Editor => true,
    })
}

/// A value as it stands in its field; nothing of a secret.
pub fn written(field: &Field, value: Option<&Value>) -> String {
    let Some(value) = value else { return String::new() };
    match (field.form, value) {
        (Form::Secret, _) => String::new(),
        (_, Value::String(text)) => text.clone(),
        (Form::Choices(_), Value::Array(all)) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        (Form::Pairs, Value::Array(all)) => all.iter().map(words::pair).collect::<Vec<_>>().join("\n"),
        (Form::Json, other) => serde_json::to_string_pretty(other).unwrap_or_default(),
        (_, other) => other.to_string(),
    }
}

/// What was typed as a value; the error says what is wrong with it. Nothing typed is `None`.
pub fn read(field: &Field, typed: &str) -> Result<Option<Value>, String> {
    let text = typed.trim();
    if text.is_empty() {
        return if field.required { Err(["Give the ", &*lower(field), "."].concat()) } else { Ok(None) };
    }
    let value = match field.form {
        Form::Number | Form::Epoch => json!(text.parse::<i64>().map_err(|_| "Give a whole number.".to_owned())?),
        Form::Fraction => json!(text.parse::<f64>().map_err(|_| "Give a number.".to_owned())?),
        Form::Flag => json!(text == "true"),
        Form::Choices(_) => json!(lines(text).collect::<Vec<_>>()),
        Form::Pairs => Value::Array(lines(text).map(read_pair).collect::<Result<_, _>>()?),
        Form::Json => serde_json::from_str(text).map_err(|e| ["This is no JSON: ", &e.to_string()].concat())?,
        Form::JsonText => {
            serde_json::from_str::<Value>(text).map_err(|e| ["This is no JSON: ", &e.to_string()].concat())?;
            json!(text)
        }
        // A password may begin or end in a space.
        Form::Secret => json!(typed),
        Form::Text | Form::Note | Form::Moment | Form::Choice(_) => json!(text),
    };
    Ok(Some(value))
}

fn lower(field: &Field) -> String {
    words::label(field.name).to_lowercase()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn read_pair(line: &str) -> Result<Value, String> {
    let (name, value) = line.split_once('=').ok_or("Give one pair a line, as name=value.")?;
    if name.trim().is_empty() {
        return Err("A pair needs a name before the “=”.".into());
    }
    Ok(json!({"name": name.trim(), "value": value.trim()}))
}

/// Whether two values say the same: of words that are picked the order says nothing.
fn same(old: &Value, new: &Value) -> bool {
    let words = |value: &Value| -> Option<Vec<String>> {
        let mut words: Vec<String> =
            value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<_>>()?;
        words.sort_unstable();
        Some(words)
    };
    old == new || words(old).is_some_and(|old| words(new) == Some(old))
}

/// What is empty in place of a value: absence would leave the old one (§5, certain for labels, else inferred).
fn cleared(form: Form) -> Option<Value> {
    match form {
        Form::Choices(_) | Form::Pairs => Some(json!([])),
        Form::Text | Form::Note | Form::JsonText | Form::Moment => Some(json!("")),
        Form::Number | Form::Fraction | Form::Flag | Form::Epoch | Form::Choice(_) | Form::Json | Form::Secret => None,
    }
}

/// The attributes that differ from the record as it was loaded. The errors stand beside the names of their fields.
pub fn patch(kind: &'static Kind, before: &Whole, typed: &Typed) -> Result<Extra, BTreeMap<&'static str, String>> {
    // A text that is as it was is not read again: it may be one that nobody could type.
    let touched = |(name, text): (&&'static str, &String)| {
        let untouched = kind.field(name).is_some_and(|field| *text == written(field, before.get(name)));
        (!untouched).then(|| (*name, text.clone()))
    };
    collect(kind, false, &typed.iter().filter_map(touched).collect(), |field, value| {
        let old = before.get(field.name);
        match value {
            Some(value) if old.is_some_and(|old| same(old, &value)) => Ok(None),
            Some(value) => Ok(Some(value)),
            None if written(field, old).is_empty() => Ok(None),
            None => cleared(field.form).map(Some).ok_or_else(|| "This cannot be made empty.".to_owned()),
        }
    })
}

/// The attributes of a new record.
pub fn new(kind: &'static Kind, typed: &Typed) -> Result<Extra, BTreeMap<&'static str, String>> {
    collect(kind, true, typed, |_, value| Ok(value))
}

fn collect(
    kind: &'static Kind,
    new: bool,
    typed: &Typed,
    keep: impl Fn(&Field, Option<Value>) -> Result<Option<Value>, String>,
) -> Result<Extra, BTreeMap<&'static str, String>> {
    let (mut attributes, mut wrong) = (Extra::new(), BTreeMap::new());
    for field in fields(kind, new) {
        let Some(text) = typed.get(field.name) else { continue };
        match read(field, text).and_then(|value| keep(field, value)) {
            Ok(Some(value)) => drop(attributes.insert(field.name.to_owned(), value)),
            Ok(None) => {}
            Err(why) => drop(wrong.insert(field.name, why)),
        }
    }
    if wrong.is_empty() { Ok(attributes) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::control::projects::PROJECTS;
    use pilothouse_wire::control::users::USERS;

    fn whole(value: Value) -> Whole {
        Whole::of(value).unwrap()
    }

    fn typed(pairs: &[(&'static str, &str)]) -> Typed {
        pairs.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let before = whole(json!({"first_name": "Ana", "last_name": "Byron", "job_title": "x", "uid": 7}));
        let changed = typed(&[("first_name", "Ana"), ("last_name", "King"), ("job_title", ""), ("phone_number", "")]);
        let patch = patch(&USERS, &before, &changed).unwrap();
        assert_eq!(Value::Object(patch), json!({"last_name": "King", "job_title": ""}));
    }

    #[test]
    fn what_nobody_has_touched_is_neither_sent_nor_refused() {
        let before = whole(json!({
            "description": "Two lines\n", "nuclio_project": "no JSON", "labels": [{"name": "", "value": "x"}],
            "owner_username": "ana",
        }));
        let mut held: Typed =
            fields(&PROJECTS, false).map(|field| (field.name, written(field, before.get(field.name)))).collect();
        assert_eq!(patch(&PROJECTS, &before, &held), Ok(Extra::new()));
        held.insert("description", "One line".into());
        assert_eq!(Value::Object(patch(&PROJECTS, &before, &held).unwrap()), json!({"description": "One line"}));
        let nameless = whole(json!({"first_name": "Ana"}));
        let named = |last: &str| typed(&[("first_name", "Ana"), ("last_name", last), ("department", "Harbour")]);
        assert_eq!(
            Value::Object(patch(&USERS, &nameless, &named("")).unwrap()),
            json!({"department": "Harbour"}),
            "a last name is required of a new user only"
        );
        assert!(
            patch(&USERS, &whole(json!({"last_name": "King"})), &named(" ")).unwrap_err().contains_key("last_name")
        );
    }

    #[test]
    fn each_fault_stands_at_its_field() {
        let wrong = new(&USERS, &typed(&[("username", ""), ("email", "a@b"), ("uid", "seven")])).unwrap_err();
        assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), ["uid", "username"]);
        assert_eq!(wrong["username"], "Give the username.");
    }

    #[test]
    fn labels_are_pairs_and_an_empty_list_clears_them() {
        let before = whole(json!({"labels": [{"name": "team", "value": "x"}]}));
        let field = PROJECTS.field("labels").unwrap();
        assert_eq!(written(field, before.get("labels")), "team=x");
        let cleared = patch(&PROJECTS, &before, &typed(&[("labels", "")])).unwrap();
        assert_eq!(Value::Object(cleared), json!({"labels": []}));
        let two = patch(&PROJECTS, &before, &typed(&[("labels", "team=x\nsite = y=z")])).unwrap();
        let site = json!({"name": "site", "value": "y=z"});
        assert_eq!(Value::Object(two), json!({"labels": [{"name": "team", "value": "x"}, site]}));
        assert!(patch(&PROJECTS, &before, &typed(&[("labels", "team")])).unwrap_err().contains_key("labels"));
    }

    #[test]
    fn a_password_is_taken_as_it_is_and_never_shown() {
        let field = USERS.field("password").unwrap();
        assert_eq!(read(field, " hush ").unwrap(), Some(json!(" hush ")));
        assert_eq!(written(field, Some(&json!("hush"))), "");
    }
}
