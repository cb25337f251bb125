//! What every answer has in common, above all the failed ones

use axum::{
    body::Body,
    http::{Request, header},
};
use pilothouse_sandbox::console::headers::SECURITY;
use pilothouse_wire::Answer;
use serde_json::Value;

use crate::support::Node;

async fn get(node: &Node, path: &str) -> Answer {
    node.send(Request::get(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_answer_has_the_security_headers_and_an_id() {
    let node = Node::new().await;
    let paths =
        ["/", "/missing.js", "/apinode/admin/api/services", "/apinode/no", "/automation/v2/userinfo", "/packages/"];
    for path in paths.into_iter().chain(["/apinode/isAlive/", "/%ff", "/.env"]) {
        let answer = get(&node, path).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("'unsafe-"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(policy.ends_with("; require-trusted-types-for 'script'; trusted-types pilothouse"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path} {name}");
        }
        assert_eq!(answer.header("x-request-id").map(str::len), Some(16), "{path}");
        assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control-")), "{path}");
    }
}

/// The web server of `deploy/` sends what the sandbox sends, and keeps back what a system behind it sends of the same names.
#[tokio::test]
async fn the_relays_security_headers_are_the_sandboxs() {
    let answer = get(&Node::new().await, "/").await;
    let lines = |text: &'static str, start: &'static str| text.lines().filter_map(move |line| line.strip_prefix(start));
    let sent: Vec<_> = lines(include_str!("../../../../deploy/nginx/headers.conf"), "add_header ")
        .map(|line| line.strip_suffix(" always;").and_then(|line| line.split_once(' ')).unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_matches('"')))
        .collect();
    assert_eq!(sent.len(), SECURITY.len());
    let hidden: Vec<_> = lines(include_str!("../../../../deploy/nginx/relay.conf"), "proxy_hide_header ").collect();
    for (name, value) in sent {
        assert_eq!(answer.header(&name), Some(value), "{name}");
        assert!(hidden.iter().any(|line| line.trim_end_matches(';').eq_ignore_ascii_case(&name)), "{name}");
    }
}

#[tokio::test]
async fn the_node_names_its_versions_and_its_answers_are_not_kept() {
    let node = Node::new().await;
    for path in ["/apinode/admin/api/services", "/apinode/isAlive/", "/apinode/no/such"] {
        let answer = get(&node, path).await;
        assert_eq!(answer.header("dss-api-version"), Some("sandbox"), "{path}");
        assert_eq!(answer.header("dss-version"), Some("sandbox"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    assert_eq!(get(&node, "/").await.header("dss-version"), None);
}

#[tokio::test]
async fn a_failure_is_the_contracts_json() {
    let node = Node::new().await;
    let answer = node.raw("DELETE", "/apinode/admin/api/services/none", "").await;
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(answer.status, 404);
    assert_eq!(body["errorType"], "com.dataiku.dip.server.controllers.NotFoundException");
    assert_eq!(body["message"], "service none does not exist");
    assert_eq!(body["detailedMessage"], body["message"]);
}

#[tokio::test]
async fn unknown_paths_and_methods_fail_in_the_language_of_their_api() {
    let node = Node::new().await;
    for (method, path, status) in [
        ("GET", "/apinode/admin/api/nothing", 404),
        ("GET", "/apinode", 404),
        ("GET", "/apinode/admin/api/services/x.css", 405),
        ("PATCH", "/apinode/admin/api/services", 405),
        ("TRACE", "/apinode/admin/api/services", 405),
        ("GET", "/packages/p.zip", 405),
    ] {
        let answer = node.raw(method, path, "").await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(body["errorType"].as_str().unwrap().contains('.'), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    for (method, path) in [("GET", "/automation/v2/nothing"), ("PUT", "/automation/v2/login")] {
        let answer = node.raw(method, path, "").await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(body["message"]["error"].is_string(), "{path} {body}");
    }
}

#[tokio::test]
async fn a_method_in_a_header_changes_nothing() {
    let node = Node::new().await;
    node.service("a", &[]).await;
    for name in ["x-http-method-override", "x-method-override", "x-http-method"] {
        let request = Request::post("/apinode/admin/api/services/a").header(name, "DELETE");
        let request = request.header(header::AUTHORIZATION, "Basic dGhlLWtleS1vZi10aGUtdGVzdHM6");
        assert_eq!(node.send(request.body(Body::empty()).unwrap()).await.status, 405, "{name}");
    }
    assert_eq!(node.services().await.len(), 1);
}

#[tokio::test]
async fn another_sites_page_cannot_send_a_form() {
    let node = Node::new().await;
    let send = async |headers: &[(&str, &str)]| {
        let mut request = Request::post("/apinode/admin/api/services/").header("host", "console.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header(header::AUTHORIZATION, "Basic dGhlLWtleS1vZi10aGUtdGVzdHM6");
        node.send(request.body(Body::from(r#"{"serviceId":"a"}"#)).unwrap()).await.status
    };
    for origin in ["http://evil.test", "http://evil.console.test", "http://console.test.evil.test", "null"] {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
            assert_eq!(send(&[("origin", origin), ("content-type", kind)]).await, 415, "{origin} {kind}");
        }
        assert_eq!(send(&[("origin", origin)]).await, 415, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        assert_eq!(send(&[("sec-fetch-site", site), ("content-type", "text/plain")]).await, 415, "{site}");
    }
    assert_eq!(node.services().await, []);
    assert_eq!(send(&[("origin", "http://console.test"), ("content-type", "text/plain")]).await, 200);
    let other_host =
        [("sec-fetch-site", "same-origin"), ("origin", "http://proxy.test"), ("content-type", "text/plain")];
    assert_eq!(send(&other_host).await, 409, "a proxy in front may change the host");
}

#[tokio::test]
async fn no_site_is_told_that_it_may_ask() {
    let node = Node::new().await;
    let request = Request::options("/apinode/admin/api/services")
        .header("origin", "http://evil.test")
        .header("access-control-request-method", "DELETE");
    let answer = node.send(request.body(Body::empty()).unwrap()).await;
    assert!(answer.status >= 400);
    assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control-")));
}

#[tokio::test]
async fn answers_say_nothing_of_the_machine() {
    let node = Node::new().await;
    node.service("a", &["g"]).await;
    let folder = node.folder.path().to_str().unwrap();
    let import = "/apinode/admin/api/services/a/generations/actions/importFromArchive?filePath=";
    for path in ["/etc/passwd", "%2Fno%2Fsuch.zip", &[folder, "/data/sandbox.sqlite"].concat()] {
        let answer = node.raw("POST", &[import, path].concat(), "").await;
        for word in [folder, "sqlite", "SELECT", "panicked", "src/"] {
            assert!(!answer.body.contains(word), "{word} in {}", answer.body);
        }
    }
}
