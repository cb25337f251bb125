//! What tells the items of a list in a DSS object apart, so that two edits of one list can be told from one another.

use serde_json::Value;

use super::{groups, projects, users};

/// What an item of the list at `path` is called: a secret by its name, an entry of a project's permissions by its group or
/// user, a text in a list of groups by itself. `None` where order counts or nothing tells the items apart.
pub fn identity(path: &[String], item: &Value) -> Option<String> {
    let [list] = path else { return None };
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    match list.as_str() {
        users::SECRETS => text(users::SECRET_NAME).map(str::to_owned),
        projects::ENTRIES => {
            let named = |kind: &str| text(kind).map(|name| [kind, " ", name].concat());
            named(projects::GROUP).or_else(|| named(projects::USER))
        }
        users::GROUPS => item.as_str().map(str::to_owned),
        other if groups::MAPPED.contains(&other) => item.as_str().map(str::to_owned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn items_are_told_apart_where_the_contract_names_them() {
        for (path, item, told) in [
            (&["secrets"][..], json!({"name": "a/b", "value": "x"}), Some("a/b")),
            (&["permissions"], json!({"group": "ops"}), Some("group ops")),
            (&["permissions"], json!({"user": "ops"}), Some("user ops")),
            (&["permissions"], json!({"admin": true}), None),
            (&["groups"], json!("ops"), Some("ops")),
            (&["ldapGroupNames"], json!("cn=ops"), Some("cn=ops")),
            (&["groups"], json!(1), None),
            (&["userProperties", "groups"], json!("ops"), None),
            (&["anything"], json!("ops"), None),
        ] {
            let path: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
            assert_eq!(identity(&path, &item).as_deref(), told, "{path:?} {item}");
        }
    }
}
