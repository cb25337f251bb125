//! What a PUT asks for, and what comes of it.

use pilothouse_wire::control::services as s;
use serde_json::{Value, json};

use super::{
    Change, Task,
    plan::{self, Asker, Plan},
    steps::{self, Came},
};
use crate::{control::MASK, error::Failure, store::dss::Object};

const ADMIN: Asker<'_> = Asker { username: "admin", admin: true };
const OWNER: Asker<'_> = Asker { username: "ana", admin: false };
const NOW: &str = "2027-01-15T08:00:00.000000+00:00";

fn service(name: &str, state: &str) -> Value {
    json!({
        s::SPEC: {s::NAME: name, s::KIND: "jupyter", s::OWNER: "ana", s::DESIRED_STATE: state},
        s::STATUS: {s::STATE: state, s::VERSION: "1"},
    })
}

fn manifest(services: &[Value]) -> Object {
    let value = json!({s::SERVICES: services, s::STATE: s::READY, s::RUNNING_JOB: "", s::LAST_JOB: ""});
    value.as_object().cloned().unwrap()
}

fn kept() -> Object {
    manifest(&[service("lab", s::READY), service("shell", s::DISABLED), service("board", s::SCALED_TO_ZERO)])
}

/// The kept manifest with a member of a service's specification changed.
fn with(at: usize, member: &str, value: impl Into<Value>) -> Object {
    let mut sent = kept();
    sent[s::SERVICES][at][s::SPEC][member] = value.into();
    sent
}

fn tasks(sent: &Object) -> Vec<(String, Change)> {
    let plan = plan::read(&kept(), sent, &ADMIN).unwrap();
    plan.tasks.into_iter().map(|task| (task.name, task.change)).collect()
}

fn one(name: &str, change: Change) -> Vec<(String, Change)> {
    vec![(name.to_owned(), change)]
}

fn refused(result: Result<Plan, Failure>) -> (crate::error::Kind, String) {
    let failure = result.unwrap_err();
    (failure.kind(), failure.message().to_owned())
}

#[test]
fn marks_and_wishes_say_what_is_done() {
    assert_eq!(tasks(&kept()), []);
    assert_eq!(tasks(&with(0, s::MARK_AS_CHANGED, true)), one("lab", Change::Provision));
    assert_eq!(tasks(&with(0, s::MARK_FOR_RESTART, true)), one("lab", Change::Restart));
    assert_eq!(tasks(&with(0, s::DESIRED_STATE, s::DISABLED)), one("lab", Change::Disable));
    assert_eq!(tasks(&with(0, s::DESIRED_STATE, s::SCALED_TO_ZERO)), one("lab", Change::ScaleToZero));
    assert_eq!(tasks(&with(1, s::DESIRED_STATE, s::READY)), one("shell", Change::Provision));
    assert_eq!(tasks(&with(2, s::DESIRED_STATE, s::READY)), one("board", Change::ScaleFromZero));
    assert_eq!(tasks(&with(1, s::MARK_FOR_RESTART, true)), [], "what is down is not started anew");
    assert_eq!(tasks(&with(0, s::DESCRIPTION, "other")), [], "what is not marked is not applied");
    let mut all = kept();
    all.insert(s::FORCE.into(), json!("enabled"));
    assert_eq!(tasks(&all).len(), 3);
}

#[test]
fn what_is_new_is_made_and_what_is_gone_is_removed() {
    let sent = manifest(&[service("lab", s::READY), service("board", s::SCALED_TO_ZERO), service("new", s::READY)]);
    let plan = plan::read(&kept(), &sent, &ADMIN).unwrap();
    let names: Vec<_> = plan.tasks.iter().map(|task| (task.name.as_str(), task.change)).collect();
    assert_eq!(names, [("new", Change::Provision), ("shell", Change::Remove)]);
    let mut manifest = plan.manifest;
    assert_eq!(manifest[s::SERVICES].as_array().unwrap().len(), 4, "it stays until it is removed");
    assert_eq!(manifest[s::STATE], s::WAITING_FOR_PROVISIONING);
    assert_eq!(
        manifest[s::SERVICES][2][s::STATUS],
        json!({s::STATE: s::WAITING_FOR_PROVISIONING}),
        "no status of theirs"
    );
    steps::begin(&mut manifest, &plan.tasks);
    assert_eq!(manifest[s::STATE], s::PROVISIONING);
    for task in &plan.tasks {
        assert_eq!(steps::one(&mut manifest, task, NOW), Came::Done);
    }
    steps::end(&mut manifest, &[], "job-1", NOW);
    assert_eq!((&manifest[s::STATE], &manifest[s::LAST_JOB]), (&json!(s::READY), &json!("job-1")));
    assert_eq!(manifest[s::SERVICES].as_array().unwrap().len(), 3);
    assert_eq!(manifest[s::SERVICES][2][s::STATUS][s::URLS][0][s::URL], steps::address("new"));
}

