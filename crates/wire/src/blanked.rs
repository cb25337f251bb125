//! JSON without its secrets: where they were is known by place, never by text.

use serde_json::Value;

/// What stands for a secret wherever a call is shown.
pub(crate) const BLANK: &str = "******";

/// What names a secret, and is none itself: members of a secret or of a credential (contract/dataiku-dss.md §3.2).
const NAMES: [&str; 4] = ["name", "type", "user", "lastUpdate"];

/// What an item of a list is known by, in words: a secret, a user.
const OWN_NAMES: [&str; 2] = ["name", "login"];

/// What an endpoint hides when it hides all.
const ALL: &str = "*";

/// JSON without the texts and numbers that its endpoint hides. A person's own text may be `******` too, so it is `hidden`
/// that says which are blanks.
#[derive(Clone, Debug, PartialEq)]
pub struct Blanked {
    /// The JSON. Where a text was hidden it has `******`, and 0 where it was a number.
    pub value: Value,
    /// The places of what is hidden, as JSON pointers (RFC 6901) into the value, in its order.
    pub hidden: Vec<String>,
}

impl Blanked {
    /// Of a value in which the members of these names are secret, at any depth, with all that is inside them.
    pub(crate) fn of(value: &Value, hides: &[&str]) -> Self {
        let mut blanked = Self { value: value.clone(), hidden: Vec::new() };
        if !hides.is_empty() {
            // Below everything there is nothing that only names a secret.
            let inside = hides.contains(&ALL).then_some(2);
            blank(&mut blanked.value, "", hides, inside, &mut blanked.hidden);
        }
        blanked
    }

    /// Roughly the bytes that it holds.
    pub(crate) fn size(&self) -> usize {
        self.value.to_string().len() + self.hidden.iter().map(String::len).sum::<usize>()
    }

    /// What is hidden there, in words: the members on the way to it, and of a list the item's own name.
    pub(crate) fn words(&self, pointer: &str) -> String {
        let mut here = Some(&self.value);
        let mut words = Vec::new();
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            let list = here.and_then(Value::as_array);
            here = match (list, here) {
                (Some(list), _) => step.parse().ok().and_then(|n: usize| list.get(n)),
                (None, here) => here.and_then(|value| value.get(&step)),
            };
            let item = here.filter(|_| list.is_some());
            let named = item.and_then(|item| OWN_NAMES.iter().find_map(|name| item.get(*name)?.as_str()));
            words.push(named.map_or(step, str::to_owned));
        }
        words.join(" › ")
    }
}

/// The pointer to a member or an item.
pub(crate) fn below(pointer: &str, step: &str) -> String {
    [pointer, "/", &step.replace('~', "~0").replace('/', "~1")].concat()
}

/// `inside` is how deep this is in a member that is hidden. Its names stand at the same depth whether it is a list of
/// secrets or an object of credentials: 2 below it. Nowhere else is a text taken for a name.
fn blank(value: &mut Value, at: &str, hides: &[&str], inside: Option<usize>, hidden: &mut Vec<String>) {
    match value {
        Value::Array(all) => {
            for (n, one) in all.iter_mut().enumerate() {
                blank(one, &below(at, &n.to_string()), hides, inside.map(|depth| depth + 1), hidden);
            }
        }
        Value::Object(members) => {
            for (name, one) in members {
                let names = inside == Some(1) && NAMES.contains(&name.as_str()) && !one.is_array() && !one.is_object();
                let inside = match inside {
                    Some(_) if names => None,
                    Some(depth) => Some(depth + 1),
                    None => hides.contains(&name.as_str()).then_some(0),
                };
                blank(one, &below(at, name), hides, inside, hidden);
            }
        }
        Value::String(text) if inside.is_some() && !text.is_empty() => {
            *value = BLANK.into();
            hidden.push(at.to_owned());
        }
        Value::Number(_) if inside.is_some() => {
            *value = 0.into();
            hidden.push(at.to_owned());
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
