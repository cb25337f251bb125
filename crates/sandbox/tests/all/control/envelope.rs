//! What all answers of the control plane have in common

use serde_json::{Value, json};

use crate::support::{As, Node};

fn ctx(body: &Value) -> &str {
    let ctx = body["meta"]["ctx"].as_str().unwrap();
    assert!(!ctx.is_empty() && ctx.bytes().all(|byte| byte.is_ascii_digit()), "{ctx}");
    ctx
}

#[tokio::test]
async fn every_answer_has_a_trace_id_of_its_own() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let (_, first) = node.asked(&admin, "GET", "users", Value::Null).await;
    let (_, second) = node.asked(&admin, "GET", "users", Value::Null).await;
    assert_ne!(ctx(&first), ctx(&second));
    assert_eq!(first["included"], json!([]));
}

#[tokio::test]
async fn every_refusal_is_the_contracts_json() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let big = "x".repeat(1024 * 1024 + 1);
    for (who, method, path, body, status) in [
        (&As::Nobody, "GET", "users", "", 401),
        (&admin, "GET", "users/none", "", 404),
        (&admin, "GET", "nothing", "", 404),
        (&admin, "PATCH", "users", "", 405),
        (&admin, "POST", "sessions", "{", 400),
        (&admin, "POST", "sessions", big.as_str(), 413),
        (&admin, "GET", "users?page[size]=x", "", 400),
        (&admin, "GET", "users/%ff", "", 400),
    ] {
        let answer = node.raw_as(who, method, &["/control-plane/api/", path].concat(), body.to_owned()).await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer.status, status, "{method} {path} {body}");
        assert_eq!(body["errors"][0]["status"], status, "{body}");
        assert!(body["errors"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{body}");
        ctx(&body);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("dss-api-version"), None, "{path}");
    }
}

#[tokio::test]
async fn another_sites_page_is_refused_in_the_same_language() {
    let node = Node::new().await;
    let request = axum::http::Request::post("/control-plane/api/sessions")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "text/plain");
    let answer = node.send(request.body(axum::body::Body::from("{}")).unwrap()).await;
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((answer.status, &body["errors"][0]["status"]), (415, &json!(415)));
}
