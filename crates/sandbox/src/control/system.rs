//! What can be set of the system: contract/iguazio-control-plane.md §5.8.

use pilothouse_wire::control::{Form, Kind, system::SERVER_ADDRESS};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record},
        dss::Object,
    },
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
    check(kind, &said)?;
    let names: Vec<String> = said.keys().cloned().collect();
    let record = store::update(db, &record, said)?;
    audit::updated(db, deed, &record, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    Ok(record)
}

/// Numbers count something, and an address has a host and a port.
fn check(kind: &Kind, said: &Object) -> Result<(), Failure> {
    let number = |name: &str| kind.field(name).is_some_and(|field| field.form == Form::Number);
    let fits = |value: &Value| value.as_u64().is_some_and(|value| i32::try_from(value).is_ok());
    if let Some((name, _)) = said.iter().find(|(name, value)| number(name) && !fits(value)) {
        return Err(Failure::wrong(format!("{name} must be a whole number from 0 to {}", i32::MAX)));
    }
    match said.get(SERVER_ADDRESS).and_then(Value::as_str) {
        Some(address) if !address.is_empty() && !is_address(address) => {
            Err(Failure::wrong(format!("{SERVER_ADDRESS} must be host:port, or empty")))
        }
        Some(_) | None => Ok(()),
    }
}

fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host_fits = match bare {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')),
    };
    host_fits && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}
