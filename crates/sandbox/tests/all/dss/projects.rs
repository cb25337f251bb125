//! Projects and who may do what in them

use pilothouse_sandbox::store::dss::{
    catalog,
    projects::{self, Project},
};
use pilothouse_wire::dss::{Login, ProjectKey, projects as p, users};
use serde_json::{Value, json};

use crate::support::{Node, USER, refused, words};

fn fleet() -> ProjectKey {
    ProjectKey::parse("FLEET").unwrap()
}

async fn node(entries: Value) -> Node {
    let node = Node::new().await;
    let entries = entries.as_array().unwrap().iter().map(|one| one.as_object().unwrap().clone()).collect();
    let project = Project { key: "FLEET".into(), name: "Fleet".into(), owner: USER.into(), permissions: entries };
    let add = move |db: &rusqlite::Transaction<'_>| {
        projects::add(db, &project)?;
        catalog::add_dataset(db, "FLEET", "sensors")
    };
    node.app.people.store.write(add).await.unwrap();
    node
}

#[tokio::test]
async fn who_may_read_a_project_sees_it_and_its_datasets() {
    let node =
        node(json!([{"user": "reader", "readProjectContent": true}, {"user": "viewer", "readDashboards": true}])).await;
    let (reader, viewer) = (node.user("reader").await, node.user("viewer").await);
    assert_eq!(node.ask_as(&reader, p::list()).await.unwrap().rows.len(), 1);
    assert_eq!(node.ask_as(&reader, p::datasets(&fleet())).await.unwrap().rows[0].text(p::NAME), Some("sensors"));
    assert_eq!(node.ask_as(&viewer, p::list()).await.unwrap().rows.len(), 0);
    assert_eq!(refused(node.ask_as(&viewer, p::datasets(&fleet())).await), 403);
    let nowhere = ProjectKey::parse("NO/WHERE").unwrap();
    assert_eq!(refused(node.ask_as(&reader, p::datasets(&nowhere)).await), 404);
}

#[tokio::test]
async fn permissions_are_the_projects_administrators_to_see_and_change() {
    let node = node(json!([{"user": "boss", "admin": true}, {"user": "reader", "readProjectContent": true}])).await;
    let (boss, reader) = (node.user("boss").await, node.user("reader").await);
    assert_eq!(refused(node.ask_as(&reader, p::permissions(&fleet())).await), 403);
    let mut whole = node.ask_as(&boss, p::permissions(&fleet())).await.unwrap();
    assert_eq!(whole.text(p::OWNER), Some(USER));
    whole
        .set(p::ENTRIES, json!([{"user": "reader", "admin": true}, {"group": "administrators", "runScenarios": true}]));
    node.ask_as(&boss, p::save_permissions(&fleet(), &whole)).await.unwrap();
    assert_eq!(refused(node.ask_as(&boss, p::permissions(&fleet())).await), 403, "the right that it gave away is gone");
    let kept = node.ask_as(&reader, p::permissions(&fleet())).await.unwrap();
    assert_eq!(kept.list(p::ENTRIES).len(), 2);
    node.ask_as(&reader, p::save_permissions(&fleet(), &kept)).await.unwrap();
}

#[tokio::test]
async fn a_project_whose_owner_was_deleted_is_put_back_as_it_came() {
    let node = node(json!([])).await;
    let admin = node.admin().await;
    let mut whole = node.ask_as(&admin, p::permissions(&fleet())).await.unwrap();
    let owner = node.user("leaves").await;
    whole.set(p::OWNER, "leaves");
    node.ask_as(&admin, p::save_permissions(&fleet(), &whole)).await.unwrap();
    drop(owner);
    node.ask_as(&admin, users::delete(&Login::parse("leaves").unwrap())).await.unwrap();
    let orphan = node.ask_as(&admin, p::permissions(&fleet())).await.unwrap();
    assert_eq!(orphan.text(p::OWNER), Some(""));
    node.ask_as(&admin, p::save_permissions(&fleet(), &orphan)).await.unwrap();
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let node = node(json!([])).await;
    let admin = node.admin().await;
    let whole = node.ask_as(&admin, p::permissions(&fleet())).await.unwrap();
    for (member, value, named) in [
        (p::OWNER, json!("nobody"), "nobody"),
        (p::ENTRIES, json!([{"group": "none such"}]), "none such"),
        (p::ENTRIES, json!([{"user": "nobody"}]), "nobody"),
        (p::ENTRIES, json!([{"admin": true}]), "group"),
        (p::ENTRIES, json!([{"user": USER, "group": "administrators"}]), "only one"),
        (p::ENTRIES, json!([{"user": USER}, {"user": USER}]), "twice"),
        (p::ENTRIES, json!([{"user": USER, "admin": "yes"}]), "admin"),
        (p::ENTRIES, json!("all"), p::ENTRIES),
    ] {
        let mut bad = whole.clone();
        bad.set(member, value);
        assert!(words(node.ask_as(&admin, p::save_permissions(&fleet(), &bad)).await).contains(named), "{named}");
    }
    let nowhere = ProjectKey::parse("NOWHERE").unwrap();
    assert_eq!(refused(node.ask_as(&admin, p::permissions(&nowhere)).await), 404);
}
