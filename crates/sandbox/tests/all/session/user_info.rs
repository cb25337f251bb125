//! `GET userinfo`

use pilothouse_wire::automation::user_info;
use serde_json::json;

use crate::support::{As, Node, refused};

#[tokio::test]
async fn it_says_who_is_signed_in() {
    let node = Node::new().await;
    let who = node.sign_in().await;
    let info = node.ask_as(&who, user_info()).await.unwrap();
    assert_eq!((info.login.as_deref(), info.role.as_deref()), (Some("admin"), Some("ADMIN")));
    assert_eq!((info.email.as_deref(), info.customer_name.as_deref()), (Some("admin@example.org"), Some("Sandbox")));
    let names: Vec<_> = info.extra.keys().map(String::as_str).collect();
    assert_eq!(names, ["customer_git_name", "customer_git_org", "email_verified", "name", "user_id"]);
    assert_eq!(info.extra["email_verified"], json!(true));
}

#[tokio::test]
async fn a_key_is_nobody() {
    let node = Node::new().await;
    assert_eq!(refused(node.ask_as(&As::key(), user_info()).await), 401);
    assert_eq!(refused(node.ask_as(&As::Nobody, user_info()).await), 401);
}
