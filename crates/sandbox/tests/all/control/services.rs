//! App services: the manifest is put back as a whole, and a job does what that asks for

use pilothouse_sandbox::control::runner;
use pilothouse_wire::{
    Whole,
    control::{Id, jobs as j, services as s, system, users::SWITCH},
};
use serde_json::{Value, json};

use crate::support::{As, Node, refused, words};

async fn manifest(node: &Node, who: &As) -> Whole {
    node.ask_as(who, s::list()).await.unwrap().items.remove(0).attributes
}

fn service(name: &str, owner: &str) -> Value {
    json!({s::SPEC: {s::NAME: name, s::KIND: "jupyter", s::OWNER: owner, s::DESIRED_STATE: s::READY, s::MARK_AS_CHANGED: true}})
}

/// Adds services to the manifest.
async fn add(node: &Node, who: &As, services: &[Value]) -> Id {
    let mut all = manifest(node, who).await;
    let mut services_now = all.get(s::SERVICES).and_then(Value::as_array).cloned().unwrap();
    services_now.extend_from_slice(services);
    all.set(s::SERVICES, services_now);
    node.ask_as(who, s::save(&all, false)).await.unwrap().job.unwrap()
}

/// Changes a member of a service's specification and applies that.
async fn change(
    node: &Node,
    who: &As,
    at: usize,
    changes: &[(&str, Value)],
    mode: &str,
) -> Result<Id, pilothouse_wire::Error> {
    let all = manifest(node, who).await;
    let mut value = all.value();
    for (member, to) in changes {
        value[s::SERVICES][at][s::SPEC][*member] = to.clone();
    }
    value[s::APPLY_MODE] = json!(mode);
    node.ask_as(who, s::save(&Whole::of(value).unwrap(), false)).await.map(|done| done.job.unwrap())
}

fn state(manifest: &Whole, at: usize) -> String {
    manifest.value()[s::SERVICES][at][s::STATUS][s::STATE].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_service_is_made_stopped_and_started_over_time() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = add(&node, &admin, &[service("lab", "ana"), service("shell", "ana")]).await;
    let waiting = manifest(&node, &admin).await;
    assert_eq!(waiting.text(s::STATE), Some(s::WAITING_FOR_PROVISIONING));
    assert_eq!(waiting.text(s::RUNNING_JOB), Some(job.as_str()));
    let mut seen = Vec::new();
    for _ in 0..24 {
        node.clock.advance(std::time::Duration::from_millis(100));
        runner::run_due(&node.app).await.unwrap();
        let now = manifest(&node, &admin).await;
        seen.push((state(&now, 0), state(&now, 1), now.text(s::STATE).unwrap().to_owned()));
    }
    seen.dedup();
    let seen: Vec<_> = seen.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    let (wait, go) = (s::WAITING_FOR_PROVISIONING, s::PROVISIONING);
    assert_eq!(seen, [(wait, wait, wait), (go, go, go), (s::READY, go, go), (s::READY, s::READY, s::READY)]);
    let after = manifest(&node, &admin).await;
    assert_eq!((after.text(s::RUNNING_JOB), after.text(s::LAST_JOB)), (Some(""), Some(job.as_str())));
    assert_eq!(after.value()[s::SERVICES][0][s::SPEC][s::MARK_AS_CHANGED], false);
    assert_eq!(node.job(&admin, &job).await.text(j::STATE), Some(j::COMPLETED));
    for (wish, state_after) in
        [(s::DISABLED, s::DISABLED), (s::SCALED_TO_ZERO, s::SCALED_TO_ZERO), (s::READY, s::READY)]
    {
        change(&node, &admin, 1, &[(s::DESIRED_STATE, json!(wish))], s::DEFAULT).await.unwrap();
        node.run_jobs().await;
        let now = manifest(&node, &admin).await;
        assert_eq!((state(&now, 0).as_str(), state(&now, 1).as_str()), (s::READY, state_after));
    }
}

