//! `DELETE users/{id}`

use pilothouse_wire::control::{
    Ask,
    access_keys::ACCESS_KEYS,
    delete, get, jobs as j,
    projects::PROJECTS,
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
    let going = node.one(&admin, get(&USERS, &by_id(&user), &[])).await.item;
    assert_eq!(going.text(u::OPERATIONAL_STATUS), Some(u::DELETING));
    assert_eq!(refused(node.ask_as(&admin, delete(&USERS, &by_id(&user)).unwrap()).await), 409);
    node.run_jobs().await;
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

#[tokio::test]
async fn who_owns_projects_stays() {
    let node = Node::new().await;
    let (admin, ana) = (node.control_admin().await, node.control_user("ana").await);
    node.made(&ana, &PROJECTS, json!({"name": "sales"}), json!({})).await;
    let own = node.own(&ana).await;
    let call = delete(&USERS, &by_id(&own)).unwrap();
    let answer = node.answer_as(&admin, &call).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(body["data"]["type"], j::DELETION_RESPONSE);
    let job = call.read(&answer).unwrap().job.unwrap();
    node.run_jobs().await;
    let job = node.job(&admin, &job).await;
    let said = j::said(&job);
    assert_eq!((job.text(j::STATE), said.status), (Some(j::FAILED), Some(412)));
    assert!(said.message.unwrap().contains("sales"));
    assert_eq!(node.one(&admin, get(&USERS, &by_id(&own), &[])).await.item.text(u::OPERATIONAL_STATUS), Some(u::UP));
}
