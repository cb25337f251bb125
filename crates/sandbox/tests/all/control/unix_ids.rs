//! Unix ids of users and groups

use pilothouse_sandbox::{control::attributes, store::control as store};
use pilothouse_wire::control::{Ask, Kind, groups, users as u};
use serde_json::{Value, json};

use crate::support::{As, Node, person};

const LAST: i64 = 2_147_483_647;

/// A user or a group, with this id where there is one.
fn said(kind: &Kind, name: &str, id: &Value) -> Value {
    let (mut said, field) = match kind == &u::USERS {
        true => (person(name), u::UID),
        false => (json!({"name": name}), groups::GID),
    };
    if !id.is_null() {
        said[field] = id.clone();
    }
    said
}

/// The status, and the id or the refusal's words.
async fn made(node: &Node, admin: &As, kind: &'static Kind, name: &str, id: Value) -> (u16, Value) {
    let path = if kind == &u::USERS { "users" } else { "user_groups" };
    let body = json!({"data": {"type": kind.record, "attributes": said(kind, name, &id)}});
    let (status, body) = node.asked(admin, "POST", path, body).await;
    let field = if kind == &u::USERS { u::UID } else { groups::GID };
    let said = if status == 201 { &body["data"]["attributes"][field] } else { &body["errors"][0]["detail"] };
    (status, said.clone())
}

#[tokio::test]
async fn they_are_of_31_bits() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (kind, field) in [(&u::USERS, u::UID), (&groups::GROUPS, groups::GID)] {
        for id in [json!(-1), json!(-5), json!(LAST + 1), json!(i64::MAX), json!(u64::MAX), json!(7.0), json!("7")] {
            let (status, words) = made(&node, &admin, kind, "ada", id.clone()).await;
            assert_eq!(status, 400, "{id} {words}");
            let words = words.as_str().unwrap();
            assert!(words.contains(field) && (!id.is_i64() || words.contains("0 to 2147483647")), "{words}");
        }
        assert_eq!(made(&node, &admin, kind, "zero", json!(0)).await, (201, json!(0)));
        assert_eq!(made(&node, &admin, kind, "zero-again", json!(0)).await.0, 409);
    }
    assert_eq!(node.page(&admin, &u::USERS, &Ask::default()).await.items.len(), 2);
}

#[tokio::test]
async fn whatever_is_taken_there_is_another() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.own(&admin).await;
    for (kind, first) in [(&u::USERS, 1001), (&groups::GROUPS, 1000)] {
        assert_eq!(made(&node, &admin, kind, "low", json!(5)).await.0, 201);
        assert_eq!(made(&node, &admin, kind, "taken", json!(first + 1)).await.0, 201);
        assert_eq!(made(&node, &admin, kind, "next", Value::Null).await, (201, json!(first + 2)));
        assert_eq!(made(&node, &admin, kind, "last", json!(LAST)).await, (201, json!(LAST)));
        assert_eq!(made(&node, &admin, kind, "hole", Value::Null).await, (201, json!(first)));
        assert_eq!(made(&node, &admin, kind, "other", Value::Null).await, (201, json!(first + 3)));
    }
}

#[tokio::test]
async fn one_that_is_none_and_is_there_already_stands_in_nobodys_way() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let own = node.own(&admin).await.id;
    for (name, uid) in [("ada", json!(u64::MAX)), ("ben", json!(i64::MAX))] {
        let id = own.clone();
        let spoil = move |db: &rusqlite::Transaction<'_>| {
            let user = store::get(db, &u::USERS, &id)?;
            store::update(db, &user, attributes([(u::UID, uid)]))
        };
        node.app.people.store.write(spoil).await.unwrap();
        let (status, uid) = made(&node, &admin, &u::USERS, name, Value::Null).await;
        assert_eq!((status, uid.as_i64().unwrap() < 1010), (201, true));
    }
}
