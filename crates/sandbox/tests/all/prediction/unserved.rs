//! The calls that no model of the sandbox answers

use pilothouse_wire::api_node::prediction::{ALL, PREDICT, PREDICT_MULTI, PREDICT_SIMPLE, SWAGGER, ask};
use serde_json::json;

use crate::support::{Node, endpoint, refused, service, words};

#[tokio::test]
async fn they_say_so_after_the_usual_checks() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let served = [&PREDICT, &PREDICT_MULTI, &PREDICT_SIMPLE, &SWAGGER];
    let others: Vec<_> = ALL.into_iter().filter(|one| !served.contains(one)).collect();
    assert_eq!(others.len(), 7);
    for other in others {
        let result = node.ask(ask(other, &id, &endpoint("cost"), json!({"x": 1}))).await;
        assert_eq!(
            words(result),
            "Endpoint cost is of type STD_PREDICTION, which does not answer this call",
            "{}",
            other.name
        );
        assert_eq!(refused(node.ask(ask(other, &service("b"), &endpoint("cost"), json!({}))).await), 404);
        assert_eq!(refused(node.ask(ask(other, &id, &endpoint("no"), json!({}))).await), 404);
    }
}
