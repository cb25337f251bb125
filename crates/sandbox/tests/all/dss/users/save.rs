//! `PUT admin/users/{login}`

use pilothouse_wire::dss::{auth, users as u};
use serde_json::{Value, json};

use crate::{
    dss::{ODD, change, group, login, make_group, new_user, settings, whole},
    support::{Node, USER, refused, words},
};

#[tokio::test]
async fn all_that_the_contract_names_can_be_changed_and_the_answer_is_json() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.ask_as(&admin, u::create(&new_user("nadia", &[]))).await.unwrap();
    for name in ODD {
        make_group(&node, &admin, name, false).await;
    }
    let members = [
        (u::EMAIL, json!("nadia@example.org")),
        (u::DISPLAY_NAME, json!("Nadia K.")),
        (u::PROFILE, json!("READER")),
        (u::GROUPS, json!(ODD)),
        (u::USER_PROPERTIES, json!({"shift": "evening", "": [1, {"deep": null}]})),
        (u::ADMIN_PROPERTIES, json!({"cost_center": "R-204"})),
        (u::SOURCE_TYPE, json!("LDAP")),
    ];
    change(&node, &admin, "nadia", &members).await.unwrap();
    let now = settings(&node, &admin, "nadia").await;
    for (member, value) in &members {
        match *member {
            u::GROUPS => assert_eq!(now.texts(u::GROUPS).unwrap().len(), ODD.len()),
            _ => assert_eq!(now.get(member), Some(value), "{member}"),
        }
    }
    let answer = node.answer_as(&admin, &u::save(&login("NADIA"), &now)).await;
    assert_eq!(answer.body, r#"{"msg":"Edited user nadia"}"#);
    assert_eq!(settings(&node, &admin, "nadia").await, now, "put back as it came, nothing has changed");
    assert_eq!(refused(node.ask_as(&admin, u::save(&login("nobody"), &whole(json!({})))).await), 404);
}

#[tokio::test]
async fn preferences_are_kept_and_what_nobody_knows_is_dropped() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let members = [
        (u::PREFERENCES, json!({"uiLanguage": "fr", "dailyDigestsEmails": false, "made-up": 1})),
        ("made-up", json!({"a": 1})),
        (u::CREATED, json!(1)),
    ];
    change(&node, &admin, USER, &members).await.unwrap();
    let now = settings(&node, &admin, USER).await;
    let preferences = now.object(u::PREFERENCES).unwrap();
    assert_eq!((&preferences["uiLanguage"], &preferences["dailyDigestsEmails"]), (&json!("fr"), &json!(false)));
    assert_eq!((preferences.get("made-up"), now.get("made-up"), now.get(u::CREATED)), (None, None, None));
}

#[tokio::test]
async fn a_refused_change_changes_nothing() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    let before = settings(&node, &admin, "nadia").await;
    for (member, value) in [
        (u::LOGIN, json!("omar")),
        (u::GROUPS, json!(["administrators", "nowhere"])),
        (u::ENABLED, json!(1)),
        (u::PASSWORD, json!("short")),
        (u::CREDENTIALS, json!({"pg": {"type": "AWS"}})),
        (u::CREDENTIALS, json!({"pg": "x"})),
        (u::CREDENTIALS, json!({"pg": {"type": "BASIC", "user": "u"}})),
        (u::SECRETS, json!([{"name": "", "value": "x"}])),
        (u::SECRETS, json!([{"name": "a", "value": "x"}, {"name": "a", "value": "y"}])),
    ] {
        let changed = change(&node, &admin, "nadia", &[(u::EMAIL, json!("new")), (member, value.clone())]).await;
        assert_eq!(refused(changed), 400, "{member} {value}");
        assert_eq!(settings(&node, &admin, "nadia").await, before, "{member}");
    }
}

#[tokio::test]
async fn disabling_and_another_password_end_sessions_at_once() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let key = node.user("nadia").await;
    for (member, value, key_is_good) in
        [(u::PASSWORD, json!("another password"), true), (u::ENABLED, json!(false), false)]
    {
        let session = match member {
            u::PASSWORD => node.session("nadia").await,
            _ => {
                change(&node, &admin, "nadia", &[(u::PASSWORD, json!("correct horse"))]).await.unwrap();
                node.session("nadia").await
            }
        };
        change(&node, &admin, "nadia", &[(u::EMAIL, json!("x"))]).await.unwrap();
        assert!(node.ask_as(&session, auth::info()).await.is_ok(), "other changes end nothing");
        change(&node, &admin, "nadia", &[(member, value)]).await.unwrap();
        assert_eq!(refused(node.ask_as(&session, auth::info()).await), 401, "{member}");
        assert_eq!(node.ask_as(&key, auth::info()).await.is_ok(), key_is_good, "{member}");
    }
    change(&node, &admin, "nadia", &[(u::ENABLED, json!(true))]).await.unwrap();
    assert!(node.ask_as(&key, auth::info()).await.is_ok());
}

#[tokio::test]
async fn the_last_enabled_administrator_stays_one() {
    let node = Node::new().await;
    let admin = node.admin().await;
    make_group(&node, &admin, "second", true).await;
    let lose = [(u::ENABLED, json!(false)), (u::GROUPS, json!([]))];
    for (member, value) in &lose {
        let refusal = words(change(&node, &admin, USER, &[(member, value.clone())]).await);
        assert!(refusal.contains("no enabled administrator"), "{member} {refusal}");
    }
    node.user("nadia").await;
    change(&node, &admin, "nadia", &[(u::GROUPS, json!(["second"]))]).await.unwrap();
    let other = node.personal_key("nadia").await;
    change(&node, &other, USER, &[(u::ENABLED, json!(false))]).await.unwrap();
    for (member, value) in lose {
        assert_eq!(refused(change(&node, &other, "nadia", &[(member, value)]).await), 409);
    }
    let mut second = node.ask_as(&other, pilothouse_wire::dss::groups::get(&group("second"))).await.unwrap();
    second.set("admin", Value::Bool(false));
    let save = pilothouse_wire::dss::groups::save(&group("second"), &second);
    assert_eq!(refused(node.ask_as(&other, save).await), 409);
    assert_eq!(refused(node.ask_as(&other, pilothouse_wire::dss::groups::delete(&group("second"))).await), 409);
}
