//! App services: the manifest is put back as a whole, and a job does what that asks for

mod secrets;

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
async fn a_modification_whose_job_has_lost_its_work_is_given_up_by_a_reload() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let spoilt = "UPDATE control_work SET work = '{\"Other\": {}}'";
    for (name, spoil, end) in [
        ("stuck-job", spoilt, j::CANCELED),
        ("lab", spoilt, j::FAILED),
        ("gone", "DELETE FROM control_work", j::CANCELED),
    ] {
        let job = add(&node, &admin, &[service(name, "ana")]).await;
        if name == "stuck-job" {
            node.run_jobs().await;
        }
        let spoil = move |db: &rusqlite::Transaction<'_>| Ok(db.execute(spoil, [])?);
        assert_eq!(node.app.store.write(spoil).await.unwrap(), 1);
        node.run_jobs().await;
        assert_eq!(refused(change(&node, &admin, 0, &[], s::DEFAULT).await), 409, "{name}");
        node.ask_as(&admin, system::reload(s::SERVICES)).await.unwrap();
        node.run_jobs().await;
        let now = manifest(&node, &admin).await;
        assert_eq!((now.text(s::RUNNING_JOB), now.text(s::STATE)), (Some(""), Some(s::ERROR)), "{name}");
        let last = now.value()[s::SERVICES].as_array().unwrap().len() - 1;
        assert_eq!((state(&now, last).as_str(), node.job(&admin, &job).await.text(j::STATE)), (s::ERROR, Some(end)));
    }
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
    for secret in s::SECRETS {
        forwarder[s::SPEC]["own"][secret] = json!("hunter2");
    }
    forwarder[s::SPEC]["own"]["list"] = json!([{"password": "hunter2", "secret_key": null, "client_secret": ""}]);
    add(&node, &admin, &[service("lab", "ana"), forwarder]).await;
    node.run_jobs().await;
    let all = manifest(&node, &admin).await;
    assert!(!all.value().to_string().contains("hunter2"));
    let own = &all.value()[s::SERVICES][1][s::SPEC]["own"];
    assert!(s::SECRETS.iter().all(|secret| own[*secret] == "******"), "{own}");
    assert_eq!(own["list"], json!([{"password": "******", "client_secret": ""}]));
    node.ask_as(&admin, s::save(&all, true)).await.unwrap();
    let now = manifest(&node, &admin).await;
    assert_eq!(
        (state(&now, 0), state(&now, 1)),
        (s::WAITING_FOR_PROVISIONING.into(), s::WAITING_FOR_PROVISIONING.into())
    );
    assert_eq!(now.text(s::FORCE), Some(SWITCH[1]), "that was for this once");
}

#[tokio::test]
async fn an_apply_mode_is_for_one_apply_and_what_comes_after_is_done() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut asleep = service("lab", "ana");
    asleep[s::SPEC][s::DESIRED_STATE] = json!(s::SCALED_TO_ZERO);
    add(&node, &admin, &[asleep]).await;
    node.run_jobs().await;
    for mode in [s::OWNER_EDIT, s::FROM_ZERO_ONLY] {
        let awake = [(s::DESIRED_STATE, json!(s::READY)), (s::MARK_AS_CHANGED, json!(true))];
        change(&node, &admin, 0, &awake, mode).await.unwrap();
        node.run_jobs().await;
        // As a client does it: what was read is changed and goes back as a whole.
        let mut all = manifest(&node, &admin).await.value();
        assert_eq!(
            (state(&manifest(&node, &admin).await, 0).as_str(), &all[s::APPLY_MODE]),
            (s::READY, &json!(s::DEFAULT))
        );
        all[s::SERVICES][0][s::SPEC][s::DESCRIPTION] = json!(mode);
        all[s::SERVICES][0][s::SPEC][s::DESIRED_STATE] = json!(s::SCALED_TO_ZERO);
        all[s::SERVICES].as_array_mut().unwrap().push(service(&["new-", &mode.to_lowercase()].concat(), "ana"));
        node.ask_as(&admin, s::save(&Whole::of(all).unwrap(), false)).await.unwrap();
        node.run_jobs().await;
        let now = manifest(&node, &admin).await;
        assert_eq!(now.value()[s::SERVICES][0][s::SPEC][s::DESCRIPTION], mode);
        let last = now.value()[s::SERVICES].as_array().unwrap().len() - 1;
        assert_eq!(
            (last > 0, state(&now, 0).as_str(), state(&now, last).as_str()),
            (true, s::SCALED_TO_ZERO, s::READY)
        );
    }
}

#[tokio::test]
async fn whoever_may_do_nothing_starts_no_job() {
    let node = Node::new().await;
    let (admin, eve) = (node.control_admin().await, node.control_user("eve").await);
    add(&node, &admin, &[service("lab", "ana")]).await;
    node.run_jobs().await;
    let before = manifest(&node, &admin).await;
    for mode in [s::DEFAULT, s::OWNER_EDIT, s::FROM_ZERO_ONLY] {
        assert_eq!(refused(change(&node, &eve, 0, &[], mode).await), 403, "{mode}");
    }
    assert_eq!(manifest(&node, &admin).await, before);
    change(&node, &admin, 0, &[(s::MARK_FOR_RESTART, json!(true))], s::DEFAULT).await.unwrap();
}

