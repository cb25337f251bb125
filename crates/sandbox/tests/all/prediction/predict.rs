//! `POST {service}/{endpoint}/predict`

use pilothouse_wire::{
    Extra,
    api_node::{
        prediction::{Explanations, Query, predict},
        services::disable,
    },
};
use serde_json::{Value, json};

use super::{features, query};
use crate::support::{As, Node, endpoint, refused, service, words};

#[tokio::test]
async fn a_regression_gives_the_models_number_without_a_login() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let answer = node.ask_as(&As::Nobody, predict(&id, &endpoint("cost"), &query(None))).await.unwrap();
    assert_eq!((answer.result.prediction, answer.result.ignored), (Some(json!(18)), Some(false)));
    assert_eq!(answer.result.probas, None);
    let context = answer.api_context.unwrap();
    let context = (context.service_id.unwrap(), context.endpoint_id.unwrap(), context.service_generation.unwrap());
    assert_eq!((context.0.as_str(), context.1.as_str(), context.2.as_str()), ("a", "cost", "g"));
}

#[tokio::test]
async fn a_class_comes_with_probabilities_that_add_up() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let result = node.ask(predict(&id, &endpoint("delay"), &query(None))).await.unwrap().result;
    // -0.5 + 0.4 * 2 + 0.002 * 100 = 0.5
    let late = 1.0 / (1.0 + (-0.5_f64).exp());
    assert_eq!(result.prediction, Some(json!("late")));
    let probas = result.probas.unwrap();
    assert!((probas["late"].as_f64().unwrap() - late).abs() < 1e-12);
    assert!((probas["late"].as_f64().unwrap() + probas["on-time"].as_f64().unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(result.extra["probaPercentile"], json!(62));
}

#[tokio::test]
async fn explanations_name_the_weightiest_features() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let wanted = Explanations { enabled: Some(true), n_explanations: Some(1), ..Explanations::default() };
    let asked = Query { explanations: Some(wanted), ..query(None) };
    let result = node.ask(predict(&id, &endpoint("delay"), &asked)).await.unwrap().result;
    assert_eq!(result.extra["explanations"], json!({"weight_kg": 0.8}));
    let asked = Query { explanations: Some(Explanations::default()), ..query(None) };
    let result = node.ask(predict(&id, &endpoint("delay"), &asked)).await.unwrap().result;
    assert!(!result.extra.contains_key("explanations"));
}

#[tokio::test]
async fn records_that_cannot_be_answered_are_ignored_with_a_reason() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    for features in [json!({"weight_kg": 1}), json!({"weight_kg": 1, "distance_km": null})] {
        let features: Extra = serde_json::from_value(features).unwrap();
        let asked = Query { features, ..Query::default() };
        let result = node.ask(predict(&id, &endpoint("cost"), &asked)).await.unwrap().result;
        assert_eq!((result.prediction, result.ignored), (None, Some(true)));
        assert_eq!(result.ignore_reason.as_deref(), Some("MISSING_FEATURE: distance_km"));
    }
}

#[tokio::test]
async fn a_known_feature_must_be_a_number_and_others_may_be_anything() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    for bad in [json!("2"), json!([2]), json!({"kg": 2})] {
        let mut wrong = features();
        wrong.insert("weight_kg".into(), bad);
        let asked = Query { features: wrong, ..Query::default() };
        let result = node.ask(predict(&id, &endpoint("cost"), &asked)).await;
        assert_eq!(words(result), "feature weight_kg is not a number");
    }
    let mut more = features();
    more.insert("zone".into(), json!({"deep": ["north"]}));
    more.insert("weight_kg".into(), Value::Bool(true));
    let asked = Query { features: more, context: Some(json!({"ticket": "T-1"})), ..Query::default() };
    let result = node.ask(predict(&id, &endpoint("cost"), &asked)).await.unwrap().result;
    assert_eq!(result.prediction, Some(json!(16.5)));
}

#[tokio::test]
async fn what_does_not_answer_refuses() {
    let node = Node::new().await;
    let ask = async |service_id: &str, endpoint_id: &str| {
        node.ask(predict(&service(service_id), &endpoint(endpoint_id), &query(None))).await
    };
    assert_eq!(refused(ask("a", "cost").await), 404);
    let id = node.service("a", &["g"]).await;
    assert_eq!(words(ask("a", "cost").await), "service a is disabled");
    node.ask(pilothouse_wire::api_node::services::enable(&id)).await.unwrap();
    assert_eq!(words(ask("a", "cost").await), "service a has no active generation");
    node.ask(pilothouse_wire::api_node::mapping::switch_to_newest(&id)).await.unwrap();
    assert_eq!(refused(ask("a", "no-such-endpoint").await), 404);
    assert!(ask("a", "cost").await.is_ok());
    node.ask(disable(&id)).await.unwrap();
    assert_eq!(refused(ask("a", "cost").await), 409);
}

#[tokio::test]
async fn bad_bodies_are_refused() {
    let node = Node::new().await;
    node.answering("a", "g").await;
    let deep = ["{\"features\":", &"[".repeat(100_000)].concat();
    let bad = ["", "{}", "[]", r#"{"features":[]}"#, r#"{"features":{"weight_kg":1e999}}"#, r#"{"features":NaN}"#];
    for body in bad.into_iter().chain([r#"{"features":{},"dispatch":{"other":1}}"#, &deep]) {
        let answer = node.raw("POST", "/apinode/public/api/v1/a/cost/predict", body.to_owned()).await;
        assert_eq!(answer.status, 400, "{}", &body[..body.len().min(60)]);
    }
    let big = format!(r#"{{"features":{{"x":"{}"}}}}"#, "y".repeat(2 * 1024 * 1024));
    assert_eq!(node.raw("POST", "/apinode/public/api/v1/a/cost/predict", big).await.status, 413);
}
