//! Applies the manifest of the app services, one service after the other, and reads configurations again.

use pilothouse_wire::control::{jobs as j, services as s};
use rusqlite::Connection;

use super::{Order, Went, Work, done};
use crate::{
    control::{
        Deed, jobs,
        manifest::{
            Task,
            steps::{self, Came},
        },
        moment::iso,
        runner,
    },
    error::Failure,
    store::{
        control::{
            self, Record,
            work::{self, Due},
        },
        dss::Object,
    },
};

/// The manifest; there is one from the first start on.
pub(crate) fn manifest(db: &Connection) -> Result<Record, Failure> {
    let manifest = control::first(db, &s::MANIFESTS)?;
    manifest.ok_or_else(|| Failure::internal("looking for the manifest", &"there is none"))
}

/// Changes the manifest.
fn change<T>(db: &Connection, how: impl FnOnce(&mut Object) -> T) -> Result<T, Failure> {
    let record = manifest(db)?;
    let mut attributes = record.attributes.clone();
    let came = how(&mut attributes);
    control::update(db, &record, attributes)?;
    Ok(came)
}

pub(super) fn begin(db: &Connection, tasks: &[Task]) -> Result<(), Failure> {
    change(db, |manifest| steps::begin(manifest, tasks))
}

pub(super) fn part(db: &Connection, deed: &Deed, tasks: &[Task], due: &Due, part: u32) -> Result<Went, Failure> {
    let at = part as usize;
    let (rest, now) = (tasks.get(at + 1..).unwrap_or_default(), iso(deed.now));
    change(db, |manifest| {
        let came = tasks.get(at).map_or(Came::Done, |task| steps::one(manifest, task, &now));
        match came {
            Came::Stuck => Went::Stuck,
            Came::GivenUp => {
                steps::end(manifest, tasks.get(at..).unwrap_or_default(), &due.job.id, &now);
                Went::GivenUp(jobs::said(499, "The modification was canceled by an operator"))
            }
            Came::Done | Came::Failed if !rest.is_empty() => Went::On(None, due.step + 1),
            Came::Done | Came::Failed => {
                steps::end(manifest, &[], &due.job.id, &now);
                match steps::failures(manifest, |name| tasks.iter().any(|task| task.name == name)) {
                    Some(why) => Went::Failed(jobs::said(500, &why)),
                    None => done(),
                }
            }
        }
    })
}

/// The manifest must not wait for a job that has come to its end.
pub(super) fn give_up(db: &Connection, tasks: &[Task], job: &Record) -> Result<(), Failure> {
    let now = job.text(j::UPDATED_AT).unwrap_or_default();
    change(db, |manifest| steps::end(manifest, tasks, &job.id, now))
}

/// Reads a configuration again: there is nothing to read, but for a modification of the app services that never ends,
/// which this one gives up (sandbox choice).
pub(super) fn reload(db: &Connection, deed: &Deed, what: &str) -> Result<Went, Failure> {
    if what == s::SERVICES {
        give_up_stuck(db, deed.now)?;
    }
    Ok(Went::Done(jobs::said(200, &format!("The configuration {what} was read again"))))
}

fn give_up_stuck(db: &Connection, now: i64) -> Result<(), Failure> {
    let manifest = manifest(db)?;
    let running = manifest.text(s::RUNNING_JOB).filter(|job| !job.is_empty());
    let Some(running) = running else { return Ok(()) };
    let job = control::find(db, &j::JOBS, running)?;
    let due = job.as_ref().map(|job| work::of(db, job)).transpose()?.flatten();
    if due.as_ref().is_some_and(|due| due.due != work::NEVER) {
        return Ok(());
    }
    match due.as_ref().and_then(rest) {
        Some(rest) => change(db, |manifest| steps::end(manifest, &rest, running, &iso(now)))?,
        // The job is gone, or has ended without the manifest.
        None => change(db, |manifest| steps::abandon(manifest, running, &iso(now)))?,
    }
    let open = |job: &Record| j::end_of(job.text(j::STATE).unwrap_or_default()) == j::End::Open;
    let Some(job) = job.filter(open) else { return Ok(()) };
    let why = jobs::said(499, "The modification was given up when the app services were read again");
    jobs::end(db, &job, j::CANCELED, &why, now)
}

/// What an apply still had to do, if that can be read.
fn rest(due: &Due) -> Option<Vec<Task>> {
    let Ok(Order { work: Work::Apply { tasks }, .. }) = Order::read(&due.work) else { return None };
    let at = due.step.saturating_sub(runner::FIRST_PART) as usize;
    Some(tasks.get(at..).unwrap_or_default().to_vec())
}
