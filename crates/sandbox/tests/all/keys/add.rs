//! `POST keys`

use std::time::Duration;

use pilothouse_wire::api_node::{
    keys::{NewKey, add},
    services,
};

use crate::support::{As, Node, START, refused};

#[tokio::test]
async fn the_secret_works_and_is_shown_this_once() {
    let node = Node::new().await;
    let (key, who) = super::new_key(&node, None).await;
    assert_eq!(
        (key.label.as_deref(), key.created_by.as_deref(), key.description),
        (Some("night-job"), Some("tests"), None)
    );
    assert_eq!((key.created_on, key.expires_on, key.expiry), (Some(START as f64), None, None));
    node.ask_as(&who, services::list()).await.unwrap();
    let As::Key(secret) = who else { unreachable!() };
    assert!(secret.len() >= 32);
    let listed = node.raw("GET", "/apinode/admin/api/keys", "").await.body;
    assert!(!listed.contains(&secret));
    assert_eq!(listed.matches("\"******\"").count(), 2);
}

#[tokio::test]
async fn twice_gives_two_keys() {
    let node = Node::new().await;
    let (first, _) = super::new_key(&node, None).await;
    let (second, _) = super::new_key(&node, None).await;
    assert_ne!(first.id, second.id);
}

#[tokio::test]
async fn a_key_ends_after_its_days() {
    let node = Node::new().await;
    let (key, who) = super::new_key(&node, Some(2)).await;
    assert_eq!(key.expires_on, Some((START + 2 * 86_400_000) as f64));
    node.clock.advance(Duration::from_secs(2 * 86_400 - 1));
    node.ask_as(&who, services::list()).await.unwrap();
    node.clock.advance(Duration::from_secs(1));
    assert_eq!(refused(node.ask_as(&who, services::list()).await), 401);
}

#[tokio::test]
async fn nought_days_is_no_end() {
    let node = Node::new().await;
    assert_eq!(super::new_key(&node, Some(0)).await.0.expires_on, None);
}

#[tokio::test]
async fn bad_bodies_are_refused() {
    let node = Node::new().await;
    let long = format!(r#"{{"label":"{}"}}"#, "x".repeat(1001));
    let bad = ["", "[", "7", r#"{"label":7}"#, r#"{"expiry":-1}"#, r#"{"expiry":1.5}"#, r#"{"expiry":"3"}"#];
    for body in bad.into_iter().chain([r#"{"expiry":36501}"#, r#"{"expiry":1e30}"#, &long]) {
        assert_eq!(node.raw("POST", "/apinode/admin/api/keys", body.to_owned()).await.status, 400, "{body}");
    }
    assert_eq!(refused(node.ask_as(&As::Nobody, add(&NewKey::default())).await), 401);
}

#[tokio::test]
async fn members_that_only_the_server_sets_are_not_taken() {
    let node = Node::new().await;
    let body = r#"{"label":"x","id":"mine","key":"chosen","createdOn":1,"expiresOn":1,"lastUsedOn":1}"#;
    let answer = node.raw("POST", "/apinode/admin/api/keys", body).await;
    assert_eq!(answer.status, 200);
    for chosen in ["mine", "chosen", "\"createdOn\":1,", "\"expiresOn\"", "\"lastUsedOn\""] {
        assert!(!answer.body.contains(chosen), "{chosen} in {}", answer.body);
    }
}
