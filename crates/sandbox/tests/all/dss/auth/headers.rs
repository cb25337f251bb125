//! `POST auth/info-from-browser-headers`, `POST auth/ticket-from-browser-headers`

use std::collections::BTreeMap;

use pilothouse_wire::dss::auth;
use serde_json::{Value, json};

use crate::{
    dss::auth::by_ticket,
    support::{As, Node, USER, refused},
};

fn headers(members: &[(&str, &str)]) -> BTreeMap<String, String> {
    members.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn post(node: &Node, who: &As, call: &str, body: &Value) -> (u16, Value) {
    let request = axum::http::Request::post(["/dss/public/api/auth/", call].concat());
    let request = request.header("authorization", who.header().unwrap()).body(body.to_string().into()).unwrap();
    let answer = node.send(request).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

#[tokio::test]
async fn headers_say_whose_browser_it_is() {
    let node = Node::new().await;
    let (admin, nadia) = (node.admin().await, node.user("nadia").await);
    let session = node.session("nadia").await.header().unwrap();
    let sent = headers(&[("AUTHORIZATION", &session), ("User-Agent", "x"), ("Cookie", "a=b")]);
    let info = node.ask_as(&admin, auth::info_from_headers(&sent)).await.unwrap();
    assert_eq!((info.text(auth::IDENTIFIER), info.get(auth::REAL_LOGIN)), (Some("nadia"), None));
    let acting = headers(&[("authorization", &admin.header().unwrap()), ("x-dku-proxyuser", "nadia")]);
    let info = node.ask_as(&nadia, auth::info_from_headers(&acting)).await.unwrap();
    assert_eq!((info.text(auth::IDENTIFIER), info.text(auth::REAL_LOGIN)), (Some("nadia"), Some(USER)));
    let (status, ticket) = post(&node, &admin, "ticket-from-browser-headers", &json!(sent)).await;
    assert_eq!(status, 200);
    assert!(by_ticket(&node, ticket["msg"].as_str().unwrap()).await.body.contains("nadia"));
}

#[tokio::test]
async fn headers_of_nobody_are_a_wrong_request_and_no_end_of_the_askers_login() {
    let node = Node::new().await;
    let admin = node.admin().await;
    for sent in [&[][..], &[("authorization", "Bearer a.b.c")], &[("authorization", "a\u{1}b")], &[("cookie", "a=b")]] {
        let call = auth::info_from_headers(&headers(sent));
        assert_eq!(refused(node.ask_as(&admin, call).await), 400, "{sent:?}");
        let ticket = post(&node, &admin, "ticket-from-browser-headers", &json!(headers(sent))).await;
        assert_eq!(ticket.0, 400);
    }
    for body in [json!([]), json!({"authorization": 7})] {
        assert_eq!(post(&node, &admin, "info-from-browser-headers", &body).await.0, 400, "{body}");
    }
}
