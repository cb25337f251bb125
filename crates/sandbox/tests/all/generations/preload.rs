//! `POST services/{service}/generations/{generation}/preload`

use std::time::Duration;

use pilothouse_sandbox::packages::build;
use pilothouse_wire::{
    ServiceId,
    api_node::generations::{import, list, preload},
};

use crate::support::{As, Node, endpoint, generation, refused, service};

/// Asks until the list says so; what is awaited runs in this process and ends by itself.
async fn until(
    node: &Node,
    id: &ServiceId,
    done: impl Fn(&pilothouse_wire::api_node::generations::Generation) -> bool,
) {
    let asking = async {
        while !node.ask(list(id)).await.unwrap().rows.iter().any(&done) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), asking).await.unwrap();
}

#[tokio::test]
async fn it_mounts_without_giving_traffic_and_works_twice() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(preload(&id, &generation("g"))).await.unwrap();
    until(&node, &id, |one| one.mounted == Some(true)).await;
    assert_eq!(node.generations(&id).await, [("h".into(), false, 0.0), ("g".into(), true, 0.0)]);
    node.ask(preload(&id, &generation("g"))).await.unwrap();
}

#[tokio::test]
async fn the_list_tells_why_loading_failed() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    let models = [build::classifier(&endpoint("delay"), 0.0)];
    let document = build::document(&id, &generation("bad"), &models, Some("the disk is torn"));
    let path = node.upload("bad.zip", build::archive(&document).unwrap()).await;
    node.ask(import(&id, &path)).await.unwrap();
    node.ask(preload(&id, &generation("bad"))).await.unwrap();
    until(&node, &id, |one| one.extra.get("loadError").is_some_and(|why| why == "the disk is torn")).await;
    assert_eq!(node.generations(&id).await, [("bad".into(), false, 0.0)]);
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    assert_eq!(refused(node.ask(preload(&id, &generation("g"))).await), 404);
    assert_eq!(refused(node.ask(preload(&service("b"), &generation("g"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, preload(&id, &generation("g"))).await), 401);
}
