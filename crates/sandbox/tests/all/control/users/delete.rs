//! `DELETE users/{id}`

use pilothouse_wire::control::{
    Ask,
    access_keys::ACCESS_KEYS,
    delete, get,
    users::{self as u, USERS},
};
use serde_json::json;

use crate::support::{As, Node, PASSWORD, by_id, person, refused};

#[tokio::test]
async fn a_deleted_user_is_gone_with_sessions_and_keys() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = node.made(&admin, &USERS, person("ada"), json!({})).await;
    let who = node.control_session("ada", PASSWORD).await;
    let key = node.made(&who, &ACCESS_KEYS, json!({"label": "hers"}), json!({})).await;
    let by_key = As::sid(key.secret.unwrap().expose());
    node.own(&by_key).await;
    node.ask_as(&admin, delete(&USERS, &by_id(&user)).unwrap()).await.unwrap();
    for who in [&who, &by_key] {
        assert_eq!(refused(node.ask_as(who, u::own()).await), 401);
    }
    assert_eq!(refused(node.ask_as(&admin, get(&USERS, &by_id(&user), &[]).unwrap()).await), 404);
    assert_eq!(refused(node.ask_as(&admin, delete(&USERS, &by_id(&user)).unwrap()).await), 404);
    let again = node.made(&admin, &USERS, person("ada"), json!({})).await;
    assert_ne!(again.id, user.id);
    let who = node.control_session("ada", PASSWORD).await;
    assert_eq!(node.page(&who, &ACCESS_KEYS, &Ask::default()).await.items, []);
}

#[tokio::test]
async fn the_last_security_administrator_stays() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let own = node.own(&admin).await;
    assert_eq!(refused(node.ask_as(&admin, delete(&USERS, &by_id(&own)).unwrap()).await), 409);
    assert_eq!(node.own(&admin).await.id, own.id);
}
