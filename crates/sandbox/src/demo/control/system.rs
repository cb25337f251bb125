//! The cluster as it knows its services, and a mail server that is in use.

use pilothouse_wire::control::{services as s, system as y, users as u};
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::{
    control::{MASK, attributes, work},
    error::Failure,
    store::control as store,
};

/// Puts them in.
pub(super) fn fill(db: &Transaction<'_>) -> Result<(), Failure> {
    let manifest = work::manifest(db)?;
    let all = manifest.attributes.get(s::SERVICES).and_then(Value::as_array).into_iter().flatten();
    // What the cluster keeps has no status of its own (§5.7, certain that it may be so).
    let specs: Vec<Value> = all.map(|service| json!({s::SPEC: service[s::SPEC], s::STATUS: {}})).collect();
    if let Some(cluster) = store::first(db, &y::K8S_CONFIGS)? {
        let text = json!({s::SERVICES: specs}).to_string();
        store::update(db, &cluster, attributes([(y::MANIFEST, json!(text))]))?;
    }
    if let Some(mail) = store::first(db, &y::SMTP_CONNECTIONS)? {
        let said = attributes([
            (y::MODE, json!(u::SWITCH[0])),
            (y::SENDER_ADDRESS, json!("platform@example.org")),
            (y::AUTH_USERNAME, json!("platform")),
            (y::AUTH_PASSWORD, json!(MASK)),
        ]);
        store::update(db, &mail, said)?;
    }
    Ok(())
}
