//! What a project holds by what its components keep of it: JSON in a text, whose members nobody has described
//! (contract/iguazio-control-plane.md §5.5). Lists in it are counted, and called by where they stand.

use serde_json::Value;

/// How deep lists are looked for.
const DEPTH: usize = 3;

/// What a text says of what is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing is written.
    Nothing,
    /// Lists that are not empty, by the names on the way to them, and how many each holds.
    Lists(Vec<(String, usize)>),
    /// It is no JSON.
    Unreadable,
}

/// Reads what is held.
pub fn held(text: &str) -> Held {
    if text.trim().is_empty() {
        return Held::Nothing;
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Null) => Held::Nothing,
        Ok(value) => {
            let mut lists = Vec::new();
            look(&value, "", DEPTH, &mut lists);
            Held::Lists(lists)
        }
        Err(_) => Held::Unreadable,
    }
}

fn look(value: &Value, place: &str, depth: usize, lists: &mut Vec<(String, usize)>) {
    match value {
        Value::Array(all) if !all.is_empty() => lists.push((place.to_owned(), all.len())),
        Value::Object(members) if depth > 0 => {
            for (name, value) in members {
                let place = if place.is_empty() { name.clone() } else { [place, ".", name].concat() };
                look(value, &place, depth - 1, lists);
            }
        }
        Value::Array(_) | Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same in words.
pub fn words(held: &Held) -> String {
    match held {
        Held::Nothing => "nothing".to_owned(),
        Held::Unreadable => "a text that is no JSON".to_owned(),
        Held::Lists(lists) if lists.is_empty() => "nothing that can be counted".to_owned(),
        Held::Lists(lists) => {
            let one = |(place, count): &(String, usize)| {
                // What a component keeps of a project is its specification.
                let place = place.strip_prefix("spec.").unwrap_or(place);
                let place = if place.is_empty() { "entries" } else { place };
                [place, ": ", &count.to_string()].concat()
            };
            lists.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_counted_where_they_stand() {
        let text = r#"{"kind": "project", "spec": {"functions": [1, 2, 3], "workflows": [], "load": {"x": ["y"]}}}"#;
        assert_eq!(words(&held(text)), "functions: 3, load.x: 1");
        assert_eq!(words(&held("[1, 2]")), "entries: 2");
    }

    #[test]
    fn nothing_and_what_cannot_be_read_are_told_apart() {
        assert_eq!((held(""), held("null"), held("{")), (Held::Nothing, Held::Nothing, Held::Unreadable));
        assert_eq!(words(&held(r#"{"spec": {"functions": []}}"#)), "nothing that can be counted");
    }
}
