//! Groups of the control plane

use pilothouse_wire::control::{
    Ask, Item, create, delete, get,
    groups::{self as g, GROUPS},
    users::{self as u, USERS},
};
use serde_json::{Value, json};

use crate::support::{As, Node, by_id, person, refused, words};

async fn crew(node: &Node, admin: &As, users: &[&Item]) -> Item {
    let links: Vec<Value> = users.iter().map(|user| json!({"type": "user", "id": user.id})).collect();
    node.made(admin, &GROUPS, json!({"name": "crew"}), json!({"users": {"data": links}})).await
}

async fn users_of(node: &Node, admin: &As, group: &Item) -> Vec<String> {
    let one = node.one(admin, get(&GROUPS, &by_id(group), &[g::USERS_OF])).await;
    one.included.iter().map(|user| user.text(u::USERNAME).unwrap().to_owned()).collect()
}

async fn all_users(node: &Node, admin: &As) -> Item {
    node.page(admin, &GROUPS, &Ask::only(g::NAME, u::ALL_USERS)).await.items.remove(0)
}

#[tokio::test]
async fn membership_is_seen_from_both_ends() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let ada = node.made(&admin, &USERS, person("ada"), json!({})).await;
    let ben = node.made(&admin, &USERS, person("ben"), json!({})).await;
    let group = crew(&node, &admin, &[&ada]).await;
    assert_eq!(group.attributes.get(g::GID), Some(&json!(1000)));
    assert_eq!(group.attributes.get(u::POLICIES), Some(&json!(g::DEFAULT_POLICIES)));
    let of_ada = node.one(&admin, get(&USERS, &by_id(&ada), &[u::GROUPS])).await;
    assert!(of_ada.item.many(u::GROUPS).unwrap().iter().any(|link| link.id == group.id));
    let link = json!({"users": {"data": [{"type": "user", "id": ben.id}]}});
    node.changed(&admin, &GROUPS, &by_id(&group), json!({"description": "aboard"}), link).await.unwrap();
    assert_eq!(users_of(&node, &admin, &group).await, ["ben"]);
    node.changed(&admin, &GROUPS, &by_id(&group), json!({"name": "hands"}), json!({})).await.unwrap();
    assert_eq!(users_of(&node, &admin, &group).await, ["ben"]);
    let everybody = all_users(&node, &admin).await;
    assert_eq!(users_of(&node, &admin, &everybody).await, ["admin", "ada", "ben"]);
}

#[tokio::test]
async fn nobody_leaves_their_primary_group() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let ada = node.made(&admin, &USERS, person("ada"), json!({})).await;
    let group = crew(&node, &admin, &[&ada]).await;
    let primary = json!({"primary_group": {"data": {"type": "user_group", "id": group.id}}});
    node.changed(&admin, &USERS, &by_id(&ada), json!({}), primary).await.unwrap();
    let none = json!({"users": {"data": []}});
    let why = words(node.changed(&admin, &GROUPS, &by_id(&group), json!({}), none).await);
    assert!(why.contains("primary_group"), "{why}");
    assert_eq!(users_of(&node, &admin, &group).await, ["ada"]);
}

#[tokio::test]
async fn the_group_of_all_users_stays_as_it_is() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    node.own(&admin).await;
    let everybody = all_users(&node, &admin).await;
    let change = async |attributes: Value, relations: Value| {
        refused(node.changed(&admin, &GROUPS, &by_id(&everybody), attributes, relations).await)
    };
    assert_eq!(change(json!({"name": "some"}), json!({})).await, 403);
    assert_eq!(change(json!({}), json!({"users": {"data": []}})).await, 400);
    assert_eq!(refused(node.ask_as(&admin, delete(&GROUPS, &by_id(&everybody)).unwrap()).await), 403);
    assert_eq!(everybody.attributes.get(g::GID), Some(&json!(-1)));
}

#[tokio::test]
async fn names_are_there_once_and_a_deleted_group_leaves_its_users() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let ada = node.made(&admin, &USERS, person("ada"), json!({})).await;
    let group = crew(&node, &admin, &[&ada]).await;
    let other = node.made(&admin, &GROUPS, json!({"name": "Crew"}), json!({})).await;
    let again = create(&GROUPS, json!({"name": "crew"}).as_object().unwrap().clone(), Default::default()).unwrap();
    assert_eq!(refused(node.ask_as(&admin, again).await), 409);
    assert_eq!(refused(node.changed(&admin, &GROUPS, &by_id(&other), json!({"name": "crew"}), json!({})).await), 409);
    let primary = json!({"primary_group": {"data": {"type": "user_group", "id": group.id}}});
    node.changed(&admin, &USERS, &by_id(&ada), json!({}), primary).await.unwrap();
    node.ask_as(&admin, delete(&GROUPS, &by_id(&group)).unwrap()).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, delete(&GROUPS, &by_id(&group)).unwrap()).await), 409);
    node.ask_as(&admin, delete(&GROUPS, &by_id(&other)).unwrap()).await.unwrap();
    node.run_jobs().await;
    let of_ada = node.one(&admin, get(&USERS, &by_id(&ada), &[u::GROUPS, u::PRIMARY_GROUP])).await;
    assert_eq!((of_ada.item.many(u::GROUPS).unwrap().len(), of_ada.item.one(u::PRIMARY_GROUP)), (1, None));
    assert_eq!(refused(node.ask_as(&admin, delete(&GROUPS, &by_id(&group)).unwrap()).await), 404);
}
