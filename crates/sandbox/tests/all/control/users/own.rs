//! `GET self`

use pilothouse_sandbox::store::accounts::Login;
use pilothouse_wire::control::{Ask, users};
use serde_json::json;

use crate::support::{As, Node, PASSWORD, USER, refused};

#[tokio::test]
async fn an_account_is_a_user_from_its_first_call_on_and_once() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let own = node.ask_as(&admin, users::own()).await.unwrap();
    assert_eq!(own.item.text(users::USERNAME), Some(USER));
    assert_eq!(own.included.len(), 1);
    assert_eq!(own.included[0].text("name"), Some(users::ALL_USERS));
    let by_cookie = node.own(&node.control_session(USER, PASSWORD).await).await;
    assert_eq!(by_cookie.id, own.item.id);
    assert_eq!(node.page(&admin, &users::USERS, &Ask::default()).await.items.len(), 1);
    assert_eq!(own.item.attributes.get(users::UID), Some(&json!(1000)));
}

#[tokio::test]
async fn its_groups_come_along_whatever_else_was_asked_for() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (query, records) in [
        ("", &["user_group"][..]),
        ("?include=tenant", &["tenant", "user_group"]),
        ("?include=user_groups", &["user_group"]),
    ] {
        let (_, body) = node.asked(&admin, "GET", &["self", query].concat(), json!(null)).await;
        let along: Vec<&str> =
            body["included"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap()).collect();
        assert_eq!(along, records, "{query}");
    }
    let (status, body) = node.asked(&admin, "GET", "self?include=tenant&include=tenant", json!(null)).await;
    assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains("include"), "{body}");
}

#[tokio::test]
async fn the_role_of_the_account_decides_the_policies() {
    let node = Node::new().await;
    let policies = async |who: &As| node.own(who).await.attributes.get(users::POLICIES).cloned().unwrap();
    let admin = policies(&node.control_admin().await).await;
    assert!(admin.as_array().unwrap().contains(&json!("Security Admin")), "{admin}");
    let other = node.control_user("other").await;
    assert_eq!(policies(&other).await, json!(users::DEFAULT_POLICIES));
}

#[tokio::test]
async fn whose_account_is_deleted_is_out() {
    let node = Node::new().await;
    let who = node.control_user("other").await;
    node.own(&who).await;
    let delete =
        |db: &rusqlite::Transaction<'_>| pilothouse_sandbox::store::dss::users::delete(db, &Login::new("other"));
    node.app.people.store.write(delete).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, users::own()).await), 401);
}
