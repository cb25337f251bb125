//! Whether a user is up, and who has the last word on it

use pilothouse_sandbox::{control::runner, state::Setup};
use pilothouse_wire::{
    Secret,
    control::{
        Done, Item, create, delete, get,
        groups::GROUPS,
        jobs as j,
        projects::PROJECTS,
        sessions,
        users::{self as u, USERS},
    },
};
use serde_json::{Value, json};

use crate::support::{As, Node, PASSWORD, by_id, person, refused};

/// A user whose job has just begun.
async fn begun(node: &Node, admin: &As, attributes: Value) -> Done {
    let call = create(&USERS, attributes.as_object().unwrap().clone(), Default::default()).unwrap();
    let done = node.ask_as(admin, call).await.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    done
}

async fn shown(node: &Node, admin: &As, user: &Item) -> Item {
    node.one(admin, get(&USERS, &by_id(user), &[u::GROUPS])).await.item
}

async fn go(node: &Node, admin: &As, user: &Item) -> Result<Done, pilothouse_wire::Error> {
    node.ask_as(admin, delete(&USERS, &by_id(user)).unwrap()).await
}

async fn down_and_up(node: &Node, admin: &As, user: &Item) {
    for status in [u::DOWN, u::UP] {
        let change = json!({"admin_status": status});
        node.changed(admin, &USERS, &by_id(user), change, json!({})).await.unwrap();
    }
}

#[tokio::test]
async fn who_is_deleted_while_it_is_made_does_not_come_up() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let done = begun(&node, &admin, person("ada")).await;
    let user = done.item.unwrap();
    go(&node, &admin, &user).await.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    let job = node.job(&admin, &done.job.unwrap()).await;
    assert_eq!((job.text(j::STATE), j::said(&job).status), (Some(j::FAILED), Some(409)));
    down_and_up(&node, &admin, &user).await;
    assert_eq!(shown(&node, &admin, &user).await.text(u::OPERATIONAL_STATUS), Some(u::DELETING));
    assert_eq!(refused(go(&node, &admin, &user).await), 409);
    let sign_in = sessions::create("ada", &Secret::new(PASSWORD));
    assert_eq!(refused(node.ask_as(&As::Nobody, sign_in).await), 401);
    node.run_jobs().await;
    assert_eq!(refused(go(&node, &admin, &user).await), 404);
}

#[tokio::test]
async fn who_is_being_deleted_is_not_put_up_again() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = node.made(&admin, &USERS, person("ada"), json!({})).await;
    go(&node, &admin, &user).await.unwrap();
    down_and_up(&node, &admin, &user).await;
    assert_eq!(shown(&node, &admin, &user).await.text(u::OPERATIONAL_STATUS), Some(u::DELETING));
    assert_eq!(refused(go(&node, &admin, &user).await), 409);
}

#[tokio::test]
async fn who_is_not_made_is_brought_up_by_nothing_else() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let crew = node.made(&admin, &GROUPS, json!({"name": "crew"}), json!({})).await;
    let everybody = node.page(&admin, &GROUPS, &pilothouse_wire::control::Ask::only("name", u::ALL_USERS)).await;
    let link = |group: &Item| json!({"type": "user_group", "id": group.id});
    let user = node.made(&admin, &USERS, person("stuck-job"), json!({})).await;
    for groups in [json!([link(&crew)]), json!([link(&crew), link(&everybody.items[0])])] {
        let relations = json!({"user_groups": {"data": groups}});
        node.changed(&admin, &USERS, &by_id(&user), json!({}), relations).await.unwrap();
        down_and_up(&node, &admin, &user).await;
        let user = shown(&node, &admin, &user).await;
        assert_eq!(user.text(u::OPERATIONAL_STATUS), Some(u::DOWN));
        assert_eq!(user.many(u::GROUPS).unwrap().iter().map(|group| &group.id).collect::<Vec<_>>(), [&crew.id]);
    }
}

#[tokio::test]
async fn who_is_put_down_while_it_is_made_is_down_afterwards() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = begun(&node, &admin, person("ada")).await.item.unwrap();
    let down = json!({"admin_status": "down"});
    node.changed(&admin, &USERS, &by_id(&user), down, json!({})).await.unwrap();
    node.run_jobs().await;
    let user = shown(&node, &admin, &user).await;
    assert_eq!((user.text(u::OPERATIONAL_STATUS), user.many(u::GROUPS).unwrap().len()), (Some(u::DOWN), 1));
}

#[tokio::test]
async fn who_was_never_up_is_down_when_its_deletion_fails() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let user = node.made(&admin, &USERS, person("failing-job"), json!({})).await;
    let owner = json!({"owner": {"data": {"type": "user", "id": user.id}}});
    node.made(&admin, &PROJECTS, json!({"name": "sales"}), owner).await;
    go(&node, &admin, &user).await.unwrap();
    node.run_jobs().await;
    assert_eq!(shown(&node, &admin, &user).await.text(u::OPERATIONAL_STATUS), Some(u::DOWN));
}

#[tokio::test]
async fn who_is_not_up_is_no_security_administrator() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let own = node.own(&admin).await;
    let step_down = async || {
        let change = json!({"assigned_policies": ["Data"]});
        node.changed(&admin, &USERS, &by_id(&own), change, json!({})).await
    };
    let ruler = |name: &str| {
        let mut ruler = person(name);
        ruler["assigned_policies"] = json!(["Security Admin"]);
        ruler
    };
    node.made(&admin, &USERS, ruler("stuck-job"), json!({})).await;
    assert_eq!(refused(step_down().await), 409, "one is not made yet");
    let other = node.made(&admin, &USERS, ruler("ada"), json!({})).await;
    go(&node, &admin, &other).await.unwrap();
    assert_eq!(refused(step_down().await), 409, "one is being deleted");
    node.made(&admin, &USERS, ruler("ben"), json!({})).await;
    step_down().await.unwrap();
}
