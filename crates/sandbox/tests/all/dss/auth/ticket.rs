//! `POST auth/ticket`

use std::time::Duration;

use pilothouse_wire::{
    Answer, Whole,
    dss::{auth, users as u},
};
use serde_json::{Value, json};

use crate::{
    dss::{auth::by_ticket, change, whole},
    support::{As, Node, USER},
};

fn said(answer: &Answer) -> Whole {
    whole(serde_json::from_str::<Value>(&answer.body).unwrap())
}

async fn ticket(node: &Node, who: &As) -> String {
    node.ask_as(who, auth::ticket()).await.unwrap().expose().to_owned()
}

#[tokio::test]
async fn it_is_good_for_what_it_was_given_for_and_an_hour() {
    let node = Node::new().await;
    let nadia = node.user("nadia").await;
    let (global, id) = node.global_key(json!({}), None).await;
    let (of_nadia, of_key) = (ticket(&node, &nadia).await, ticket(&node, &global).await);
    let acting = ticket(&node, &node.admin().await.acting_as("nadia")).await;
    assert_eq!(said(&by_ticket(&node, &of_nadia).await).text(auth::IDENTIFIER), Some("nadia"));
    assert_eq!(said(&by_ticket(&node, &of_key).await).text(auth::IDENTIFIER), Some(id.as_str()));
    let acting = said(&by_ticket(&node, &acting).await);
    assert_eq!((acting.text(auth::IDENTIFIER), acting.text(auth::REAL_LOGIN)), (Some("nadia"), Some(USER)));
    assert_eq!(by_ticket(&node, "made-up").await.status, 401);
    node.clock.advance(Duration::from_secs(3600));
    assert_eq!(by_ticket(&node, &of_nadia).await.status, 401);
}

#[tokio::test]
async fn it_dies_with_what_it_was_given_for() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    let session = node.session("nadia").await;
    node.clock.advance(Duration::from_secs(4 * 3600 - 1));
    let of_session = ticket(&node, &session).await;
    assert_eq!(by_ticket(&node, &of_session).await.status, 200);
    node.clock.advance(Duration::from_secs(1));
    assert_eq!(by_ticket(&node, &of_session).await.status, 401, "the session's end is the ticket's");
    let of_nadia = ticket(&node, &nadia).await;
    let acting = ticket(&node, &admin.acting_as("nadia")).await;
    change(&node, &admin, "nadia", &[(u::ENABLED, json!(false))]).await.unwrap();
    assert_eq!(by_ticket(&node, &of_nadia).await.status, 401);
    assert_eq!(by_ticket(&node, &acting).await.status, 403);
}

#[tokio::test]
async fn with_another_login_beside_it_it_is_none() {
    let node = Node::new().await;
    let admin = node.admin().await;
    let ticket = ticket(&node, &admin).await;
    let request = |name: &str, value: &str| {
        let request = axum::http::Request::get("/dss/public/api/auth/info").header("x-dku-apiticket", &ticket);
        node.send(request.header(name, value).body(axum::body::Body::empty()).unwrap())
    };
    assert_eq!(request("authorization", &admin.header().unwrap()).await.status, 401);
    assert_eq!(request("x-dku-apiticket", &ticket).await.status, 401);
    assert_eq!(request("accept", "*/*").await.status, 200);
}
