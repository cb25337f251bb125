//! How fields are called, and how their values are shown.

use pilothouse_wire::control::{Field, Form, Item, Op, access_keys, events, groups, jobs, users};
use serde_json::Value;

use crate::domain::visible::visible;

/// Words that are not made from a field's name by rule.
const OWN: [(&str, &str); 21] = [
    ("uid", "Unix id"),
    ("gid", "Unix group id"),
    ("gids", "Unix group ids"),
    ("email", "E-mail"),
    ("assigned_policies", "Policies"),
    ("timestamp_iso8601", "Time"),
    ("timestamp_uint64", "Time as an integer"),
    ("timestamp_uint64_str", "Time as an integer, in text"),
    ("parameters_text", "Parameters"),
    ("parameters_uint64", "Numbers"),
    ("invoking_user_id", "User"),
    ("owner_username", "Owner"),
    ("ctx_id", "Trace id"),
    ("params", "Parameters"),
    ("ui_fields", "UI fields"),
    ("ttl", "Life"),
    ("idp", "Identity provider"),
    ("id", "Id"),
    ("webapi_http_port", "Web API port, HTTP"),
    ("webapi_https_port", "Web API port, HTTPS"),
    ("mlrun_project", "MLRun project"),
];

/// Fields that programs read, or for which another field says the same better: they stand last where all of a record is
/// shown, and in no choice of what to look for.
const RAW: [&str; 8] = [
    events::TIME_TEXT,
    events::TIME_NUMBER,
    "avatar",
    jobs::UI_FIELDS,
    jobs::LINKED_RESOURCES,
    jobs::MOST_SECONDS,
    jobs::MOST_WORK_SECONDS,
    jobs::DELAY,
];

/// Numbers of seconds (contract/iguazio-control-plane.md §5.4 and §6, certain).
const SECONDS: [&str; 4] = [access_keys::TTL, jobs::MOST_SECONDS, jobs::MOST_WORK_SECONDS, jobs::DELAY];

/// Whether a field is of little use to people.
pub fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// Whether a field is a number of seconds.
pub fn is_seconds(name: &str) -> bool {
    SECONDS.contains(&name)
}

/// What the button is called that adds one to a relation with several ends.
pub fn add(relation: &str) -> String {
    match relation {
        groups::USERS_OF => "Add user".to_owned(),
        users::GROUPS => "Add to group".to_owned(),
        other => ["Add to ", &label(other).to_lowercase()].concat(),
    }
}

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
        (_, Value::Number(number)) if is_seconds(field.name) => span(&number.to_string()),
        (_, other) => other.to_string(),
    };
    Some(visible(&words))
}

fn joined(all: &[Value]) -> String {
    all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect::<Vec<_>>().join(", ")
}

/// A number of seconds in the largest unit that it is a whole number of.
fn span(seconds: &str) -> String {
    const UNITS: [(u64, &str); 4] = [(31_536_000, " year"), (86_400, " day"), (3_600, " hour"), (60, " minute")];
    let seconds = seconds.strip_suffix(".0").unwrap_or(seconds);
    let Ok(whole) = seconds.parse::<u64>() else { return [seconds, " seconds"].concat() };
    let fits = UNITS.into_iter().find(|(size, _)| whole >= *size && whole % size == 0);
    let (size, unit) = fits.unwrap_or((1, " second"));
    let count = whole / size;
    [&*count.to_string(), unit, if count == 1 { "" } else { "s" }].concat()
}

/// Whether a server says by a value that there is nothing.
pub fn is_nothing(field: &Field, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => match (field.form, text.trim()) {
            (_, "") => true,
            (Form::JsonText, text) => matches!(text, "null" | "[]" | "{}" | "\"\""),
            _ => false,
        },
        Value::Array(all) => all.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A JSON value for people.
#[derive(Debug, PartialEq, Eq)]
pub enum Json {
    /// It is as good as a text.
    Line(String),
    /// It is laid out on several lines.
    Block(String),
}

/// How a JSON value, or a text that holds one, is shown.
pub fn json(value: &Value) -> Json {
    let inner = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let value = inner.as_ref().unwrap_or(value);
    match value {
        Value::Array(all) if !all.iter().any(|one| one.is_array() || one.is_object()) => Json::Line(joined(all)),
        Value::Array(_) | Value::Object(_) => Json::Block(serde_json::to_string_pretty(value).unwrap_or_default()),
        Value::String(text) => Json::Line(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) => Json::Line(value.to_string()),
    }
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
        let life = access_keys::ACCESS_KEYS.field("ttl").unwrap();
        assert_eq!(text(life, Some(&json!(315_360_000))).unwrap(), "10 years");
        let labels = projects::PROJECTS.field("labels").unwrap();
        assert_eq!(text(labels, Some(&json!([{"name": "team", "value": "x"}]))).unwrap(), "team=x");
    }

    #[test]
    fn spans_are_whole_numbers_of_a_unit() {
        assert_eq!(
            ["10800", "86400", "90", "1", "0.0", "1.5"].map(span),
            ["3 hours", "1 day", "90 seconds", "1 second", "0 seconds", "1.5 seconds"]
        );
    }

    #[test]
    fn nothing_is_told_from_something() {
        let field = |name| jobs::JOBS.field(name).unwrap();
        for nothing in [json!(null), json!(" "), json!([]), json!({})] {
            assert!(is_nothing(field("kind"), &nothing));
        }
        assert!(is_nothing(field("params"), &json!("{}")));
        assert!(!is_nothing(field("kind"), &json!("{}")) && !is_nothing(field("delay"), &json!(0)));
    }

    #[test]
    fn a_json_value_is_a_line_or_a_block() {
        assert_eq!(super::json(&json!([7, "x"])), Json::Line("7, x".into()));
        assert_eq!(super::json(&json!("no JSON")), Json::Line("no JSON".into()));
        assert_eq!(super::json(&json!("{\"a\":1}")), Json::Block("{\n  \"a\": 1\n}".into()));
        assert_eq!(super::json(&json!([{}])), Json::Block("[\n  {}\n]".into()));
    }

    #[test]
    fn what_adds_says_what_it_adds() {
        assert_eq!([add("users"), add("user_groups")], ["Add user", "Add to group"]);
    }
}
