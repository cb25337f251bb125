//! A global key's definition: what it may do, in words, and how its rights over projects are put into it.
//! contract/dataiku-dss.md §7.3.

use std::collections::BTreeMap;

use pilothouse_wire::dss::global_keys;
use pilothouse_wire::{Extra, Whole};
use serde_json::Value;

use super::rights::{self, Rights};

/// Whether it may do everything.
pub fn is_admin(key: &Whole) -> bool {
    key.object(global_keys::GLOBAL_PERMISSIONS).and_then(|all| all.get(global_keys::ADMIN)) == Some(&Value::Bool(true))
}

/// The groups whose rights it has; none where it has its own.
pub fn groups(key: &Whole) -> Vec<String> {
    key.texts(global_keys::GROUPS).unwrap_or_default()
}

/// What it may do, as far as the server says.
pub fn words(key: &Whole) -> Option<String> {
    let (groups, projects) = (groups(key), projects(key));
    if is_admin(key) {
        return Some("administrator".into());
    }
    if !groups.is_empty() {
        return Some([if groups.len() == 1 { "group " } else { "groups " }, &groups.join(", ")].concat());
    }
    match projects.iter().filter(|(_, rights)| !rights.is_empty()).count() {
        0 => {
            let told = key.get(global_keys::GLOBAL_PERMISSIONS).is_some() || key.get(global_keys::PROJECTS).is_some();
            told.then(|| "none".into())
        }
        1 => Some("1 project".into()),
        many => Some([&many.to_string(), " projects"].concat()),
    }
}

/// Its rights over projects, by their keys.
pub fn projects(key: &Whole) -> BTreeMap<String, Rights> {
    let all = key.object(global_keys::PROJECTS).into_iter().flatten();
    all.map(|(project, flags)| (project.clone(), flags.as_object().map_or(Rights::NONE, rights::read))).collect()
}

/// Gives it these rights over a project, or takes the project out. What else stands there is left as it is.
pub fn put_project(key: &mut Whole, project: &str, rights: Option<Rights>) {
    let mut all = key.object(global_keys::PROJECTS).cloned().unwrap_or_default();
    match rights {
        None => drop(all.remove(project)),
        Some(rights) => {
            let mut flags = all.get(project).cloned().and_then(Whole::of).unwrap_or_default();
            rights::put(&mut flags, rights);
            all.insert(project.to_owned(), flags.value());
        }
    }
    key.set(global_keys::PROJECTS, Value::Object(all));
}

/// The global permissions that it has or could have, `admin` first: those that the server names.
pub fn global_permissions(key: &Whole) -> Vec<(String, bool)> {
    let all = key.object(global_keys::GLOBAL_PERMISSIONS);
    let flags = all.into_iter().flatten().filter_map(|(name, value)| Some((name.clone(), value.as_bool()?)));
    let (mut named, others): (Vec<_>, Vec<_>) = flags.partition(|(name, _)| name == global_keys::ADMIN);
    if named.is_empty() {
        named.push((global_keys::ADMIN.to_owned(), false));
    }
    named.extend(others);
    named
}

/// Turns one of them.
pub fn put_global(key: &mut Whole, name: &str, on: bool) {
    let mut all: Extra = key.object(global_keys::GLOBAL_PERMISSIONS).cloned().unwrap_or_default();
    all.insert(name.to_owned(), Value::Bool(on));
    key.set(global_keys::GLOBAL_PERMISSIONS, Value::Object(all));
}

/// Its life in days as the server sent it: a text or a number, for the type is not stated (§7.3).
pub fn life(key: &Whole) -> String {
    match key.get(global_keys::EXPIRY) {
        Some(Value::String(days)) => days.clone(),
        Some(Value::Number(days)) => days.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    }
}

/// Sets a member, or takes it out where nothing is left of it. What is there already is not touched.
pub fn put_text(key: &mut Whole, name: &str, text: &str) {
    let now = key.text(name).unwrap_or_default();
    match text {
        same if same == now => {}
        "" => drop(key.remove(name)),
        other => key.set(name, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rights::Permission;
    use serde_json::json;

    fn key(value: Value) -> Whole {
        Whole::of(value).unwrap()
    }

    #[test]
    fn rights_are_told_in_words_and_what_is_not_given_is_not_none() {
        for (value, told) in [
            (json!({"globalPermissions": {"admin": true}}), Some("administrator")),
            (json!({"groups": ["ops"]}), Some("group ops")),
            (json!({"groups": ["ops", "a b"], "globalPermissions": {"admin": false}}), Some("groups ops, a b")),
            (json!({"projects": {"A": {"admin": true}, "B": {"readDashboards": false}}}), Some("1 project")),
            (json!({"projects": {"A": {"admin": true}, "B": {"readDashboards": true}}}), Some("2 projects")),
            (json!({"globalPermissions": {"admin": false}, "groups": null}), Some("none")),
            (json!({"id": "x"}), None),
        ] {
            assert_eq!(words(&key(value.clone())).as_deref(), told, "{value}");
        }
    }

    #[test]
    fn a_project_changes_and_its_neighbours_stay_as_they_came() {
        let mut it = key(json!({"projects": {"A": {"admin": true, "odd": 3}, "B": {"x": [1]}}}));
        put_project(&mut it, "A", Some(Rights::NONE.with(Permission::ReadContent)));
        put_project(&mut it, "C", Some(Rights::NONE));
        let expected = json!({"projects": {"A": {"admin": false, "odd": 3, "readProjectContent": true}, "B": {"x": [1]}, "C": {}}});
        assert_eq!(it.value(), expected);
        put_project(&mut it, "A", None);
        assert_eq!(it.value(), json!({"projects": {"B": {"x": [1]}, "C": {}}}));
    }

    #[test]
    fn a_global_permission_is_turned_alone() {
        let mut it = key(json!({"globalPermissions": {"mayCreateProjects": true, "admin": false, "level": 2}}));
        assert_eq!(global_permissions(&it), [("admin".to_owned(), false), ("mayCreateProjects".to_owned(), true)]);
        put_global(&mut it, "admin", true);
        let expected = json!({"globalPermissions": {"mayCreateProjects": true, "admin": true, "level": 2}});
        assert_eq!(it.value(), expected);
        assert_eq!(global_permissions(&key(json!({}))), [("admin".to_owned(), false)]);
    }

    #[test]
    fn life_is_read_in_either_type_and_texts_are_put_only_where_they_differ() {
        assert_eq!(life(&key(json!({"expiry": "30"}))), "30");
        assert_eq!(life(&key(json!({"expiry": 30}))), "30");
        assert_eq!(life(&key(json!({"expiry": null}))), "");
        let mut it = key(json!({"label": "a", "description": null}));
        put_text(&mut it, "description", "");
        put_text(&mut it, "label", "b");
        assert_eq!(it.value(), json!({"label": "b", "description": null}));
        put_text(&mut it, "label", "");
        assert_eq!(it.value(), json!({"description": null}));
    }
}
