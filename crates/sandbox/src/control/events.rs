//! Events that somebody emits: contract/iguazio-control-plane.md §5.6.

use pilothouse_wire::control::{
    Kind,
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

/// Deletes all events of a kind.
pub(crate) fn delete_all(db: &Connection, deed: &Deed, kind: &'static Kind) -> Result<(), Failure> {
    let count = store::remove_all(db, kind)?;
    audit::emptied(db, deed, kind, count)
}

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
    check(&said)?;
    let mut all = attributes([
        (e::SOURCE, audit::SOURCE.into()),
        (e::DESCRIPTION, "".into()),
        (e::SEVERITY, "info".into()),
        (e::CLASSIFICATION, "unknown".into()),
        (e::VISIBILITY, "external".into()),
        (e::TEXTS, json!([])),
        (e::NUMBERS, json!([])),
        (e::RESOURCES, json!([])),
        (e::TAGS, json!([])),
        ("system_event", false.into()),
    ]);
    let times = time(&said)?.map_or_else(|| audit::times(deed.now), audit::times_of);
    all.extend(said);
    all.extend(times);
    all.insert(e::USER_ID.to_owned(), deed.user.as_ref().map(|user| user.id.as_str()).unwrap_or_default().into());
    let kind = if tenant.is_some() { &AUDIT_EVENTS } else { &EVENTS };
    audit::keep(db, deed, kind, all, tenant.as_ref())
}

/// What is said beside has the forms of §5.6.
fn check(said: &Object) -> Result<(), Failure> {
    all_are(said, e::TEXTS, "an object with the texts name and value", |one| {
        one[e::PARAMETER_NAME].is_string() && one[e::PARAMETER_VALUE].is_string()
    })?;
    all_are(said, e::NUMBERS, "an object with the text name and the value, a whole number from 0", |one| {
        one[e::PARAMETER_NAME].is_string() && one[e::PARAMETER_VALUE].is_u64()
    })?;
    all_are(said, e::RESOURCES, "an object with the texts type, id_str and name and the whole number id", |one| {
        let fits = |member: &&str| one[*member].is_null() || one[*member].is_string();
        one.is_object() && e::RESOURCE_TEXTS.iter().all(fits) && (one[e::ID].is_null() || one[e::ID].is_number())
    })?;
    all_are(said, e::TAGS, "a text", Value::is_string)
}

fn all_are(said: &Object, field: &str, what: &str, form: impl Fn(&Value) -> bool) -> Result<(), Failure> {
    match said.get(field) {
        None => Ok(()),
        Some(Value::Array(all)) if all.iter().all(form) => Ok(()),
        Some(_) => Err(Failure::wrong(format!("{field} must be a list, each of it {what}"))),
    }
}

/// When it happened, in nanoseconds since 1970, by whichever of its spellings was sent. 0 is as absent: the client says so.
fn time(said: &Object) -> Result<Option<i64>, Failure> {
    if let Some(text) = said.get(e::TIME).and_then(Value::as_str) {
        let nanos = moment::micros(text).and_then(|micros| micros.checked_mul(1000)).filter(|nanos| *nanos >= 0);
        return nanos.map(Some).ok_or_else(|| out_of_range(e::TIME));
    }
    let number = match said.get(e::TIME_NUMBER) {
        Some(number) => number.as_i64().filter(|nanos| *nanos >= 0).ok_or_else(|| out_of_range(e::TIME_NUMBER))?,
        None => 0,
    };
    let text = match said.get(e::TIME_TEXT).and_then(Value::as_str).filter(|_| number == 0) {
        None | Some("") => 0,
        Some(text) => digits(text).ok_or_else(|| out_of_range(e::TIME_TEXT))?,
    };
    Ok(Some(number.max(text)).filter(|nanos| *nanos > 0))
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn out_of_range(field: &str) -> Failure {
    Failure::wrong(format!("{field} must be a time from 1970 to 2261, as a number in nanoseconds since 1970"))
}
