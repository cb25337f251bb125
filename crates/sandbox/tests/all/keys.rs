//! `keys…`

mod add;
mod delete_by_id;
mod delete_by_secret;
mod list;

use pilothouse_wire::api_node::keys::{AdminKey, KeyText, NewKey, add};

use crate::support::{As, Node};

/// A new key and its secret.
async fn new_key(node: &Node, expiry: Option<u32>) -> (AdminKey, As) {
    let new = NewKey { label: Some("night-job".into()), created_by: Some("tests".into()), expiry, ..NewKey::default() };
    let mut key = node.ask(add(&new)).await.unwrap();
    match std::mem::take(&mut key.key) {
        KeyText::Clear(secret) => (key, As::Key(secret.expose().to_owned())),
        other @ (KeyText::Absent | KeyText::Masked) => panic!("no secret: {other:?}"),
    }
}
