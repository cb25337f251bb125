//! Who may do what at the control plane: each policy opens what it is for and nothing else

use axum::body::{Body, Bytes};
use futures_util::stream;
use pilothouse_sandbox::{
    auth::control::policies,
    error::Failure,
    routes::table,
    store::control::{self as store, Record},
};
use pilothouse_wire::{
    Endpoint,
    control::{
        Ask, CLOSED,
        groups::GROUPS,
        system::SMTP_CONNECTIONS,
        users::{ADMIN_STATUS, DOWN, KNOWN_POLICIES, POLICIES, UP, USERS},
    },
};
use rusqlite::Transaction;
use serde_json::{Value, json};

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

/// Sets an attribute of ada.
fn set(field: &'static str, value: Value) -> impl FnOnce(&Transaction<'_>) -> Result<Record, Failure> + Send + 'static {
    move |db| {
        let ada = store::by_name(db, &USERS, "ada")?.unwrap();
        store::update(db, &ada, [(field.to_owned(), value)].into_iter().collect())
    }
}

#[tokio::test]
async fn what_is_taken_away_after_the_door_counts_in_the_write() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let all = json!(KNOWN_POLICIES);
    let ada = node.control_person(&admin, "ada", &KNOWN_POLICIES).await;
    let group = node.made(&admin, &GROUPS, json!({"name": "crew", "description": "before"}), json!({})).await;
    let ben = node.made(&admin, &USERS, person("ben"), json!({})).await;
    let mail = node.page(&admin, &SMTP_CONNECTIONS, &Ask::default()).await.items.remove(0);
    for (field, value, back, status) in
        [(POLICIES, json!(["Data"]), all, 403), (ADMIN_STATUS, json!(DOWN), json!(UP), 401)]
    {
        for (method, path, attributes) in [
            ("POST", "users".to_owned(), person("new")),
            ("PUT", format!("users/{}", ben.id), json!({"last_name": "Other"})),
            ("POST", "user_groups".to_owned(), json!({"name": "new"})),
            ("PUT", format!("user_groups/{}", group.id), json!({"description": "after"})),
            ("PUT", format!("smtp_connections/{}", mail.id), json!({"send_retries_number": 7})),
            ("POST", "projects".to_owned(), json!({"name": "new"})),
            ("POST", "manual_events".to_owned(), json!({"source": "s", "kind": "k", "description": "d"})),
        ] {
            // The door is passed before the body is asked for.
            let (store, value) = (node.app.people.store.clone(), value.clone());
            let body = json!({"data": {"attributes": attributes}}).to_string();
            let take = async move {
                store.write(set(field, value)).await.unwrap();
                Ok::<_, std::io::Error>(Bytes::from(body))
            };
            let path = ["/control-plane/api/", &path].concat();
            let answer = node.raw_as(&ada, method, &path, Body::from_stream(stream::once(take))).await;
            assert_eq!(answer.status, status, "{method} {path} {}", answer.body);
            node.app.people.store.write(set(field, back.clone())).await.unwrap();
        }
    }
    let shown = node.page(&admin, &GROUPS, &Ask::only("name", "crew")).await.items.remove(0);
    assert_eq!(shown.text("description"), Some("before"));
    assert_eq!(node.page(&admin, &USERS, &Ask::only("username", "new")).await.items, []);
}
