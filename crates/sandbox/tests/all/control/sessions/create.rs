//! `POST sessions`

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pilothouse_sandbox::store::{accounts, accounts::Login};
use pilothouse_wire::{
    Answer, Secret,
    control::{sessions, users},
};
use serde_json::{Value, json};

use crate::support::{As, Node, PASSWORD, START, USER, refused};

async fn sign_in(node: &Node, attributes: Value) -> Answer {
    let body = json!({"data": {"type": "session", "attributes": attributes}});
    node.raw_as(&As::Nobody, "POST", "/control-plane/api/sessions", body.to_string()).await
}

#[tokio::test]
async fn the_cookie_is_a_session_as_the_contract_has_it() {
    let node = Node::new().await;
    let answer = sign_in(&node, json!({"username": USER, "password": PASSWORD, "plane": "control"})).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let line = answer.header("set-cookie").unwrap();
    assert!(line.starts_with("session=j%3A%7B%22sid%22%3A%20%22"), "{line}");
    assert!(line.ends_with("; Max-Age=86400; Path=/control-plane; HttpOnly; SameSite=Strict"), "{line}");
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let attributes = &body["data"]["attributes"];
    assert_eq!(body["data"]["type"], "session");
    assert_eq!(attributes["expires_at"], START / 1000 + 86_400);
    assert_eq!(
        (&attributes["plane"], &attributes["kind"], &attributes["ttl"]),
        (&json!("control"), &json!("session"), &json!(86_400))
    );
    assert_eq!(attributes["created_at"], "2027-01-15T08:00:00.000000+00:00");
    assert_eq!(attributes["gids"], json!([-1]));
    assert_eq!(body["data"]["relationships"]["user"]["data"]["type"], "user");
    assert_eq!(attributes["tenant_id"], body["data"]["relationships"]["tenant"]["data"]["id"]);
    assert!(!line.contains(body["data"]["id"].as_str().unwrap()), "the id is not what opens the door");
}

#[tokio::test]
async fn the_cookie_is_taken_encoded_and_raw_and_the_first_of_two_counts() {
    let node = Node::new().await;
    let As::Cookie(encoded) = node.control_session(USER, PASSWORD).await else { panic!() };
    let raw = percent_encoding::percent_decode_str(&encoded).decode_utf8().unwrap().into_owned();
    for cookie in [encoded.clone(), raw.clone(), format!("a=b; {raw}"), format!("{raw}; session=x")] {
        assert_eq!(node.own(&As::Cookie(cookie)).await.text(users::USERNAME), Some(USER));
    }
    assert_eq!(refused(node.ask_as(&As::Cookie(format!("session=x; {raw}")), users::own()).await), 401);
}

#[tokio::test]
async fn name_and_password_may_come_by_basic_and_name_the_tenant() {
    let node = Node::new().await;
    let basic = |name: &str| ["Basic ", &STANDARD.encode(format!("{name}:{PASSWORD}"))].concat();
    for name in [USER, "admin@default-tenant", "ADMIN"] {
        let request = Request::post("/control-plane/api/sessions").header(header::AUTHORIZATION, basic(name));
        let answer = node.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 201, "{name} {}", answer.body);
    }
    let request = Request::post("/control-plane/api/sessions").header(header::AUTHORIZATION, basic("x"));
    assert_eq!(node.send(request.body(Body::empty()).unwrap()).await.status, 401);
}

