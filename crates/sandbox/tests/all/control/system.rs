//! What there is one of: Kubernetes configuration, mail server, tenant

use pilothouse_wire::control::{
    Ask, get,
    system::{self as s, K8S_CONFIGS, SMTP_CONNECTIONS, TENANTS},
};
use serde_json::{Value, json};

use crate::support::{Node, by_id, refused, words};

#[tokio::test]
async fn there_is_one_of_each_from_the_start() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for kind in [&K8S_CONFIGS, &SMTP_CONNECTIONS, &TENANTS] {
        let items = node.page(&admin, kind, &Ask::default()).await.items;
        assert_eq!(items.len(), 1, "{}", kind.record);
        assert_eq!(node.one(&admin, get(kind, &by_id(&items[0]), &[])).await.item, items[0]);
        let none = pilothouse_wire::control::Which::Id(pilothouse_wire::control::Id::parse("none").unwrap());
        assert_eq!(refused(node.ask_as(&admin, get(kind, &none, &[]).unwrap()).await), 404);
    }
}

#[tokio::test]
async fn access_to_the_cluster_is_masked() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let (_, body) = node.asked(&admin, "GET", "k8s_configs", Value::Null).await;
    assert_eq!(body["data"][0]["attributes"]["kubeconfig"], "******");
}

#[tokio::test]
async fn the_mail_servers_password_is_never_shown_and_a_mask_leaves_it() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let connection = node.page(&admin, &SMTP_CONNECTIONS, &Ask::default()).await.items.remove(0);
    let path = ["smtp_connections/", &connection.id].concat();
    let put = async |attributes: Value| {
        let body = json!({"data": {"type": "smtp_connection", "attributes": attributes, "relationships": {}}});
        let (status, body) = node.asked(&admin, "PUT", &path, body).await;
        assert_eq!(status, 200, "{body}");
        body["data"]["attributes"]["auth_password"].clone()
    };
    assert_eq!(put(json!({"server_address": "mail:25"})).await, "");
    assert_eq!(put(json!({"auth_password": "hush hush"})).await, "******");
    assert_eq!(put(json!({"auth_password": "******", "mode": "enabled"})).await, "******");
    assert_eq!(put(json!({"auth_password": ""})).await, "");
    let fields: Vec<String> = node.trail(&admin).await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(fields, ["SmtpConnection.Updated"; 4]);
    let (which, wrong) = (by_id(&connection), json!({"mode": "perhaps"}));
    let change = node.changed(&admin, &SMTP_CONNECTIONS, &which, wrong, json!({})).await;
    assert!(words(change).contains("mode"));
}

#[tokio::test]
async fn what_a_mail_server_cannot_have_is_named() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let connection = node.page(&admin, &SMTP_CONNECTIONS, &Ask::default()).await.items.remove(0);
    let put = async |attributes: Value| {
        node.changed(&admin, &SMTP_CONNECTIONS, &by_id(&connection), attributes, json!({})).await
    };
    for address in ["nohost", ":25", "mail:", "mail:0", "mail:65536", "mail:+25", "a mail:25", "a:b:25", "[x]:25"] {
        assert!(words(put(json!({"server_address": address})).await).contains("host:port"), "{address}");
    }
    for field in ["send_retries_number", "send_retries_interval", "connection_timeout"] {
        for number in [json!(-1), json!(5_000_000_000_u64)] {
            assert!(words(put(json!({field: number})).await).contains(field), "{number}");
        }
    }
    for address in ["mail.example.org:587", "10.0.0.7:25", "[::1]:25", ""] {
        put(json!({"server_address": address, "send_retries_number": 0})).await.unwrap();
    }
}

#[tokio::test]
async fn storage_is_counted_on_the_one_node_that_there_is() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.ask_as(&admin, s::statistics("igz0")).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, s::statistics("igz7")).await), 404);
}
