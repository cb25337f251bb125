//! `POST login`

use std::time::Duration;

use axum::{body::Body, http::Request};
use pilothouse_sandbox::{
    auth::{passwords::QUEUE, throttle::FREE_TRIES},
    store::accounts::{self, Login},
};
use pilothouse_wire::{Answer, Secret, automation};

use crate::support::{As, Node, PASSWORD, START, USER};

async fn try_login(node: &Node, user: &str, password: &str) -> Answer {
    node.answer_as(&As::Nobody, &automation::login(user, &Secret::new(password))).await
}

#[tokio::test]
async fn the_answer_is_the_raw_token_for_four_hours() {
    let node = Node::new().await;
    let answer = try_login(&node, USER, PASSWORD).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/plain; charset=utf-8")));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let token = automation::Token::parse(&answer.body).unwrap();
    assert_eq!((token.claims.iat, token.claims.exp), (Some((START / 1000) as f64), (START / 1000 + 14_400) as f64));
    assert_eq!(token.claims.role.as_deref(), Some("ADMIN"));
}

#[tokio::test]
async fn every_login_gives_another_token() {
    let node = Node::new().await;
    assert_ne!(try_login(&node, USER, PASSWORD).await.body, try_login(&node, USER, PASSWORD).await.body);
}

#[tokio::test]
async fn the_name_may_be_spelled_in_any_case_and_the_password_may_not() {
    let node = Node::new().await;
    assert_eq!(try_login(&node, "  ADMIN ", PASSWORD).await.status, 200);
    assert_eq!(try_login(&node, USER, "Correct horse").await.status, 401);
}

#[tokio::test]
async fn all_refusals_are_the_same() {
    let node = Node::new().await;
    let locked = Login::new("locked");
    let hash = node.app.people.passwords.hash(PASSWORD).unwrap();
    let add = move |db: &rusqlite::Transaction<'_>| {
        accounts::add(db, &locked, "locked", &accounts::Role::new("ADMIN"), &hash)?;
        accounts::set_enabled(db, &locked, false)
    };
    node.app.store.write(add).await.unwrap();
    let wrong = try_login(&node, USER, "wrong").await;
    assert_eq!(wrong.status, 401);
    let long = "x".repeat(5000);
    for (user, password) in [("nobody", PASSWORD), ("locked", PASSWORD), ("adm\0in", PASSWORD), (USER, &long), ("", "")]
    {
        let other = try_login(&node, user, password).await;
        let plain = |answer: &Answer| {
            let named = |(name, _): &&(String, String)| name != "x-request-id";
            answer.headers.iter().filter(named).cloned().collect::<Vec<_>>()
        };
        assert_eq!((other.status, &other.body, plain(&other)), (wrong.status, &wrong.body, plain(&wrong)), "{user}");
    }
    assert_eq!(
        wrong.body,
        r#"{"message":{"error":"User name or password is wrong, or too many tries: please try again shortly"}}"#
    );
}

#[tokio::test]
async fn after_five_failures_the_door_closes_and_opens_again_for_the_owner() {
    let node = Node::new().await;
    for spelling in ["admin", "Admin", " admin", "ADMIN ", "ａｄｍｉｎ"] {
        assert_eq!(try_login(&node, spelling, "wrong").await.header("x-ratelimit-reset"), None);
    }
    let closed = try_login(&node, USER, PASSWORD).await;
    assert_eq!((closed.status, closed.header("x-ratelimit-reset")), (401, Some("1")));
    let spoofed = Request::post("/automation/v2/login")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-forwarded-for", "203.0.113.9")
        .body(Body::from("username=admin&password=correct+horse"))
        .unwrap();
    assert_eq!(node.send(spoofed).await.status, 401);
    assert_eq!(try_login(&node, "another", "wrong").await.header("x-ratelimit-reset"), None);
    node.clock.advance(Duration::from_secs(1));
    assert_eq!(try_login(&node, USER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn guesses_in_parallel_get_no_more_checks_than_documented() {
    let node = Node::new().await;
    let guesses = (0..300).map(|n| async move { (n, ()) }).map(|guess| async {
        let (n, ()) = guess.await;
        try_login(&node, USER, &format!("guess {n}")).await
    });
    let answers = futures_util::future::join_all(guesses).await;
    let checked = answers.iter().filter(|answer| answer.header("x-ratelimit-reset").is_none()).count();
    assert!(checked <= FREE_TRIES as usize, "{checked}");
    assert!(answers.iter().all(|answer| answer.status == 401));
}

#[tokio::test]
async fn more_sign_ins_than_can_wait_are_told_to_come_back() {
    let node = Node::new().await;
    let users: Vec<String> = (0..QUEUE + 40).map(|n| format!("user{n}")).collect();
    let answers = futures_util::future::join_all(users.iter().map(|user| try_login(&node, user, "wrong"))).await;
    for answer in &answers {
        match answer.status {
            401 => assert_eq!(answer.header("retry-after"), None),
            503 => assert_eq!(answer.header("retry-after"), Some("1")),
            other => panic!("{other}"),
        }
    }
    assert_eq!(try_login(&node, USER, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn bad_forms_are_refused_in_the_sessions_own_envelope() {
    let node = Node::new().await;
    let send = async |kind: Option<&str>, body: String| {
        let mut request = Request::post("/automation/v2/login");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        node.send(request.body(Body::from(body)).unwrap()).await
    };
    let form = Some("application/x-www-form-urlencoded");
    for body in ["", "username=admin", "password=x", "username=a&username=b&password=x", "{}"] {
        let answer = send(form, body.into()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.body.starts_with(r#"{"message":{"error":""#), "{}", answer.body);
    }
    assert_eq!(send(None, "username=admin&password=x".into()).await.status, 415);
    assert_eq!(send(Some("application/json"), "{}".into()).await.status, 415);
    assert_eq!(send(form, "x".repeat(2 * 1024 * 1024)).await.status, 413);
}
