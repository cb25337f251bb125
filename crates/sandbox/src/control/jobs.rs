//! Jobs: the record of each, how it is made and how it ends. `contract/iguazio-control-plane.md` §6.

use pilothouse_wire::control::jobs as j;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::{
    Deed, attributes as object,
    moment::iso,
    work::{Order, Work},
};
use crate::{
    error::Failure,
    state::App,
    store::{
        attempt,
        control::{self, Record, work},
        dss::Object,
    },
};

/// Which service says that it does the jobs.
const HANDLER: &str = "igz0.jobs.0";

/// Makes a job and gives it its work; the runner takes it up when the transaction that this is part of has ended. The
/// parameters are for people to read and hold no secret.
pub(crate) fn start(db: &Connection, app: &App, deed: &Deed, work: Work, params: &Value) -> Result<Record, Failure> {
    let job = new(work.kind(), params, &deed.ctx, &iso(deed.now));
    let job = control::insert(db, &j::JOBS, &deed.random.uuid(), job)?;
    let order = Order { by: deed.user.as_ref().map(|user| user.id.clone()), work };
    work::add(db, &job, deed.now + app.jobs.first_wait(), &order.text()?)?;
    app.jobs.ring();
    Ok(job)
}

/// A job that was just made.
pub(crate) fn new(kind: &str, params: &Value, ctx: &str, now: &str) -> Object {
    object([
        (j::KIND, json!(kind)),
        (j::STATE, json!(j::CREATED)),
        (j::RESULT, json!("")),
        (j::PARAMS, json!(params.to_string())),
        (j::UI_FIELDS, json!("")),
        (j::LINKED_RESOURCES, json!("")),
        (j::MOST_SECONDS, json!(j::THREE_HOURS)),
        (j::MOST_WORK_SECONDS, Value::Null),
        (j::DELAY, json!(0.0)),
        (j::ON_SUCCESS, json!([])),
        (j::ON_FAILURE, json!([])),
        (j::CREATED_AT, json!(now)),
        (j::UPDATED_AT, json!(now)),
        (j::HANDLER, json!(HANDLER)),
        (j::CTX_ID, json!(ctx)),
    ])
}

/// A job is in another state.
pub(crate) fn set_state(db: &Connection, job: &Record, state: &str, now: i64) -> Result<(), Failure> {
    control::update(db, job, object([(j::STATE, json!(state)), (j::UPDATED_AT, json!(iso(now)))])).map(drop)
}

/// A job has come to its end, in one of the final states.
pub(crate) fn end(db: &Connection, job: &Record, state: &str, result: &str, now: i64) -> Result<(), Failure> {
    let changes = [(j::STATE, json!(state)), (j::RESULT, json!(result)), (j::UPDATED_AT, json!(iso(now)))];
    control::update(db, job, object(changes))?;
    work::done(db, job)
}

/// A result that says why, in the manner of the contract's sample.
pub(crate) fn said(status: u16, message: &str) -> String {
    json!({j::RESULT_STATUS: status, j::RESULT_MESSAGE: message}).to_string()
}

/// The same of a project.
pub(crate) fn said_of(status: u16, message: &str, project: &str) -> String {
    json!({j::RESULT_STATUS: status, j::RESULT_MESSAGE: message, j::RESULT_PROJECT: project}).to_string()
}

/// Holds that something could be done, and does not do it: what is refused at once is no job's failure later.
pub(crate) fn rehearse(db: &Connection, what: impl FnOnce(&Connection) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut went = Ok(());
    // Nothing of it stays: to the savepoint it has failed in any case.
    let undone = attempt(db, |db| {
        went = what(db);
        Err::<(), _>(Failure::clash("This was a rehearsal"))
    });
    drop(undone);
    went
}
