//! Every way to take the last administrator away, and one's own account

use axum::http::Request;
use pilothouse_sandbox::store::dss::{Object, groups};
use pilothouse_wire::{
    Answer, Call,
    dss::{groups as g, users as u},
};
use serde_json::{Value, json};

use crate::{
    dss::{change, group, login, make_group, settings, whole},
    support::{As, Node, USER},
};

const REASON: &str = "no enabled administrator";

/// A node whose only administrator is [`USER`], by a group of its own, and a global key that may do everything.
async fn with_one_admin() -> (Node, As) {
    let node = Node::new().await;
    let (global, _) = node.global_key(json!({"globalPermissions": {"admin": true}}), None).await;
    make_group(&node, &global, "ops", true).await;
    make_group(&node, &global, "plain", false).await;
    change(&node, &global, USER, &[(u::GROUPS, json!(["ops", "plain"]))]).await.unwrap();
    node.user("nadia").await;
    change(&node, &global, "nadia", &[(u::GROUPS, json!(["plain"]))]).await.unwrap();
    (node, global)
}

/// All users with their settings, and all groups.
async fn state(node: &Node) -> (Vec<Value>, Vec<groups::Group>) {
    let (admin, _) = node.global_key(json!({"globalPermissions": {"admin": true}}), None).await;
    let users = node.ask_as(&admin, u::list(true)).await.unwrap().rows;
    let groups = node.app.people.store.read(groups::list).await.unwrap();
    (users.iter().map(|one| one.value()).collect(), groups)
}

async fn answer<T>(node: &Node, who: &As, call: Call<T>) -> Answer {
    node.answer_as(who, &call).await
}

/// A `DELETE` that says that one's own account is meant.
async fn deletes_itself(node: &Node, who: &As, path: &str, body: Value) -> Answer {
    let request = Request::delete(["/dss/public/api/admin/users/", path, "?allowSelfDeletion=True"].concat());
    let request = request.header("authorization", who.header().unwrap());
    node.send(request.body(body.to_string().into()).unwrap()).await
}

#[tokio::test]
async fn the_last_administrator_stays_one_whichever_way_it_is_tried() {
    let (node, global) = with_one_admin().await;
    let admin = node.admin().await;
    let before = state(&node).await;
    let mut user = settings(&node, &global, USER).await;
    user.set(u::ENABLED, false);
    let mut groupless = settings(&node, &global, USER).await;
    groupless.set(u::GROUPS, json!(["plain"]));
    let mut unticked = node.ask_as(&global, g::get(&group("ops"))).await.unwrap();
    unticked.set(g::ADMIN, false);
    for who in [&global, &admin] {
        for (how, answer) in [
            ("disable", answer(&node, who, u::save(&login(USER), &user)).await),
            ("take the group away", answer(&node, who, u::save(&login(USER), &groupless)).await),
            ("untick the group", answer(&node, who, g::save(&group("ops"), &unticked)).await),
            ("delete the group", answer(&node, who, g::delete(&group("ops"))).await),
            ("delete", deletes_itself(&node, who, USER, Value::Null).await),
        ] {
            assert_eq!(answer.status, 409, "{how}");
            assert!(answer.body.contains(REASON), "{how}: {}", answer.body);
            assert_eq!(state(&node).await, before, "{how}");
        }
        let rows = [
            whole(json!({"login": USER, "enabled": false})),
            whole(json!({"login": USER, "groups": []})),
            whole(json!({"login": USER, "groups": ["plain"], "email": "new"})),
        ];
        let edited = answer(&node, who, u::edit_many(&rows)).await;
        let deleted = deletes_itself(&node, who, "actions/bulk", json!([USER])).await;
        for (answer, count) in [(edited, 3), (deleted, 1)] {
            assert_eq!(answer.status, 200);
            let rows: Vec<Object> = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(rows.len(), count);
            for row in rows {
                assert_eq!((&row[u::LOGIN], &row[u::STATUS]), (&json!(USER), &json!(u::FAILURE)));
                assert!(row[u::ERROR].as_str().unwrap().contains(REASON), "{row:?}");
            }
            assert_eq!(state(&node).await, before);
        }
    }
}

#[tokio::test]
async fn of_all_administrators_in_one_list_one_is_left() {
    let (node, global) = with_one_admin().await;
    change(&node, &global, "nadia", &[(u::GROUPS, json!(["ops"]))]).await.unwrap();
    let off = |name: &str| whole(json!({"login": name, "enabled": false}));
    let edited = node.ask_as(&global, u::edit_many(&[off(USER), off("nadia")])).await.unwrap().rows;
    let told: Vec<_> = edited.iter().map(|row| row.text(u::STATUS)).collect();
    assert_eq!(told, [Some(u::SUCCESS), Some(u::FAILURE)]);
    let gone = node.ask_as(&global, u::delete_many(&[login("nadia"), login(USER)])).await.unwrap().rows;
    let told: Vec<_> = gone.iter().map(|row| row.text(u::STATUS)).collect();
    assert_eq!(told, [Some(u::FAILURE), Some(u::SUCCESS)], "one who is disabled is not the last");
    assert!(gone[0].text(u::ERROR).unwrap().contains(REASON));
}

#[tokio::test]
async fn nobody_deletes_themselves_in_a_list_unless_they_say_so() {
    let (node, global) = with_one_admin().await;
    change(&node, &global, "nadia", &[(u::GROUPS, json!(["ops"]))]).await.unwrap();
    let admin = node.admin().await;
    let both = [login("Nadia"), login("ADMIN")];
    for (who, own) in [(&admin, 1..2), (&admin.acting_as("nadia"), 0..2)] {
        let own = &both[own];
        let rows = node.ask_as(who, u::delete_many(own)).await.unwrap().rows;
        assert_eq!(rows.len(), own.len());
        for row in rows {
            assert_eq!(row.text(u::STATUS), Some(u::FAILURE));
            assert!(row.text(u::ERROR).unwrap().contains("own account"), "{:?}", row.text(u::ERROR));
        }
    }
    let answer = deletes_itself(&node, &admin, "actions/bulk", json!(["ADMIN"])).await;
    assert!(answer.body.contains(u::SUCCESS), "another one is left: {}", answer.body);
}
