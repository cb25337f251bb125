//! Who may call what, by walking the contract's tables. The router is built from the same rows, so a route that is not
//! in a table cannot be served.

use axum::{
    body::Body,
    http::{Request, header},
};
use pilothouse_sandbox::{
    auth::digest,
    routes::table,
    store::{
        accounts::{self, Login},
        keys,
    },
};
use pilothouse_wire::{
    Endpoint, System,
    api_node::{ADMIN, IS_ALIVE, keys::DELETE_BY_ID, prediction, services},
    automation, packages,
};

use crate::support::{As, KEY, Node, START, USER, key};

/// All that needs a login.
fn closed() -> impl Iterator<Item = &'static Endpoint> {
    ADMIN.into_iter().chain([&packages::UPLOAD])
}

/// The status of a bare request: enough to tell whether the caller was let in.
async fn status(node: &Node, endpoint: &Endpoint, authorization: Option<&str>) -> u16 {
    let path = (table::mount(node.app.number, endpoint.system) + endpoint.path).replace(['{', '}'], "");
    let mut request = Request::builder().method(endpoint.method.as_str()).uri(path);
    if let Some(value) = authorization {
        request = request.header(header::AUTHORIZATION, value);
    }
    node.send(request.body(Body::empty()).unwrap()).await.status
}

fn bearer(who: &As) -> String {
    match who {
        As::Token(token) => ["Bearer ", token].concat(),
        As::Nobody | As::Key(_) | As::Cookie(_) | As::Acting(..) => unreachable!(),
    }
}

fn basic(user: &str, password: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    ["Basic ", &STANDARD.encode(format!("{user}:{password}"))].concat()
}

#[tokio::test]
async fn without_a_valid_login_everything_is_closed() {
    let nodes = Node::several(2).await;
    for node in &nodes {
        let own = key_of(node);
        let put = move |db: &rusqlite::Transaction<'_>| {
            keys::add(db, &key("expired", Some(START)), &digest(b"expired"))?;
            keys::add(db, &key("own", None), &digest(own.as_bytes()))
        };
        node.app.store.write(put).await.unwrap();
    }
    let dead = bearer(&nodes[0].sign_in().await);
    nodes[0].app.store.write(|db| accounts::set_enabled(db, &Login::new(USER), false)).await.unwrap();
    let bad = [
        None,
        Some(basic("wrong", "")),
        Some(basic("expired", "")),
        Some(basic("", "")),
        Some(basic(KEY, "not blank")),
        Some(basic(USER, "correct horse")),
        Some(dead),
        Some("Bearer a.b.c".into()),
        Some(["Bearer ", KEY].concat()),
        Some("Basic".into()),
        Some("Basic !!!".into()),
        Some("Digest username=admin".into()),
    ];
    for (node, other) in [(&nodes[0], &nodes[1]), (&nodes[1], &nodes[0])] {
        for endpoint in closed() {
            for value in bad.iter().chain([&Some(basic(&key_of(other), ""))]) {
                assert_eq!(status(node, endpoint, value.as_deref()).await, 401, "{} {value:?}", endpoint.name);
            }
        }
        assert_eq!(status(node, &services::LIST, Some(&basic(&key_of(node), ""))).await, 200, "its own key");
    }
}

/// The secret of a key that this node alone has.
fn key_of(node: &Node) -> String {
    node.app.number.of("a key of node")
}

#[tokio::test]
async fn with_a_key_or_a_token_everything_is_open() {
    for token in [false, true] {
        for endpoint in closed() {
            for node in Node::several(2).await {
                let value = if token { bearer(&node.sign_in().await) } else { basic(KEY, "") };
                let status = status(&node, endpoint, Some(&value)).await;
                assert!(![401, 403, 405, 500].contains(&status), "{} {status}", endpoint.name);
            }
        }
    }
}

#[tokio::test]
async fn every_other_role_reads_and_changes_nothing() {
    let nodes = Node::several(2).await;
    let reader = bearer(&nodes[0].sign_in_as_role("GUEST").await);
    let it = bearer(&nodes[0].sign_in_as_role("IT").await);
    for (node, endpoint) in nodes.iter().flat_map(|node| closed().map(move |endpoint| (node, endpoint))) {
        let reads = endpoint.method == pilothouse_wire::Method::Get;
        let status_of_reader = status(node, endpoint, Some(&reader)).await;
        assert_eq!(status_of_reader == 403, !reads, "{} {status_of_reader}", endpoint.name);
        if endpoint != &DELETE_BY_ID {
            assert_ne!(status(node, endpoint, Some(&it)).await, 403, "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn two_logins_in_one_request_are_none() {
    let node = Node::new().await;
    let request = Request::get("/apinode/admin/api/services")
        .header(header::AUTHORIZATION, basic(KEY, ""))
        .header(header::AUTHORIZATION, basic("other", ""));
    assert_eq!(node.send(request.body(Body::empty()).unwrap()).await.status, 401);
}

#[tokio::test]
async fn what_is_open_is_these_and_no_more() {
    for node in Node::several(2).await {
        for endpoint in prediction::ALL.into_iter().chain([&IS_ALIVE, &automation::LOGIN]) {
            assert_ne!(status(&node, endpoint, None).await, 401, "{}", endpoint.name);
            assert_ne!(status(&node, endpoint, None).await, 405, "{}", endpoint.name);
        }
        for endpoint in [&automation::VALIDATE, &automation::USER_INFO, &automation::kitchens::LIST] {
            assert_eq!(endpoint.system, System::Automation);
            assert_eq!(status(&node, endpoint, None).await, 401, "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn a_token_in_the_address_is_no_login() {
    let node = Node::new().await;
    let token = bearer(&node.sign_in().await).replace("Bearer ", "");
    for path in ["?token=", "?access_token=", "?apiKey="] {
        let uri = ["/apinode/admin/api/services", path, &token].concat();
        assert_eq!(node.send(Request::get(uri).body(Body::empty()).unwrap()).await.status, 401, "{path}");
    }
}
