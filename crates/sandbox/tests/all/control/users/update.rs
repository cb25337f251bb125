//! `PUT users/{id}`

use pilothouse_wire::{
    Secret,
    control::{
        Id, Item, Which, get,
        groups::GROUPS,
        sessions,
        users::{self as u, USERS},
    },
};
use serde_json::{Value, json};

use crate::support::{As, Node, PASSWORD, USER, by_id, person, refused, words};

async fn ada(node: &Node, admin: &As) -> Item {
    node.made(admin, &USERS, person("ada"), json!({})).await
}

#[tokio::test]
async fn what_is_not_sent_stays() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let change = node.changed(&admin, &USERS, &by_id(&user), json!({"last_name": "Byron"}), json!({})).await.unwrap();
    assert_eq!((change.text("first_name"), change.text("last_name")), (Some("Ada"), Some("Byron")));
    let again = node.changed(&admin, &USERS, &by_id(&user), json!({"job_title": "Countess"}), json!({})).await.unwrap();
    assert_eq!((again.text("job_title"), again.text("last_name")), (Some("Countess"), Some("Byron")));
    let (_, body) = node.asked(&admin, "GET", "audit_events?filter[kind]=User.Updated", Value::Null).await;
    assert_eq!(body["data"][0]["attributes"]["parameters_text"], json!([{"name": "fields", "value": "last_name"}]));
}

#[tokio::test]
async fn a_change_by_one_who_read_earlier_undoes_no_other() {
    use pilothouse_sandbox::{control::attributes, store::control as store};
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let id = user.id.clone();
    let read = node.app.people.store.read(move |db| store::get(db, &USERS, &id)).await.unwrap();
    node.changed(&admin, &USERS, &by_id(&user), json!({"last_name": "Byron"}), json!({})).await.unwrap();
    let late =
        move |db: &rusqlite::Transaction<'_>| store::update(db, &read, attributes([("job_title", "Countess".into())]));
    node.app.people.store.write(late).await.unwrap();
    let now = node.one(&admin, get(&USERS, &by_id(&user), &[])).await.item;
    assert_eq!((now.text("last_name"), now.text("job_title")), (Some("Byron"), Some("Countess")));
}

#[tokio::test]
async fn all_that_was_read_may_be_sent_back() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let mut all = user.attributes.value();
    all["first_name"] = "Augusta".into();
    let changed = node.changed(&admin, &USERS, &by_id(&user), all, json!({})).await.unwrap();
    assert_eq!(changed.text("first_name"), Some("Augusta"));
    for (attributes, named) in [
        (json!({"username": "eve"}), "username"),
        (json!({"uid": 7}), "uid"),
        (json!({"first_name": ""}), "first_name"),
        (json!({"colour": "red"}), "colour"),
    ] {
        let result = node.changed(&admin, &USERS, &by_id(&user), attributes, json!({})).await;
        assert!(words(result).contains(named), "{named}");
    }
    // The administrator, whose account has one name only.
    let own = node.own(&admin).await;
    let mut all = own.attributes.value();
    assert_eq!(all["last_name"], "");
    all["phone_number"] = "123".into();
    let changed = node.changed(&admin, &USERS, &by_id(&own), all, json!({})).await.unwrap();
    assert_eq!(changed.text("phone_number"), Some("123"));
    let which = Which::Id(Id::parse("none").unwrap());
    assert_eq!(refused(node.changed(&admin, &USERS, &which, json!({}), json!({})).await), 404);
}

#[tokio::test]
async fn whoever_is_put_down_is_out_at_the_next_call_and_may_come_back() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let who = node.control_session("ada", PASSWORD).await;
    let down = node.changed(&admin, &USERS, &by_id(&user), json!({"admin_status": "down"}), json!({})).await.unwrap();
    assert_eq!(down.text(u::OPERATIONAL_STATUS), Some("down"));
    assert_eq!(refused(node.ask_as(&who, u::own()).await), 401);
    assert_eq!(refused(node.ask_as(&As::Nobody, sessions::create("ada", &Secret::new(PASSWORD))).await), 401);
    node.changed(&admin, &USERS, &by_id(&user), json!({"admin_status": "up"}), json!({})).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, u::own()).await), 401, "the session has ended");
    node.own(&node.control_session("ada", PASSWORD).await).await;
}

#[tokio::test]
async fn another_password_ends_the_sessions() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let who = node.control_session("ada", PASSWORD).await;
    let new = json!({"password": "another horse"});
    node.changed(&admin, &USERS, &by_id(&user), new, json!({})).await.unwrap();
    assert_eq!(refused(node.ask_as(&who, u::own()).await), 401);
    let changed = node.own(&node.control_session("ada", "another horse").await).await;
    assert!(changed.text("password_changed_at").is_some());
}

