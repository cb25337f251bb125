//! The instance: matrix, logs, variables, information; and what credentials are for

use pilothouse_sandbox::store::dss::catalog;
use pilothouse_wire::{
    Whole,
    dss::{AuditKind, LogName, PluginId, connections, instance},
};
use serde_json::json;

use crate::support::{Node, USER, refused};

#[tokio::test]
async fn variables_are_replaced_as_a_whole() {
    let node = Node::new().await;
    let (admin, plain) = (node.admin().await, node.user("nadia").await);
    assert_eq!(node.ask_as(&admin, instance::variables()).await.unwrap(), Whole::default());
    for value in [json!({"a": [1, null], "b": {"c": "x"}}), json!({"b": 2})] {
        let whole = Whole::of(value.clone()).unwrap();
        node.ask_as(&admin, instance::save_variables(&whole)).await.unwrap();
        assert_eq!(node.ask_as(&admin, instance::variables()).await.unwrap().value(), value);
    }
    assert_eq!(refused(node.ask_as(&plain, instance::variables()).await), 403);
    assert_eq!(node.raw_as(&admin, "PUT", "/dss/public/api/admin/variables/", "[]").await.status, 400);
}

#[tokio::test]
async fn a_custom_audit_event_is_a_line_of_a_log_and_no_path_leads_out_of_the_folder() {
    let node = Node::new().await;
    let admin = node.admin().await;
    assert_eq!(node.ask_as(&admin, instance::logs()).await.unwrap(), Vec::<String>::new());
    let event = Whole::of(json!({"ticket": 7})).unwrap();
    node.ask_as(&admin, instance::audit(&AuditKind::parse("review/%").unwrap(), &event)).await.unwrap();
    let names = node.ask_as(&admin, instance::logs()).await.unwrap();
    assert_eq!(names.len(), 1);
    let text = node.ask_as(&admin, instance::log(&LogName::parse(&names[0]).unwrap())).await.unwrap();
    assert!(text.contains("review/%") && text.contains("\"ticket\":7") && text.contains(USER), "{text}");
    for name in ["../sandbox.sqlite", "../secrets.key", "/etc/passwd", "none.log"] {
        assert_eq!(refused(node.ask_as(&admin, instance::log(&LogName::parse(name).unwrap())).await), 404, "{name}");
    }
}

#[tokio::test]
async fn the_matrix_has_a_place_for_each_column_and_only_enabled_users() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    let matrix = node.ask_as(&admin, instance::matrix()).await.unwrap();
    for (half, columns) in [(instance::PER_USER, instance::USERS), (instance::PER_GROUP, instance::GROUPS)] {
        let half = Whole::of(matrix.get(half).unwrap().clone()).unwrap();
        let count = half.texts(columns).unwrap().len();
        assert!(count > 0);
        let aligned = half.members().iter().filter(|(name, _)| name.starts_with("may"));
        assert!(aligned.clone().count() > 20);
        assert!(aligned.into_iter().all(|(_, all)| all.as_array().unwrap().len() == count));
    }
}

#[tokio::test]
async fn targets_of_credentials_are_listed_for_everyone() {
    let node = Node::new().await;
    let plain = node.user("nadia").await;
    let add = |db: &rusqlite::Transaction<'_>| {
        let of = |value: serde_json::Value| value.as_object().unwrap().clone();
        catalog::add_connection(db, "lake", &of(json!({"type": "EC2"})))?;
        catalog::add_connection(db, "warehouse", &of(json!({"type": "PostgreSQL"})))?;
        catalog::add_plugin(db, "geo/tools", &of(json!({"presets": [{"name": "main", "type": "account"}]})))
    };
    node.app.people.store.write(add).await.unwrap();
    assert_eq!(node.ask_as(&plain, connections::names()).await.unwrap(), ["lake", "warehouse"]);
    assert_eq!(refused(node.ask_as(&plain, connections::list()).await), 403);
    let settings =
        node.ask_as(&plain, connections::plugin_settings(&PluginId::parse("geo/tools").unwrap())).await.unwrap();
    assert_eq!(settings.list(connections::PRESETS)[0].text(connections::PRESET_NAME), Some("main"));
    assert_eq!(
        refused(node.ask_as(&plain, connections::plugin_settings(&PluginId::parse("none").unwrap())).await),
        404
    );
    assert!(node.ask_as(&plain, instance::info()).await.unwrap().text(instance::NODE_TYPE).is_some());
}
