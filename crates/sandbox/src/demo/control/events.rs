//! Events of the last two weeks, of every severity, classification and visibility; and what components told each other.

use pilothouse_wire::control::{Kind, events as e};
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::{
    clock::DAY_MS,
    control::{Deed, attributes, moment::iso},
    error::Failure,
    store::{control as store, dss::Object},
};

/// How many of each kind.
const EVENTS: usize = 400;
const COMMUNICATION: usize = 60;

/// Two weeks.
pub(super) const SPAN_MS: i64 = 14 * DAY_MS;

/// Kind, description, severity, classification.
const KINDS: [(&str, &str, &str, &str); 20] = [
    ("System.Node.Up", "Node igz0 is up", "info", "system"),
    ("System.Node.Down", "Node igz2 did not answer for 90 seconds", "critical", "hw"),
    ("System.Cluster.Ready", "The cluster is ready", "info", "system"),
    ("System.Cluster.Degraded", "The cluster works with one node less", "major", "system"),
    ("Hardware.Disk.Worn", "Disk sdb of node igz1 has 8 % of its life left", "warning", "hw"),
    ("Hardware.Fan.Failed", "Fan 3 of node igz0 stands still", "major", "hw"),
    ("Capacity.Storage.High", "Storage pool 0 is 84 % full", "warning", "cap"),
    ("Capacity.Storage.Full", "Storage pool 0 is 97 % full", "critical", "cap"),
    ("Capacity.Memory.High", "Memory of node igz1 is 91 % used", "warning", "cap"),
    ("Service.Started", "Service lab was started", "info", "sw"),
    ("Service.Stopped", "Service gpu-lab was stopped", "info", "sw"),
    ("Service.Failed", "Service prometheus has failed: volume prometheus-data is full", "major", "sw"),
    ("Service.ScaledToZero", "Service vision-board was not used for an hour", "debug", "bg"),
    ("Job.Completed", "A job has come to its end", "debug", "bg"),
    ("Job.Failed", "A job has failed", "warning", "bg"),
    ("Sla.Latency.Missed", "Reads took 41 ms at the 99th percentile", "warning", "sla"),
    ("Software.Update.Available", "Version 3.5.6 is there", "info", "sw"),
    ("Security.Certificate.Ending", "The certificate of the dashboard ends in 20 days", "warning", "sec"),
    ("User.Report.Sent", "A report was sent by e-mail", "info", "ua"),
    ("Background.Cleanup", "Files of ended jobs were removed", "unknown", "unknown"),
];

/// When the event of this number of so many was: closer to each other the nearer they are to now.
pub(super) fn moment(now: i64, number: usize, count: usize) -> i64 {
    let left = (count - number) as i64;
    now - SPAN_MS * left / count as i64 * left / count as i64 - left * 61_003 % 3_600_000 / 60
}

/// What all events have: when, and who says so.
pub(super) fn event(kind: &str, description: &str, at: i64, source: String) -> Object {
    attributes([
        (e::KIND, json!(kind)),
        (e::DESCRIPTION, json!(description)),
        (e::SOURCE, json!(source)),
        (e::TIME, json!(iso(at))),
        // Nanoseconds: a number that JavaScript would round.
        (e::TIME_TEXT, json!((i128::from(at) * 1_000_000 + 1).to_string())),
        (e::TIME_NUMBER, json!(at.saturating_mul(1_000_000) + 1)),
        ("tags", json!([])),
    ])
}

/// Puts them in, the oldest first.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed) -> Result<(), Failure> {
    (0..EVENTS).try_for_each(|number| add(db, deed, &e::EVENTS, number, EVENTS))?;
    (0..COMMUNICATION).try_for_each(|number| add(db, deed, &e::COMMUNICATION_EVENTS, number, COMMUNICATION))
}

fn add(db: &Transaction<'_>, deed: &Deed, record: &'static Kind, number: usize, count: usize) -> Result<(), Failure> {
    // Not in the order of the list, and every one of it: 7 and 20 have no common divisor.
    let (kind, description, severity, classification) = KINDS[number * 7 % KINDS.len()];
    let node = number % 3;
    let mut event = event(kind, description, moment(deed.now, number, count), format!("igz{node}.vn.{}", number % 5));
    event.extend(attributes([
        (e::SEVERITY, json!(severity)),
        (e::CLASSIFICATION, json!(classification)),
        (e::VISIBILITY, json!(e::VISIBILITIES[number % e::VISIBILITIES.len()])),
        (e::TEXTS, json!([{"name": "node", "value": format!("igz{node}")}])),
        (e::NUMBERS, json!([{"name": "count", "value": number % 17}])),
        (e::RESOURCES, resources(node, number)),
        ("system_event", json!(number % 4 != 1)),
    ]));
    store::insert(db, record, &deed.random.uuid(), event).map(drop)
}

fn resources(node: usize, number: usize) -> Value {
    match number % 3 {
        0 => json!([{"type": "node", "id": node, "id_str": node.to_string(), "name": format!("igz{node}")}]),
        _ => json!([]),
    }
}
