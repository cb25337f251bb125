//! `DELETE services/{service}`

use pilothouse_wire::api_node::{maintenance, mapping, services::delete};
use serde_json::json;

use crate::support::{As, Node, generation, refused, service};

#[tokio::test]
async fn it_takes_the_generations_along() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    node.ask(delete(&id)).await.unwrap();
    assert_eq!(node.services().await, []);
    node.service("a", &[]).await;
    assert_eq!(node.generations(&id).await, [], "a service of the same name begins empty");
}

#[tokio::test]
async fn its_counters_go_too() {
    let node = Node::new().await;
    let id = node.answering("a", "g").await;
    let path = "/apinode/public/api/v1/a/cost/predict";
    assert_eq!(node.raw("POST", path, r#"{"features":{"weight_kg":1,"distance_km":2}}"#).await.status, 200);
    node.app.flush().await.unwrap();
    node.ask(delete(&id)).await.unwrap();
    node.app.flush().await.unwrap();
    assert_eq!(node.ask(maintenance::metrics()).await.unwrap()["sandbox"]["services"], json!({}));
}

#[tokio::test]
async fn twice_and_unknown_are_404() {
    let node = Node::new().await;
    let id = node.service("a", &[]).await;
    node.ask(delete(&id)).await.unwrap();
    assert_eq!(refused(node.ask(delete(&id)).await), 404);
    assert_eq!(refused(node.ask(mapping::switch_to(&id, &generation("g"))).await), 404);
}

#[tokio::test]
async fn ids_are_encoded_segments() {
    let node = Node::new().await;
    for id in ["a b", "100%", "%2e%2e", "a?b#c", "ä", "services"] {
        let id = node.service(id, &[]).await;
        node.ask(delete(&id)).await.unwrap();
    }
    assert_eq!(node.services().await, []);
}

#[tokio::test]
async fn nobody_deletes() {
    let node = Node::new().await;
    node.service("a", &[]).await;
    assert_eq!(refused(node.ask_as(&As::Nobody, delete(&service("a"))).await), 401);
    assert_eq!(node.services().await.len(), 1);
}
