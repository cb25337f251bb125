//! Groups

use pilothouse_sandbox::store::dss::{
    keys,
    projects::{self, Project},
};
use pilothouse_wire::dss::{groups as g, users as u};
use serde_json::json;

use crate::{
    dss::{ODD, change, group, make_group, settings, whole},
    support::{Node, USER, refused, words},
};

#[tokio::test]
async fn one_is_made_changed_and_deleted_whatever_its_name() {
    let node = Node::new().await;
    let admin = node.admin().await;
    for name in ODD {
        let answer = node.answer_as(&admin, &g::create(&group(name), "For a test", "LDAP")).await;
        assert_eq!(answer.status, 201);
        assert_eq!(answer.body, json!({"msg": format!("Created group {name}")}).to_string());
        assert_eq!(refused(node.ask_as(&admin, g::create(&group(name), "", "LOCAL")).await), 409);
        let mut one = node.ask_as(&admin, g::get(&group(name))).await.unwrap();
        assert_eq!((one.text(g::NAME), one.text(g::DESCRIPTION)), (Some(name), Some("For a test")));
        assert_eq!((one.text(g::SOURCE_TYPE), one.flag(g::ADMIN)), (Some("LDAP"), Some(false)));
        for ability in g::ABILITIES {
            assert_eq!(one.flag(ability), Some(false), "{ability}");
        }
        one.set("mayWriteSafeCode", true);
        one.set("ldapGroupNames", "cn=a, cn=b");
        one.set("made-up", true);
        let answer = node.answer_as(&admin, &g::save(&group(name), &one)).await;
        assert_eq!(answer.body, json!({"msg": format!("Edited group {name}")}).to_string());
        let now = node.ask_as(&admin, g::get(&group(name))).await.unwrap();
        assert_eq!((now.flag("mayWriteSafeCode"), now.get("made-up")), (Some(true), None));
        assert_eq!(now.get("ldapGroupNames"), Some(&json!(["cn=a", "cn=b"])));
        node.ask_as(&admin, g::delete(&group(name))).await.unwrap();
        for call in [g::delete(&group(name)), g::save(&group(name), &now)] {
            assert_eq!(refused(node.ask_as(&admin, call).await), 404);
        }
        assert_eq!(refused(node.ask_as(&admin, g::get(&group(name))).await), 404);
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let node = Node::new().await;
    let admin = node.admin().await;
    make_group(&node, &admin, "ops", false).await;
    for body in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "."}),
        json!({"name": 7}),
        json!({"name": "x", "admin": "yes"}),
        json!({"name": "x", "sourceType": "?"}),
        json!({"name": "x", "mayCreateProjects": 1}),
        json!({"name": "x", "ldapGroupNames": [1]}),
        json!([]),
    ] {
        let request = axum::http::Request::post("/dss/public/api/admin/groups/");
        let request = request.header("authorization", admin.header().unwrap());
        assert_eq!(node.send(request.body(body.to_string().into()).unwrap()).await.status, 400, "{body}");
    }
    let renamed = whole(json!({"name": "Ops"}));
    assert!(words(node.ask_as(&admin, g::save(&group("ops"), &renamed)).await).contains("cannot be changed"));
    assert_eq!(node.ask_as(&admin, g::list()).await.unwrap().rows.len(), 2);
}

#[tokio::test]
async fn whoever_had_something_by_it_has_it_no_more() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    make_group(&node, &admin, "ops", true).await;
    change(&node, &admin, "nadia", &[(u::GROUPS, json!(["ops"]))]).await.unwrap();
    let (key, id) = node.global_key(json!({"groups": ["ops", "others"]}), None).await;
    let entry = |value: serde_json::Value| value.as_object().unwrap().clone();
    let project = Project {
        key: "P".into(),
        name: "P".into(),
        owner: USER.into(),
        permissions: vec![entry(json!({"group": "ops", "admin": true})), entry(json!({"group": "others"}))],
    };
    node.app.people.store.write(move |db| projects::add(db, &project)).await.unwrap();
    for who in [&nadia, &key] {
        assert!(node.ask_as(who, g::list()).await.is_ok());
    }
    node.ask_as(&admin, g::delete(&group("ops"))).await.unwrap();
    make_group(&node, &admin, "ops", true).await;
    for who in [&nadia, &key] {
        assert_eq!(refused(node.ask_as(who, g::list()).await), 403, "the next group of this name is another");
    }
    assert_eq!(settings(&node, &admin, "nadia").await.texts(u::GROUPS), Some(vec![]));
    let (project, key) = node
        .app
        .people
        .store
        .read(move |db| Ok((projects::find(db, "P")?.unwrap(), keys::global(db, &id)?.unwrap())))
        .await
        .unwrap();
    assert_eq!(project.permissions.len(), 1);
    assert_eq!(key.definition["groups"], json!(["others"]));
}

#[tokio::test]
async fn administrators_are_always_there() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let name = group("administrators");
    assert_eq!(refused(node.ask_as(&admin, g::delete(&name)).await), 409);
    let mut all = node.ask_as(&admin, g::get(&name)).await.unwrap();
    assert_eq!(all.flag(g::ADMIN), Some(true));
    all.set(g::ADMIN, false);
    assert_eq!(refused(node.ask_as(&admin, g::save(&name, &all)).await), 409);
    assert_eq!(settings(&node, &admin, USER).await.texts(u::GROUPS), Some(vec!["administrators".into()]));
}

#[tokio::test]
async fn everybody_sees_their_names() {
    let node = Node::new().await;
    let plain = node.user("nadia").await;
    let names = node.ask_as(&plain, g::names()).await.unwrap().rows;
    assert_eq!(names.iter().map(|one| one.value()).collect::<Vec<_>>(), [json!({"name": "administrators"})]);
}
