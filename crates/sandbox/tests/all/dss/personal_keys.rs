//! Personal API keys

use pilothouse_wire::dss::{ApiKeyId, auth, personal_keys as keys};

use crate::support::{As, Node, START, USER, refused};

fn id(key: &pilothouse_wire::Whole) -> ApiKeyId {
    ApiKeyId::parse(key.text(keys::ID).unwrap()).unwrap()
}

#[tokio::test]
async fn a_new_key_is_shown_once_opens_the_door_and_is_listed_without_its_secret() {
    let node = Node::new().await;
    let who = node.user("nadia k/1").await;
    let mut made = node.ask_as(&who, keys::create("laptop", "at home")).await.unwrap();
    let secret = made.take_secret(keys::KEY).unwrap().expose().to_owned();
    let said = node.ask_as(&As::Key(secret.clone()), auth::info()).await.unwrap();
    assert_eq!(said.text(auth::IDENTIFIER), Some("nadia k/1"));
    let raw = node.answer_as(&who, &keys::list()).await;
    assert!(!raw.body.contains(&secret), "the secret is in no list");
    let list = node.ask_as(&who, keys::list()).await.unwrap();
    let listed = list.rows.iter().find(|key| key.text(keys::LABEL) == Some("laptop")).unwrap();
    assert_eq!(listed.text(keys::USER), Some("nadia k/1"));
    assert_eq!(
        (listed.number(keys::CREATED_ON), listed.moment(keys::LAST_USED_ON)),
        (Some(START as f64), Some(START as f64))
    );
    let file = std::fs::read(node.folder.path().join("data/sandbox.sqlite")).unwrap();
    assert!(!file.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "nor in the database");
}

#[tokio::test]
async fn it_is_renamed_and_a_deleted_one_is_out_at_once() {
    let node = Node::new().await;
    let who = node.user("nadia").await;
    let made = node.ask_as(&who, keys::create("laptop", "")).await.unwrap();
    let mut key = node.ask_as(&who, keys::get(&id(&made))).await.unwrap();
    key.set(keys::LABEL, "desk");
    key.set(keys::USER, "somebody else");
    node.ask_as(&who, keys::save(&id(&made), &key)).await.unwrap();
    let kept = node.ask_as(&who, keys::get(&id(&made))).await.unwrap();
    assert_eq!((kept.text(keys::LABEL), kept.text(keys::USER)), (Some("desk"), Some("nadia")), "only words can change");

    let mut made = made;
    let secret = As::Key(made.take_secret(keys::KEY).unwrap().expose().to_owned());
    node.ask_as(&who, keys::delete(&id(&kept))).await.unwrap();
    assert_eq!(refused(node.ask_as(&secret, auth::info()).await), 401);
    assert_eq!(refused(node.ask_as(&who, keys::delete(&id(&kept))).await), 404);
}

#[tokio::test]
async fn anothers_key_is_unknown_but_to_administrators() {
    let node = Node::new().await;
    let (owner, other, admin) = (node.user("nadia").await, node.user("omar").await, node.admin().await);
    let made = node.ask_as(&owner, keys::create("laptop", "")).await.unwrap();
    let id = id(&made);
    assert_eq!(refused(node.ask_as(&other, keys::get(&id)).await), 404);
    assert_eq!(refused(node.ask_as(&other, keys::save(&id, &made)).await), 404);
    assert_eq!(refused(node.ask_as(&other, keys::delete(&id)).await), 404);
    assert_eq!(refused(node.ask_as(&other, keys::all()).await), 403);
    assert!(
        node.ask_as(&admin, keys::all()).await.unwrap().rows.iter().any(|key| key.text(keys::ID) == Some(id.as_str()))
    );
    node.ask_as(&admin, keys::delete(&id)).await.unwrap();
}

#[tokio::test]
async fn an_administrator_makes_one_for_somebody_who_exists() {
    let node = Node::new().await;
    node.user("nadia").await;
    let admin = node.admin().await;
    let login = |name| pilothouse_wire::dss::Login::parse(name).unwrap();
    let mut made = node.ask_as(&admin, keys::create_for(&login("nadia"), "given", "")).await.unwrap();
    assert_eq!((made.text(keys::USER), made.text(keys::CREATED_BY)), (Some("nadia"), Some(USER)));
    let secret = As::Key(made.take_secret(keys::KEY).unwrap().expose().to_owned());
    assert_eq!(node.ask_as(&secret, auth::info()).await.unwrap().text(auth::IDENTIFIER), Some("nadia"));
    assert_eq!(refused(node.ask_as(&admin, keys::create_for(&login("nobody"), "", "")).await), 404);
    assert_eq!(refused(node.ask_as(&secret, keys::create_for(&login("nadia"), "", "")).await), 403);
}
