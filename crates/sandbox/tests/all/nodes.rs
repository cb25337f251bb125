//! Several nodes in one program: what they share, and what each has of its own

use axum::{body::Body, http::Request};
use pilothouse_sandbox::{
    console::Console,
    nodes::Nodes,
    state::App,
    store::accounts::{self, Login},
};
use pilothouse_wire::{
    Answer, Secret,
    api_node::{
        generations, is_alive,
        keys::{self, KeyText, NewKey},
        mapping, prediction, services,
    },
    automation,
};
use serde_json::Value;

use crate::support::{As, Node, PASSWORD, USER, archive, endpoint, generation, refused, service, setup, words};

const FEATURES: [(&str, &str); 2] = [("weight_kg", "1"), ("distance_km", "2")];

/// Queries that a node counted of the service that is asked here.
fn queries(app: &App) -> Value {
    app.traffic.show()["sandbox"]["services"]["parcel-eta"]["endpoints"]["cost"]["generations"]["g"]["queries"].clone()
}

async fn get(node: &Node, path: &str) -> Answer {
    node.send(Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn one_session_opens_all_and_ends_on_all() {
    let nodes = Node::several(3).await;
    let who = nodes[0].sign_in().await;
    for node in &nodes {
        node.ask_as(&who, services::create(&service("by-token"))).await.unwrap();
        assert_eq!(node.services().await, [("by-token".into(), false)]);
    }
    let lock = |db: &rusqlite::Transaction<'_>| accounts::set_enabled(db, &Login::new(USER), false);
    nodes[0].app.store.write(lock).await.unwrap();
    for node in &nodes {
        assert_eq!(refused(node.ask_as(&who, services::list()).await), 401, "{:?}", node.app.number);
    }
}

#[tokio::test]
async fn only_the_first_node_keeps_people() {
    let nodes = Node::several(2).await;
    let hash = nodes[1].app.people.passwords.hash(PASSWORD).unwrap();
    let add = move |db: &rusqlite::Transaction<'_>| {
        accounts::add(db, &Login::new("stray"), "stray", &accounts::Role::new("ADMIN"), &hash)
    };
    nodes[1].app.store.write(add).await.unwrap();
    let call = automation::login("stray", &Secret::new(PASSWORD));
    assert_eq!(refused(nodes[1].ask_as(&As::Nobody, call).await), 401);
}

#[tokio::test]
async fn a_key_is_good_for_its_own_node() {
    let nodes = Node::several(2).await;
    for (node, other) in [(&nodes[0], &nodes[1]), (&nodes[1], &nodes[0])] {
        let mut key = node.ask(keys::add(&NewKey::default())).await.unwrap();
        let KeyText::Clear(secret) = std::mem::take(&mut key.key) else { panic!("no secret") };
        let who = As::Key(secret.expose().to_owned());
        assert!(node.ask_as(&who, services::list()).await.is_ok());
        assert_eq!(refused(other.ask_as(&who, services::list()).await), 401);
        assert_eq!(refused(other.ask(keys::delete_by_id(&key.id.unwrap())).await), 404);
    }
}

#[tokio::test]
async fn what_is_written_on_one_is_not_on_the_other() {
    let nodes = Node::several(2).await;
    let id = nodes[1].answering("parcel-eta", "g").await;
    assert_eq!(nodes[0].services().await, []);
    assert_eq!(refused(nodes[0].ask(generations::list(&id)).await), 404);
    nodes[0].service("parcel-eta", &["g", "h"]).await;
    nodes[0].ask(mapping::switch_to(&id, &generation("h"))).await.unwrap();
    assert_eq!(nodes[0].generations(&id).await, [("h".into(), true, 1.0), ("g".into(), false, 0.0)]);
    assert_eq!(nodes[1].generations(&id).await, [("g".into(), true, 1.0)]);
    nodes[0].ask(services::delete(&id)).await.unwrap();
    assert_eq!(nodes[1].services().await, [("parcel-eta".into(), true)]);
}

#[tokio::test]
async fn each_answers_with_its_own_models_and_counts_its_own_queries() {
    let nodes = Node::several(2).await;
    let id = nodes[1].answering("parcel-eta", "g").await;
    let call = || prediction::predict_simple(&id, &endpoint("cost"), &FEATURES);
    assert!(nodes[1].ask_as(&As::Nobody, call()).await.is_ok());
    assert_eq!(refused(nodes[0].ask_as(&As::Nobody, call()).await), 404);
    assert_eq!((queries(&nodes[0].app), queries(&nodes[1].app)), (Value::Null, 1.into()));
    let document = nodes[1].ask_as(&As::Nobody, prediction::swagger(&id)).await.unwrap();
    assert_eq!(document["basePath"], "/apinode-2/public/api/v1/parcel-eta");
}

#[tokio::test]
async fn each_has_its_own_drop_folder_and_its_own_file_that_takes_it_out() {
    let nodes = Node::several(2).await;
    let path = nodes[1].upload("p.zip", archive("a", "g", 0.0)).await;
    assert!(path.ends_with("node-2/packages/p.zip"), "{path}");
    let id = service("a");
    for node in &nodes {
        node.ask(services::create(&id)).await.unwrap();
    }
    assert!(words(nodes[0].ask(generations::import(&id, &path)).await).contains("drop folder"));
    assert!(nodes[1].ask(generations::import(&id, &path)).await.is_ok());
    std::fs::write(nodes[1].app.data.join("apinode-not-alive.txt"), "").unwrap();
    let mut alive = Vec::new();
    for node in &nodes {
        alive.push(node.answer_as(&As::Nobody, &is_alive()).await.status);
    }
    assert_eq!(alive, [200, 503]);
}

#[tokio::test]
async fn what_all_answers_have_in_common_holds_for_every_node() {
    let nodes = Node::several(2).await;
    let node = &nodes[0];
    for path in ["/apinode-2/isAlive/", "/apinode-2/admin/api/services", "/apinode-2/no/such"] {
        let answer = get(node, path).await;
        assert_eq!(answer.header("dss-version"), Some("sandbox"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{path}");
    }
    for (method, path, status) in [
        ("GET", "/apinode-2", 404),
        ("GET", "/apinode-2/admin/api/nothing", 404),
        ("GET", "/packages-2/", 404),
        ("GET", "/packages-2/p.zip", 405),
        ("PATCH", "/apinode-2/admin/api/services", 405),
        ("GET", "/automation-2/v2/userinfo", 404),
    ] {
        let answer = node.raw(method, path, "").await;
        assert_eq!(answer.status, status, "{method} {path}");
        let is_json = serde_json::from_str::<Value>(&answer.body).is_ok_and(|body| body["errorType"].is_string());
        assert_eq!(is_json, path != "/automation-2/v2/userinfo", "{path} {}", answer.body);
    }
    let id = nodes[1].service("fail-503", &[]).await;
    assert_eq!(refused(nodes[1].ask(generations::list(&id)).await), 503);
}

#[tokio::test]
async fn a_number_that_no_node_has_is_an_address_of_the_console() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "the page").unwrap();
    let node = Node::with_console(Console::open(Some(folder.path().to_owned()), None, 1).unwrap()).await;
    for path in ["/apinode-2", "/apinode-2/admin/api/services", "/packages-2/", "/apinode2/x", "/apinode-1/x"] {
        let answer = get(&node, path).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "the page"), "{path}");
        assert_eq!(answer.header("dss-version"), None, "{path}");
    }
}

