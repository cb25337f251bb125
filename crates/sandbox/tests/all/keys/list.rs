//! `GET keys`

use std::time::Duration;

use pilothouse_wire::api_node::{keys::list, services};

use crate::support::{As, Node, START, refused};

#[tokio::test]
async fn it_says_when_a_key_was_last_used() {
    let node = Node::new().await;
    let (key, who) = super::new_key(&node, None).await;
    let last_used = async || {
        let keys = node.ask(list()).await.unwrap().rows;
        keys.into_iter().find(|one| one.id == key.id).unwrap().last_used_on
    };
    assert_eq!(last_used().await, None);
    node.clock.advance(Duration::from_secs(5));
    node.ask_as(&who, services::list()).await.unwrap();
    assert_eq!(last_used().await, Some((START + 5000) as f64));
    node.app.flush().await.unwrap();
    assert_eq!(last_used().await, Some((START + 5000) as f64), "from the database now");
}

#[tokio::test]
async fn nobody_sees_them() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, list()).await), 401);
}
