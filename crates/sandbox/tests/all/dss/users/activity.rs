//! `GET admin/users-activity`, `GET admin/users/{login}/activity`

use std::time::Duration;

use pilothouse_sandbox::state::App;
use pilothouse_wire::{Secret, automation, dss::users as u};
use serde_json::{Value, json};

use crate::{
    dss::{change, login},
    support::{As, Node, START, refused, setup},
};

async fn seen(node: &Node, admin: &As) -> [i64; 3] {
    let activity = node.ask_as(admin, u::activity(&login("nadia"))).await.unwrap();
    [u::LAST_LOGIN, u::LAST_FAILED, u::LAST_SESSION[0]].map(|name| activity.get(name).and_then(Value::as_i64).unwrap())
}

#[tokio::test]
async fn sign_ins_good_and_bad_and_calls_are_noted_and_outlive_the_process() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    assert_eq!(seen(&node, &admin).await, [0, 0, 0], "0 is never");
    let session = node.session("nadia").await;
    node.clock.advance(Duration::from_millis(1));
    node.ask_as(&session, u::own()).await.unwrap();
    node.clock.advance(Duration::from_millis(1));
    let wrong = automation::login("nadia", &Secret::new("wrong"));
    assert_eq!(refused(node.ask_as(&As::Nobody, wrong).await), 401);
    let expected = [START, START + 2, START + 1];
    assert_eq!(seen(&node, &admin).await, expected);
    node.app.flush().await.unwrap();
    assert_eq!(seen(&node, &admin).await, expected, "from the database now");
    let (setup, _) = setup(node.folder.path().join("data"));
    let again = App::open(setup).await.unwrap();
    let kept = again.people.store.read(pilothouse_sandbox::store::dss::users::list).await.unwrap();
    let nadia = kept.iter().find(|user| user.login == "nadia").unwrap().seen;
    assert_eq!([nadia.login, nadia.failed, nadia.activity], expected.map(Some));
}

#[tokio::test]
async fn acting_as_somebody_is_no_activity_of_theirs() {
    let node = Node::new().await;
    node.user("nadia").await;
    let session = node.session(crate::support::USER).await;
    node.ask_as(&session.acting_as("nadia"), u::own()).await.unwrap();
    assert_eq!(seen(&node, &session).await, [0, 0, 0]);
    assert_eq!(refused(node.ask_as(&session, u::activity(&login("nobody"))).await), 404);
}

#[tokio::test]
async fn all_are_listed_or_the_enabled_ones() {
    let node = Node::new().await;
    let admin = node.admin().await;
    node.user("nadia").await;
    change(&node, &admin, "nadia", &[(u::ENABLED, json!(false))]).await.unwrap();
    for (enabled_only, count) in [(false, 2), (true, 1)] {
        assert_eq!(node.ask_as(&admin, u::all_activity(enabled_only)).await.unwrap().rows.len(), count);
    }
}
