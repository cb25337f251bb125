//! Who may call what of the control plane, by walking the contract's lists. What a call needs is read from the same
//! lists, so a route that is in none of them is not served.

use axum::body::Body;
use pilothouse_sandbox::{
    routes::table,
    store::{accounts, accounts::Login},
};
use pilothouse_wire::{
    Endpoint,
    control::{CLOSED, OPEN},
};

use crate::support::{As, KEY, Node, PASSWORD, USER};

/// The status of a bare request: enough to tell whether the caller was let in.
async fn status(node: &Node, endpoint: &Endpoint, who: &As) -> u16 {
    let path = (table::mount(node.app.number, endpoint.system) + endpoint.path).replace(['{', '}'], "");
    node.raw_as(who, endpoint.method.as_str(), &path, Body::empty()).await.status
}

#[tokio::test]
async fn without_a_valid_login_everything_is_closed() {
    let node = Node::new().await;
    let out = node.control_user("out").await;
    let token = node.session("out").await;
    let lock = |db: &rusqlite::Transaction<'_>| accounts::set_enabled(db, &Login::new("out"), false);
    node.app.people.store.write(lock).await.unwrap();
    let bad = [As::Nobody, As::key(), As::sid("wrong"), As::sid(KEY), As::Cookie("session=x".into()), out, token];
    for endpoint in CLOSED {
        for who in &bad {
            assert_eq!(status(&node, endpoint, who).await, 401, "{} {who:?}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn an_administrator_is_let_in_everywhere_by_token_and_by_cookie() {
    let node = Node::new().await;
    for endpoint in CLOSED {
        for who in [node.control_admin().await, node.control_session(USER, PASSWORD).await] {
            let status = status(&node, endpoint, &who).await;
            assert!(![401, 403, 405, 500].contains(&status), "{} {status}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn what_is_open_is_these_and_no_more() {
    let node = Node::new().await;
    for endpoint in OPEN {
        assert_eq!(status(&node, endpoint, &As::Nobody).await, 400, "{}", endpoint.name);
    }
    let admin = node.control_admin().await;
    for path in ["/control-plane/api/no", "/control-plane/api/users/a/b", "/control-plane/users", "/control-plane"] {
        for who in [&As::Nobody, &admin] {
            assert_eq!(node.raw_as(who, "GET", path, "").await.status, 404, "{path}");
        }
    }
}
