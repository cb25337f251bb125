//! Features of a query as people type them: names and values in a form, or JSON.

use serde_json::{Map, Value};

/// A value as it was typed in a form: a number, true, false and null are what they say, the rest is text. Quotes make a
/// text of anything.
pub fn value(typed: &str) -> Value {
    let typed = typed.trim();
    match serde_json::from_str(typed) {
        Ok(plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_))) => plain,
        Ok(Value::Array(_) | Value::Object(_)) | Err(_) => Value::String(typed.to_owned()),
    }
}

/// How a plain value is typed so that it is read again as itself; `None` for lists and objects.
fn typed(plain: &Value) -> Option<String> {
    match plain {
        Value::String(text) if value(text) == *plain => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Some(plain.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// Rows of a form as features. A row without a name and value counts as not there.
pub fn from_rows(rows: &[(String, String)]) -> Result<Map<String, Value>, String> {
    let mut features = Map::new();
    for (name, text) in rows {
        match (name.trim(), text.trim()) {
            ("", "") => {}
            ("", _) => return Err(["The value “", text.trim(), "” has no name."].concat()),
            (name, _) if features.contains_key(name) => return Err(["“", name, "” is there twice."].concat()),
            (name, text) => drop(features.insert(name.to_owned(), value(text))),
        }
    }
    Ok(features)
}

/// JSON as features.
pub fn from_json(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text.trim()) {
        Ok(Value::Object(features)) => Ok(features),
        Ok(_) => Err("Features are a JSON object: names and values in braces.".into()),
        Err(error) => Err(["This is not JSON: ", &error.to_string(), "."].concat()),
    }
}

/// Features as rows of a form; `None` where a value does not fit into one.
pub fn to_rows(features: &Map<String, Value>) -> Option<Vec<(String, String)>> {
    features.iter().map(|(name, plain)| Some((name.clone(), typed(plain)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn what_is_typed_in_a_form_is_taken_at_its_word() {
        let rows = [
            row("n", " 2.5 "),
            row("t", "north west"),
            row("b", "true"),
            row("q", "\"7\""),
            row("", ""),
            row("o", "{}"),
        ];
        let features = from_rows(&rows).unwrap();
        assert_eq!(Value::Object(features), json!({"n": 2.5, "t": "north west", "b": true, "q": "7", "o": "{}"}));
        assert!(from_rows(&[row("", "5")]).unwrap_err().contains("no name"));
        assert!(from_rows(&[row("a", "5"), row(" a", "6")]).unwrap_err().contains("twice"));
    }

    #[test]
    fn a_form_and_json_say_the_same() {
        let features = from_json(r#"{"n": 2.5, "t": "x", "seven": "7", "none": null, "quoted": "\"a\""}"#).unwrap();
        let rows = to_rows(&features).unwrap();
        assert_eq!(from_rows(&rows).unwrap(), features);
        assert_eq!(to_rows(&from_json(r#"{"list": [1]}"#).unwrap()), None);
    }

    #[test]
    fn what_is_no_object_is_refused_in_words() {
        for (text, why) in [("[1]", "JSON object"), ("{\"a\":", "not JSON"), ("", "not JSON")] {
            assert!(from_json(text).unwrap_err().contains(why), "{text}");
        }
    }
}
