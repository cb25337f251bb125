//! `POST services/{service}/actions/switchToNewest`

use pilothouse_wire::api_node::mapping::switch_to_newest;

use crate::support::{As, Node, generation, refused, service};

#[tokio::test]
async fn it_says_what_it_switched_to_and_the_second_time_null() {
    let node = Node::new().await;
    let id = node.service("a", &["z", "b"]).await;
    assert_eq!(node.ask(switch_to_newest(&id)).await.unwrap(), Some(generation("b")));
    assert_eq!(node.answer_as(&As::key(), &switch_to_newest(&id)).await.body, "null");
    assert_eq!(node.generations(&id).await, [("b".into(), true, 1.0), ("z".into(), false, 0.0)]);
    assert_eq!(node.services().await, [("a".into(), true)]);
}

#[tokio::test]
async fn with_no_generation_it_is_null_and_nothing_is_enabled() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    assert_eq!(node.ask(switch_to_newest(&id)).await.unwrap(), None);
    assert_eq!(node.services().await, [("a".into(), false)]);
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(switch_to_newest(&service("a"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, switch_to_newest(&service("a"))).await), 401);
}
