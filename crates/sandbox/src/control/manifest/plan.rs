//! What a PUT of the manifest asks for: the manifest to be kept, and what is to be done to which service.

use pilothouse_wire::control::{services as s, users};
use serde_json::{Value, json};

use super::{
    Change, Task,
    check::{self, Mode},
    desired, find, name, secrets, services, set, spec_flag, spec_text, state,
};
use crate::{error::Failure, store::dss::Object};

/// Who asks.
pub(crate) struct Asker<'a> {
    /// The username.
    pub(crate) username: &'a str,
    /// Whether all services are theirs to change.
    pub(crate) admin: bool,
}

/// What is to be done.
#[derive(Debug, PartialEq)]
pub(crate) struct Plan {
    /// The manifest to be kept from now on.
    pub(crate) manifest: Object,
    /// What the job does, in this order.
    pub(crate) tasks: Vec<Task>,
    /// The services that were given a secret, which the manifest does not tell: it may have been another before.
    pub(crate) secret: Vec<String>,
}

/// Reads a PUT. Nothing is done while another modification runs: two editors would overwrite each other (§7, inferred).
pub(crate) fn read(kept: &Object, sent: &Object, asker: &Asker<'_>) -> Result<Plan, Failure> {
    if let Some(job) = kept.get(s::RUNNING_JOB).and_then(Value::as_str).filter(|job| !job.is_empty()) {
        return Err(Failure::clash(format!("Another modification of the app services is under way: job {job}")));
    }
    check::members(sent)?;
    let (wanted, mode) = (check::services(sent)?, check::mode(sent)?);
    let tasks = tasks(services(kept), wanted, check::force(sent)?);
    allow(services(kept), &tasks, mode, asker)?;
    let mut manifest = kept.clone();
    let (all, secret) = match mode {
        Mode::OwnerEdit if !asker.admin => (edited(services(kept), wanted, &tasks), Vec::new()),
        Mode::FromZeroOnly => (edited(services(kept), wanted, &tasks), Vec::new()),
        Mode::Default | Mode::OwnerEdit => all(services(kept), wanted),
    };
    manifest.insert(s::SERVICES.into(), Value::Array(all.into_iter().map(|one| waiting(one, &tasks)).collect()));
    manifest.insert(s::STATE.into(), json!(whole(&tasks, Change::waiting)));
    // How this one was asked for is not kept: clients send back what they read, and the next one is not meant by it.
    manifest.insert(s::APPLY_MODE.into(), json!(s::DEFAULT));
    manifest.insert(s::FORCE.into(), json!(users::SWITCH[1]));
    Ok(Plan { manifest, tasks, secret })
}

