//! Who may do what at the control plane: each policy opens what it is for and nothing else

use axum::body::Body;
use pilothouse_sandbox::{auth::control::policies, routes::table};
use pilothouse_wire::{
    Endpoint,
    control::{CLOSED, groups::GROUPS, users::KNOWN_POLICIES},
};
use serde_json::json;

use crate::support::{As, Node, PASSWORD, person};

async fn status(node: &Node, endpoint: &Endpoint, who: &As) -> u16 {
    let path = (table::mount(node.app.number, endpoint.system) + endpoint.path).replace(['{', '}'], "");
    node.raw_as(who, endpoint.method.as_str(), &path, Body::empty()).await.status
}

#[tokio::test]
async fn each_policy_opens_what_the_table_says() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for policy in KNOWN_POLICIES {
        let name = policy.to_lowercase().replace(' ', "-");
        let who = node.control_person(&admin, &name, &[policy]).await;
        for endpoint in CLOSED {
            let needed = policies::needed(endpoint);
            let closed = !needed.is_empty() && !needed.contains(&policy);
            let status = status(&node, endpoint, &who).await;
            assert_eq!(status == 403, closed, "{policy}: {} {status}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn a_refusal_names_what_would_do() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let who = node.control_person(&admin, "ada", &["Data"]).await;
    for (method, path, policy) in [
        ("POST", "users", "Security Admin"),
        ("GET", "audit_events", "IT Admin"),
        ("DELETE", "events/", "System Admin"),
    ] {
        let (status, body) = node.asked(&who, method, path, serde_json::Value::Null).await;
        let detail = body["errors"][0]["detail"].as_str().unwrap();
        assert!(status == 403 && detail.contains(policy), "{detail}");
    }
}

#[tokio::test]
async fn a_group_gives_its_policies_to_its_users_and_takes_them_along() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let group = node.made(&admin, &GROUPS, json!({"name": "it", "assigned_policies": ["IT Admin"]}), json!({})).await;
    let link = json!({"user_groups": {"data": [{"type": "user_group", "id": group.id}]}});
    node.made(&admin, &pilothouse_wire::control::users::USERS, person("ada"), link).await;
    let who = node.control_session("ada", PASSWORD).await;
    let may = async || node.asked(&who, "GET", "k8s_configs", serde_json::Value::Null).await.0;
    assert_eq!(may().await, 200);
    let which = crate::support::by_id(&group);
    node.ask_as(&admin, pilothouse_wire::control::delete(&GROUPS, &which).unwrap()).await.unwrap();
    node.run_jobs().await;
    assert_eq!(may().await, 403);
}
