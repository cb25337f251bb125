//! `GET metrics`

use pilothouse_wire::api_node::maintenance::metrics;
use serde_json::json;

use crate::support::{As, Node, START, open, refused};

#[tokio::test]
async fn a_new_node_has_counted_nothing() {
    let node = Node::new().await;
    assert_eq!(node.ask(metrics()).await.unwrap(), json!({"sandbox": {"since": START, "services": {}}}));
}

#[tokio::test]
async fn real_queries_are_counted_and_outlive_the_process() {
    let node = Node::new().await;
    node.answering("a", "g").await;
    let path = "/apinode/public/api/v1/a/cost/predict";
    for _ in 0..3 {
        assert_eq!(node.raw("POST", path, r#"{"features":{"weight_kg":1,"distance_km":2}}"#).await.status, 200);
    }
    assert_eq!(node.raw("POST", path, r#"{"features":{"weight_kg":"heavy"}}"#).await.status, 400);
    let counted = node.ask(metrics()).await.unwrap()["sandbox"]["services"]["a"]["endpoints"]["cost"].clone();
    let series = &counted["generations"]["g"];
    assert_eq!((&series["queries"], &series["errors"]), (&json!(4), &json!(1)));
    assert!(series["latencyMs"]["p50"].is_number() && series["latencyMs"]["p99"].is_number(), "{series}");
    node.app.flush().await.unwrap();
    let (again, _) = open(node.folder.path().join("data")).await;
    let kept = &again.traffic.show(START)["sandbox"]["services"]["a"]["endpoints"]["cost"]["generations"]["g"];
    assert_eq!((&kept["queries"], &kept["latencyMs"]), (&series["queries"], &series["latencyMs"]));
    assert_eq!((&series["lately"]["queries"], &kept["lately"]["queries"]), (&json!(4), &json!(0)));
}

#[tokio::test]
async fn nobody_sees_them() {
    assert_eq!(refused(Node::new().await.ask_as(&As::Nobody, metrics()).await), 401);
}
