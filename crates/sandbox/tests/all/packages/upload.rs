//! `PUT {name}`

use axum::body::{Body, Bytes};
use futures_util::stream;
use pilothouse_wire::packages::upload;

use crate::support::{As, Node, archive, refused};

fn names(node: &Node) -> Vec<String> {
    let entries = std::fs::read_dir(node.app.folder.path()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn it_answers_where_the_file_lies() {
    let node = Node::new().await;
    let bytes = archive("a", "g", 0.0);
    let answer = node.raw("PUT", "/packages/a-g.zip", bytes.clone()).await;
    let stored = upload("a-g.zip").read(&answer).unwrap();
    assert_eq!(stored.size, Some(bytes.len() as u64));
    assert_eq!(std::fs::read(&stored.file_path).unwrap(), bytes);
    assert_eq!(names(&node), ["a-g.zip"]);
}

#[tokio::test]
async fn the_second_replaces_the_first() {
    let node = Node::new().await;
    node.upload("p.zip", b"first".to_vec()).await;
    let path = node.upload("p.zip", b"second".to_vec()).await;
    assert_eq!(std::fs::read(path).unwrap(), b"second");
    assert_eq!(names(&node), ["p.zip"]);
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_the_old_file_and_nothing_else() {
    let node = Node::new().await;
    let path = node.upload("p.zip", b"first".to_vec()).await;
    let parts = [Ok(Bytes::from_static(b"seco")), Err(std::io::Error::other("cable cut"))];
    let answer = node.raw("PUT", "/packages/p.zip", Body::from_stream(stream::iter(parts))).await;
    assert_eq!(answer.status, 400);
    assert_eq!(std::fs::read(path).unwrap(), b"first");
    assert_eq!(names(&node), ["p.zip"]);
}

#[tokio::test]
async fn names_that_are_not_plain_are_refused() {
    let node = Node::new().await;
    let bad = ["..zip", ".p.zip", "-p.zip", "p", "p.exe", "%2e%2e%2fp.zip", "p%00.zip", "%3Cimg%20onerror%3E.zip"];
    for name in bad.into_iter().chain(["p%E2%80%AEpiz.zip", "a%2Fb.zip", "a%5Cb.zip"]) {
        let answer = node.raw("PUT", &["/packages/", name].concat(), "x").await;
        assert_eq!(answer.status, 400, "{name}");
    }
    assert_eq!(node.raw("PUT", &["/packages/", &"p".repeat(4096), ".zip"].concat(), "x").await.status, 400);
    assert_eq!(names(&node), Vec::<String>::new());
}

#[tokio::test]
async fn what_announces_too_much_is_refused_before_a_byte_is_read() {
    let node = Node::new().await;
    let request = axum::http::Request::put("/packages/p.zip")
        .header("authorization", format!("Bearer {}", token(&node).await))
        .header("content-length", (512_u64 * 1024 * 1024 + 1).to_string());
    let never = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    assert_eq!(node.send(request.body(never).unwrap()).await.status, 413);
    assert_eq!(names(&node), Vec::<String>::new());
}

async fn token(node: &Node) -> String {
    match node.sign_in().await {
        As::Token(token) => token,
        As::Nobody | As::Key(_) | As::Cookie(_) | As::Acting(..) => unreachable!(),
    }
}

#[tokio::test]
async fn nobody_uploads() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, upload("p.zip")).await), 401);
    assert_eq!(names(&node), Vec::<String>::new());
}
