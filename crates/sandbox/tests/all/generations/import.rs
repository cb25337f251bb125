//! `POST services/{service}/generations/actions/importFromArchive?filePath=…`

use std::io::{Cursor, Write};

use pilothouse_sandbox::packages::{archive::MOST_ENTRIES, build};
use pilothouse_wire::api_node::generations::import;
use serde_json::json;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{As, Node, archive, document, refused, service, words};

#[tokio::test]
async fn it_works_and_does_not_activate() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    let path = node.upload("p.zip", archive("a", "g", 0.0)).await;
    node.ask(import(&id, &path)).await.unwrap();
    assert_eq!(node.generations(&id).await, [("g".into(), false, 0.0)]);
    assert_eq!(node.services().await, [("a".into(), false)]);
}

#[tokio::test]
async fn twice_is_a_clash() {
    let node = Node::new().await;
    let id = node.service("a", &["g"]).await;
    let path = node.upload("p.zip", archive("a", "g", 5.0)).await;
    assert_eq!(refused(node.ask(import(&id, &path)).await), 409);
    assert_eq!(words(node.ask(import(&id, &path)).await), "generation g of service a exists already");
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    let path = node.upload("p.zip", archive("a", "g", 0.0)).await;
    assert_eq!(refused(node.ask(import(&service("a"), &path)).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, import(&service("a"), &path)).await), 401);
}

#[tokio::test]
async fn the_path_must_be_given_once() {
    let node = Node::new().await;
    node.service("a", &[]).await;
    let base = "/apinode/admin/api/services/a/generations/actions/importFromArchive";
    for query in ["", "?", "?filePath=", "?filepath=/x.zip", "?filePath=/a.zip&filePath=/b.zip"] {
        assert_eq!(node.raw("POST", &[base, query].concat(), "").await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn only_files_in_the_drop_folder_are_read() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    let drop = node.app.folder.path().to_owned();
    let outside = node.folder.path().join("outside.zip");
    std::fs::write(&outside, archive("a", "g", 0.0)).unwrap();
    std::os::unix::fs::symlink(&outside, drop.join("link.zip")).unwrap();
    std::fs::create_dir(drop.join("folder.zip")).unwrap();
    let there = |name: &str| drop.join(name).to_str().unwrap().to_owned();
    let refused_400 = [
        outside.to_str().unwrap().to_owned(),
        "/etc/passwd".into(),
        "/no/such/file".into(),
        "relative.zip".into(),
        there("../sandbox.sqlite"),
        there("link.zip"),
        there("folder.zip"),
        there("a\0b.zip"),
    ];
    for path in refused_400 {
        assert_eq!(refused(node.ask(import(&id, &path)).await), 400, "{path}");
    }
    assert_eq!(refused(node.ask(import(&id, &there("missing.zip"))).await), 404);
    // What lies outside cannot be probed: there or not, the words are the same.
    let (there, missing) = (node.ask(import(&id, "/etc/passwd")).await, node.ask(import(&id, "/etc/nothing")).await);
    assert_eq!(words(there), words(missing));
    assert_eq!(node.generations(&id).await, []);
}

/// A zip of these entries.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn good() -> Vec<u8> {
    document("a", "g", 0.0).to_string().into_bytes()
}

fn with_link() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("service.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(&good()).unwrap();
    zip.add_symlink("model.bin", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn changed(change: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let mut document = document("a", "g", 0.0);
    change(&mut document);
    build::archive(&document).unwrap()
}

/// Archives that must be refused, with a word of the reason.
fn bad_archives() -> Vec<(&'static str, Vec<u8>)> {
    let many: Vec<String> = (0..MOST_ENTRIES).map(|n| format!("f{n}")).collect();
    let mut many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let good = good();
    many.push(("service.json", &good));
    let bomb = vec![0; 64 * 1024 * 1024];
    let cut = archive("a", "g", 0.0);
    vec![
        ("not a readable zip", b"not a zip".to_vec()),
        ("not a readable zip", Vec::new()),
        ("not a readable zip", cut[..cut.len() / 2].to_vec()),
        ("no service.json", zip(&[("other.json", &good)])),
        ("outside", zip(&[("service.json", &good), ("../evil", b"x")])),
        ("outside", zip(&[("service.json", &good), ("/etc/evil", b"x")])),
        ("outside", zip(&[("service.json", &good), ("a\\..\\..\\evil", b"x")])),
        ("outside", zip(&[("service.json", &good), ("C:evil", b"x")])),
        ("link or a device", with_link()),
        ("two entries", zip(&[("service.json", &good), ("Service.JSON", b"{}")])),
        ("more than 1000 entries", zip(&many)),
        ("times its size", zip(&[("service.json", &good), ("zeros", &bomb)])),
        ("service.json cannot be read", zip(&[("service.json", b"{")])),
        ("made for service other", changed(|d| d["serviceId"] = json!("other"))),
        ("is not a number", changed(|d| d["endpoints"][0]["model"]["coefficients"]["weight_kg"] = json!("heavy"))),
        ("is not a number", changed(|d| d["endpoints"][0]["model"]["intercept"] = json!(null))),
        ("cannot be read", changed(|d| d["endpoints"][0]["type"] = json!("PY_FUNCTION"))),
        ("cannot be read", changed(|d| d["generationId"] = json!("../g"))),
        ("no endpoint", changed(|d| d["endpoints"] = json!([]))),
    ]
}

#[tokio::test]
async fn bad_packages_are_refused_with_the_reason_and_nothing_changes() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    for (n, (reason, bytes)) in bad_archives().into_iter().enumerate() {
        let path = node.upload("bad.zip", bytes).await;
        let result = node.ask(import(&id, &path)).await;
        assert_eq!(refused(result.clone()), 400, "{n} {reason}");
        let words = words(result);
        assert!(words.contains(reason), "{n}: {words:?} does not say {reason:?}");
        assert!(!words.contains(&*node.folder.path().to_string_lossy()), "{words}");
    }
    assert_eq!(node.generations(&id).await, []);
}