/// The state of the whole while these tasks are done.
pub(super) fn whole(tasks: &[Task], state: impl Fn(Change) -> &'static str) -> &'static str {
    match tasks.split_first() {
        Some((first, rest)) if rest.iter().all(|task| state(task.change) == state(first.change)) => state(first.change),
        Some(_) | None => state(Change::Provision),
    }
}

fn tasks(kept: &[Value], wanted: &[Value], force: bool) -> Vec<Task> {
    let changed = wanted.iter().filter_map(|service| {
        let before = find(kept, name(service));
        let was = before.and_then(state).map(str::to_owned);
        Some(Task { name: name(service).to_owned(), change: change(before, service, force)?, was })
    });
    let gone = kept.iter().filter(|service| find(wanted, name(service)).is_none());
    let gone = gone.map(|service| Task {
        name: name(service).to_owned(),
        change: Change::Remove,
        was: state(service).map(str::to_owned),
    });
    changed.chain(gone).collect()
}

/// What the marks and the wish for a service ask for: a change of its specification alone asks for nothing.
fn change(before: Option<&Value>, service: &Value, force: bool) -> Option<Change> {
    let wish = desired(service);
    let moved = before.is_none_or(|before| desired(before) != wish);
    let marked = force || spec_flag(service, s::MARK_AS_CHANGED);
    match wish {
        s::READY if spec_flag(service, s::MARK_FOR_RESTART) && !moved => Some(Change::Restart),
        _ if !(moved || marked) => None,
        s::DISABLED => Some(Change::Disable),
        s::SCALED_TO_ZERO => Some(Change::ScaleToZero),
        _ if before.and_then(state) == Some(s::SCALED_TO_ZERO) => Some(Change::ScaleFromZero),
        _ => Some(Change::Provision),
    }
}

/// A service administrator may do everything; the owner of a service may restart it and scale it from zero (§7).
fn allow(kept: &[Value], tasks: &[Task], mode: Mode, asker: &Asker<'_>) -> Result<(), Failure> {
    if mode == Mode::FromZeroOnly && tasks.iter().any(|task| task.change != Change::ScaleFromZero) {
        return Err(Failure::wrong(format!("{} takes services out of zero and nothing else", s::FROM_ZERO_ONLY)));
    }
    if asker.admin {
        return Ok(());
    }
    if mode == Mode::Default {
        return Err(Failure::forbidden("Only a Service Admin applies app services"));
    }
    if tasks.is_empty() {
        let words = "Nothing in it is for the owner of a service, who may restart it and scale it from zero";
        return Err(Failure::forbidden(words));
    }
    let own = |task: &&Task| {
        let owner = find(kept, &task.name).and_then(|service| spec_text(service, s::OWNER));
        owner == Some(asker.username) && matches!(task.change, Change::ScaleFromZero | Change::Restart)
    };
    match tasks.iter().find(|task| !own(task)) {
        Some(task) => Err(Failure::forbidden(format!(
            "The owner of a service may restart it and scale it from zero; for {} a Service Admin is needed",
            task.name
        ))),
        None => Ok(()),
    }
}

/// The manifest as it is sent, with the status that the server knows and without secrets; what is to be removed stays until
/// it is. With it the names of those that were given a secret.
fn all(kept: &[Value], wanted: &[Value]) -> (Vec<Value>, Vec<String>) {
    let mut secret = Vec::new();
    let sent = wanted.iter().map(|service| {
        let mut service = service.clone();
        let before = find(kept, name(&service));
        if let Some(members) = service.as_object_mut() {
            members.insert(s::STATUS.into(), before.map_or_else(|| json!({}), |before| before[s::STATUS].clone()));
        }
        if secrets::hide(&mut service[s::SPEC], before.map(|before| &before[s::SPEC])) {
            secret.push(name(&service).to_owned());
        }
        service
    });
    let mut all: Vec<Value> = sent.collect();
    all.extend(kept.iter().filter(|service| find(wanted, name(service)).is_none()).cloned());
    (all, secret)
}

/// The manifest as it is kept, with the wishes for the services of the tasks: the rest of it is others'.
fn edited(kept: &[Value], wanted: &[Value], tasks: &[Task]) -> Vec<Value> {
    let edit = |service: &Value| {
        let mut service = service.clone();
        let sent = find(wanted, name(&service)).filter(|sent| tasks.iter().any(|task| task.name == name(sent)));
        if let Some(sent) = sent {
            set(&mut service, s::SPEC, s::DESIRED_STATE, desired(sent));
            for mark in [s::MARK_AS_CHANGED, s::MARK_FOR_RESTART] {
                set(&mut service, s::SPEC, mark, spec_flag(sent, mark));
            }
        }
        service
    };
    kept.iter().map(edit).collect()
}

fn waiting(mut service: Value, tasks: &[Task]) -> Value {
    if let Some(task) = tasks.iter().find(|task| task.name == name(&service)) {
        set(&mut service, s::STATUS, s::STATE, task.change.waiting());
    }
    service
}

/// Names of the services that are new, gone, given a secret, or specified in another way than before.
pub(crate) fn specified<'a>(before: &'a Object, plan: &'a Plan) -> Vec<&'a str> {
    let (before, after) = (services(before), services(&plan.manifest));
    let same = |one: &Value, other: &Value| [s::SPEC, s::META].iter().all(|part| one[*part] == other[*part]);
    let secret = |one: &Value| plan.secret.iter().any(|named| named == name(one));
    let other = |one: &Value| find(before, name(one)).is_none_or(|other| !same(one, other));
    let changed = after.iter().filter(|one| secret(one) || other(one));
    let gone = before.iter().filter(|one| find(after, name(one)).is_none());
    changed.chain(gone).map(name).collect()
}
