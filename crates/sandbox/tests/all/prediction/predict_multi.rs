//! `POST {service}/{endpoint}/predict-multi`

use pilothouse_wire::api_node::prediction::{PREDICT_MULTI, ask};
use serde_json::json;

use super::features;
use crate::support::{Node, endpoint, refused, service};

#[tokio::test]
async fn every_record_gets_a_result_in_its_place() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let items = json!({"items": [{"features": features()}, {"features": {}}, {"features": features(), "context": {}}]});
    let answer = node.ask(ask(&PREDICT_MULTI, &id, &endpoint("cost"), items)).await.unwrap();
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!((&results[0]["prediction"], &results[2]["prediction"]), (&json!(18), &json!(18)));
    assert_eq!(results[1]["ignored"], json!(true));
    assert_eq!(answer["apiContext"]["serviceGeneration"], json!("g"));
}

#[tokio::test]
async fn bad_bodies_and_unknown_ids_are_refused() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    for body in [json!({}), json!([]), json!({"items": {}}), json!({"items": [{}]}), json!({"items": [7]})] {
        assert_eq!(refused(node.ask(ask(&PREDICT_MULTI, &id, &endpoint("cost"), body)).await), 400);
    }
    let none = json!({"items": []});
    assert_eq!(refused(node.ask(ask(&PREDICT_MULTI, &service("b"), &endpoint("cost"), none.clone())).await), 404);
    let empty = node.ask(ask(&PREDICT_MULTI, &id, &endpoint("cost"), none)).await.unwrap();
    assert_eq!(empty["results"], json!([]));
}
