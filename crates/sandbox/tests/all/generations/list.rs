//! `GET services/{service}/generations`

use pilothouse_wire::api_node::generations::list;

use crate::support::{As, Node, START, refused, service};

#[tokio::test]
async fn the_newest_comes_first_in_an_object() {
    let node = Node::new().await;
    let id = node.service("a", &["old", "new"]).await;
    let answer = node.answer_as(&As::key(), &list(&id)).await;
    let expected = format!(
        r#"{{"generations":[{{"createdOn":{},"generationId":"new","mapped":0,"mounted":false}},{{"createdOn":{START},"generationId":"old","mapped":0,"mounted":false}}]}}"#,
        START + 60_000
    );
    assert_eq!(answer.body, expected);
}

#[tokio::test]
async fn unknown_is_404_and_nobody_is_401() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask(list(&service("a"))).await), 404);
    assert_eq!(refused(node.ask_as(&As::Nobody, list(&service("a"))).await), 401);
}
