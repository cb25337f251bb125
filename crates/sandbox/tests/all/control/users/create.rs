//! `POST users`

use pilothouse_wire::control::{
    Ask, create, delete, get,
    groups::GROUPS,
    jobs as j,
    users::{self as u, USERS},
};
use serde_json::{Value, json};

use crate::support::{As, Node, PASSWORD, by_id, person, refused, words};

#[tokio::test]
async fn a_new_user_is_up_and_in_the_group_of_all_and_signs_in() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = node.made(&admin, &USERS, person("ada"), json!({})).await;
    let one = node.one(&admin, get(&USERS, &by_id(&user), &[u::GROUPS])).await;
    assert_eq!(one.item.text(u::OPERATIONAL_STATUS), Some("up"));
    assert_eq!(one.item.attributes.get(u::POLICIES), Some(&json!(u::DEFAULT_POLICIES)));
    assert_eq!(one.item.attributes.get(u::UID), Some(&json!(1001)));
    assert_eq!(one.included[0].text("name"), Some(u::ALL_USERS));
    let who = node.control_session("ada", PASSWORD).await;
    assert_eq!(node.own(&who).await.id, user.id);
    assert_eq!(node.trail(&admin).await[1], ("User.Created".to_owned(), "admin made the user ada".to_owned()));
}

#[tokio::test]
async fn the_password_is_nowhere_in_an_answer() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let body = json!({"data": {"type": "user", "attributes": person("ada")}});
    let (status, made) = node.asked(&admin, "POST", "users", body).await;
    assert_eq!(status, 201, "{made}");
    for path in ["users", "audit_events"] {
        let (_, body) = node.asked(&admin, "GET", path, Value::Null).await;
        assert!(!body.to_string().contains(PASSWORD) && !made.to_string().contains(PASSWORD));
        assert!(!body.to_string().contains("\"password\":"), "{body}");
    }
}

#[tokio::test]
async fn a_name_is_there_once_whatever_its_case_and_a_unix_id_too() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.made(&admin, &USERS, person("ada"), json!({})).await;
    for name in ["ada", "ADA"] {
        let call = create(&USERS, person(name).as_object().unwrap().clone(), Default::default()).unwrap();
        assert_eq!(refused(node.ask_as(&admin, call).await), 409);
    }
    let mut other = person("other");
    other["uid"] = 1001.into();
    let call = create(&USERS, other.as_object().unwrap().clone(), Default::default()).unwrap();
    assert!(words(node.ask_as(&admin, call).await).contains("uid"));
    assert_eq!(node.page(&admin, &USERS, &Ask::default()).await.items.len(), 2);
}

#[tokio::test]
async fn what_does_not_do_is_named_and_nothing_is_made() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let without = |name: &str| {
        let mut all = person("ada");
        all.as_object_mut().unwrap().remove(name);
        all
    };
    let with = |name: &str, value: Value| {
        let mut all = person("ada");
        all[name] = value;
        all
    };
    for (attributes, named) in [
        (without("username"), "username"),
        (without("first_name"), "first_name"),
        (with("last_name", json!("")), "last_name"),
        (without("email"), "email"),
        (with("colour", json!("red")), "colour"),
        (with("uid", json!("7")), "uid"),
        (with("assigned_policies", json!(["King"])), "assigned_policies"),
        (with("admin_status", json!("sideways")), "admin_status"),
        (with("password", json!("short")), "password"),
        (with("password", json!(12_345_678)), "password"),
        (with("username", json!(" ada")), "username"),
        (with("username", json!("a\u{7}")), "username"),
        (with("username", json!("x".repeat(201))), "username"),
        (with("username", json!("ada@default-tenant")), "@default-tenant"),
    ] {
        let body = json!({"data": {"type": "user", "attributes": attributes, "relationships": {}}});
        let (status, body) = node.asked(&admin, "POST", "users", body).await;
        let detail = body["errors"][0]["detail"].as_str().unwrap();
        assert_eq!(status, 400, "{named} {detail}");
        assert!(detail.contains(named), "{named} {detail}");
    }
    for (body, named) in [
        (json!({}), "data"),
        (json!([]), "body"),
        (json!({"data": 7}), "data"),
        (json!({"data": {"type": "user_group", "attributes": person("ada")}}), "type"),
        (json!({"data": {"attributes": []}}), "attributes"),
        (json!({"data": {"attributes": person("ada"), "relationships": {"friends": {}}}}), "friends"),
    ] {
        let (status, body) = node.asked(&admin, "POST", "users", body).await;
        assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains(named), "{named} {body}");
    }
    assert_eq!(node.page(&admin, &USERS, &Ask::default()).await.items.len(), 1);
}

