//! The audit trail: who did what, and when. The server writes it itself, in the transaction of what was done; no secret
//! is ever in it.

use pilothouse_wire::control::{
    Kind,
    events::{self as e, AUDIT_EVENTS},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    error::Failure,
    store::{
        control::{self as store, Record, links},
        dss::Object,
    },
};

use super::{Deed, attributes, moment, start};

/// Events of a kind that are kept; the oldest go (sandbox choice).
pub(crate) const MOST: u32 = 20_000;

/// Who says so.
pub(crate) const SOURCE: &str = "igz0.sandbox.0";

/// What happened.
pub struct Entry<'a> {
    /// In words with dots.
    pub kind: String,
    /// In words.
    pub description: String,
    /// How bad it is.
    pub severity: &'static str,
    /// Names and values of what else is said.
    pub texts: &'a [(&'a str, &'a str)],
    /// What it is about.
    pub about: Option<&'a Record>,
}

/// Writes it down.
pub fn write(db: &Connection, deed: &Deed, entry: &Entry<'_>) -> Result<(), Failure> {
    let tenant = start::tenant(db)?;
    let mut all = times(deed.now);
    let text = |(name, value): &(&str, &str)| json!({"name": name, "value": value});
    all.extend(attributes([
        (e::SOURCE, SOURCE.into()),
        (e::KIND, entry.kind.as_str().into()),
        (e::DESCRIPTION, entry.description.as_str().into()),
        (e::SEVERITY, entry.severity.into()),
        (e::CLASSIFICATION, "audit".into()),
        (e::VISIBILITY, "external".into()),
        (e::TEXTS, entry.texts.iter().map(text).collect()),
        (e::NUMBERS, json!([])),
        (e::RESOURCES, entry.about.map(about).into_iter().collect()),
        ("tags", json!([])),
        ("system_event", true.into()),
        (e::USER_ID, deed.user.as_ref().map(|user| user.id.as_str()).unwrap_or_default().into()),
    ]));
    keep(db, deed, &AUDIT_EVENTS, all, Some(&tenant)).map(drop)
}

/// Keeps an event of any kind.
pub(crate) fn keep(
    db: &Connection,
    deed: &Deed,
    kind: &'static Kind,
    mut all: Object,
    tenant: Option<&Record>,
) -> Result<Record, Failure> {
    if let Some(tenant) = tenant {
        all.insert(e::AUDIT_TENANT.to_owned(), tenant.id.as_str().into());
    }
    let event = store::insert(db, kind, &deed.random.uuid(), all)?;
    if let Some(tenant) = tenant {
        links::set(db, &event, e::AUDIT_TENANT, &[tenant])?;
    }
    store::keep_newest(db, &event, MOST)?;
    Ok(event)
}

/// The three spellings of a time in milliseconds.
pub(crate) fn times(ms: i64) -> Object {
    times_of(ms.saturating_mul(1_000_000))
}

/// The three spellings of a time. The integer counts nanoseconds (sandbox choice: what it counts is unknown).
pub(crate) fn times_of(nanos: i64) -> Object {
    attributes([
        (e::TIME, moment::of_micros(nanos.div_euclid(1000)).into()),
        (e::TIME_NUMBER, nanos.into()),
        (e::TIME_TEXT, nanos.to_string().into()),
    ])
}

fn about(record: &Record) -> Value {
    json!({"type": record.kind.record, "id_str": record.id, "id": record.seq, "name": record.label()})
}

/// The words of a kind of record without what divides them: `UserGroup`.
fn in_one_word(kind: &Kind) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&first.to_ascii_uppercase(), rest].concat()
    };
    kind.record.split('_').map(capital).collect()
}

fn by(deed: &Deed) -> &str {
    deed.user.as_ref().map_or("the system", Record::label)
}

fn changed(db: &Connection, deed: &Deed, record: &Record, verb: &str, how: &str, fields: &str) -> Result<(), Failure> {
    let by = by(deed);
    let what = record.kind.record.replace('_', " ");
    let entry = Entry {
        kind: [&in_one_word(record.kind), ".", verb].concat(),
        description: format!("{by} {how} the {what} {}", record.label()),
        severity: "info",
        texts: if fields.is_empty() { &[] } else { &[("fields", fields)] },
        about: Some(record),
    };
    write(db, deed, &entry)
}

/// A record was made.
pub fn created(db: &Connection, deed: &Deed, record: &Record) -> Result<(), Failure> {
    changed(db, deed, record, "Created", "made", "")
}

/// These fields of a record were changed.
pub fn updated(db: &Connection, deed: &Deed, record: &Record, fields: &[&str]) -> Result<(), Failure> {
    changed(db, deed, record, "Updated", "changed", &fields.join(", "))
}

/// A record was taken away.
pub fn deleted(db: &Connection, deed: &Deed, record: &Record) -> Result<(), Failure> {
    changed(db, deed, record, "Deleted", "deleted", "")
}

/// App services are applied: what is done to which, and whose specification is another one than before.
pub(crate) fn applied(
    db: &Connection,
    deed: &Deed,
    manifest: &Record,
    tasks: &str,
    specified: &str,
) -> Result<(), Failure> {
    let what = if tasks.is_empty() { String::new() } else { [": ", tasks].concat() };
    let entry = Entry {
        kind: [&in_one_word(manifest.kind), ".Updated"].concat(),
        description: format!("{} changed the app services of {}{what}", by(deed), manifest.label()),
        severity: "info",
        texts: &[("tasks", tasks), ("specified", specified)],
        about: Some(manifest),
    };
    write(db, deed, &entry)
}

/// A configuration is read again.
pub(crate) fn reloaded(db: &Connection, deed: &Deed, what: &str) -> Result<(), Failure> {
    let entry = Entry {
        kind: "Configuration.Reloaded".to_owned(),
        description: format!("{} had the configuration {what} read again", by(deed)),
        severity: "info",
        texts: &[("type", what)],
        about: None,
    };
    write(db, deed, &entry)
}

/// All records of a kind were taken away, so many.
pub(crate) fn emptied(db: &Connection, deed: &Deed, kind: &Kind, count: usize) -> Result<(), Failure> {
    let entry = Entry {
        kind: [&in_one_word(kind), ".AllDeleted"].concat(),
        description: format!("{} deleted all {}s", by(deed), kind.record.replace('_', " ")),
        severity: "warning",
        texts: &[("count", &count.to_string())],
        about: None,
    };
    write(db, deed, &entry)
}

/// Somebody signed in, or tried to under this name.
pub fn sign_in(db: &Connection, deed: &Deed, username: &str, user: Option<&Record>) -> Result<(), Failure> {
    let (end, how, severity) = match user {
        Some(_) => ("Succeeded", "signed in", "info"),
        None => ("Failed", "could not sign in", "warning"),
    };
    let entry = Entry {
        kind: ["Security.User.Login.", end].concat(),
        description: [username, " ", how].concat(),
        severity,
        texts: &[("username", username)],
        about: user,
    };
    write(db, deed, &entry)
}
