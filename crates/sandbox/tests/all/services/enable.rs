//! `POST services/{service}/actions/enable`

use pilothouse_wire::api_node::{
    generations,
    services::{self, disable, enable},
};

use crate::support::{As, Node, refused, service};
use pilothouse_sandbox::packages::build;

#[tokio::test]
async fn it_works_twice_and_with_nothing_mapped() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    node.ask(enable(&id)).await.unwrap();
    node.ask(enable(&id)).await.unwrap();
    assert_eq!(node.services().await, [("a".into(), true)]);
}

#[tokio::test]
async fn it_mounts_what_was_mapped_before() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    node.ask(disable(&id)).await.unwrap();
    assert_eq!(node.generations(&id).await, [("g".into(), false, 1.0)]);
    node.ask(enable(&id)).await.unwrap();
    assert_eq!(node.generations(&id).await, [("g".into(), true, 1.0)]);
}

#[tokio::test]
async fn a_service_that_cannot_start_says_why_until_it_can() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    let document = build::document(&id, &crate::support::generation("bad"), &models(), Some("the disk is torn"));
    let path = node.upload("bad.zip", build::archive(&document).unwrap()).await;
    node.ask(generations::import(&id, &path)).await.unwrap();
    node.map_quietly(&id, "bad").await;
    assert_eq!(refused(node.ask(enable(&id)).await), 500);
    let listed = node.ask(services::list()).await.unwrap().rows.remove(0);
    assert_eq!((listed.enabled, listed.start_aborted_reason.as_deref()), (Some(false), Some("the disk is torn")));
    node.ask(disable(&id)).await.unwrap();
    assert_eq!(node.ask(services::list()).await.unwrap().rows.remove(0).start_aborted_reason, None);
}

fn models() -> Vec<serde_json::Value> {
    vec![build::classifier(&crate::support::endpoint("delay"), 0.0)]
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(enable(&service("a"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, enable(&service("a"))).await), 401);
}
