//! `GET current-user`, `PUT current-user`

use pilothouse_wire::{Whole, dss::users as u};
use serde_json::{Value, json};

use crate::{
    dss::{change, settings, whole},
    support::{As, Node, refused, words},
};

async fn own(node: &Node, who: &As) -> Whole {
    node.ask_as(who, u::own()).await.unwrap()
}

#[tokio::test]
async fn what_is_the_users_own_is_changed() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("Nadia").await);
    let mut user = own(&node, &nadia).await;
    user.set(u::USER_PROPERTIES, json!({"shift": "evening"}));
    user.set(u::SECRETS, json!([{"name": "é/%", "value": "hush", "secret": true}]));
    user.set(u::CREDENTIALS, json!({"pg": {"type": "BASIC", "user": "n", "password": "hush"}}));
    user.set(u::PREFERENCES, json!({"uiLanguage": "ja"}));
    user.set("made-up", 1);
    node.ask_as(&nadia, u::save_own(&user)).await.unwrap();
    let now = settings(&node, &admin, "nadia").await;
    assert_eq!(now.object(u::USER_PROPERTIES), user.object(u::USER_PROPERTIES));
    assert_eq!(now.list(u::SECRETS)[0].text(u::SECRET_NAME), Some("é/%"));
    assert_eq!(now.object(u::PREFERENCES).unwrap()[u::UI_LANGUAGE], "ja");
    let again = own(&node, &nadia).await;
    node.ask_as(&nadia, u::save_own(&again)).await.unwrap();
    assert_eq!(own(&node, &nadia).await, again, "put back as it came, nothing has changed");
}

#[tokio::test]
async fn nothing_else_is_and_the_field_is_named() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    change(&node, &admin, "nadia", &[(u::ADMIN_PROPERTIES, json!({"cost_center": "R-204"}))]).await.unwrap();
    let before = settings(&node, &admin, "nadia").await;
    assert_eq!(own(&node, &nadia).await.get(u::ADMIN_PROPERTIES), None);
    let (global, _) = node.global_key(json!({"globalPermissions": {"admin": true}}), None).await;
    for (member, value) in [
        (u::GROUPS, json!(["administrators"])),
        (u::PROFILE, json!("FULL")),
        (u::ENABLED, json!(false)),
        (u::EMAIL, json!("x")),
        (u::DISPLAY_NAME, json!("x")),
        (u::SOURCE_TYPE, json!("LDAP")),
        (u::LOGIN, json!("admin")),
        (u::PASSWORD, json!("another password")),
        (u::ADMIN_PROPERTIES, json!({})),
        (u::ADMIN_PROPERTIES, json!({"cost_center": "R-204"})),
    ] {
        let mut user = own(&node, &nadia).await;
        user.set(u::USER_PROPERTIES, json!({"with": "it"}));
        user.set(member, value);
        for who in [&nadia, &admin.acting_as("nadia"), &global.acting_as("nadia")] {
            let call = || u::save_own(&user);
            assert_eq!(refused(node.ask_as(who, call()).await), 403, "{member}");
            assert!(words(node.ask_as(who, call()).await).contains(member));
        }
    }
    assert_eq!(settings(&node, &admin, "nadia").await, before);
    assert_eq!(refused(node.ask_as(&global, u::own()).await), 403, "a key is no user");
}

#[tokio::test]
async fn one_sees_and_changes_no_other() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    node.user("omar").await;
    let omar = settings(&node, &admin, "omar").await;
    assert_eq!(refused(node.ask_as(&nadia, u::save_own(&omar)).await), 403, "another's object is another login");
    let bad = [json!({"secrets": "x"}), json!({"preferences": []}), json!({"userProperties": 1})];
    for body in bad {
        assert_eq!(refused(node.ask_as(&nadia, u::save_own(&whole(body.clone()))).await), 400, "{body}");
    }
    let part = whole(json!({"userProperties": {"a": Value::Null}}));
    node.ask_as(&nadia, u::save_own(&part)).await.unwrap();
    assert_eq!(own(&node, &nadia).await.object(u::USER_PROPERTIES), part.object(u::USER_PROPERTIES));
}