#[test]
fn a_scaling_alone_has_a_state_of_its_own() {
    let plan = plan::read(&kept(), &with(2, s::DESIRED_STATE, s::READY), &ADMIN).unwrap();
    assert_eq!(plan.manifest[s::STATE], s::WAITING_FOR_SCALING_FROM_ZERO);
    let mut manifest = plan.manifest;
    steps::begin(&mut manifest, &plan.tasks);
    assert_eq!(manifest[s::STATE], s::SCALING_FROM_ZERO);
    assert_eq!(manifest[s::SERVICES][2][s::STATUS][s::STATE], s::SCALING_FROM_ZERO);
}

#[test]
fn a_service_that_fails_says_why_and_keeps_no_mark() {
    let mut manifest = manifest(&[service("failing-service", s::READY)]);
    let task = Task { name: "failing-service".into(), change: Change::Restart, was: Some(s::READY.into()) };
    assert_eq!(steps::one(&mut manifest, &task, NOW), Came::Failed);
    steps::end(&mut manifest, &[], "job-1", NOW);
    let status = manifest[s::SERVICES][0][s::STATUS].clone();
    assert_eq!((&status[s::STATE], &status[s::ERROR_INFO][s::TIMESTAMP]), (&json!(s::ERROR), &json!(NOW)));
    let why = status[s::ERROR_INFO][s::DESCRIPTION].as_str().unwrap();
    assert!(manifest[s::LAST_ERROR].as_str().unwrap().contains(why));
    assert_eq!(manifest[s::STATE], s::ERROR);
    assert_eq!(manifest[s::SERVICES][0][s::SPEC][s::MARK_FOR_RESTART], false);
    let stop = Task { change: Change::Disable, ..task };
    assert_eq!(steps::one(&mut manifest, &stop, NOW), Came::Done, "it can be stopped");
}

#[test]
fn a_job_that_is_given_up_leaves_what_it_did_not_reach_as_it_was() {
    let mut sent = kept();
    sent[s::SERVICES][0][s::SPEC][s::DESIRED_STATE] = json!(s::DISABLED);
    sent[s::SERVICES][1][s::SPEC][s::DESIRED_STATE] = json!(s::READY);
    let Plan { mut manifest, tasks, .. } = plan::read(&kept(), &sent, &ADMIN).unwrap();
    steps::begin(&mut manifest, &tasks);
    steps::end(&mut manifest, &tasks[1..], "job-1", NOW);
    assert_eq!(manifest[s::SERVICES][1][s::STATUS][s::STATE], s::DISABLED);
    assert_eq!(manifest[s::RUNNING_JOB], "");
}

#[test]
fn a_job_that_is_given_up_leaves_no_service_under_way() {
    let new = |name: &str| service(name, s::READY);
    let sent = manifest(&[new("lab"), new("shell"), new("board"), new("a"), new("b")]);
    let Plan { mut manifest, tasks, .. } = plan::read(&kept(), &sent, &ADMIN).unwrap();
    steps::begin(&mut manifest, &tasks);
    let a = tasks.iter().position(|task| task.name == "a").unwrap();
    assert_eq!(steps::one(&mut manifest, &tasks[a], NOW), Came::Done);
    // All tasks, as where the job fell over: what is done is done.
    steps::end(&mut manifest, &tasks, "job-1", NOW);
    let states: Vec<_> =
        manifest[s::SERVICES].as_array().unwrap().iter().map(|one| &one[s::STATUS][s::STATE]).collect();
    assert_eq!(states, [s::READY, s::DISABLED, s::SCALED_TO_ZERO, s::READY, s::ERROR]);
    let said = &manifest[s::SERVICES][4][s::STATUS][s::ERROR_INFO];
    assert!(said[s::DESCRIPTION].as_str().unwrap().contains("given up") && said[s::TIMESTAMP] == NOW, "{said}");
    assert_eq!((&manifest[s::STATE], &manifest[s::RUNNING_JOB]), (&json!(s::ERROR), &json!("")));
    assert!(manifest[s::LAST_ERROR].as_str().unwrap().contains("Service b failed"));
}

