//! `DELETE services-clean-unused`

use pilothouse_wire::api_node::{
    maintenance::{Language, clean_unused, import_code_envs},
    mapping::set,
};
use serde_json::json;

use crate::support::{As, Node, refused, split};

#[tokio::test]
async fn it_deletes_what_is_unused_and_says_so() {
    let node = Node::new().await;
    let kept = node.service("kept", &["g", "h", "i"]).await;
    node.ask(set(&kept, &split(&[("g", 5000), ("i", 5000)]))).await.unwrap();
    node.service("off", &["g"]).await;
    node.ask(import_code_envs("/e", Language::Python)).await.unwrap();
    let gone = node.ask(clean_unused()).await.unwrap();
    let expected = json!({
        "deletedServices": ["off"],
        "deletedGenerations": [{"serviceId": "kept", "generationId": "h"}],
        "deletedCodeEnvs": ["python:/e"],
    });
    assert_eq!(gone, expected);
    assert_eq!(node.services().await, [("kept".into(), true)]);
    assert_eq!(node.generations(&kept).await, [("i".into(), true, 0.5), ("g".into(), true, 0.5)]);
}

#[tokio::test]
async fn the_second_time_there_is_nothing_left() {
    let node = Node::new().await;
    node.service("off", &["g"]).await;
    node.ask(clean_unused()).await.unwrap();
    let nothing = json!({"deletedServices": [], "deletedGenerations": [], "deletedCodeEnvs": []});
    assert_eq!(node.ask(clean_unused()).await.unwrap(), nothing);
}

#[tokio::test]
async fn nobody_cleans() {
    let node = Node::new().await;
    node.service("off", &[]).await;
    assert_eq!(refused(node.ask_as(&As::Nobody, clean_unused()).await), 401);
    assert_eq!(node.services().await.len(), 1);
}