#[tokio::test]
async fn a_new_service_whose_job_is_given_up_has_failed() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let job = add(&node, &admin, &[service("canceled-job", "ana"), service("lab", "ana")]).await;
    node.run_jobs().await;
    assert_eq!(node.job(&admin, &job).await.text(j::STATE), Some(j::CANCELED));
    add(&node, &admin, &[service("stuck-job", "ana")]).await;
    node.run_jobs().await;
    node.ask_as(&admin, system::reload(s::SERVICES)).await.unwrap();
    node.run_jobs().await;
    let now = manifest(&node, &admin).await;
    let services = now.value()[s::SERVICES].as_array().cloned().unwrap();
    let failed: Vec<_> = services.iter().map(|one| (&one[s::SPEC][s::NAME], &one[s::STATUS][s::STATE])).collect();
    let error = json!(s::ERROR);
    assert_eq!(failed, [(&json!("canceled-job"), &error), (&json!("lab"), &error), (&json!("stuck-job"), &error)]);
    assert!(services.iter().all(|one| one[s::STATUS][s::ERROR_INFO][s::DESCRIPTION].is_string()), "{services:?}");
    change(&node, &admin, 1, &[(s::MARK_AS_CHANGED, json!(true))], s::DEFAULT).await.unwrap();
    node.run_jobs().await;
    assert_eq!(state(&manifest(&node, &admin).await, 1), s::READY, "it can be made after all");
}

#[tokio::test]
async fn what_nobody_knows_of_a_manifest_is_named_and_what_a_service_holds_is_kept() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut lab = service("lab", "ana");
    lab[s::SPEC]["x_spec"] = json!({"deep": [1, 2]});
    add(&node, &admin, &[lab]).await;
    node.run_jobs().await;
    assert_eq!(manifest(&node, &admin).await.value()[s::SERVICES][0][s::SPEC]["x_spec"], json!({"deep": [1, 2]}));
    let all = manifest(&node, &admin).await.value();
    let put = async |attributes: &Value, relations: Value| {
        let data = json!({"type": s::MANIFESTS.record, "attributes": attributes, "relationships": relations});
        node.asked(&admin, "PUT", "app_services_manifests", json!({ "data": data })).await
    };
    let (mut manifest, mut spec) = (all.clone(), all.clone());
    manifest["x_manifest"] = json!(5);
    spec[s::SERVICES][0][s::SPEC][s::MARK_AS_CHANGED] = json!("yes");
    for (attributes, relations, named) in [
        (&manifest, json!({}), "x_manifest"),
        (&spec, json!({}), "spec.mark_as_changed of the service lab"),
        (&all, json!({"x_relation": {"data": []}}), "x_relation"),
    ] {
        let (status, body) = put(attributes, relations).await;
        assert!(status == 400 && body["errors"][0]["detail"].as_str().unwrap().contains(named), "{body}");
    }
    assert_eq!(put(&all, json!({})).await.0, 202);
}

#[tokio::test]
async fn the_trail_says_what_is_applied_and_what_is_read_again() {
    let node = Node::new().await;
    let admin = node.control_admin().await;
    let mut logs = service("logs", "ana");
    logs[s::SPEC]["filebeat"] = json!({s::ELASTICSEARCH_PASSWORD: "hunter2"});
    add(&node, &admin, &[service("lab", "ana"), logs]).await;
    node.run_jobs().await;
    let changes = [(s::MARK_FOR_RESTART, json!(true)), (s::DESCRIPTION, json!("Notebooks"))];
    change(&node, &admin, 0, &changes, s::DEFAULT).await.unwrap();
    node.run_jobs().await;
    node.ask_as(&admin, system::reload("events")).await.unwrap();
    let trail = node.trail(&admin).await;
    let said: Vec<(&str, &str)> = trail.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
    let (updated, whole) = ("AppServicesManifest.Updated", "admin changed the app services of default-tenant: ");
    assert_eq!(
        said,
        [
            ("Configuration.Reloaded", "admin had the configuration events read again"),
            (updated, [whole, "restart lab"].concat().as_str()),
            (updated, [whole, "provision lab, provision logs"].concat().as_str()),
        ]
    );
    let (_, body) = node.asked(&admin, "GET", "audit_events", Value::Null).await;
    let texts = |at: usize| body["data"][at]["attributes"]["parameters_text"].clone();
    let pairs = |tasks: &str, specified: &str| json!([{"name": "tasks", "value": tasks}, {"name": "specified", "value": specified}]);
    assert_eq!(texts(0), pairs("provision lab, provision logs", "lab, logs"));
    assert_eq!(texts(1), pairs("restart lab", "lab"));
    let another = [("filebeat", json!({s::ELASTICSEARCH_PASSWORD: "hunter2, the second"}))];
    change(&node, &admin, 1, &another, s::DEFAULT).await.unwrap();
    node.run_jobs().await;
    change(&node, &admin, 1, &[], s::DEFAULT).await.unwrap();
    let (_, body) = node.asked(&admin, "GET", "audit_events?sort=timestamp_uint64", Value::Null).await;
    let texts: Vec<&Value> =
        body["data"].as_array().unwrap().iter().map(|one| &one["attributes"]["parameters_text"]).collect();
    let [.., secret, same] = texts[..] else { panic!("{texts:?}") };
    assert_eq!((secret, same), (&pairs("", "logs"), &pairs("", "")));
    assert!(!body.to_string().contains("hunter2"));
}