#[test]
fn how_it_was_asked_for_is_not_kept() {
    for (member, value) in [(s::APPLY_MODE, s::OWNER_EDIT), (s::APPLY_MODE, s::FROM_ZERO_ONLY), (s::FORCE, "enabled")] {
        let mut sent = manifest(&[service("board", s::READY)]);
        let kept = manifest(&[service("board", s::SCALED_TO_ZERO)]);
        sent.insert(member.into(), json!(value));
        let plan = plan::read(&kept, &sent, &ADMIN).unwrap();
        assert_eq!(plan.tasks.len(), 1);
        assert_eq!((&plan.manifest[s::APPLY_MODE], &plan.manifest[s::FORCE]), (&json!(s::DEFAULT), &json!("disabled")));
    }
}

#[test]
fn of_a_service_admin_everything_is_taken_that_an_owner_could_not_ask_for() {
    let mut sent = with(0, s::DESCRIPTION, "other");
    sent.insert(s::APPLY_MODE.into(), json!(s::OWNER_EDIT));
    sent[s::SERVICES].as_array_mut().unwrap().push(service("new", s::READY));
    let plan = plan::read(&kept(), &sent, &ADMIN).unwrap();
    assert_eq!(plan.manifest[s::SERVICES][0][s::SPEC][s::DESCRIPTION], "other");
    assert_eq!(plan.manifest[s::SERVICES].as_array().unwrap().len(), 4);
    assert_eq!(plan::specified(&kept(), &plan), ["lab", "new"]);
}

#[test]
fn nothing_is_done_beside_another_modification() {
    let mut kept = kept();
    kept.insert(s::RUNNING_JOB.into(), json!("job-7"));
    let (kind, words) = refused(plan::read(&kept, &kept, &ADMIN));
    assert_eq!(kind, crate::error::Kind::Clash);
    assert!(words.contains("job-7"), "{words}");
}

#[test]
fn what_is_wrong_with_a_manifest_is_named() {
    let words = |sent: &Object| {
        let (kind, words) = refused(plan::read(&kept(), sent, &ADMIN));
        assert_eq!(kind, crate::error::Kind::Wrong);
        words
    };
    assert!(words(&Object::new()).contains(s::SERVICES));
    assert!(words(&with(0, s::NAME, "No Name")).contains("No Name"));
    assert!(words(&with(0, s::NAME, "board")).contains("twice"));
    assert!(words(&with(0, s::KIND, "")).contains(s::KIND));
    assert!(words(&with(0, s::DESIRED_STATE, "asleep")).contains("asleep"));
    for (member, wrong) in [
        (s::MARK_AS_CHANGED, json!("yes")),
        (s::VISIBLE_TO_ALL, json!(1)),
        (s::DESCRIPTION, json!(["a"])),
        (s::DESIRED_STATE, json!(7)),
        ("min_replicas", json!("1")),
        (s::RESOURCES, json!(5)),
        ("scale_to_zero", json!("enabled")),
    ] {
        let said = words(&with(0, member, wrong));
        assert!(said.contains(&["spec.", member, " of the service lab"].concat()), "{said}");
    }
    assert!(words(&with(0, s::RESOURCES, json!({s::LIMITS: {"cpu": 2}}))).contains("spec.resources.limits.cpu"));
    assert!(words(&with(0, s::RESOURCES, json!({s::REQUESTS: "much"}))).contains("spec.resources.requests"));
    for (member, value) in [(s::APPLY_MODE, "sometimes"), (s::FORCE, "perhaps"), ("x_manifest", "5")] {
        let mut sent = kept();
        sent.insert(member.into(), json!(value));
        assert!(words(&sent).contains(member));
    }
    let mut sent = kept();
    sent[s::SERVICES][0][s::META] = json!("x");
    assert!(words(&sent).contains(s::META));
    let mut sent = with(0, s::MARK_FOR_RESTART, true);
    sent.insert(s::APPLY_MODE.into(), json!(s::FROM_ZERO_ONLY));
    assert!(words(&sent).contains(s::FROM_ZERO_ONLY));
}

#[test]
fn what_a_specification_holds_beside_is_kept() {
    let more = json!({"image_name": "jupyter-all", "x": [1, null, {"y": 0.5}]});
    let mut sent = with(0, "jupyter", more.clone());
    sent[s::SERVICES][0][s::SPEC]["x_spec"] = json!(5);
    sent[s::SERVICES][0][s::SPEC][s::RESOURCES] = json!({s::LIMITS: {"cpu": "2", "amd_gpu": 1}, s::REQUESTS: null});
    let plan = plan::read(&kept(), &sent, &ADMIN).unwrap();
    assert_eq!(plan.manifest[s::SERVICES][0][s::SPEC], sent[s::SERVICES][0][s::SPEC]);
}

