//! `DELETE keys/{id}/key`

use pilothouse_wire::{
    KeyId,
    api_node::{keys::delete_by_id, services},
};

use crate::support::{As, Node, refused, words};

#[tokio::test]
async fn the_key_is_dead_at_once_and_the_second_time_unknown() {
    let node = Node::new().await;
    let (key, who) = super::new_key(&node, None).await;
    let id = key.id.unwrap();
    node.ask(delete_by_id(&id)).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, services::list()).await), 401);
    assert_eq!(refused(node.ask(delete_by_id(&id)).await), 404);
    assert!(words(node.ask(delete_by_id(&id)).await).ends_with("key to delete not found"));
}

#[tokio::test]
async fn the_key_in_use_may_delete_itself() {
    let node = Node::new().await;
    node.ask(delete_by_id(&KeyId::parse("first").unwrap())).await.unwrap();
    assert_eq!(refused(node.ask(services::list()).await), 401);
}

#[tokio::test]
async fn nobody_deletes() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, delete_by_id(&KeyId::parse("first").unwrap())).await), 401);
    node.ask(services::list()).await.unwrap();
}
