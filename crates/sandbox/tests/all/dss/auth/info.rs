//! `GET auth/info`

use std::time::Duration;

use axum::{body::Body, http::Request};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pilothouse_sandbox::store::accounts::{self, Login};
use pilothouse_wire::{
    Whole,
    dss::{auth, users},
};
use serde_json::{Value, json};

use crate::support::{As, Node, START, USER, refused, words};

async fn said(node: &Node, who: &As) -> Whole {
    node.ask_as(who, auth::info()).await.unwrap()
}

#[tokio::test]
async fn every_way_of_a_login_says_who_it_is() {
    let node = Node::new().await;
    let key = node.user("Nadia K").await;
    let (global, id) = node.global_key(json!({"groups": ["administrators"]}), Some(START + 1)).await;
    for (who, name, source) in [
        (&key, "Nadia K", "PERSONAL_API_KEY"),
        (&node.session("nadia k").await, "Nadia K", "SESSION"),
        (&node.session(USER).await, USER, "SESSION"),
        (&global, id.as_str(), "GLOBAL_API_KEY"),
    ] {
        let said = said(&node, who).await;
        assert_eq!((said.text(auth::IDENTIFIER), said.text(auth::SOURCE)), (Some(name), Some(source)));
        assert_eq!(said.get(auth::REAL_LOGIN), None);
        assert_eq!(said.get(auth::SECRETS), None);
        let groups = (name != id).then(|| if name == USER { vec!["administrators".to_owned()] } else { vec![] });
        assert_eq!(said.texts(auth::GROUPS), groups, "only a user has groups (§6.1)");
    }
    node.clock.advance(Duration::from_millis(1));
    assert_eq!(refused(node.ask_as(&global, auth::info()).await), 401, "its end has come");
}

#[tokio::test]
async fn a_key_is_sent_in_three_ways_under_two_paths() {
    let node = Node::new().await;
    let As::Key(secret) = node.admin().await else { unreachable!() };
    let basic = |pair: String| ["Basic ", &STANDARD.encode(pair)].concat();
    for base in ["/dss/dip/publicapi/", "/dss/public/api/"] {
        let uri = [base, "auth/info?withSecrets=False"].concat();
        for (value, status) in [
            (basic(format!("{secret}:")), 200),
            (basic(format!(":{secret}")), 200),
            (format!("Bearer {secret}"), 200),
            (basic(format!("{secret}:x")), 401),
            (basic(format!("x:{secret}")), 401),
            (basic(":".into()), 401),
            ("Bearer a.b.c".into(), 401),
        ] {
            let request = Request::get(&uri).header("authorization", &value).body(Body::empty()).unwrap();
            let answer = node.send(request).await;
            assert_eq!(answer.status, status, "{base} {value}");
            assert_eq!(answer.header("dss-api-version"), Some("1"));
            assert!(answer.header("dss-version").is_some());
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_the_contracts_404() {
    let node = Node::new().await;
    for path in ["/dss", "/dss/", "/dss/no/such", "/dss/dip/publicapi/", "/dss/public/api/no/such"] {
        let request = Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap();
        let answer = node.send(request).await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((answer.status, body["errorType"].is_string()), (404, true), "{path}");
    }
    assert_eq!(node.raw("PATCH", "/dss/public/api/auth/info", "").await.status, 405);
}

#[tokio::test]
async fn an_administrator_acts_as_somebody_and_nobody_else_does() {
    let node = Node::new().await;
    let (admin, plain) = (node.admin().await, node.user("Zoë @/%").await);
    let (global, id) = node.global_key(json!({"globalPermissions": {"admin": true}}), None).await;
    for (who, real) in [(&admin, USER), (&global, &id), (&node.session(USER).await, USER)] {
        let said = said(&node, &who.acting_as("Zoë @/%")).await;
        assert_eq!(said.text(auth::IDENTIFIER), Some("Zoë @/%"));
        assert_eq!(said.text(auth::REAL_LOGIN), Some(real));
        let as_zoe = node.ask_as(&who.acting_as("Zoë @/%"), users::list(false)).await;
        assert_eq!(refused(as_zoe), 403, "with the rights of the other");
    }
    let latin = Request::get("/dss/public/api/auth/info").header("authorization", admin.header().unwrap());
    let latin = latin.header("x-dku-proxyuser", axum::http::HeaderValue::from_bytes(b"Zo\xeb @/%").unwrap());
    assert!(node.send(latin.body(Body::empty()).unwrap()).await.body.contains("Zoë"));
    let (none, _) = node.global_key(json!({}), None).await;
    for who in [&plain, &none] {
        assert_eq!(refused(node.ask_as(&who.acting_as(USER), auth::info()).await), 403);
    }
    assert!(words(node.ask_as(&admin.acting_as("nobody"), auth::info()).await).contains("no such user"));
    let lock = |db: &rusqlite::Transaction<'_>| accounts::set_enabled(db, &Login::new("zoë @/%"), false);
    node.app.people.store.write(lock).await.unwrap();
    assert!(words(node.ask_as(&admin.acting_as("Zoë @/%"), auth::info()).await).contains("disabled"));
    assert_eq!(refused(node.ask_as(&plain, auth::info()).await), 401, "out within one request");
}
