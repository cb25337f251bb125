//! `config.json` for several nodes, made from the one that the console was built with.

use serde_json::{Value, json};

use crate::nodes::NodeNumber;

/// Those settings with so many nodes: the first as it stands there, the others like it under their own names and
/// addresses. What the console takes is checked by `src/domain/config.rs`. The error says what does not fit.
pub(super) fn for_nodes(shipped: &[u8], count: u8) -> Result<Vec<u8>, String> {
    let mut settings: Value = serde_json::from_slice(shipped).map_err(|e| e.to_string())?;
    let nodes = settings.get_mut("api_nodes").and_then(Value::as_array_mut);
    let nodes = nodes.filter(|nodes| nodes.len() == 1).ok_or("it does not name one API node")?;
    let others: Vec<Value> = NodeNumber::up_to(count).skip(1).map(|number| like(&nodes[0], number)).collect();
    nodes.extend(others);
    serde_json::to_vec_pretty(&settings).map_err(|e| e.to_string())
}

/// The node of this number, let in and with a drop folder as the first one is.
fn like(first: &Value, number: NodeNumber) -> Value {
    let mut node = first.clone();
    node["id"] = json!(number.of("node"));
    node["name"] = json!(format!("Node {}", number.get()));
    for place in ["base", "packages"] {
        if let Some(Value::String(path)) = node.get_mut(place) {
            *path = number.of(path.trim_end_matches('/'));
        }
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_settings_name_as_many_nodes_as_there_are() {
        let made = for_nodes(include_bytes!("../../../../public/config.json"), 3).unwrap();
        let node = |id: &str, name: &str, end: &str| {
            let (base, packages) = (["apinode", end].concat(), ["packages", end].concat());
            json!({"id": id, "name": name, "base": base, "sign_in": "session", "packages": packages})
        };
        let expected = json!({
            "title": "Pilothouse",
            "automation": {"base": "automation"},
            "api_nodes": [
                node("main", "Main node", ""), node("node-2", "Node 2", "-2"), node("node-3", "Node 3", "-3"),
            ],
            "dss": {"base": "dss/dip/publicapi", "sign_in": "session"},
            "control_plane": {"base": "control-plane", "sign_in": "session"},
        });
        assert_eq!(serde_json::from_slice::<Value>(&made).unwrap(), expected);
    }

    #[test]
    fn a_node_without_a_drop_folder_gives_nodes_without_one() {
        let made = for_nodes(br#"{"api_nodes":[{"id":"a","base":"/x/node/"}]}"#, 2).unwrap();
        let made: Value = serde_json::from_slice(&made).unwrap();
        assert_eq!(made["api_nodes"][1], json!({"id": "node-2", "name": "Node 2", "base": "/x/node-2"}));
    }

    #[test]
    fn what_is_no_plan_for_one_node_is_refused() {
        for bad in ["", "[]", "{}", r#"{"api_nodes":7}"#, r#"{"api_nodes":[]}"#, r#"{"api_nodes":["a","b"]}"#] {
            assert!(for_nodes(bad.as_bytes(), 2).is_err(), "{bad}");
        }
    }
}