#[tokio::test]
async fn groups_may_be_named_at_once() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let group = node.made(&admin, &GROUPS, json!({"name": "crew"}), json!({})).await;
    let link = json!({"type": "user_group", "id": group.id});
    let relations = json!({"user_groups": {"data": [link]}, "primary_group": {"data": link}});
    let user = node.made(&admin, &USERS, person("ada"), relations).await;
    let one = node.one(&admin, get(&USERS, &by_id(&user), &[u::GROUPS, u::PRIMARY_GROUP])).await;
    assert_eq!(one.item.one(u::PRIMARY_GROUP).unwrap().id, group.id);
    assert_eq!(one.item.many(u::GROUPS).unwrap().len(), 2);
    for relations in [
        json!({"primary_group": {"data": link}}),
        json!({"user_groups": {"data": [{"type": "user_group", "id": "none"}]}}),
        json!({"user_groups": {"data": [{"type": "user", "id": group.id}]}}),
        json!({"user_groups": {"data": link}}),
    ] {
        let call = create(&USERS, person("ben").as_object().unwrap().clone(), relations.as_object().unwrap().clone());
        let why = words(node.ask_as(&admin, call.unwrap()).await);
        assert!(why.contains("group"), "{why}");
    }
    assert_eq!(node.page(&admin, &USERS, &Ask::default()).await.items.len(), 2);
}

#[tokio::test]
async fn without_a_password_nobody_signs_in() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut ada = person("ada");
    ada.as_object_mut().unwrap().remove("password");
    node.made(&admin, &USERS, ada, json!({})).await;
    let call = pilothouse_wire::control::sessions::create("ada", &pilothouse_wire::Secret::new(""));
    assert_eq!(refused(node.ask_as(&As::Nobody, call).await), 401);
}

#[tokio::test]
async fn a_new_user_is_down_until_its_job_is_done() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let call = create(&USERS, person("ada").as_object().unwrap().clone(), Default::default()).unwrap();
    let done = node.ask_as(&admin, call).await.unwrap();
    let (user, job) = (done.item.unwrap(), done.job.unwrap());
    let waiting = node.one(&admin, get(&USERS, &by_id(&user), &[u::GROUPS])).await.item;
    assert_eq!((waiting.text(u::OPERATIONAL_STATUS), waiting.many(u::GROUPS)), (Some(u::DOWN), None));
    let sign_in = || pilothouse_wire::control::sessions::create("ada", &pilothouse_wire::Secret::new(PASSWORD));
    assert_eq!(refused(node.ask_as(&As::Nobody, sign_in()).await), 401);
    node.run_jobs().await;
    assert_eq!(node.job(&admin, &job).await.text(j::STATE), Some(j::COMPLETED));
    node.control_session("ada", PASSWORD).await;
}

#[tokio::test]
async fn known_names_make_known_ends() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    for (name, state) in [
        ("stuck-job", j::IN_PROGRESS),
        ("failing-job", j::FAILED),
        ("canceled-job", j::CANCELED),
        ("ada", j::COMPLETED),
    ] {
        let call = create(&USERS, person(name).as_object().unwrap().clone(), Default::default()).unwrap();
        let done = node.ask_as(&admin, call).await.unwrap();
        node.run_jobs().await;
        let job = node.job(&admin, &done.job.unwrap()).await;
        assert_eq!(job.text(j::STATE), Some(state), "{name}");
        assert!(!job.attributes.value().to_string().contains(PASSWORD), "{name}");
        let user = node.one(&admin, get(&USERS, &by_id(&done.item.unwrap()), &[])).await.item;
        assert_eq!(user.text(u::OPERATIONAL_STATUS) == Some(u::UP), state == j::COMPLETED, "{name}");
        node.ask_as(&admin, delete(&USERS, &by_id(&user)).unwrap()).await.unwrap();
        node.run_jobs().await;
        assert_eq!(refused(node.ask_as(&admin, get(&USERS, &by_id(&user), &[]).unwrap()).await), 404, "{name}");
    }
}
