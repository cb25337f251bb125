//! Jobs: how they go on, and what becomes of them when the program ends

use pilothouse_sandbox::{
    control::runner,
    state::{App, Setup},
};
use pilothouse_wire::{
    Call, Extra,
    control::{Ask, Done, Id, create, jobs as j, projects as p, system},
};
use serde_json::json;

use crate::support::{As, Node, START, refused, setup};

fn make(name: &str) -> Call<Done> {
    let attributes = [(p::NAME.to_owned(), json!(name))].into_iter().collect();
    create(&p::PROJECTS, attributes, Extra::new()).unwrap()
}

async fn state(node: &Node, who: &As, job: &Id) -> String {
    node.job(who, job).await.text(j::STATE).unwrap().to_owned()
}

#[tokio::test]
async fn a_job_goes_through_its_states_in_its_time() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let done = node.ask_as(&admin, make("sales")).await.unwrap();
    let job = done.job.unwrap();
    let mut seen = vec![state(&node, &admin, &job).await];
    for _ in 0..24 {
        node.clock.advance(Setup::JOB_TIME / 24);
        let next = runner::run_due(&node.app).await.unwrap();
        let state = state(&node, &admin, &job).await;
        assert_eq!(next.is_none(), state == j::COMPLETED);
        seen.push(state);
    }
    seen.dedup();
    assert_eq!(seen, [j::CREATED, j::DISPATCHED, j::IN_PROGRESS, j::COMPLETED]);
    let item = node.job(&admin, &job).await;
    assert_eq!(item.text(j::CREATED_AT), Some("2027-01-15T08:00:00.000000+00:00"));
    assert!(item.text(j::UPDATED_AT) > item.text(j::CREATED_AT));
    assert_eq!(item.text(j::CTX_ID), done.ctx.as_deref());
    assert_eq!(item.text(j::PARAMS), Some(r#"{"name":"sales"}"#));
    assert_eq!(j::said(&item).status, Some(201));
}

#[tokio::test]
async fn what_was_under_way_is_taken_up_again() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = node.ask_as(&admin, make("sales")).await.unwrap().job.unwrap();
    node.clock.advance(Setup::JOB_TIME / 2);
    runner::run_due(&node.app).await.unwrap();
    assert_eq!(state(&node, &admin, &job).await, j::IN_PROGRESS);
    // The same folder, opened once more.
    let (set, clock) = setup(node.folder.path().join("data"));
    let again = App::open(set).await.unwrap();
    assert_eq!(state(&node, &admin, &job).await, j::REPUBLISHING);
    clock.advance(Setup::JOB_TIME / 6);
    runner::run_due(&again).await.unwrap();
    assert_eq!(state(&node, &admin, &job).await, j::IN_PROGRESS);
    clock.advance(Setup::JOB_TIME);
    assert_eq!(runner::run_due(&again).await.unwrap(), None);
    assert_eq!(state(&node, &admin, &job).await, j::COMPLETED);
    assert_eq!(clock.now_ms(), START + i64::try_from((Setup::JOB_TIME * 7 / 6).as_millis()).unwrap());
}

#[tokio::test]
async fn a_job_that_cannot_be_read_has_failed() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = node.ask_as(&admin, make("sales")).await.unwrap().job.unwrap();
    let spoil =
        |db: &rusqlite::Transaction<'_>| Ok(db.execute("UPDATE control_work SET work = '{\"Other\": {}}'", [])?);
    assert_eq!(node.app.store.write(spoil).await.unwrap(), 1);
    node.run_jobs().await;
    let item = node.job(&admin, &job).await;
    assert_eq!((item.text(j::STATE), j::said(&item).status), (Some(j::FAILED), Some(500)));
}

#[tokio::test]
async fn one_that_never_ends_keeps_nobody_waiting() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let stuck = node.ask_as(&admin, make("stuck-job")).await.unwrap().job.unwrap();
    let other = node.ask_as(&admin, make("sales")).await.unwrap().job.unwrap();
    node.run_jobs().await;
    assert_eq!(state(&node, &admin, &stuck).await, j::IN_PROGRESS);
    assert_eq!(state(&node, &admin, &other).await, j::COMPLETED);
    assert_eq!(runner::run_due(&node.app).await.unwrap(), None);
}

#[tokio::test]
async fn the_list_is_for_those_who_watch_and_one_is_for_everybody() {
    let node = Node::new().await;
    let (admin, ana) = (node.control_admin().await, node.control_user("ana").await);
    let job = node.ask_as(&admin, make("sales")).await.unwrap().job.unwrap();
    let all = node.page(&admin, &j::JOBS, &Ask::only(j::STATE, j::CREATED)).await;
    assert_eq!(all.items.iter().map(|job| job.id.clone()).collect::<Vec<_>>(), [job.to_string()]);
    assert_eq!(node.asked(&ana, "GET", "jobs", json!(null)).await.0, 403);
    assert_eq!(node.job(&ana, &job).await.id, job.to_string());
    assert_eq!(node.asked(&ana, "GET", "jobs/none", json!(null)).await.0, 404);
}

#[tokio::test]
async fn configurations_are_read_again_by_a_job() {
    let node = Node::new().await;
    let (admin, ana) = (node.control_admin().await, node.control_user("ana").await);
    for what in system::RELOADED {
        let job = node.ask_as(&admin, system::reload(what)).await.unwrap().job.unwrap();
        node.run_jobs().await;
        let item = node.job(&admin, &job).await;
        assert_eq!(item.text(j::STATE), Some(j::COMPLETED));
        assert!(j::said(&item).message.unwrap().contains(what));
    }
    assert_eq!(refused(node.ask_as(&admin, system::reload("other")).await), 400);
    assert_eq!(refused(node.ask_as(&ana, system::reload("events")).await), 403);
    node.ask_as(&admin, system::statistics("igz0")).await.unwrap();
    assert_eq!(refused(node.ask_as(&admin, system::statistics("igz7")).await), 404);
}
