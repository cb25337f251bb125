//! Access keys of the control plane

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pilothouse_sandbox::store::accounts::{self, Login};
use pilothouse_wire::{
    control::{
        Ask, Done, Item,
        access_keys::{self as k, ACCESS_KEYS},
        delete, get, users as u,
    },
    dss,
};
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::support::{As, Node, START, USER, refused, words};

async fn key(node: &Node, who: &As, attributes: Value) -> Item {
    node.made(who, &ACCESS_KEYS, attributes, json!({})).await
}

fn secret(item: &Item) -> String {
    item.secret.as_ref().unwrap().expose().to_owned()
}

#[tokio::test]
async fn a_key_opens_the_door_in_place_of_a_session() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let key = key(&node, &admin, json!({"label": null, "planes": ["control"]})).await;
    let secret = secret(&key);
    assert_eq!(node.own(&As::sid(&secret)).await.text(u::USERNAME), Some(USER));
    let pair = |name: &str| ["Basic ", &STANDARD.encode(format!("{name}:{secret}"))].concat();
    let As::Cookie(cookie) = As::sid(&secret) else { unreachable!() };
    let tenant = [USER, "@default-tenant"].concat();
    for (name, status) in [(USER, 200), (&tenant, 200), ("other", 401), ("other@default-tenant", 401)] {
        let request = Request::get("/control-plane/api/self").header(header::COOKIE, &cookie);
        let request = request.header(header::AUTHORIZATION, pair(name));
        assert_eq!(node.send(request.body(Body::empty()).unwrap()).await.status, status);
    }
    assert_eq!(key.attributes.get(k::EXPIRES_AT), Some(&json!(START / 1000 + k::TEN_YEARS)));
    assert_eq!((key.text("kind"), key.attributes.get(k::UID)), (Some("accessKey"), Some(&json!(1000))));
}

#[tokio::test]
async fn a_key_ends_with_the_account_of_its_owner() {
    let node = Node::new().await;
    let other = node.control_user("other").await;
    let who = As::sid(&secret(&key(&node, &other, json!({})).await));
    let own = node.control_person(&node.control_admin().await, "own", &["Data"]).await;
    let without = As::sid(&secret(&key(&node, &own, json!({})).await));
    let set = async |enabled: bool| {
        let set = move |db: &Transaction<'_>| accounts::set_enabled(db, &Login::new("other"), enabled);
        assert!(node.app.people.store.write(set).await.unwrap());
    };
    node.own(&who).await;
    set(false).await;
    assert_eq!(refused(node.ask_as(&who, u::own()).await), 401);
    set(true).await;
    node.own(&who).await;
    let delete = dss::users::delete(&dss::Login::parse("other").unwrap());
    node.ask_as(&node.admin().await, delete).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, u::own()).await), 401);
    assert_eq!(node.own(&without).await.text(u::USERNAME), Some("own"), "a password of one's own takes no account");
}

#[tokio::test]
async fn a_key_for_data_alone_and_an_ended_one_do_not() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let data = key(&node, &admin, json!({"planes": ["data"]})).await;
    assert_eq!(refused(node.ask_as(&As::sid(&secret(&data)), u::own()).await), 401);
    let short = As::sid(&secret(&key(&node, &admin, json!({"ttl": 60})).await));
    node.own(&short).await;
    node.clock.advance(Duration::from_secs(60));
    assert_eq!(refused(node.ask_as(&short, u::own()).await), 401);
}

