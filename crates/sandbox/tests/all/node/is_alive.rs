//! `GET isAlive/`

use pilothouse_wire::api_node::is_alive;

use crate::support::{As, Node};

#[tokio::test]
async fn it_is_alive_for_everyone_until_the_file_lies_there() {
    let node = Node::new().await;
    let answer = node.answer_as(&As::Nobody, &is_alive()).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"alive":true}"#));
    std::fs::write(node.app.data.join("apinode-not-alive.txt"), "").unwrap();
    assert_eq!(node.answer_as(&As::Nobody, &is_alive()).await.status, 503);
}
