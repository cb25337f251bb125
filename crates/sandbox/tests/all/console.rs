//! `/`: the console's files

use std::path::Path;

use axum::{body::Body, http::Request};
use pilothouse_sandbox::console::Console;
use pilothouse_wire::Answer;
use tempfile::TempDir;

use crate::support::Node;

const PAGE: &str = "<!doctype html><title>Pilothouse</title>";

fn dist() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put("index.html", PAGE);
    put("config.json", r#"{"title":"built in"}"#);
    put("app-0123456789abcdef.js", "start()");
    put("app-0123456789abcdef.wasm", "\0asm");
    put(".secret", "hidden");
    std::fs::create_dir(folder.path().join("icons")).unwrap();
    put("icons/logo.svg", "<svg/>");
    folder
}

async fn node(dist: &Path, config: Option<&Path>) -> Node {
    Node::with_console(Console::open(Some(dist.to_owned()), config.map(Path::to_owned), 1).unwrap()).await
}

async fn get(node: &Node, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    node.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn files_come_with_type_and_caching() {
    let dist = dist();
    let node = node(dist.path(), None).await;
    for (path, kind, caching) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/config.json", "application/json", "no-cache"),
        ("/icons/logo.svg", "image/svg+xml", "no-cache"),
        ("/app-0123456789abcdef.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/app-0123456789abcdef.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ] {
        let answer = get(&node, path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(caching), "{path}");
        let tag = answer.header("etag").unwrap();
        let again = get(&node, path, &[("if-none-match", tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        assert!(again.header("content-security-policy").is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_screens_address_gives_the_page_to_a_browser_only() {
    let dist = dist();
    let node = node(dist.path(), None).await;
    let html = [("accept", "text/html,application/xhtml+xml")];
    for path in ["/services", "/services/parcel-eta/mapping", "/services/a.b/generations", "/no/such/screen"] {
        assert_eq!(get(&node, path, &html).await.body, PAGE, "{path}");
        assert_eq!(get(&node, path, &[("accept", "*/*")]).await.status, 404, "{path}");
    }
    for path in ["/missing.js", "/icons/none.svg", "/services/x.css"] {
        assert_eq!(get(&node, path, &html).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let dist = dist();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("x.txt"), "outside").unwrap();
    std::os::unix::fs::symlink(outside.path(), dist.path().join("link")).unwrap();
    let node = node(dist.path(), None).await;
    for path in ["/.secret", "/../x.txt", "/%2e%2e/x.txt", "/icons/..%2f.secret", "/icons/..%5c.secret", "/link/x.txt"]
    {
        assert_eq!(get(&node, path, &[("accept", "*/*")]).await.status, 404, "{path}");
    }
    let html = [("accept", "text/html")];
    assert_ne!(get(&node, "/apinode/admin/api/services/x", &html).await.body, PAGE, "an API is never the console");
    assert_ne!(get(&node, "/packages", &html).await.body, PAGE);
}

#[tokio::test]
async fn settings_may_come_from_elsewhere() {
    let dist = dist();
    let config = dist.path().join("icons/other.json");
    std::fs::write(&config, r#"{"title":"from elsewhere"}"#).unwrap();
    let node = node(dist.path(), Some(&config)).await;
    let answer = get(&node, "/config.json", &[]).await;
    assert_eq!(
        (answer.body.as_str(), answer.header("cache-control")),
        (r#"{"title":"from elsewhere"}"#, Some("no-cache"))
    );
}

#[tokio::test]
async fn answers_are_packed_for_who_can_unpack() {
    let dist = dist();
    std::fs::write(dist.path().join("base.css"), "a{color:red}".repeat(1000)).unwrap();
    let node = node(dist.path(), None).await;
    for encoding in ["br", "gzip"] {
        let answer = get(&node, "/base.css", &[("accept-encoding", encoding)]).await;
        assert_eq!(answer.header("content-encoding"), Some(encoding));
    }
    assert_eq!(get(&node, "/base.css", &[]).await.header("content-encoding"), None);
}

#[tokio::test]
async fn only_reading_is_possible_and_without_a_console_there_is_none() {
    let dist = dist();
    let node = node(dist.path(), None).await;
    assert_eq!(node.raw("POST", "/index.html", "x").await.status, 405);
    let head = node.send(Request::head("/index.html").body(Body::empty()).unwrap()).await;
    assert_eq!(head.status, 200);
    assert_eq!(Node::new().await.raw("GET", "/", "").await.status, 404);
}
