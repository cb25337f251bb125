//! `DELETE admin/users/{login}`

use pilothouse_sandbox::store::dss::projects::{self, Project};
use pilothouse_wire::dss::{ApiKeyId, auth, global_keys as keys, users as u};
use serde_json::json;

use crate::{
    dss::{change, login},
    support::{Node, USER, refused, words},
};

#[tokio::test]
async fn all_that_was_the_users_is_gone_and_the_second_time_it_is_unknown() {
    let node = Node::new().await;
    let (admin, key) = (node.admin().await, node.user("Nadia").await);
    let session = node.session("nadia").await;
    let entry = |value: serde_json::Value| value.as_object().unwrap().clone();
    let project = Project {
        key: "P".into(),
        name: "P".into(),
        owner: "nadia".into(),
        permissions: vec![entry(json!({"user": "NADIA", "admin": true})), entry(json!({"user": USER}))],
    };
    node.app.people.store.write(move |db| projects::add(db, &project)).await.unwrap();
    let (_, of_nadia) = node.global_key(json!({"label": "robot", "dssUserForImpersonation": "nadia"}), None).await;
    let (_, of_admin) = node.global_key(json!({"dssUserForImpersonation": USER}), None).await;
    let answer = node.answer_as(&admin, &u::delete(&login("NADIA"))).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"msg":"Deleted user Nadia"}"#));
    for who in [&key, &session] {
        assert_eq!(refused(node.ask_as(who, auth::info()).await), 401);
    }
    let left = node.app.people.store.read(|db| projects::find(db, "P")).await.unwrap().unwrap();
    assert_eq!((left.owner.as_str(), left.permissions.len()), ("", 1), "the next of this name finds nothing");
    assert_eq!(refused(node.ask_as(&admin, u::delete(&login("nadia"))).await), 404);
    node.user("nadia").await;
    let id = ApiKeyId::parse(&of_nadia).unwrap();
    let left = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!((left.text(keys::LABEL), left.get(keys::ASSOCIATED_USER)), (Some("robot"), None));
    node.ask_as(&admin, keys::save(&id, &left)).await.unwrap();
    let other = node.ask_as(&admin, keys::get(&ApiKeyId::parse(&of_admin).unwrap())).await.unwrap();
    assert_eq!(other.text(keys::ASSOCIATED_USER), Some(USER));
}

#[tokio::test]
async fn a_global_key_can_be_put_back_after_its_associated_user_was_deleted_with_others() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    let (_, id) = node.global_key(json!({"dssUserForImpersonation": "Nadia"}), None).await;
    let id = ApiKeyId::parse(&id).unwrap();
    node.ask_as(&admin, u::delete_many(&[login("nadia"), login("nobody")])).await.unwrap();
    let left = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!(left.get(keys::ASSOCIATED_USER), None);
    node.ask_as(&admin, keys::save(&id, &left)).await.unwrap();
}

#[tokio::test]
async fn nobody_deletes_themselves_by_mistake() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    change(&node, &admin, "nadia", &[(u::GROUPS, json!(["administrators"]))]).await.unwrap();
    let own = |who: &crate::support::As, allow: &str| {
        let path = format!("/dss/public/api/admin/users/ADMIN?allowSelfDeletion={allow}");
        let request = axum::http::Request::delete(path).header("authorization", who.header().unwrap());
        node.send(request.body(axum::body::Body::empty()).unwrap())
    };
    assert!(words(node.ask_as(&admin, u::delete(&login(USER))).await).contains("own account"));
    let as_nadia = admin.acting_as("nadia");
    assert_eq!(refused(node.ask_as(&as_nadia, u::delete(&login(USER))).await), 403, "in truth it is the caller");
    assert_eq!(refused(node.ask_as(&as_nadia, u::delete(&login("nadia"))).await), 403);
    assert_eq!(own(&admin, "perhaps").await.status, 400);
    assert_eq!(own(&admin, "False").await.status, 403);
    assert_eq!(own(&admin, "True").await.status, 200);
    let nadia = node.personal_key("nadia").await;
    let request = axum::http::Request::delete("/dss/public/api/admin/users/nadia?allowSelfDeletion=true");
    let request = request.header("authorization", nadia.header().unwrap()).body(axum::body::Body::empty()).unwrap();
    let last = node.send(request).await;
    assert_eq!(last.status, 409, "the last administrator: {}", last.body);
}
