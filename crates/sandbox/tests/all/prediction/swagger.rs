//! `GET {service}/swagger`

use pilothouse_wire::api_node::prediction::swagger;
use serde_json::json;

use crate::support::{As, Node, refused, service};

#[tokio::test]
async fn it_describes_the_endpoints_that_answer() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let document = node.ask_as(&As::Nobody, swagger(&id)).await.unwrap();
    assert_eq!((&document["swagger"], &document["basePath"]), (&json!("2.0"), &json!("/apinode/public/api/v1/a")));
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(paths, ["/cost/predict", "/delay/predict"]);
}

#[tokio::test]
async fn what_does_not_answer_has_no_description() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(swagger(&service("a"))).await), 404);
    let id = node.service("a", &["g"]).await;
    assert_eq!(refused(node.ask(swagger(&id)).await), 409);
}
