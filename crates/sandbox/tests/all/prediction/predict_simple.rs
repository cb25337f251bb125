//! `GET {service}/{endpoint}/predict-simple?f1=…`

use pilothouse_wire::api_node::prediction::predict_simple;
use serde_json::json;

use crate::support::{As, Node, endpoint, refused, service, words};

#[tokio::test]
async fn features_come_from_the_query() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let features = [("weight_kg", "2"), ("distance_km", "1e2"), ("zone", "north & south")];
    let answer = node.ask_as(&As::Nobody, predict_simple(&id, &endpoint("cost"), &features)).await.unwrap();
    assert_eq!(answer.result.prediction, Some(json!(18)));
}

#[tokio::test]
async fn an_empty_text_is_no_value_and_a_word_no_number() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let ask = async |weight: &str| {
        let features = [("weight_kg", weight), ("distance_km", "1")];
        node.ask(predict_simple(&id, &endpoint("cost"), &features)).await
    };
    assert_eq!(ask("").await.unwrap().result.ignored, Some(true));
    for word in ["heavy", "NaN", "inf"] {
        assert_eq!(words(ask(word).await), "feature weight_kg is not a number");
    }
    assert_eq!(refused(node.ask(predict_simple(&service("b"), &endpoint("cost"), &[])).await), 404);
}
