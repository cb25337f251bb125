//! `GET kitchen/list`

use pilothouse_sandbox::store::dss::catalog;
use pilothouse_wire::automation::kitchens::{self, Kitchen};
use serde_json::{Value, json};

use crate::support::{As, Node, refused};

const CLOSED: &str = "Staging";

/// A node with an open kitchen without roles, one that is open by an empty list, and one that is closed to all but two.
async fn with_kitchens() -> Node {
    let node = Node::new().await;
    let all = [
        json!({"name": CLOSED, "parent-kitchen": "master", "description": "Before production",
            "kitchen-staff": ["Lead/Night@example.org", "b@example.org"],
            "kitchen-roles": {"Lead/Night@example.org": "Admin", "b@example.org": "Night crew"}, "settings": {"x": [1]}}),
        json!({"name": "Open", "parent-kitchen": "master", "kitchen-staff": null}),
        json!({"name": "master", "parent-kitchen": null, "kitchen-staff": [], "kitchen-roles": {"c@example.org": "Guest"}}),
    ];
    let add = move |db: &rusqlite::Transaction<'_>| {
        all.iter().try_for_each(|kitchen| {
            catalog::add_kitchen(db, kitchen["name"].as_str().unwrap(), kitchen.as_object().unwrap())
        })
    };
    node.app.people.store.write(add).await.unwrap();
    node
}

fn roles(kitchen: &Kitchen) -> Vec<(&str, &str)> {
    kitchen.roles.iter().flatten().map(|(email, role)| (email.as_str(), role.as_str())).collect()
}

#[tokio::test]
async fn all_are_listed_for_everyone_signed_in_also_those_that_are_closed_to_them() {
    let node = with_kitchens().await;
    let mut answers = Vec::new();
    for who in [node.sign_in().await, node.sign_in_as_role("GUEST").await] {
        let list = node.ask_as(&who, kitchens::list()).await.unwrap();
        assert_eq!(list.unreadable, []);
        answers.push(list.rows);
    }
    assert_eq!(answers[0], answers[1]);
    let [open, closed, master] = &answers[0][..] else { panic!("{answers:?}") };
    assert_eq!((closed.name.as_str(), closed.parent.as_deref()), (CLOSED, Some("master")));
    assert_eq!(closed.description.as_deref(), Some("Before production"));
    assert_eq!(
        closed.staff.as_deref().unwrap(),
        ["Lead/Night@example.org", "b@example.org"],
        "in the case they came in"
    );
    assert_eq!(roles(closed), [("Lead/Night@example.org", "Admin"), ("b@example.org", "Night crew")]);
    assert_eq!(closed.extra["settings"], json!({"x": [1]}), "what else there is of it comes too");
    assert_eq!((open.name.as_str(), &open.staff, &open.roles), ("Open", &None, &None), "open, without the feature");
    assert_eq!((master.name.as_str(), &master.parent, &master.staff), ("master", &None, &Some(vec![])));
    assert_eq!(roles(master), [("c@example.org", "Guest")]);
}

#[tokio::test]
async fn without_kitchens_the_list_is_empty() {
    let node = Node::new().await;
    let answer = node.answer_as(&node.sign_in().await, &kitchens::list()).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"kitchens":[]}"#));
}

#[tokio::test]
async fn it_is_for_a_session_alone() {
    let node = with_kitchens().await;
    for who in [As::Nobody, As::key(), node.admin().await, As::Token("a.b.c".into())] {
        let answer = node.answer_as(&who, &kitchens::list()).await;
        assert!(!answer.body.contains(CLOSED), "{who:?}");
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(body["message"]["error"].is_string(), "the envelope of this API: {body}");
        assert_eq!(refused(kitchens::list().read(&answer)), 401, "{who:?}");
    }
}