#[tokio::test]
async fn one_modification_at_a_time() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = add(&node, &admin, &[service("lab", "ana")]).await;
    let second = change(&node, &admin, 0, &[(s::MARK_FOR_RESTART, json!(true))], s::DEFAULT).await;
    let told = words(second);
    assert!(told.contains(job.as_str()), "{told}");
    node.run_jobs().await;
    change(&node, &admin, 0, &[(s::MARK_FOR_RESTART, json!(true))], s::DEFAULT).await.unwrap();
}

#[tokio::test]
async fn a_service_that_fails_says_why_and_the_others_go_on() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = add(&node, &admin, &[service("failing-service", "ana"), service("lab", "ana")]).await;
    node.run_jobs().await;
    let now = manifest(&node, &admin).await;
    assert_eq!((state(&now, 0).as_str(), state(&now, 1).as_str()), (s::ERROR, s::READY));
    let why = now.value()[s::SERVICES][0][s::STATUS][s::ERROR_INFO][s::DESCRIPTION].as_str().unwrap().to_owned();
    let job = node.job(&admin, &job).await;
    assert_eq!(job.text(j::STATE), Some(j::FAILED));
    assert!(j::said(&job).message.unwrap().contains(&why));
    assert_eq!((now.text(s::STATE), now.text(s::RUNNING_JOB)), (Some(s::ERROR), Some("")));
}

#[tokio::test]
async fn what_never_ends_is_given_up_by_a_reload() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = add(&node, &admin, &[service("stuck-job", "ana")]).await;
    node.run_jobs().await;
    node.run_jobs().await;
    assert_eq!(node.job(&admin, &job).await.text(j::STATE), Some(j::IN_PROGRESS));
    assert_eq!(refused(change(&node, &admin, 0, &[], s::DEFAULT).await), 409);
    node.ask_as(&admin, system::reload(s::SERVICES)).await.unwrap();
    node.run_jobs().await;
    let item = node.job(&admin, &job).await;
    assert_eq!(item.text(j::STATE), Some(j::CANCELED));
    assert_eq!(manifest(&node, &admin).await.text(s::RUNNING_JOB), Some(""));
    change(&node, &admin, 0, &[(s::DESIRED_STATE, json!(s::DISABLED))], s::DEFAULT).await.unwrap();
    node.run_jobs().await;
    assert_eq!(state(&manifest(&node, &admin).await, 0), s::DISABLED);
}

#[tokio::test]
async fn it_takes_a_service_admin_or_the_owner() {
    let node = Node::new().await;
    let (admin, ana, ben) =
        (node.control_admin().await, node.control_user("ana").await, node.control_user("ben").await);
    add(&node, &admin, &[service("lab", "ana")]).await;
    node.run_jobs().await;
    let restart = [(s::MARK_FOR_RESTART, json!(true))];
    assert_eq!(refused(change(&node, &ana, 0, &restart, s::DEFAULT).await), 403);
    assert_eq!(refused(change(&node, &ben, 0, &restart, s::OWNER_EDIT).await), 403);
    change(&node, &ana, 0, &restart, s::OWNER_EDIT).await.unwrap();
    assert_eq!(state(&manifest(&node, &ana).await, 0), s::WAITING_FOR_PROVISIONING);
}

#[tokio::test]
async fn all_are_applied_where_that_is_forced_and_secrets_are_masked() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut forwarder = service("logs", "ana");
    forwarder[s::SPEC]["filebeat"] = json!({s::ELASTICSEARCH_PASSWORD: "hunter2"});
    add(&node, &admin, &[service("lab", "ana"), forwarder]).await;
    node.run_jobs().await;
    let all = manifest(&node, &admin).await;
    assert!(!all.value().to_string().contains("hunter2"));
    node.ask_as(&admin, s::save(&all, true)).await.unwrap();
    let now = manifest(&node, &admin).await;
    assert_eq!(
        (state(&now, 0), state(&now, 1)),
        (s::WAITING_FOR_PROVISIONING.into(), s::WAITING_FOR_PROVISIONING.into())
    );
    assert_eq!(now.text(s::FORCE), Some(SWITCH[0]));
}
