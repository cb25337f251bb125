//! `DELETE projects`

use pilothouse_sandbox::{control::runner, state::Setup};
use pilothouse_wire::{
    Extra,
    control::{Ask, create, jobs as j, projects as p},
};
use serde_json::json;

use super::{attributes, called, project};
use crate::support::{Node, START, refused, words};

#[tokio::test]
async fn a_project_goes_by_a_job_with_all_that_is_its() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    project(&node, &ana, "sales").await;
    let call = p::delete("sales", p::Strategy::Restricted);
    let answer = node.answer_as(&ana, &call).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let job = call.read(&answer).unwrap().job.unwrap();
    let shown = node.ask_as(&ana, p::by_name(&called("sales"), &[])).await.unwrap().item;
    assert_eq!(shown.text(p::OPERATIONAL_STATUS), Some(p::DELETING));
    assert_eq!(refused(node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await), 409);
    node.run_jobs().await;
    assert_eq!(node.job(&ana, &job).await.text(j::STATE), Some(j::COMPLETED));
    assert_eq!(refused(node.ask_as(&ana, p::by_name(&called("sales"), &[])).await), 404);
    assert_eq!(refused(node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await), 404);
    project(&node, &ana, "sales").await;
}

#[tokio::test]
async fn what_is_being_deleted_takes_nothing_to_hold() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    project(&node, &ana, "sales").await;
    let change = |field: &str, value: &str| {
        let said = [(field.to_owned(), json!(value))].into_iter().collect();
        p::update_by_name(&called("sales"), said, Extra::new())
    };
    let held = r#"{"spec": {"functions": [{"name": "train"}]}}"#;
    node.ask_as(&ana, change(p::MLRUN_PROJECT, "{}")).await.unwrap();
    node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await.unwrap();
    assert_eq!(refused(node.ask_as(&ana, change(p::MLRUN_PROJECT, held)).await), 409);
    node.ask_as(&ana, change(p::MLRUN_PROJECT, "{}")).await.unwrap();
    node.ask_as(&ana, change(p::DESCRIPTION, "Soon gone")).await.unwrap();
}

#[tokio::test]
async fn what_nobody_knows_in_a_deletion_is_named() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    project(&node, &ana, "sales").await;
    for (data, named) in [
        (json!({"attributes": {"name": "sales", "colour": "red"}}), "colour"),
        (json!({"attributes": {"name": "sales"}, "relationships": {"colour": {"data": []}}}), "colour"),
    ] {
        let (status, body) = node.asked(&ana, "DELETE", "projects", json!({ "data": data })).await;
        assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains(named), "{body}");
    }
    let known = json!({"data": {"attributes": {"name": "sales", "description": "x"}}});
    assert_eq!(node.asked(&ana, "DELETE", "projects", known).await.0, 202);
}

#[tokio::test]
async fn what_is_deleted_while_it_is_made_does_not_come_up() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    let make = || create(&p::PROJECTS, attributes("sales"), Extra::new()).unwrap();
    let made = node.ask_as(&ana, make()).await.unwrap().job.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    assert_eq!(j::said(&node.job(&ana, &made).await).status, Some(409));
    let shown = node.ask_as(&ana, p::by_name(&called("sales"), &[])).await.unwrap().item;
    assert_eq!(shown.text(p::OPERATIONAL_STATUS), Some(p::DELETING));
    assert_eq!(refused(node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await), 409);
    node.run_jobs().await;
    assert_eq!(refused(node.ask_as(&ana, p::by_name(&called("sales"), &[])).await), 404);
}

#[tokio::test]
async fn a_job_of_one_project_is_not_done_on_the_next_of_its_name() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    let make = || create(&p::PROJECTS, attributes("sales"), Extra::new()).unwrap();
    let late = node.ask_as(&ana, make()).await.unwrap().job.unwrap();
    let hold = |db: &rusqlite::Transaction<'_>| {
        let due = START + 4 * i64::try_from(Setup::JOB_TIME.as_millis()).unwrap();
        Ok(db.execute("UPDATE control_work SET step = 2, due = ?1", [due])?)
    };
    assert_eq!(node.app.store.write(hold).await.unwrap(), 1);
    node.ask_as(&ana, p::delete("sales", p::Strategy::Restricted)).await.unwrap();
    node.run_jobs().await;
    node.clock.advance(Setup::JOB_TIME * 3 - Setup::JOB_TIME / 2);
    let next = node.ask_as(&ana, make()).await.unwrap().job.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    assert_eq!(j::said(&node.job(&ana, &late).await).status, Some(404));
    let shown = node.ask_as(&ana, p::by_name(&called("sales"), &[])).await.unwrap().item;
    assert_eq!(shown.text(p::OPERATIONAL_STATUS), Some(p::CREATING));
    node.run_jobs().await;
    assert_eq!(node.job(&ana, &next).await.text(j::STATE), Some(j::COMPLETED));
}

#[tokio::test]
async fn what_it_holds_is_lost_by_a_cascade_only() {
    let node = Node::new().await;
    let ana = node.control_user("ana").await;
    let held = json!({"spec": {"functions": [{"name": "train"}, {"name": "serve"}], "artifacts": [{"name": "model"}]}});
    let mut said = attributes("sales");
    said.insert(p::MLRUN_PROJECT.into(), json!(held.to_string()));
    node.ask_as(&ana, create(&p::PROJECTS, said, Extra::new()).unwrap()).await.unwrap();
    node.run_jobs().await;
    let restricted = || p::delete("sales", p::Strategy::Restricted);
    assert_eq!(refused(node.ask_as(&ana, restricted()).await), 412);
    let words = words(node.ask_as(&ana, restricted()).await);
    assert!(words.contains("2 functions, 1 artifact"), "{words}");
    let unsaid = json!({"data": {"type": "project", "attributes": {"name": "sales"}}});
    assert_eq!(node.asked(&ana, "DELETE", "projects", unsaid).await.0, 412);
    node.ask_as(&ana, p::delete("sales", p::Strategy::Cascading)).await.unwrap();
    node.run_jobs().await;
    assert_eq!(node.page(&ana, &p::PROJECTS, &Ask::default()).await.items, []);
}

#[tokio::test]
async fn who_is_not_in_it_does_not_know_it() {
    let node = Node::new().await;
    let (ana, ben) = (node.control_user("ana").await, node.control_user("ben").await);
    project(&node, &ana, "sales").await;
    assert_eq!(refused(node.ask_as(&ben, p::by_name(&called("sales"), &[])).await), 404);
    assert_eq!(refused(node.ask_as(&ben, p::delete("sales", p::Strategy::Cascading)).await), 404);
    assert_eq!(node.page(&ben, &p::PROJECTS, &Ask::default()).await.items, []);
    assert_eq!(node.page(&ana, &p::PROJECTS, &Ask::default()).await.items.len(), 1);
    let admin = node.control_admin().await;
    assert_eq!(node.page(&admin, &p::PROJECTS, &Ask::default()).await.items.len(), 1);
}
