//! `POST services/`

use pilothouse_wire::api_node::services::create;

use crate::support::{As, Node, refused, service, words};

#[tokio::test]
async fn it_works_and_the_new_service_is_disabled() {
    let node = Node::new().await;
    let answer = node.answer_as(&As::key(), &create(&service("parcel-eta"))).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"ok":true}"#));
    assert_eq!(node.services().await, [("parcel-eta".into(), false)]);
}

#[tokio::test]
async fn twice_is_a_clash() {
    let node = Node::new().await;
    node.ask(create(&service("a"))).await.unwrap();
    assert_eq!(refused(node.ask(create(&service("a"))).await), 409);
    assert_eq!(words(node.ask(create(&service("a"))).await), "service a exists already");
}

#[tokio::test]
async fn the_path_may_end_with_a_slash_or_not() {
    let node = Node::new().await;
    for (path, id) in [("/apinode/admin/api/services", "a"), ("/apinode/admin/api/services/", "b")] {
        let body = format!(r#"{{"serviceId":"{id}","role":"ADMIN","enabled":true}}"#);
        assert_eq!(node.raw("POST", path, body).await.status, 200, "{path}");
    }
    assert_eq!(node.services().await, [("a".into(), false), ("b".into(), false)], "fields nobody asked for count");
}

#[tokio::test]
async fn bad_bodies_are_refused_and_nothing_changes() {
    let node = Node::new().await;
    let deep = "[".repeat(100_000);
    let bad = ["", "{", "[]", "null", r#"{"serviceId":7}"#, r#"{"serviceId":""}"#, r#"{"serviceId":"a/b"}"#];
    let worse = [r#"{"serviceId":".."}"#, r#"{"serviceId":"\ud800"}"#, r#"{"serviceId":"a","serviceId":"b"}"#, &deep];
    for body in bad.into_iter().chain(worse) {
        let answer = node.raw("POST", "/apinode/admin/api/services/", body.to_owned()).await;
        assert_eq!(answer.status, 400, "{} {}", &body[..body.len().min(40)], answer.body);
    }
    assert_eq!(node.services().await, []);
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let node = Node::new().await;
    let body = format!(r#"{{"serviceId":"{}"}}"#, "x".repeat(1024 * 1024));
    assert_eq!(node.raw("POST", "/apinode/admin/api/services/", body).await.status, 413);
}

#[tokio::test]
async fn ids_are_data_not_sql() {
    let node = Node::new().await;
    for id in
        ["'; DROP TABLE service; --", "\" OR 1=1", "%", "_", "a'b", "NULL", "<img src=x onerror=alert(1)>\u{202e}"]
    {
        node.ask(create(&service(id))).await.unwrap();
    }
    assert_eq!(node.services().await.len(), 7);
}

#[tokio::test]
async fn nobody_creates_one() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, create(&service("a"))).await), 401);
    assert_eq!(node.services().await, []);
}
