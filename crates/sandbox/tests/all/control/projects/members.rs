//! Transactions that change members, and what a member may do

use pilothouse_wire::control::{
    Which, get, groups, jobs as j,
    projects::{self as p, RoleMembers, set_members},
};
use serde_json::json;

use super::{called, id, project};
use crate::support::{As, Node, refused, words};

async fn roles(node: &Node, who: &As, project: &str) -> Vec<RoleMembers> {
    let include = ["project_authorization_roles.principal_users", "project_authorization_roles.principal_user_groups"];
    let one = node.one(who, get(&p::PROJECTS, &Which::Id(id(project)), &include)).await;
    one.included.iter().filter_map(RoleMembers::of).collect()
}

fn role(roles: &[RoleMembers], name: &str) -> RoleMembers {
    roles.iter().find(|role| role.name == name).unwrap().clone()
}

#[tokio::test]
async fn members_come_and_go_by_a_job() {
    let node = Node::new().await;
    let (ana, ben) = (node.control_user("ana").await, node.control_user("ben").await);
    let sales = project(&node, &ana, "sales").await;
    let ben_id = node.own(&ben).await.id;
    let before = roles(&node, &ana, &sales.id).await;
    assert_eq!(before.len(), 3);
    assert!(before.iter().all(|role| role.users.is_empty() && role.groups.is_empty()));
    let editor = RoleMembers { users: vec![ben_id.clone()], ..role(&before, p::EDITOR) };
    let call = set_members(&id(&sales.id), std::slice::from_ref(&editor), false);
    let answer = node.answer_as(&ana, &call).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let job = call.read(&answer).unwrap().job.unwrap();
    assert!(role(&roles(&node, &ana, &sales.id).await, p::EDITOR).users.is_empty(), "not before the job");
    node.run_jobs().await;
    assert_eq!(node.job(&ana, &job).await.text(j::STATE), Some(j::COMPLETED));
    assert_eq!(role(&roles(&node, &ana, &sales.id).await, p::EDITOR), editor);
    node.ask_as(&ben, p::by_name(&called("sales"), &[])).await.unwrap();
    node.ask_as(&ben, p::may(&called("sales"), "update", "workflow")).await.unwrap();
    let path = "projects/__name__/sales/authorization?action=update&colour=red";
    let (status, body) = node.asked(&ben, "GET", path, json!(null)).await;
    assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains("colour"), "{body}");
    assert_eq!(refused(node.ask_as(&ben, p::may(&called("sales"), "update", "authorization/owner")).await), 403);
    assert_eq!(
        refused(node.ask_as(&ben, p::may(&called("sales"), "authorization/roles", "authorization/roles")).await),
        403
    );
    assert_eq!(refused(node.ask_as(&ben, p::delete("sales", p::Strategy::Restricted)).await), 403);
    assert_eq!(refused(node.ask_as(&ben, set_members(&id(&sales.id), &[editor], false)).await), 403);
    node.ask_as(&ana, p::may(&called("sales"), "authorization/roles", "authorization/roles")).await.unwrap();
    let nobody = role(&before, p::EDITOR);
    node.ask_as(&ana, set_members(&id(&sales.id), &[nobody], false)).await.unwrap();
    node.run_jobs().await;
    assert_eq!(refused(node.ask_as(&ben, p::by_name(&called("sales"), &[])).await), 404);
    assert_eq!(refused(node.ask_as(&ben, p::may(&called("sales"), "read", "project")).await), 404);
}

#[tokio::test]
async fn a_group_brings_its_members_in() {
    let node = Node::new().await;
    let (ana, ben) = (node.control_user("ana").await, node.control_user("ben").await);
    let sales = project(&node, &ana, "sales").await;
    let one = node.one(&ben, Some(pilothouse_wire::control::users::own())).await;
    let everybody = one.included.iter().find(|one| one.record == groups::GROUPS.record).unwrap().id.clone();
    let viewer = role(&roles(&node, &ana, &sales.id).await, p::VIEWER);
    let viewer = RoleMembers { groups: vec![everybody], ..viewer };
    node.ask_as(&ana, set_members(&id(&sales.id), &[viewer], false)).await.unwrap();
    node.run_jobs().await;
    node.ask_as(&ben, p::by_name(&called("sales"), &[])).await.unwrap();
    let list = node.page(&ben, &p::PROJECTS, &pilothouse_wire::control::Ask::default()).await;
    assert_eq!(list.items.len(), 1);
    let change = [(p::DESCRIPTION.to_owned(), json!("x"))].into_iter().collect();
    assert_eq!(refused(node.ask_as(&ben, p::update_by_name(&called("sales"), change, Default::default())).await), 403);
}

#[tokio::test]
async fn a_member_has_one_role_and_is_somebody() {
    let node = Node::new().await;
    let (ana, ben) = (node.control_user("ana").await, node.control_user("ben").await);
    let sales = project(&node, &ana, "sales").await;
    let ben_id = node.own(&ben).await.id;
    let all = roles(&node, &ana, &sales.id).await;
    let of = |name: &str, users: Vec<String>| RoleMembers { users, ..role(&all, name) };
    let viewer = of(p::VIEWER, vec![ben_id.clone()]);
    node.ask_as(&ana, set_members(&id(&sales.id), std::slice::from_ref(&viewer), false)).await.unwrap();
    node.run_jobs().await;
    let editor = of(p::EDITOR, vec![ben_id.clone()]);
    let two = words(node.ask_as(&ana, set_members(&id(&sales.id), std::slice::from_ref(&editor), false)).await);
    assert!(two.contains(p::EDITOR) && two.contains(p::VIEWER), "{two}");
    let both = [editor.clone(), viewer.clone()];
    assert_eq!(refused(node.ask_as(&ana, set_members(&id(&sales.id), &both, false)).await), 400);
    // Two transactions at once, each of which is fine by itself: the first one counts.
    let ana_id = node.own(&ana).await.id;
    let call = |name| set_members(&id(&sales.id), &[of(name, vec![ben_id.clone(), ana_id.clone()])], false);
    let nobody = set_members(&id(&sales.id), &[of(p::VIEWER, Vec::new())], false);
    node.ask_as(&ana, nobody).await.unwrap();
    node.run_jobs().await;
    let first = node.ask_as(&ana, call(p::VIEWER)).await.unwrap().job.unwrap();
    let second = node.ask_as(&ana, call(p::EDITOR)).await.unwrap().job.unwrap();
    node.run_jobs().await;
    assert_eq!(node.job(&ana, &first).await.text(j::STATE), Some(j::COMPLETED));
    let job = node.job(&ana, &second).await;
    assert_eq!((job.text(j::STATE), j::said(&job).status), (Some(j::FAILED), Some(409)));
    assert!(role(&roles(&node, &ana, &sales.id).await, p::EDITOR).users.is_empty());
    // Out of one and into the other in one transaction.
    let moved = [of(p::VIEWER, Vec::new()), editor];
    node.ask_as(&ana, set_members(&id(&sales.id), &moved, false)).await.unwrap();
    let nobody = words(node.ask_as(&ana, set_members(&id(&sales.id), &[of(p::ADMIN, vec!["x".into()])], false)).await);
    assert!(nobody.contains("user x"), "{nobody}");
    let stranger = RoleMembers { id: id("none"), ..viewer };
    assert_eq!(refused(node.ask_as(&ana, set_members(&id(&sales.id), &[stranger], false)).await), 400);
}
