//! Services that fail by their names

use pilothouse_wire::{
    Error,
    api_node::{
        generations,
        services::{delete, enable},
    },
};

use crate::support::{As, Node, refused, service};

#[tokio::test]
async fn each_fails_in_its_way_and_can_be_deleted() {
    let node = Node::new().await;
    for name in ["fail-503", "fail-500", "fail-html", "fail-shape", "fail-empty", "fail-204", "fail-302"] {
        let id = node.service(name, &[]).await;
        let result = node.ask(generations::list(&id)).await;
        let as_expected = match name {
            "fail-503" => matches!(&result, Err(Error::Refused(r)) if r.status == 503 && r.retry_after == Some(1)),
            "fail-500" => matches!(&result, Err(Error::Refused(r)) if r.status == 500),
            "fail-html" => matches!(&result, Err(Error::NotTheApi(page)) if page.status == 502),
            _ => result.is_err(),
        };
        assert!(as_expected, "{name} {result:?}");
        node.ask(delete(&id)).await.unwrap();
    }
}

#[tokio::test]
async fn actions_fail_too_and_nothing_changes() {
    let node = Node::new().await;
    let id = node.service("fail-503", &[]).await;
    assert_eq!(refused(node.ask(enable(&id)).await), 503);
    assert_eq!(node.services().await, [("fail-503".into(), false)]);
}

#[tokio::test(start_paused = true)]
async fn the_slow_one_takes_two_seconds() {
    let node = Node::new().await;
    let id = node.service("slow-2s", &[]).await;
    let before = tokio::time::Instant::now();
    node.ask(enable(&id)).await.unwrap();
    assert!(before.elapsed().as_secs() >= 2);
}

#[tokio::test]
async fn nobody_meets_them() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, generations::list(&service("fail-503"))).await), 401);
}
