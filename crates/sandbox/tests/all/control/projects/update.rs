//! `PUT projects/{id}`, by the name too, and whose a project is

use pilothouse_wire::{
    Extra,
    control::{Link, Which, get, projects as p, update},
};
use serde_json::json;

use super::{called, id, project};
use crate::support::{Node, refused, words};

fn only(field: &str, value: serde_json::Value) -> Extra {
    [(field.to_owned(), value)].into_iter().collect()
}

#[tokio::test]
async fn what_is_not_sent_stays() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    let sales = project(&node, &ana, "sales").await;
    node.clock.advance(std::time::Duration::from_secs(1));
    let labels = json!([{"name": "stage", "value": "trial"}]);
    let which = Which::Id(id(&sales.id));
    let one = update(&p::PROJECTS, &which, only(p::LABELS, labels.clone()), Extra::new()).unwrap();
    node.ask_as(&ana, one).await.unwrap();
    node.ask_as(&ana, p::update_by_name(&called("sales"), only(p::DESCRIPTION, json!("What sells")), Extra::new()))
        .await
        .unwrap();
    node.ask_as(&ana, p::update_by_name(&called("sales"), only(p::ADMIN_STATUS, json!(p::ARCHIVED)), Extra::new()))
        .await
        .unwrap();
    let after = node.one(&ana, get(&p::PROJECTS, &which, &[])).await.item;
    assert_eq!(after.attributes.get(p::LABELS), Some(&labels));
    assert_eq!(after.text(p::DESCRIPTION), Some("What sells"));
    assert_eq!(after.text(p::OPERATIONAL_STATUS), Some(p::ARCHIVED));
    assert_ne!(after.text(p::UPDATED_AT), sales.text(p::UPDATED_AT));
    // All of it, as it came: what the server sets is not looked at.
    let whole = after.attributes.members().clone();
    node.ask_as(&ana, update(&p::PROJECTS, &which, whole, Extra::new()).unwrap()).await.unwrap();
    let renamed = update(&p::PROJECTS, &which, only(p::NAME, json!("other")), Extra::new()).unwrap();
    assert_eq!(refused(node.ask_as(&ana, renamed).await), 400);
}

#[tokio::test]
async fn what_a_project_holds_is_of_a_hundred_thousand_characters() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    project(&node, &ana, "sales").await;
    let put = async |field: &str, value: serde_json::Value| {
        node.ask_as(&ana, p::update_by_name(&called("sales"), only(field, value), Extra::new())).await
    };
    // As JSON with the two quotes around it.
    let text = |length: usize| json!(format!("\"{}\"", "é".repeat(length - 2)));
    put(p::MLRUN_PROJECT, text(100_000)).await.unwrap();
    let labels = json!([{"name": "stage", "value": "x".repeat(100_000)}]);
    for (field, value) in [(p::MLRUN_PROJECT, text(100_001)), (p::LABELS, labels)] {
        let said = words(put(field, value).await);
        assert!(said.contains(field) && said.contains("100000 characters"), "{said}");
    }
}

#[tokio::test]
async fn whoever_gives_a_project_away_sees_it_no_more() {
    let node = Node::new().await;
    let (ana, ben) = (node.control_user("ana").await, node.control_user("ben").await);
    let sales = project(&node, &ana, "sales").await;
    let to_ben = Link { record: "user".into(), id: node.own(&ben).await.id };
    node.ask_as(&ana, p::set_owner(&id(&sales.id), &to_ben)).await.unwrap();
    assert_eq!(refused(node.ask_as(&ana, p::by_name(&called("sales"), &[])).await), 404);
    let one = node.ask_as(&ben, p::by_name(&called("sales"), &[p::OWNER])).await.unwrap();
    assert_eq!(one.item.text(p::OWNER_USERNAME), Some("ben"));
    assert_eq!(one.item.one(p::OWNER), Some(to_ben));
    let nobody = Link { record: "user".into(), id: "nobody".into() };
    assert_eq!(refused(node.ask_as(&ben, p::set_owner(&id(&sales.id), &nobody)).await), 400);
}
