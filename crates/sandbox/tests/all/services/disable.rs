//! `POST services/{service}/actions/disable`

use pilothouse_wire::api_node::services::disable;

use crate::support::{As, Node, refused, service};

#[tokio::test]
async fn it_keeps_the_mapping_and_works_twice() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    node.ask(disable(&id)).await.unwrap();
    node.ask(disable(&id)).await.unwrap();
    assert_eq!(node.services().await, [("a".into(), false)]);
    assert_eq!(node.generations(&id).await, [("g".into(), false, 1.0)]);
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(disable(&service("a"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, disable(&service("a"))).await), 401);
}
