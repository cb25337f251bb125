//! How fields are called, and how their values are shown.

use pilothouse_wire::control::{Field, Form, Item, Op};
use serde_json::Value;

use crate::domain::visible::visible;

/// Words that are not made from a field's name by rule.
const OWN: [(&str, &str); 19] = [
    ("uid", "Unix id"),
    ("gid", "Unix group id"),
    ("gids", "Unix group ids"),
    ("email", "E-mail"),
    ("assigned_policies", "Policies"),
    ("timestamp_iso8601", "Time"),
    ("timestamp_uint64", "Time as a number"),
    ("timestamp_uint64_str", "Time as a number's text"),
    ("parameters_text", "Parameters"),
    ("parameters_uint64", "Numbers"),
    ("invoking_user_id", "User"),
    ("owner_username", "Owner"),
    ("ctx_id", "Trace id"),
    ("ttl", "Life in seconds"),
    ("idp", "Identity provider"),
    ("id", "Id"),
    ("webapi_http_port", "Web API port, HTTP"),
    ("webapi_https_port", "Web API port, HTTPS"),
    ("mlrun_project", "MLRun project"),
];

/// What a field or a relation is called for people.
pub fn label(name: &str) -> String {
    if let Some((_, words)) = OWN.iter().find(|(known, _)| *known == name) {
        return (*words).to_owned();
    }
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// A value as one line of text; `None` where the server gave none. What stands in a secret field is never shown.
pub fn text(field: &Field, value: Option<&Value>) -> Option<String> {
    let value = value?;
    let words = match (field.form, value) {
        (Form::Secret, _) => "not shown".to_owned(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Bool(true)) => "yes".to_owned(),
        (_, Value::Bool(false)) => "no".to_owned(),
        (Form::Choices(_), Value::Array(all)) => joined(all),
        (Form::Pairs, Value::Array(all)) => all.iter().map(pair).collect::<Vec<_>>().join(", "),
        (_, other) => other.to_string(),
    };
    Some(visible(&words))
}

fn joined(all: &[Value]) -> String {
    all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect::<Vec<_>>().join(", ")
}

/// A `{"name", "value"}` as `name=value`.
pub(super) fn pair(value: &Value) -> String {
    let text = |member: &str| value[member].as_str().unwrap_or_default().to_owned();
    [&text("name"), "=", &text("value")].concat()
}

/// What a record is called: its label's value, else its id. To be read, not to be sent.
pub fn name(item: &Item, label: &str) -> String {
    visible(item.text(label).filter(|text| !text.is_empty()).unwrap_or(&item.id))
}

/// An operator in words, for a choice.
pub const fn op(op: Op) -> &'static str {
    match op {
        Op::Is => "is",
        Op::Equal => "equals",
        Op::Unequal => "is not",
        Op::Greater => "is over",
        Op::AtLeast => "is at least",
        Op::Less => "is under",
        Op::AtMost => "is at most",
        Op::Matches => "matches the pattern",
        Op::Contains => "contains",
        Op::ContainsAny => "has any of",
    }
}

/// The operators that make sense for a field, the usual one first.
pub const fn ops(form: Form) -> &'static [Op] {
    const TEXTS: [Op; 4] = [Op::Contains, Op::Is, Op::Unequal, Op::Matches];
    const SIZES: [Op; 6] = [Op::Is, Op::Unequal, Op::AtLeast, Op::AtMost, Op::Greater, Op::Less];
    const TIMES: [Op; 4] = [Op::AtLeast, Op::AtMost, Op::Greater, Op::Less];
    const WORDS: [Op; 2] = [Op::Is, Op::Unequal];
    match form {
        Form::Text | Form::Note | Form::JsonText | Form::Json | Form::Pairs | Form::Secret => &TEXTS,
        Form::Number | Form::Fraction | Form::Epoch => &SIZES,
        Form::Moment => &TIMES,
        Form::Choice(_) | Form::Flag => &WORDS,
        Form::Choices(_) => &[Op::ContainsAny],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pilothouse_wire::control::{projects, users};
    use serde_json::json;

    #[test]
    fn names_become_words() {
        assert_eq!(label("first_name"), "First name");
        assert_eq!(label("uid"), "Unix id");
    }

    #[test]
    fn values_become_one_line() {
        let field = |name| users::USERS.field(name).unwrap();
        assert_eq!(text(field("first_name"), Some(&json!("Ana"))).unwrap(), "Ana");
        assert_eq!(text(field("assigned_policies"), Some(&json!(["Data", "Developer"]))).unwrap(), "Data, Developer");
        assert_eq!(text(field("password"), Some(&json!("hush"))).unwrap(), "not shown");
        assert_eq!(text(field("uid"), None), None);
        let labels = projects::PROJECTS.field("labels").unwrap();
        assert_eq!(text(labels, Some(&json!([{"name": "team", "value": "x"}]))).unwrap(), "team=x");
    }
}
