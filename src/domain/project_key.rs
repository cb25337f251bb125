//! A project-level key as it is composed here. No call makes one and its JSON is not published
//! (contract/dataiku-dss.md §7.5): what is written has the documented names of permissions in a shape of our own.

use serde_json::{Map, Value, json};

use super::effective::ProjectKeyRights;
use super::rights::Rights;

fn names(rights: Rights) -> Vec<&'static str> {
    rights.iter().filter_map(|one| one.key_name()).collect()
}

/// The permissions as JSON: names over the whole project, then names for each dataset.
pub fn compose(key: &ProjectKeyRights) -> String {
    let datasets: Map<String, Value> =
        key.datasets.iter().map(|(name, rights)| (name.clone(), json!(names(*rights)))).collect();
    let whole = json!({ "project": names(key.rights), "datasets": datasets });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rights::Permission;

    #[test]
    fn only_names_that_are_documented_for_project_keys_are_written() {
        let rights = [Permission::ReadContent, Permission::EditPermissions, Permission::RunScenarios];
        let orders = Rights::NONE.with(Permission::ReadData).with(Permission::WriteSchema);
        let key = ProjectKeyRights {
            project: "SHOP".into(),
            rights: rights.into_iter().collect(),
            datasets: vec![("orders, new".into(), orders)],
        };
        let written: Value = serde_json::from_str(&compose(&key)).unwrap();
        let expected = json!({
            "project": ["READ_CONF", "RUN_SCENARIOS"],
            "datasets": { "orders, new": ["READ_DATA", "WRITE_SCHEMA"] },
        });
        assert_eq!(written, expected);
    }
}