#[tokio::test]
async fn the_secret_is_in_the_answer_to_the_making_alone() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let made = key(&node, &admin, json!({"label": "mine"})).await;
    let secret = secret(&made);
    let listed = node.page(&admin, &ACCESS_KEYS, &Ask::only(k::LABEL, "mine")).await.items.remove(0);
    let reference = listed.secret.clone().unwrap().expose().to_owned();
    assert_ne!(reference, secret);
    assert_eq!(refused(node.ask_as(&As::sid(&reference), u::own()).await), 401, "the reference opens nothing");
    for id in [&secret, &reference] {
        for path in [["access_keys/", id].concat(), "access_keys".to_owned(), "audit_events".to_owned()] {
            let (status, body) = node.asked(&admin, "GET", &path, Value::Null).await;
            assert!(status == 200 && !body.to_string().contains(&secret), "{path}");
        }
    }
    let database = std::fs::read(node.folder.path().join("data/sandbox.sqlite")).unwrap();
    let log = std::fs::read(node.folder.path().join("data/sandbox.sqlite-wal")).unwrap_or_default();
    for file in [database, log] {
        assert!(!file.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
}

#[tokio::test]
async fn both_ids_read_change_and_delete_and_only_for_the_owner() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let other = node.control_user("other").await;
    let made = key(&node, &admin, json!({"label": "mine"})).await;
    let listed = node.page(&admin, &ACCESS_KEYS, &Ask::default()).await.items.remove(0);
    let (by_secret, by_reference) = (made.which().unwrap(), listed.which().unwrap());
    for (which, label) in [(&by_secret, "one"), (&by_reference, "two")] {
        node.changed(&admin, &ACCESS_KEYS, which, json!({"label": label}), json!({})).await.unwrap();
        assert_eq!(node.one(&admin, get(&ACCESS_KEYS, which, &[])).await.item.text(k::LABEL), Some(label));
        assert_eq!(refused(node.ask_as(&other, get(&ACCESS_KEYS, which, &[]).unwrap()).await), 404);
        assert_eq!(refused(node.ask_as(&other, delete(&ACCESS_KEYS, which).unwrap()).await), 404);
    }
    assert_eq!(node.page(&other, &ACCESS_KEYS, &Ask::default()).await.items, []);
    let why = words(node.ask_as(&other, delete(&ACCESS_KEYS, &by_secret).unwrap()).await);
    assert!(!why.contains(&secret(&made)), "{why}");
    node.ask_as(&admin, delete(&ACCESS_KEYS, &by_secret).unwrap()).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, delete(&ACCESS_KEYS, &by_reference).unwrap()).await), 404);
    assert_eq!(refused(node.ask_as(&As::sid(&secret(&made)), u::own()).await), 401);
}

#[tokio::test]
async fn get_or_create_gives_the_same_key_again() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let asked = async |who: &As, label: &str, planes: &[&str]| -> (u16, String) {
        let call = k::get_or_create(label, planes);
        let answer = node.answer_as(who, &call).await;
        let done: Done = call.read(&answer).unwrap();
        (answer.status, secret(&done.item.unwrap()))
    };
    let (status, first) = asked(&admin, "sdk", &["data", "control"]).await;
    assert_eq!(status, 201);
    assert_eq!(asked(&admin, "sdk", &["control", "data"]).await, (200, first.clone()));
    assert_eq!(node.own(&As::sid(&first)).await.text(u::USERNAME), Some(USER));
    for (who, label, planes) in [
        (&admin, "sdk", &["control"][..]),
        (&admin, "other", &["data", "control"]),
        (&node.control_user("other").await, "sdk", &["data", "control"]),
    ] {
        let (status, another) = asked(who, label, planes).await;
        assert_eq!(status, 201);
        assert_ne!(another, first);
    }
}

#[tokio::test]
async fn what_does_not_do_is_named() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (attributes, named) in [
        (json!({"planes": []}), "planes"),
        (json!({"planes": ["moon"]}), "planes"),
        (json!({"ttl": 0}), "ttl"),
        (json!({"ttl": k::TEN_YEARS + 1}), "ttl"),
        (json!({"label": 7}), "label"),
        (json!({"colour": "red"}), "colour"),
    ] {
        let body = json!({"data": {"type": "access_key", "attributes": attributes}});
        let (status, body) = node.asked(&admin, "POST", "access_keys", body).await;
        assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains(named), "{body}");
    }
}
