//! Events that somebody emits: contract/iguazio-control-plane.md §5.6.

use pilothouse_wire::control::{
    events::{self as e, AUDIT_EVENTS, EVENTS},
    system::TENANTS,
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record},
        dss::Object,
    },
};

use super::{Deed, attributes, audit, fields, moment, sent::Sent};

/// Keeps an event as it was sent: with a tenant in that one's audit trail, else among the events.
pub(crate) fn emit(db: &Connection, deed: &Deed, body: Value) -> Result<Record, Failure> {
    let sent = Sent::read(body)?.expect(EVENTS.record)?;
    sent.check_relations(&EVENTS)?;
    let tenant = match sent.link(e::AUDIT_TENANT)? {
        Some(id) => Some(
            store::find(db, &TENANTS, &id)?
                .ok_or_else(|| Failure::wrong(format!("{}: there is no {} {id}", e::AUDIT_TENANT, TENANTS.record)))?,
        ),
        None => None,
    };
    let said = fields::of_new(&EVENTS, &sent.attributes)?;
    let mut all = attributes([
        (e::SOURCE, audit::SOURCE.into()),
        (e::DESCRIPTION, "".into()),
        (e::SEVERITY, "info".into()),
        (e::CLASSIFICATION, "unknown".into()),
        (e::VISIBILITY, "external".into()),
        (e::TEXTS, json!([])),
        (e::NUMBERS, json!([])),
        (e::RESOURCES, json!([])),
        ("tags", json!([])),
        ("system_event", false.into()),
    ]);
    let times = audit::times(time(&said).unwrap_or(deed.now));
    all.extend(said);
    all.extend(times);
    all.insert(e::USER_ID.to_owned(), deed.user.as_ref().map(|user| user.id.as_str()).unwrap_or_default().into());
    let kind = if tenant.is_some() { &AUDIT_EVENTS } else { &EVENTS };
    audit::keep(db, deed, kind, all, tenant.as_ref())
}

/// When it happened, in milliseconds, by whichever of its spellings was sent.
fn time(said: &Object) -> Option<i64> {
    let iso = said.get(e::TIME).and_then(Value::as_str).and_then(moment::ms);
    let number = || said.get(e::TIME_NUMBER).and_then(Value::as_i64);
    let text = || said.get(e::TIME_TEXT).and_then(Value::as_str)?.parse().ok();
    iso.or_else(|| number().or_else(text).filter(|nanos: &i64| *nanos > 0).map(|nanos| nanos / 1_000_000))
}
