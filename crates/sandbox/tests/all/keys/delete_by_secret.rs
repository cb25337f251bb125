//! `DELETE keys/{key}`

use pilothouse_wire::{
    Secret,
    api_node::{keys::delete_by_secret, services},
};

use crate::support::{As, Node, refused, words};

#[tokio::test]
async fn the_key_is_dead_at_once_and_the_second_time_unknown() {
    let node = Node::new().await;
    let (_, who) = super::new_key(&node, None).await;
    let As::Key(secret) = &who else { unreachable!() };
    node.ask(delete_by_secret(Secret::new(secret))).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, services::list()).await), 401);
    assert_eq!(refused(node.ask(delete_by_secret(Secret::new(secret))).await), 404);
}

#[tokio::test]
async fn the_answer_never_repeats_the_secret() {
    let node = Node::new().await;
    let said = words(node.ask(delete_by_secret(Secret::new("guessed-secret"))).await);
    assert!(said.ends_with("key to delete not found") && !said.contains("guessed"), "{said}");
}

#[tokio::test]
async fn an_id_is_no_secret_and_nobody_deletes() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(delete_by_secret(Secret::new("first"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, delete_by_secret(Secret::new("first"))).await), 401);
}