#[tokio::test]
async fn everybody_changes_a_few_things_of_their_own_and_nothing_else() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let (user, other) = (ada(&node, &admin).await, node.own(&admin).await);
    let who = node.control_session("ada", PASSWORD).await;
    let mut own = user.attributes.value();
    for (name, value) in [("first_name", "A."), ("email", "a@example.org"), ("phone_number", "7")] {
        own[name] = value.into();
    }
    let changed = node.changed(&who, &USERS, &by_id(&user), own, json!({})).await.unwrap();
    assert_eq!(changed.text("phone_number"), Some("7"));
    let why = words(node.changed(&who, &USERS, &by_id(&user), json!({"assigned_policies": []}), json!({})).await);
    assert!(why.contains("assigned_policies") && why.contains("Security Admin"), "{why}");
    let none = json!({"user_groups": {"data": []}, "primary_group": {"data": null}});
    node.changed(&who, &USERS, &by_id(&user), json!({}), none).await.unwrap();
    for attributes in [json!({"first_name": "x"}), other.attributes.value(), json!({}), json!({"password": "short"})] {
        let result = node.changed(&who, &USERS, &by_id(&other), attributes, json!({})).await;
        assert_eq!(refused(result), 403);
    }
    let missing = Which::Id(Id::parse("none").unwrap());
    let password = json!({"password": "short"});
    assert_eq!(refused(node.changed(&who, &USERS, &missing, password, json!({})).await), 404);
}

#[tokio::test]
async fn groups_are_the_whole_list_and_everybody_stays_in_that_of_all() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = ada(&node, &admin).await;
    let crew = node.made(&admin, &GROUPS, json!({"name": "crew"}), json!({})).await;
    let deck = node.made(&admin, &GROUPS, json!({"name": "deck"}), json!({})).await;
    let link = |group: &Item| json!({"type": "user_group", "id": group.id});
    let names = async || {
        let one = node.one(&admin, get(&USERS, &by_id(&user), &[u::GROUPS])).await;
        let name = |link: &pilothouse_wire::control::Link| {
            one.included.iter().find(|item| item.id == link.id).unwrap().text("name").unwrap().to_owned()
        };
        one.item.many(u::GROUPS).unwrap().iter().map(name).collect::<Vec<_>>()
    };
    let put = async |relations: Value| node.changed(&admin, &USERS, &by_id(&user), json!({}), relations).await;
    put(json!({"user_groups": {"data": [link(&deck), link(&crew)]}, "primary_group": {"data": link(&deck)}}))
        .await
        .unwrap();
    assert_eq!(names().await, ["deck", "crew", "all_users"]);
    put(json!({})).await.unwrap();
    assert_eq!(names().await, ["deck", "crew", "all_users"]);
    let why = words(put(json!({"user_groups": {"data": [link(&crew)]}})).await);
    assert!(why.contains("primary_group"), "{why}");
    assert_eq!(names().await, ["deck", "crew", "all_users"], "nothing was changed");
    put(json!({"user_groups": {"data": [link(&crew)]}, "primary_group": {"data": link(&crew)}})).await.unwrap();
    assert_eq!(names().await, ["crew", "all_users"]);
    let everybody = node.page(&admin, &GROUPS, &pilothouse_wire::control::Ask::only("name", "all_users")).await;
    let why = words(put(json!({"primary_group": {"data": link(&everybody.items[0])}})).await);
    assert!(why.contains("all_users"), "{why}");
}

#[tokio::test]
async fn somebody_enabled_always_administers_security() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let own = node.own(&admin).await;
    for attributes in [json!({"admin_status": "down"}), json!({"assigned_policies": ["Data"]})] {
        assert_eq!(refused(node.changed(&admin, &USERS, &by_id(&own), attributes, json!({})).await), 409);
    }
    let guards =
        node.made(&admin, &GROUPS, json!({"name": "guards", "assigned_policies": ["Security Admin"]}), json!({})).await;
    let link = json!({"user_groups": {"data": [{"type": "user_group", "id": guards.id}]}});
    node.made(&admin, &USERS, person("ada"), link).await;
    node.changed(&admin, &USERS, &by_id(&own), json!({"assigned_policies": ["Data"]}), json!({})).await.unwrap();
    let ada = node.control_session("ada", PASSWORD).await;
    let call = pilothouse_wire::control::delete(&GROUPS, &by_id(&guards)).unwrap();
    assert_eq!(refused(node.ask_as(&ada, call).await), 409, "the last one has it through a group");
    assert_eq!(node.own(&admin).await.text(u::USERNAME), Some(USER));
}