#[tokio::test]
async fn the_consoles_own_settings_name_all_of_them() {
    let dist = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(dist.path().join(name), text).unwrap();
    let shipped = include_str!("../../../../public/config.json");
    put("config.json", shipped);
    put("other.json", "{}");
    let open = |config: Option<&str>, nodes| {
        Console::open(Some(dist.path().to_owned()), config.map(|name| dist.path().join(name)), nodes)
    };
    let node = Node::with_console(open(None, 3).unwrap()).await;
    let answer = get(&node, "/config.json").await;
    let settings: Value = serde_json::from_str(&answer.body).unwrap();
    let of_all = |name: &str| {
        settings["api_nodes"].as_array().unwrap().iter().map(|node| node[name].clone()).collect::<Vec<_>>()
    };
    assert_eq!(of_all("id"), ["main", "node-2", "node-3"]);
    assert_eq!(of_all("name"), ["Main node", "Node 2", "Node 3"]);
    assert_eq!(of_all("base"), ["apinode", "apinode-2", "apinode-3"]);
    assert_eq!(of_all("packages"), ["packages", "packages-2", "packages-3"]);
    assert_eq!(of_all("sign_in"), ["session"; 3]);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    let tag = answer.header("etag").unwrap();
    let again = Request::get("/config.json").header("if-none-match", tag).body(Body::empty()).unwrap();
    assert_eq!(node.send(again).await.status, 304);
    for (config, nodes, served) in [(None, 1, shipped), (Some("other.json"), 3, "{}")] {
        let node = Node::with_console(open(config, nodes).unwrap()).await;
        assert_eq!(get(&node, "/config.json").await.body, served);
    }
    put("config.json", r#"{"api_nodes":[]}"#);
    let why = open(None, 3).unwrap_err().to_string();
    assert!(why.contains("config.json") && why.contains("3 nodes"), "{why}");
    assert!(open(None, 1).is_ok(), "one node leaves it as it is");
}

#[tokio::test]
async fn a_restart_keeps_all_whatever_the_number_of_nodes() {
    let nodes = Node::several(2).await;
    let data = nodes[0].folder.path().join("data");
    let id = nodes[1].answering("parcel-eta", "g").await;
    nodes[1].ask(prediction::predict_simple(&id, &endpoint("cost"), &FEATURES)).await.unwrap();
    let open = async |count| Nodes::open(setup(data.clone()).0, count).await.unwrap();
    nodes[1].app.flush().await.unwrap();
    for count in [1, 3, 2] {
        let again = open(count).await;
        again.load_at_start().await.unwrap();
        assert_eq!(again.all().count(), usize::from(count));
        let token = again.first().people.tokens.issue(&account(&again).await).unwrap();
        assert!(nodes[1].app.people.of_token(token.expose()).await.is_ok(), "the secret of the tokens stays");
    }
    let again = open(2).await;
    assert_eq!(again.all().map(queries).collect::<Vec<_>>(), [Value::Null, 1.into()]);
    assert!(!data.join("node-1").exists() && data.join("node-3/sandbox.sqlite").exists());
}

async fn account(nodes: &Nodes) -> accounts::Account {
    nodes.first().people.store.read(|db| accounts::find(db, &Login::new(USER))).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_node_that_cannot_write_its_counters_down_keeps_no_other_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let nodes = Nodes::open(setup(folder.path().to_owned()).0, 3).await.unwrap();
    nodes.all().for_each(|node| node.key_use.note("a-key", 7));
    let spoil = |db: &rusqlite::Transaction<'_>| Ok(db.execute_batch("DROP TABLE admin_key")?);
    nodes.first().store.write(spoil).await.unwrap();
    assert!(nodes.flush().await.is_err());
    assert!(nodes.all().all(|node| node.key_use.noted("a-key").is_none()), "all were written, or tried");
}
