//! Who may call what of DSS, by walking the contract's lists. What a call needs is read from the same lists, so a route
//! that is in none of them is not served.

use axum::{
    body::Body,
    http::{HeaderValue, Request, header},
};
use pilothouse_sandbox::{
    routes::table,
    store::{accounts, accounts::Login, dss::projects},
};
use pilothouse_wire::{
    Endpoint, Method,
    dss::{ADMIN, OPEN, OWN, PROXY_USER, projects as p, users},
};
use serde_json::json;

use crate::support::{As, Node, START, USER};

/// Who is met at the door.
struct Callers {
    nobody: As,
    plain: As,
    other: As,
    disabled: As,
    admin: As,
    key: As,
    expired: As,
    acting: As,
}

async fn callers(node: &Node) -> Callers {
    let admin = node.admin().await;
    let callers = Callers {
        nobody: As::Nobody,
        plain: node.user("plain").await,
        other: node.user("other").await,
        disabled: node.user("disabled").await,
        key: node.global_key(json!({"globalPermissions": {"admin": false}}), None).await.0,
        expired: node.global_key(json!({"globalPermissions": {"admin": true}}), Some(START)).await.0,
        acting: admin.acting_as("plain"),
        admin,
    };
    let lock = |db: &rusqlite::Transaction<'_>| accounts::set_enabled(db, &Login::new("disabled"), false);
    node.app.people.store.write(lock).await.unwrap();
    callers
}

/// The statuses of a bare request under both spellings: enough to tell whether the caller was let in.
async fn statuses(node: &Node, endpoint: &Endpoint, who: &As) -> [u16; 2] {
    let mut statuses = [0; 2];
    for (status, base) in statuses.iter_mut().zip(table::dss_bases()) {
        let path = (base + endpoint.path).replace(['{', '}'], "");
        let mut request = Request::builder().method(endpoint.method.as_str()).uri(path);
        if let Some(value) = who.header() {
            request = request.header(header::AUTHORIZATION, value);
        }
        if let As::Acting(_, login) = who {
            request = request.header(PROXY_USER, HeaderValue::from_bytes(login.as_bytes()).unwrap());
        }
        *status = node.send(request.body(Body::empty()).unwrap()).await.status;
    }
    statuses
}

fn let_in(statuses: [u16; 2]) -> bool {
    statuses.iter().all(|status| ![401, 403, 405, 500].contains(status))
}

#[tokio::test]
async fn without_a_valid_login_everything_is_closed() {
    let node = Node::new().await;
    let who = callers(&node).await;
    for endpoint in OPEN.iter().chain(&OWN).chain(&ADMIN) {
        for caller in [&who.nobody, &who.disabled, &who.expired, &As::Key("wrong".into()), &As::key()] {
            let statuses = statuses(&node, endpoint, caller).await;
            assert_eq!(statuses, [401; 2], "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn open_calls_take_any_valid_login() {
    let node = Node::new().await;
    let who = callers(&node).await;
    for endpoint in OPEN {
        for caller in [&who.plain, &who.other, &who.admin, &who.key, &who.acting] {
            assert!(let_in(statuses(&node, endpoint, caller).await), "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn own_calls_need_a_user() {
    let node = Node::new().await;
    let who = callers(&node).await;
    for endpoint in OWN {
        for caller in [&who.plain, &who.other, &who.admin, &who.acting] {
            assert!(let_in(statuses(&node, endpoint, caller).await), "{}", endpoint.name);
        }
        assert_eq!(statuses(&node, endpoint, &who.key).await, [403; 2], "{}", endpoint.name);
    }
}

#[tokio::test]
async fn administrators_calls_take_administrators_alone() {
    let node = Node::new().await;
    let who = callers(&node).await;
    for endpoint in ADMIN {
        for caller in [&who.plain, &who.other, &who.key, &who.acting] {
            assert_eq!(statuses(&node, endpoint, caller).await, [403; 2], "{}", endpoint.name);
        }
        for caller in [&who.admin, &who.admin.acting_as(USER)] {
            assert!(let_in(statuses(&node, endpoint, caller).await), "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn a_project_is_administered_by_its_own_too() {
    let node = Node::new().await;
    let who = callers(&node).await;
    let entry = |value: serde_json::Value| value.as_object().unwrap().clone();
    let project = projects::Project {
        key: "project".into(),
        name: "project".into(),
        owner: USER.into(),
        permissions: vec![
            entry(json!({"user": "plain", "admin": true})),
            entry(json!({"user": "other", "readProjectContent": true})),
        ],
    };
    node.app.people.store.write(move |db| projects::add(db, &project)).await.unwrap();
    let rights = json!({"projects": {"project": {"admin": true}}});
    let of_key = node.global_key(rights, None).await.0;
    for endpoint in [&p::PERMISSIONS, &p::SAVE_PERMISSIONS] {
        for caller in [&who.plain, &who.acting, &of_key, &who.admin] {
            assert!(let_in(statuses(&node, endpoint, caller).await), "{}", endpoint.name);
        }
        for caller in [&who.other, &who.key] {
            assert_eq!(statuses(&node, endpoint, caller).await, [403; 2], "{}", endpoint.name);
        }
    }
}

#[tokio::test]
async fn what_is_in_no_list_is_not_there() {
    let node = Node::new().await;
    let admin = node.admin().await;
    for path in ["admin/general-settings", "futures/", "admin/users/a/b/c", "no/such"] {
        for method in [Method::Get, Method::Put] {
            let endpoint = Endpoint { path, method, ..users::GET };
            assert_eq!(statuses(&node, &endpoint, &admin).await, [404; 2], "{path}");
        }
    }
}
