//! `GET services`

use pilothouse_wire::api_node::services::list;

use crate::support::{As, Node, refused};

#[tokio::test]
async fn an_empty_node_has_none() {
    assert_eq!(Node::new().await.services().await, []);
}

#[tokio::test]
async fn they_come_by_id_and_the_list_is_a_plain_array() {
    let node = Node::new().await;
    for id in ["b", "a", "ü b"] {
        node.service(id, &[]).await;
    }
    let answer = node.answer_as(&As::key(), &list()).await;
    assert_eq!(
        answer.body,
        r#"[{"serviceId":"a","enabled":false},{"serviceId":"b","enabled":false},{"serviceId":"ü b","enabled":false}]"#
    );
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn nobody_sees_them() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::Nobody, list()).await), 401);
}
