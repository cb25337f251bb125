//! What an older version of the program kept

use pilothouse_sandbox::{state::App, store::control as store};
use pilothouse_wire::control::services as s;
use serde_json::json;

use super::{add, manifest, service};
use crate::support::{Node, setup};

#[tokio::test]
async fn a_secret_that_was_kept_once_is_masked_at_the_next_start() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut lab = service("lab", "ana");
    lab[s::SPEC]["jupyter"] = json!({"password": "hunter2", "image_name": "hunter3"});
    add(&node, &admin, &[lab]).await;
    node.run_jobs().await;
    let spoil = |db: &rusqlite::Transaction<'_>| {
        let kept = store::first(db, &s::MANIFESTS)?.unwrap();
        let clear = serde_json::to_string(&kept.attributes).unwrap().replace("******", "hunter2");
        store::update(db, &kept, serde_json::from_str(&clear).unwrap())
    };
    node.app.people.store.write(spoil).await.unwrap();
    assert!(manifest(&node, &admin).await.value().to_string().contains("hunter2"));
    App::open(setup(node.folder.path().join("data")).0).await.unwrap();
    let now = manifest(&node, &admin).await.value();
    assert_eq!(now[s::SERVICES][0][s::SPEC]["jupyter"], json!({"password": "******", "image_name": "hunter3"}));
}