#[tokio::test]
async fn basic_alone_is_no_login_and_beside_a_cookie_it_must_fit() {
    let node = Node::new().await;
    let As::Cookie(cookie) = node.control_session(USER, PASSWORD).await else { panic!() };
    let decoded = percent_encoding::percent_decode_str(&cookie).decode_utf8().unwrap().into_owned();
    let sid = sessions::sid(decoded.split_once('=').unwrap().1).unwrap();
    let status = async |cookie: Option<&str>, pair: &str| {
        let value = ["Basic ", &STANDARD.encode(pair)].concat();
        let mut request = Request::get("/control-plane/api/self").header(header::AUTHORIZATION, value);
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        node.send(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(status(None, &format!("{USER}:{PASSWORD}")).await, 401);
    assert_eq!(status(None, &format!("{USER}:{sid}")).await, 401);
    assert_eq!(status(Some(&cookie), &format!("{USER}:{sid}")).await, 200);
    assert_eq!(status(Some(&cookie), &format!("other:{sid}")).await, 401);
    assert_eq!(status(Some(&cookie), &format!("{USER}:{PASSWORD}")).await, 401);
}

#[tokio::test]
async fn a_session_lives_as_long_as_was_asked_for() {
    let node = Node::new().await;
    let answer = sign_in(&node, json!({"username": USER, "password": PASSWORD, "ttl": 60})).await;
    assert!(answer.header("set-cookie").unwrap().contains("; Max-Age=60;"));
    let who = As::Cookie(crate::support::cookie(&answer));
    node.clock.advance(Duration::from_millis(59_999));
    node.own(&who).await;
    node.clock.advance(Duration::from_millis(1));
    assert_eq!(refused(node.ask_as(&who, users::own()).await), 401);
    for ttl in [json!(0), json!(-1), json!("60"), json!(30 * 86_400 + 1)] {
        let answer = sign_in(&node, json!({"username": USER, "password": PASSWORD, "ttl": ttl})).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
}

#[tokio::test]
async fn a_session_of_the_other_plane_does_not_open_this_one() {
    let node = Node::new().await;
    let answer = sign_in(&node, json!({"username": USER, "password": PASSWORD, "plane": "data"})).await;
    assert_eq!(answer.status, 201);
    let who = As::Cookie(crate::support::cookie(&answer));
    assert_eq!(refused(node.ask_as(&who, users::own()).await), 401);
}

#[tokio::test]
async fn refusals_read_the_same_and_close_the_door_after_five() {
    let node = Node::new().await;
    let said = async |username: &str, password: &str| {
        let answer = sign_in(&node, json!({"username": username, "password": password})).await;
        assert_eq!(answer.header("set-cookie"), None);
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        (answer.status, body["errors"][0]["detail"].clone(), answer.header("x-ratelimit-reset").map(str::to_owned))
    };
    let known = said(USER, "wrong").await;
    assert_eq!((known.0, &known.2), (401, &None));
    assert_eq!(said("nobody", "wrong").await, known);
    for _ in 0..4 {
        assert_eq!(said(USER, "wrong").await, known);
    }
    let closed = said(USER, PASSWORD).await;
    assert_eq!((closed.0, closed.1, closed.2.as_deref()), (401, known.1, Some("1")));
    node.clock.advance(Duration::from_secs(1));
    assert_eq!(said_status(&node).await, 201);
}

async fn said_status(node: &Node) -> u16 {
    node.answer_as(&As::Nobody, &sessions::create(USER, &Secret::new(PASSWORD))).await.status
}

#[tokio::test]
async fn a_bad_body_is_named() {
    let node = Node::new().await;
    for (attributes, named) in [
        (json!({"password": PASSWORD}), "username"),
        (json!({"username": USER}), "password"),
        (json!({"username": 7, "password": PASSWORD}), "username"),
        (json!({"username": USER, "password": PASSWORD, "plane": "moon"}), "plane"),
        (json!({"username": USER, "password": PASSWORD, "colour": "red"}), "colour"),
    ] {
        let answer = sign_in(&node, attributes).await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer.status, 400, "{body}");
        assert!(body["errors"][0]["detail"].as_str().unwrap().contains(named), "{body}");
        assert!(!answer.body.contains(PASSWORD), "{body}");
    }
}

#[tokio::test]
async fn another_password_or_a_locked_account_ends_it_at_once() {
    let node = Node::new().await;
    let who = node.control_session(USER, PASSWORD).await;
    node.own(&who).await;
    node.app.people.store.write(|db| accounts::set_password(db, &Login::new(USER), "x")).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, users::own()).await), 401);
    let other = node.control_user("other").await;
    node.own(&other).await;
    node.app.people.store.write(|db| accounts::set_enabled(db, &Login::new("other"), false)).await.unwrap();
    assert_eq!(refused(node.ask_as(&other, users::own()).await), 401);
    assert_eq!(sign_in(&node, json!({"username": "other", "password": PASSWORD})).await.status, 401);
}

#[tokio::test]
async fn behind_tls_the_cookie_is_for_tls_alone() {
    let node = Node::new().await;
    let body = json!({"data": {"attributes": {"username": USER, "password": PASSWORD}}}).to_string();
    for (name, value) in [("x-forwarded-proto", "https"), ("origin", "https://localhost")] {
        let request = Request::post("/control-plane/api/sessions").header(name, value).header("host", "localhost");
        let answer = node.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert!(answer.header("set-cookie").unwrap().ends_with("; Secure"), "{name}");
    }
}
