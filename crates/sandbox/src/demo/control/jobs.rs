//! Jobs of the last two weeks: in every state, failed ones with the reason as text or as JSON, one that never ends.

use pilothouse_wire::control::jobs as j;
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::There;
use crate::{
    control::{Deed, attributes, jobs, moment::iso},
    error::Failure,
    store::control as store,
};

/// How many.
const COUNT: usize = 60;

/// Kind, name of the parameter, reason why one failed.
const KINDS: [(&str, &str, &str); 8] = [
    (
        "tenancy.user.create",
        "username",
        r#"{"status": 500, "message": "The home folder could not be made: no space left"}"#,
    ),
    ("tenancy.user.delete", "username", r#"{"status": 412, "message": "user owns projects: parcel-eta, pump-health"}"#),
    (
        "projects.project.create",
        "name",
        r#"{"status": 504, "message": "MLRun did not answer in time", "project_id": "site-safety@default-tenant"}"#,
    ),
    ("projects.authorization.update", "project", "A group was deleted while the members were changed"),
    (
        "app_services.manifest.apply",
        "app_services",
        r#"{"status": 500, "message": "Service prometheus failed: Volume prometheus-data is full"}"#,
    ),
    ("configurations.reload", "type", r#"{"message": "The file of the events has no valid signature"}"#),
    ("tenancy.access_key.delete", "label", r#"{"status": 404}"#),
    (
        "projects.project.delete",
        "name",
        r#"{"status": 412, "message": "A function is still answering", "project_id": "sandpit@default-tenant"}"#,
    ),
];

/// The number of the kind that applies app services.
const APPLY: usize = 4;

/// Puts them in, the oldest first, and gives the id of the last one that applied app services.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed, there: &There) -> Result<String, Failure> {
    let ids = (0..COUNT).map(|number| add(db, deed, there, number)).collect::<Result<Vec<_>, _>>()?;
    let mut applies = ids.into_iter().enumerate().filter(|(number, _)| number % KINDS.len() == APPLY);
    Ok(applies.next_back().map(|(_, id)| id).unwrap_or_default())
}

/// The newest job is under way for ever; those before it have come to their ends.
fn state(number: usize) -> &'static str {
    match COUNT - 1 - number {
        0 => j::IN_PROGRESS,
        5 => j::CREATED,
        6 => j::DISPATCHED,
        7 => j::REPUBLISHING,
        left if left % 7 == 3 => j::FAILED,
        left if left % 19 == 15 => j::CANCELED,
        _ => j::COMPLETED,
    }
}

fn add(db: &Transaction<'_>, deed: &Deed, there: &There, number: usize) -> Result<String, Failure> {
    let (kind, parameter, reason) = KINDS[number % KINDS.len()];
    let params: Value = match parameter {
        "username" => json!(there.user(number * 11).label()),
        "app_services" => json!(["lab", "prometheus"]),
        "type" => json!("events"),
        "label" => json!("nightly pipeline"),
        _ => json!("parcel-eta"),
    };
    // Five and a half hours apart: two weeks in all.
    let made = deed.now - ((COUNT - number) as i64) * 330 * 60_000;
    let ctx = (9_200_000_000_000_000_000 + number as u64 * 7_919).to_string();
    let mut job = jobs::new(kind, &json!({parameter: params}), &ctx, &iso(made));
    let state = state(number);
    let result = match state {
        j::FAILED => reason.to_owned(),
        j::CANCELED => jobs::said(499, "The job was canceled by an operator"),
        _ => String::new(),
    };
    job.extend(attributes([
        (j::STATE, json!(state)),
        (j::RESULT, json!(result)),
        (j::UPDATED_AT, json!(iso(made + 1500 + number as i64 * 731))),
    ]));
    store::insert(db, &j::JOBS, &deed.random.uuid(), job).map(|job| job.id)
}
