//! `POST sessions/verifications/planes/any/internal`

use pilothouse_wire::control::{sessions::verify, system, users};

use crate::support::{Node, PASSWORD, USER};

#[tokio::test]
async fn it_says_whose_session_it_is() {
    let node = Node::new().await;
    for who in [node.control_admin().await, node.control_session(USER, PASSWORD).await] {
        let said = node.ask_as(&who, verify()).await.unwrap();
        let own = node.own(&who).await;
        let groups: Vec<String> = own.many(users::GROUPS).unwrap().into_iter().map(|link| link.id).collect();
        assert_eq!(said.username.as_deref(), Some(USER));
        assert_eq!(said.user_id.as_deref(), Some(own.id.as_str()));
        assert_eq!(said.group_ids, groups);
        assert!(said.tenant_id.is_some());
    }
}

#[tokio::test]
async fn the_first_node_tells_the_version() {
    let node = Node::new().await;
    let who = node.control_admin().await;
    assert_eq!(node.ask_as(&who, system::version("igz0")).await.unwrap().as_deref(), Some("3.5.5"));
    assert_eq!(crate::support::refused(node.ask_as(&who, system::version("igz1")).await), 404);
}
