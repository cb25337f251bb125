//! What can be set of the system: contract/iguazio-control-plane.md §5.8.

use pilothouse_wire::control::Kind;
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::control::{self as store, Record},
};

use super::{Deed, audit, fields, sent::Sent};

/// Changes a record of which nothing but its attributes can be set.
pub(crate) fn change(
    db: &Connection,
    deed: &Deed,
    kind: &'static Kind,
    id: &str,
    body: Value,
) -> Result<Record, Failure> {
    let record = store::get(db, kind, id)?;
    let sent = Sent::read(body)?.expect(kind.record)?;
    sent.check_relations(kind)?;
    sent.expect_id(id)?;
    let mut said = fields::of_change(&record, &sent.attributes)?;
    // Another secret in place of one leaves the mask as it was, and is a change all the same.
    let secrets = fields::hide_secrets(kind, &mut said);
    said.retain(|name, value| secrets.contains(&name.as_str()) || record.attributes.get(name) != Some(value));
    if said.is_empty() {
        return Ok(record);
    }
    let names: Vec<String> = said.keys().cloned().collect();
    let record = store::update(db, &record, said)?;
    audit::updated(db, deed, &record, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    Ok(record)
}
