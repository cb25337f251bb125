//! Global API keys

use std::time::Duration;

use pilothouse_sandbox::store::dss::{
    keys as stored_keys,
    projects::{self, Project},
};
use pilothouse_wire::{
    Whole,
    dss::{ApiKeyId, auth, global_keys as keys, projects as p},
};
use serde_json::json;

use crate::support::{As, Node, START, refused, words};

const DAY: u64 = 24 * 60 * 60;

fn id(key: &Whole) -> ApiKeyId {
    ApiKeyId::parse(key.text(keys::ID).unwrap()).unwrap()
}

async fn project(node: &Node, key: &'static str) {
    let project = Project { key: key.into(), name: key.into(), owner: String::new(), permissions: Vec::new() };
    node.app.people.store.write(move |db| projects::add(db, &project)).await.unwrap();
}

/// Makes a key, gives its secret and its id.
async fn made(node: &Node, rights: keys::Rights) -> (As, ApiKeyId) {
    let admin = node.admin().await;
    let mut key = node.ask_as(&admin, keys::create("robot", "", &rights)).await.unwrap();
    (As::Key(key.take_secret(keys::KEY).unwrap().expose().to_owned()), id(&key))
}

#[tokio::test]
async fn a_key_does_what_it_was_made_for_and_no_more() {
    let node = Node::new().await;
    for (rights, allowed) in [
        (keys::Rights::Admin, true),
        (keys::Rights::None, false),
        (keys::Rights::Groups(vec!["administrators".into()]), true),
    ] {
        let (key, id) = made(&node, rights.clone()).await;
        assert_eq!(node.ask_as(&key, auth::info()).await.unwrap().text(auth::IDENTIFIER), Some(id.as_str()));
        assert_eq!(node.ask_as(&key, keys::list()).await.is_ok(), allowed, "{rights:?}");
    }
}

#[tokio::test]
async fn rights_on_a_project_are_put_in_afterwards() {
    let node = Node::new().await;
    project(&node, "FLEET").await;
    project(&node, "PRICES").await;
    let (admin, (key, id)) = (node.admin().await, made(&node, keys::Rights::None).await);
    assert!(node.ask_as(&key, p::list()).await.unwrap().rows.is_empty());
    let mut whole = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    whole.set(
        keys::PROJECTS,
        json!({"FLEET": {"readProjectContent": true, "runScenarios": null, "nobodyKnowsThis": "often"}}),
    );
    node.ask_as(&admin, keys::save(&id, &whole)).await.unwrap();
    let seen = node.ask_as(&key, p::list()).await.unwrap().rows;
    assert_eq!(seen.iter().map(|one| one.text(p::PROJECT_KEY)).collect::<Vec<_>>(), [Some("FLEET")]);
    let kept = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!(
        kept.get(keys::PROJECTS),
        Some(&json!({"FLEET": {"readProjectContent": true}})),
        "unknown rights are dropped"
    );
    assert_eq!(kept.text(keys::KEY), Some("******"));
}

#[tokio::test]
async fn its_life_is_counted_in_days_and_ends_it_within_one_request() {
    let node = Node::new().await;
    let (admin, (key, id)) = (node.admin().await, made(&node, keys::Rights::None).await);
    let mut whole = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!(whole.moment(keys::EXPIRES_ON), None);
    for (days, ends) in [(json!(2), 2), (json!("3"), 3)] {
        whole.set(keys::EXPIRY, days);
        node.ask_as(&admin, keys::save(&id, &whole)).await.unwrap();
        let kept = node.ask_as(&admin, keys::get(&id)).await.unwrap();
        assert_eq!(kept.moment(keys::EXPIRES_ON), Some((START + ends * 24 * 60 * 60 * 1000) as f64));
    }
    node.clock.advance(Duration::from_secs(3 * DAY) - Duration::from_millis(1));
    node.ask_as(&key, auth::info()).await.unwrap();
    node.clock.advance(Duration::from_millis(1));
    assert_eq!(refused(node.ask_as(&key, auth::info()).await), 401);
    node.ask_as(&admin, keys::delete(&id)).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, keys::get(&id)).await), 404);
    assert_eq!(refused(node.ask_as(&admin, keys::delete(&id)).await), 404);
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_changes_nothing() {
    let node = Node::new().await;
    let (admin, (_, id)) = (node.admin().await, made(&node, keys::Rights::None).await);
    let before = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    for (member, value, named) in [
        (keys::GROUPS, json!(["no such group"]), "no such group"),
        (keys::PROJECTS, json!({"NOWHERE": {}}), "NOWHERE"),
        (keys::ASSOCIATED_USER, json!("nobody"), "nobody"),
        (keys::EXPIRY, json!(1.5), keys::EXPIRY),
        (keys::EXPIRY, json!(-1), keys::EXPIRY),
        (keys::EXPIRY, json!("soon"), keys::EXPIRY),
        (keys::GLOBAL_PERMISSIONS, json!({"admin": "yes"}), "admin"),
        (keys::LABEL, json!(7), keys::LABEL),
    ] {
        let mut bad = before.clone();
        bad.set(member, value);
        assert!(words(node.ask_as(&admin, keys::save(&id, &bad)).await).contains(named), "{member}");
    }
    assert_eq!(node.ask_as(&admin, keys::get(&id)).await.unwrap(), before);
    let both = r#"{"label": "x", "globalPermissions": {}, "groups": []}"#;
    let raw = node.raw_as(&admin, "POST", "/dss/public/api/admin/global-api-keys/", both).await;
    assert_eq!(raw.status, 400);
}

