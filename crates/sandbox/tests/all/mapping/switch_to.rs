//! `POST services/{service}/actions/switchTo/{generation}`

use pilothouse_wire::api_node::mapping::switch_to;

use crate::support::{As, Node, generation, refused, service};

#[tokio::test]
async fn it_works_twice_and_enables() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(switch_to(&id, &generation("g"))).await.unwrap();
    node.ask(switch_to(&id, &generation("g"))).await.unwrap();
    assert_eq!(node.generations(&id).await, [("h".into(), false, 0.0), ("g".into(), true, 1.0)]);
    assert_eq!(node.services().await, [("a".into(), true)]);
}

#[tokio::test]
async fn a_service_that_answers_nothing_yet_says_why_it_cannot_start() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    super::import_broken(&node, &id, "bad").await;
    assert_eq!(refused(node.ask(switch_to(&id, &generation("bad"))).await), 500);
    assert_eq!(node.generations(&id).await, [("bad".into(), false, 0.0)]);
    let listed = node.ask(pilothouse_wire::api_node::services::list()).await.unwrap().rows.remove(0);
    assert_eq!((listed.enabled, listed.start_aborted_reason.as_deref()), (Some(false), Some("the disk is torn")));
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    let id = node.service("a", &["g"]).await;
    assert_eq!(refused(node.ask(switch_to(&id, &generation("h"))).await), 404);
    assert_eq!(refused(node.ask(switch_to(&service("b"), &generation("g"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, switch_to(&id, &generation("g"))).await), 401);
}
