//! What all answers of the control plane have in common

use pilothouse_wire::control::{access_keys, groups, projects};
use serde_json::{Value, json};

use crate::support::{As, Node, person};

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
async fn what_was_sent_says_one_thing_and_leads_somewhere() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let attributes = person("ada");
    let twice = r#"{"data": {"attributes": {"username": "ada", "username": "ben"}}}"#;
    for (method, path) in
        [("POST", "users"), ("POST", "user_groups"), ("PUT", "app_services_manifests"), ("POST", "sessions")]
    {
        let path = ["/control-plane/api/", path].concat();
        let answer = node.raw_as(&admin, method, &path, twice.to_owned()).await;
        assert_eq!(answer.status, 400, "{path} {}", answer.body);
    }
    let answer = node.raw_as(&admin, "POST", "/control-plane/api/users", twice.to_owned()).await;
    assert!(answer.body.contains("the name “username” is there twice"), "{}", answer.body);
    for relation in [json!([]), json!("x"), json!({}), json!({"data": {}}), json!({"data": [7]}), json!({"data": null})]
    {
        let body = json!({"data": {"attributes": attributes, "relationships": {"user_groups": relation}}});
        let (status, body) = node.asked(&admin, "POST", "users", body).await;
        assert!(status == 400 && body.to_string().contains("user_groups"), "{relation} {body}");
    }
    let link = json!({"audit_tenant": {"data": {"type": "user", "id": node.own(&admin).await.id}}});
    let body = json!({"data": {"attributes": {"kind": "Ship.Docked"}, "relationships": link}});
    let (status, body) = node.asked(&admin, "POST", "manual_events", body).await;
    assert!(status == 400 && body.to_string().contains("audit_tenant leads to a tenant"), "{body}");
    // What is null was not sent.
    let body = json!({"data": {"attributes": attributes, "relationships": {"user_groups": null}}});
    assert_eq!(node.asked(&admin, "POST", "users", body).await.0, 201);
}

#[tokio::test]
async fn a_record_is_not_changed_in_the_name_of_another() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.made(&admin, &projects::PROJECTS, json!({"name": "sales"}), json!({})).await;
    node.made(&admin, &groups::GROUPS, json!({"name": "crew"}), json!({})).await;
    let key = node.made(&admin, &access_keys::ACCESS_KEYS, json!({"label": "a"}), json!({})).await;
    for path in ["users", "user_groups", "projects", "access_keys", "smtp_connections"] {
        let (_, list) = node.asked(&admin, "GET", path, Value::Null).await;
        let id = list["data"][0]["id"].as_str().unwrap();
        let sent = |id: Value| json!({"data": {"id": id, "attributes": {}}});
        let path = [path, "/", id].concat();
        assert_eq!(node.asked(&admin, "PUT", &path, sent(json!(id))).await.0, 200, "{path}");
        assert_eq!(node.asked(&admin, "PUT", &path, sent(Value::Null)).await.0, 200, "{path}");
        let (status, body) = node.asked(&admin, "PUT", &path, sent(json!("another"))).await;
        assert!(status == 400 && !body.to_string().contains(id), "{path} {body}");
    }
    let secret = key.secret.unwrap();
    let body = json!({"data": {"id": secret.expose(), "attributes": {"label": "b"}}});
    assert_eq!(node.asked(&admin, "PUT", &["access_keys/", secret.expose()].concat(), body).await.0, 200);
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
