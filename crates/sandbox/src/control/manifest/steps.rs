//! How an apply is done: it begins, does one service after the other, and ends.

use pilothouse_wire::control::services as s;
use serde_json::{Value, json};

use super::{Change, Task, desired, name, plan, set, state};
use crate::{
    control::ends::{self, End},
    store::dss::Object,
};

/// What came of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// It is done.
    Done,
    /// It has failed: the service says why.
    Failed,
    /// It never ends.
    Stuck,
    /// The whole job is given up.
    GivenUp,
}

fn with_service(manifest: &mut Object, wanted: &str, change: impl FnOnce(&mut Value)) {
    let all = manifest.get_mut(s::SERVICES).and_then(Value::as_array_mut);
    if let Some(service) = all.and_then(|all| all.iter_mut().find(|service| name(service) == wanted)) {
        change(service);
    }
}

/// The job is at work.
pub(crate) fn begin(manifest: &mut Object, tasks: &[Task]) {
    manifest.insert(s::STATE.into(), json!(plan::whole(tasks, Change::state)));
    for task in tasks {
        with_service(manifest, &task.name, |service| set(service, s::STATUS, s::STATE, task.change.state()));
    }
}

/// Does one task.
pub(crate) fn one(manifest: &mut Object, task: &Task, now: &str) -> Came {
    let end = if task.change.can_fail() { ends::of_service(&task.name) } else { End::Well };
    match (end, task.change) {
        (End::Never, _) => Came::Stuck,
        (End::GivenUp, _) => Came::GivenUp,
        (End::Badly, _) => {
            let reason = reason(&task.name);
            with_service(manifest, &task.name, |service| fail(service, &reason, now));
            Came::Failed
        }
        (End::Well, Change::Remove) => {
            if let Some(all) = manifest.get_mut(s::SERVICES).and_then(Value::as_array_mut) {
                all.retain(|service| name(service) != task.name);
            }
            Came::Done
        }
        (
            End::Well,
            Change::Provision | Change::Restart | Change::Disable | Change::ScaleToZero | Change::ScaleFromZero,
        ) => {
            with_service(manifest, &task.name, done);
            Came::Done
        }
    }
}

/// Why a service of a known name fails.
fn reason(name: &str) -> String {
    format!(
        "Deployment {name} did not become ready: 0 of 1 replicas are available, container {name} exited with code 1"
    )
}

fn fail(service: &mut Value, reason: &str, now: &str) {
    set(service, s::STATUS, s::STATE, s::ERROR);
    set(service, s::STATUS, s::LAST_ERROR, reason);
    set(service, s::STATUS, s::ERROR_INFO, json!({s::DESCRIPTION: reason, s::TIMESTAMP: now}));
    unmark(service);
}

fn done(service: &mut Value) {
    let state = desired(service).to_owned();
    let up = state != s::DISABLED;
    set(service, s::STATUS, s::STATE, state);
    let address = address(name(service));
    if up && service[s::STATUS][s::URLS].as_array().is_none_or(Vec::is_empty) {
        set(service, s::STATUS, s::URLS, json!([{s::KIND: "https", s::URL: address}]));
    }
    if let Some(status) = service.get_mut(s::STATUS).and_then(Value::as_object_mut) {
        status.remove(s::LAST_ERROR);
        status.remove(s::ERROR_INFO);
    }
    unmark(service);
}

/// Where a service of the sandbox would be reached.
pub(crate) fn address(name: &str) -> String {
    format!("https://{name}.default-tenant.app.sandbox.example")
}

fn unmark(service: &mut Value) {
    set(service, s::SPEC, s::MARK_AS_CHANGED, false);
    set(service, s::SPEC, s::MARK_FOR_RESTART, false);
}

/// The job has come to its end, and nobody knows any more what it was to do: whatever is under way has failed.
pub(crate) fn abandon(manifest: &mut Object, job: &str, now: &str) {
    for service in manifest.get_mut(s::SERVICES).and_then(Value::as_array_mut).into_iter().flatten() {
        if state(service).is_some_and(|state| s::STATES[2..].contains(&state)) {
            fail(service, "The modification was given up, and what it was to do is not known any more", now);
        }
    }
    end(manifest, &[], job, now);
}

/// The job has come to its end: the rest of its tasks, where it was given up, is not done.
pub(crate) fn end(manifest: &mut Object, rest: &[Task], job: &str, now: &str) {
    for task in rest {
        with_service(manifest, &task.name, |service| leave(service, task, now));
    }
    let failed = failures(manifest, |_| true);
    manifest.insert(s::STATE.into(), json!(if failed.is_some() { s::ERROR } else { s::READY }));
    manifest.insert(s::LAST_ERROR.into(), json!(failed.unwrap_or_default()));
    manifest.insert(s::LAST_JOB.into(), json!(job));
    manifest.insert(s::RUNNING_JOB.into(), json!(""));
}

/// A service that the job did not get to is as it was before; one that was not there before has failed.
fn leave(service: &mut Value, task: &Task, now: &str) {
    let (state, change) = (state(service).unwrap_or_default(), task.change);
    if [change.waiting(), change.state()].contains(&state) {
        match &task.was {
            Some(was) => set(service, s::STATUS, s::STATE, was.as_str()),
            None => fail(service, "The modification that would have made it was given up", now),
        }
    }
    unmark(service);
}

/// What the services that have failed say, in words; `None` where none has.
pub(crate) fn failures(manifest: &Object, which: impl Fn(&str) -> bool) -> Option<String> {
    let failed = super::services(manifest).iter().filter(|service| state(service) == Some(s::ERROR));
    let words: Vec<String> = failed
        .filter(|service| which(name(service)))
        .map(|service| {
            let why = service[s::STATUS][s::ERROR_INFO][s::DESCRIPTION].as_str().unwrap_or("it gives no reason");
            format!("Service {} failed: {why}", name(service))
        })
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}