#[tokio::test]
async fn members_that_the_sandbox_does_nothing_with_come_back_as_they_were() {
    let node = Node::new().await;
    let (admin, (key, id)) = (node.admin().await, made(&node, keys::Rights::Admin).await);
    let others = json!({
        "adminProperties": {"cost_center": "R-204"}, "userProperties": {}, "execSQLLike": true, "projectFolders": null,
        "codeEnvs": [{"name": "py", "use": true}], "clusters": [], "codeStudioTemplates": {"": [null, 1.5]},
        "plugins": [{"id": "geo", "develop": true}], "pluginPresets": [], "pluginParameterSets": [],
        "unscopedDatasets": {"DEMAND": ["sales"]}, "nobodyKnowsThis": "é\u{0}",
    });
    let others = others.as_object().unwrap();
    let mut whole = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    others.iter().for_each(|(name, value)| whole.set(name, value.clone()));
    node.ask_as(&admin, keys::save(&id, &whole)).await.unwrap();
    let kept = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!(without_use(&kept), without_use(&whole));
    let listed = node.ask_as(&admin, keys::list()).await.unwrap().rows;
    assert_eq!(listed.iter().map(without_use).collect::<Vec<_>>(), [without_use(&whole)]);
    assert!(node.ask_as(&key, keys::list()).await.is_ok(), "it is the same key");
    for name in others.keys().skip(1) {
        whole.remove(name);
    }
    node.ask_as(&admin, keys::save(&id, &whole)).await.unwrap();
    let kept = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    assert_eq!(without_use(&kept), without_use(&whole), "a PUT is the whole key: what it lacks is gone");
}

/// A key but for the moment of its last use and for the mask, which lists read without.
fn without_use(key: &Whole) -> serde_json::Value {
    let mut members = key.members().clone();
    members.retain(|name, _| ![keys::LAST_USED_ON, keys::KEY].contains(&name.as_str()));
    members.into()
}

#[tokio::test]
async fn what_the_server_alone_sets_cannot_be_set() {
    let node = Node::new().await;
    let (admin, (key, id)) = (node.admin().await, made(&node, keys::Rights::None).await);
    let before = node.ask_as(&admin, keys::get(&id)).await.unwrap();
    let mut other = before.clone();
    for name in [keys::ID, keys::KEY, keys::CREATED_BY] {
        other.set(name, "forged");
    }
    for name in [keys::CREATED_ON, keys::EXPIRES_ON, keys::LAST_USED_ON] {
        other.set(name, 1);
    }
    node.ask_as(&admin, keys::save(&id, &other)).await.unwrap();
    assert_eq!(node.ask_as(&admin, keys::get(&id)).await.unwrap(), before);
    assert!(node.ask_as(&key, auth::info()).await.is_ok(), "its secret is the one that it was made with");
    let stored = id.clone();
    let stored = node.app.people.store.read(move |db| stored_keys::global(db, stored.as_str())).await.unwrap().unwrap();
    assert!(!format!("{stored:?}").contains("forged"));
}
