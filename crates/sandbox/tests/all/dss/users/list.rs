//! `GET admin/users/`, `GET admin/users/{login}`, `GET admin/list-trial-expired-users`

use std::time::Duration;

use pilothouse_sandbox::store::{accounts::Login, dss::users::set_trial};
use pilothouse_wire::dss::users as u;
use serde_json::json;

use crate::{
    dss::{login, new_user, settings},
    support::{Node, START, USER, refused},
};

#[tokio::test]
async fn it_has_everybody_with_the_members_of_the_contract() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.ask_as(&admin, u::create(&new_user("Nadia", &[]))).await.unwrap();
    node.session("nadia").await;
    let all = node.ask_as(&admin, u::list(false)).await.unwrap().rows;
    let logins: Vec<_> = all.iter().map(|user| user.text(u::LOGIN).unwrap()).collect();
    assert_eq!(logins, [USER, "Nadia"]);
    let expected = json!({
        "login": "Nadia", "displayName": "The one called Nadia", "email": "", "sourceType": "LOCAL", "groups": [],
        "userProfile": "DATA_DESIGNER", "enabled": true, "codeAllowed": true, "objectImgHash": 0,
        "activeWebSocketSesssions": 0,
    });
    assert_eq!(all[1].value(), expected, "signing in opens no session of DSS");
    let with = node.ask_as(&admin, u::list(true)).await.unwrap().rows;
    for member in [u::SECRETS, u::CREDENTIALS, u::ADMIN_PROPERTIES, u::USER_PROPERTIES, u::PREFERENCES, u::CREATED] {
        assert!(with[1].get(member).is_some() && all[1].get(member).is_none(), "{member}");
    }
}

#[tokio::test]
async fn a_session_is_open_for_five_minutes_after_its_last_call() {
    let node = Node::new().await;
    let who = node.session(USER).await;
    for (wait, open) in [(0, 1.0), (299, 1.0), (1, 1.0)] {
        node.clock.advance(Duration::from_secs(wait));
        let all = node.ask_as(&who, u::list(false)).await.unwrap().rows;
        assert_eq!(all[0].number(u::SESSIONS[0]), Some(open));
    }
    let key = node.admin().await;
    node.clock.advance(Duration::from_secs(300));
    assert_eq!(node.ask_as(&key, u::list(false)).await.unwrap().rows[0].number(u::SESSIONS[0]), Some(0.0));
}

#[tokio::test]
async fn preferences_that_were_never_set_are_told_too() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let all = settings(&node, &admin, USER).await;
    let preferences = all.object(u::PREFERENCES).unwrap();
    assert_eq!(preferences.len(), u::PREFERENCE_FLAGS.len() + 1);
    assert_eq!(preferences[u::UI_LANGUAGE], "en");
    assert_eq!(refused(node.ask_as(&admin, u::get(&login("nobody"))).await), 404);
}

#[tokio::test]
async fn a_trial_that_is_over_is_listed() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    let trial = |db: &rusqlite::Transaction<'_>| set_trial(db, &Login::new("nadia"), (START - 10, START + 1));
    node.app.people.store.write(trial).await.unwrap();
    for (over, status) in [
        (0, json!({"exists": true, "expired": false, "valid": true, "expiresOn": START + 1, "grantedOn": START - 10})),
        (1, json!({"exists": true, "expired": true, "valid": false, "expiresOn": START + 1, "grantedOn": START - 10})),
    ] {
        assert_eq!(node.ask_as(&admin, u::trial_expired()).await.unwrap().rows.len(), over);
        assert_eq!(settings(&node, &admin, "nadia").await.get(u::TRIAL), Some(&status));
        node.clock.advance(Duration::from_millis(1));
    }
}
