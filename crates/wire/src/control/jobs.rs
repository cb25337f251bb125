//! Jobs: what goes on after a call has answered. contract/iguazio-control-plane.md §6.

use serde_json::Value;

use super::Item;
use super::kind::{Field, Form, Kind};
use crate::{Endpoint, System};

/// Lists jobs; it seems to need a privileged user (inferred).
pub const LIST: Endpoint = Endpoint::read("list jobs", System::ControlPlane, "jobs");
/// Reads a job.
pub const GET: Endpoint = Endpoint::read("get job", System::ControlPlane, "jobs/{id}");

/// What it does, in words with dots.
pub const KIND: &str = "kind";
/// How far it is.
pub const STATE: &str = "state";
/// What came of it: the real cause of a failure.
pub const RESULT: &str = "result";
/// What it was given.
pub const PARAMS: &str = "params";
/// When it was made.
pub const CREATED_AT: &str = "created_at";
/// When it last changed.
pub const UPDATED_AT: &str = "updated_at";
/// Who does it: a service's id.
pub const HANDLER: &str = "handler";
/// What it is about, as JSON in a text.
pub const LINKED_RESOURCES: &str = "linked_resources";
/// What the dashboard shows of it, as JSON in a text.
pub const UI_FIELDS: &str = "ui_fields";
/// The most seconds it may take.
pub const MOST_SECONDS: &str = "max_total_execution_time";
/// The most seconds that it may be worked on.
pub const MOST_WORK_SECONDS: &str = "max_worker_execution_time";
/// Seconds to wait before it begins.
pub const DELAY: &str = "delay";
/// What is called when it is done.
pub const ON_SUCCESS: &str = "on_success";
/// What is called when it is not.
pub const ON_FAILURE: &str = "on_failure";
/// Trace id of the request that made it.
pub const CTX_ID: &str = "ctx_id";

/// Relation of a record to the jobs that work on it (§6, certain).
pub const JOBS_OF: &str = "jobs";
/// What `type` says of the answer to a deletion that goes on as a job (§6, certain).
pub const DELETION_RESPONSE: &str = "deletion_response";
/// What a job may take unless it says otherwise, in seconds (§6, certain).
pub const THREE_HOURS: i64 = 10_800;

/// The states (§6, certain).
pub const STATES: [&str; 7] =
    ["created", "dispatched", "in_progress", "completed", "canceled", "republishing", "failed"];
/// Made.
pub const CREATED: &str = STATES[0];
/// Given to a worker.
pub const DISPATCHED: &str = STATES[1];
/// Under way.
pub const IN_PROGRESS: &str = STATES[2];
/// Done: the only success.
pub const COMPLETED: &str = STATES[3];
/// Given up.
pub const CANCELED: &str = STATES[4];
/// Given to a worker once more.
pub const REPUBLISHING: &str = STATES[5];
/// Not done.
pub const FAILED: &str = STATES[6];

/// Jobs.
pub static JOBS: Kind = Kind {
    record: "job",
    label: KIND,
    list: Some(&LIST),
    get: Some(&GET),
    create: None,
    update: None,
    delete: None,
    fields: &[
        Field::read(KIND, Form::Text),
        Field::read(STATE, Form::Choice(&STATES)),
        Field::read(RESULT, Form::JsonText),
        Field::read(PARAMS, Form::JsonText),
        Field::read(UI_FIELDS, Form::JsonText),
        Field::read(LINKED_RESOURCES, Form::JsonText),
        Field::read(MOST_SECONDS, Form::Number),
        Field::read(MOST_WORK_SECONDS, Form::Number),
        Field::read(DELAY, Form::Fraction),
        Field::read(ON_SUCCESS, Form::Json),
        Field::read(ON_FAILURE, Form::Json),
        Field::read(CREATED_AT, Form::Moment),
        Field::read(UPDATED_AT, Form::Moment),
        Field::read(HANDLER, Form::Text),
        Field::read(CTX_ID, Form::Text),
    ],
    relations: &[],
    secret_id: false,
};

/// How far a job is, as far as one who waits for it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It may still change.
    Open,
    /// It has done what it was for.
    Completed,
    /// It has not, and will not.
    Failed,
    /// Somebody has given it up.
    Canceled,
}

/// What a state means: `completed`, `failed` and `canceled` are final, all others go on (§6, certain).
pub fn end_of(state: &str) -> End {
    match state {
        COMPLETED => End::Completed,
        FAILED => End::Failed,
        CANCELED => End::Canceled,
        _ => End::Open,
    }
}

/// Members of a result that is JSON: status in the manner of HTTP, what happened in words, the project (§6, certain).
pub const RESULT_STATUS: &str = "status";
/// See [`RESULT_STATUS`].
pub const RESULT_MESSAGE: &str = "message";
/// See [`RESULT_STATUS`].
pub const RESULT_PROJECT: &str = "project_id";

/// What a job says of its end: all parts are optional (§6, certain).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Status in the manner of HTTP.
    pub status: Option<u16>,
    /// What happened, in words.
    pub message: Option<String>,
}

/// Reads a result, which is a plain text or JSON as a text.
pub fn said(job: &Item) -> Said {
    let Some(text) = job.text(RESULT).map(str::trim).filter(|text| !text.is_empty()) else { return Said::default() };
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(members)) => {
            // The official client takes a number in a text too.
            let number = |status: &Value| status.as_u64().or_else(|| status.as_str()?.trim().parse().ok());
            let status = members.get(RESULT_STATUS).and_then(number).and_then(|status| u16::try_from(status).ok());
            let message = members.get(RESULT_MESSAGE).and_then(Value::as_str).map(str::to_owned);
            // Neither is there: what is there is better than nothing.
            let message = message.or_else(|| status.is_none().then(|| text.to_owned()));
            Said { status, message }
        }
        Ok(Value::String(message)) => Said { status: None, message: Some(message) },
        Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | Err(_) => {
            Said { status: None, message: Some(text.to_owned()) }
        }
    }
}
