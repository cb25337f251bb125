//! `GET users`, `GET users/{login}`: for everybody

use pilothouse_wire::dss::users as u;
use serde_json::json;

use crate::{
    dss::login,
    support::{Node, refused},
};

#[tokio::test]
async fn everybody_sees_who_there_is_and_no_more() {
    let node = Node::new().await;
    let plain = node.user("Nadia").await;
    let expected = json!({
        "login": "Nadia", "displayName": "Nadia", "groups": [], "email": "nadia@example.org", "enabled": true,
    });
    let all = node.ask_as(&plain, u::names()).await.unwrap().rows;
    assert_eq!((all.len(), all[1].value()), (2, expected.clone()));
    assert_eq!(node.ask_as(&plain, u::name(&login("nadia"))).await.unwrap().value(), expected);
    assert_eq!(refused(node.ask_as(&plain, u::name(&login("nobody"))).await), 404);
}