#[test]
fn an_owner_restarts_and_scales_from_zero_and_nothing_else() {
    let ask = |mut sent: Object, mode: &str, asker: &Asker<'_>| {
        sent.insert(s::APPLY_MODE.into(), json!(mode));
        plan::read(&kept(), &sent, asker)
    };
    let restart = || with(0, s::MARK_FOR_RESTART, true);
    assert_eq!(refused(ask(restart(), s::DEFAULT, &OWNER)).0, crate::error::Kind::Forbidden);
    assert_eq!(ask(restart(), s::OWNER_EDIT, &OWNER).unwrap().tasks[0].change, Change::Restart);
    let other = Asker { username: "ben", admin: false };
    assert_eq!(refused(ask(restart(), s::OWNER_EDIT, &other)).0, crate::error::Kind::Forbidden);
    for mode in [s::OWNER_EDIT, s::FROM_ZERO_ONLY] {
        let (kind, words) = refused(ask(kept(), mode, &OWNER));
        assert!(kind == crate::error::Kind::Forbidden && words.contains("owner"), "nothing is to be done: {words}");
    }
    let disable = with(0, s::DESIRED_STATE, s::DISABLED);
    assert_eq!(refused(ask(disable, s::OWNER_EDIT, &OWNER)).0, crate::error::Kind::Forbidden);
    let mut from_zero = with(2, s::DESIRED_STATE, s::READY);
    from_zero[s::SERVICES][0][s::SPEC][s::DESCRIPTION] = json!("changed on the side");
    let plan = ask(from_zero, s::OWNER_EDIT, &OWNER).unwrap();
    assert_eq!(plan.tasks[0].change, Change::ScaleFromZero);
    assert_eq!(plan.manifest[s::SERVICES][0], kept()[s::SERVICES][0], "the rest is as it was");
}

#[test]
fn a_secret_is_not_kept_wherever_it_stands() {
    let deep = |secret: Value| json!({"list": [{"x": {"client_secret": secret}}], "name": "hunter2 is no secret here"});
    let mut sent = kept();
    sent[s::SERVICES][0][s::SPEC]["filebeat"] = json!({s::ELASTICSEARCH_PASSWORD: "hunter2", "password": null});
    sent[s::SERVICES][0][s::SPEC]["secret_key"] = json!("hunter2");
    sent[s::SERVICES][0][s::SPEC]["advanced"] = deep(json!("hunter2"));
    sent[s::SERVICES][0][s::SPEC]["pvc"] = json!({"password": {"cookie_secret": ""}});
    let plan = plan::read(&kept(), &sent, &ADMIN).unwrap();
    let spec = &plan.manifest[s::SERVICES][0][s::SPEC];
    assert_eq!(spec["filebeat"], json!({s::ELASTICSEARCH_PASSWORD: MASK, "password": null}));
    assert_eq!((&spec["secret_key"], &spec["advanced"]), (&json!(MASK), &deep(json!(MASK))));
    assert_eq!(spec["pvc"], json!({"password": {"cookie_secret": ""}}));
    assert_eq!(plan.secret, ["lab"]);
}

#[test]
fn a_mask_that_comes_back_is_what_was_there() {
    let mut kept = kept();
    kept[s::SERVICES][0][s::SPEC]["own"] =
        json!({"password": MASK, "secret_key": "", "client_secret": null, "all": [{"password": MASK}]});
    let mut sent = kept.clone();
    for name in s::SECRETS {
        sent[s::SERVICES][0][s::SPEC]["own"][name] = json!(MASK);
    }
    sent[s::SERVICES][0][s::SPEC]["own"]["all"].as_array_mut().unwrap().insert(0, json!({"secret_key": MASK}));
    let again = plan::read(&kept, &sent, &ADMIN).unwrap();
    let after = json!({"password": MASK, "secret_key": "", "client_secret": null, "all": [{}, {"password": MASK}]});
    assert_eq!(again.manifest[s::SERVICES][0][s::SPEC]["own"], after);
    assert_eq!((again.secret.len(), plan::specified(&kept, &again)), (0, vec!["lab"]));
    sent = kept.clone();
    sent[s::SERVICES][0][s::SPEC]["own"]["password"] = json!("another");
    let other = plan::read(&kept, &sent, &ADMIN).unwrap();
    assert_eq!(other.manifest[s::SERVICES], kept[s::SERVICES]);
    assert_eq!(plan::specified(&kept, &other), ["lab"], "nothing else tells that it is another");
}
