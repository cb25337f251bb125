//! `POST services/{service}/actions/setMapping`

use pilothouse_wire::api_node::{mapping::set, services};

use crate::support::{As, Node, refused, service, split, words};

const PATH: &str = "/apinode/admin/api/services/a/actions/setMapping";

#[tokio::test]
async fn it_splits_mounts_and_enables() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h", "i"]).await;
    node.ask(set(&id, &split(&[("g", 8000), ("h", 2000)]))).await.unwrap();
    let expected = [("i".into(), false, 0.0), ("h".into(), true, 0.2), ("g".into(), true, 0.8)];
    assert_eq!(node.generations(&id).await, expected);
    assert_eq!(node.services().await, [("a".into(), true)]);
}

#[tokio::test]
async fn the_last_one_counts() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h"]).await;
    node.ask(set(&id, &split(&[("g", 8000), ("h", 2000)]))).await.unwrap();
    node.ask(set(&id, &split(&[("g", 8000), ("h", 2000)]))).await.unwrap();
    node.ask(set(&id, &split(&[("h", 10_000)]))).await.unwrap();
    assert_eq!(node.generations(&id).await, [("h".into(), true, 1.0), ("g".into(), true, 0.0)]);
}

#[tokio::test]
async fn thirds_of_another_tool_are_taken() {
    let node = Node::new().await;
    let id = node.service("a", &["g", "h", "i"]).await;
    let third = 1.0 / 3.0;
    let body = format!(
        r#"{{"entries":[{{"generation":"g","proba":{third}}},{{"generation":"h","proba":{third}}},{{"generation":"i","proba":{third}}}]}}"#
    );
    assert_eq!(node.raw("POST", PATH, body).await.status, 200);
    let shares: f64 = node.generations(&id).await.iter().map(|(_, _, share)| share).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
}

#[tokio::test]
async fn bad_mappings_are_refused_and_nothing_changes() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let bad = [
        "",
        "{}",
        "[]",
        r#"{"entries":[]}"#,
        r#"{"entries":{}}"#,
        r#"{"entries":[{"generation":"g","proba":0.9}]}"#,
        r#"{"entries":[{"generation":"g","proba":1.1}]}"#,
        r#"{"entries":[{"generation":"g","proba":"1"}]}"#,
        r#"{"entries":[{"generation":"g","proba":NaN}]}"#,
        r#"{"entries":[{"generation":"g","proba":1e999}]}"#,
        r#"{"entries":[{"generation":"g"}]}"#,
        r#"{"entries":[{"generation":"g","proba":0.5},{"generation":"g","proba":0.5}]}"#,
        r#"{"entries":[{"generation":"g","proba":2},{"generation":"h","proba":-1}]}"#,
        r#"{"entries":[{"generation":"","proba":1}]}"#,
    ];
    for body in bad {
        assert_eq!(node.raw("POST", PATH, body).await.status, 400, "{body}");
    }
    assert_eq!(node.generations(&id).await, [("g".into(), true, 1.0)]);
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    let whole = split(&[("g", 10_000)]);
    assert_eq!(refused(node.ask(set(&service("b"), &whole)).await), 404);
    let id = node.service("a", &["g"]).await;
    assert_eq!(refused(node.ask(set(&id, &split(&[("g", 5000), ("no", 5000)]))).await), 404);
    assert_eq!(node.generations(&id).await, [("g".into(), false, 0.0)], "half a mapping is none");
    assert_eq!(refused(node.ask_as(&As::Nobody, set(&id, &whole)).await), 401);
}

#[tokio::test]
async fn a_generation_that_cannot_be_loaded_leaves_the_old_mapping_in_place() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    super::import_broken(&node, &id, "bad").await;
    assert_eq!(words(node.ask(set(&id, &split(&[("g", 5000), ("bad", 5000)]))).await), "the disk is torn");
    assert_eq!(node.generations(&id).await, [("bad".into(), false, 0.0), ("g".into(), true, 1.0)]);
    let listed = node.ask(services::list()).await.unwrap().rows.remove(0);
    assert_eq!((listed.enabled, listed.start_aborted_reason), (Some(true), None));
}
