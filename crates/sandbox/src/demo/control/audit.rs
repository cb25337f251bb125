//! Audit events of the last two weeks: who did what to whom, and who tried in vain.

use pilothouse_wire::control::{events as e, users as u};
use rusqlite::Transaction;
use serde_json::json;

use super::{
    There,
    events::{event, moment},
};
use crate::{
    control::{Deed, attributes, start},
    error::Failure,
    store::control::{self as store, links},
};

/// How many.
const COUNT: usize = 600;

/// Kind, what somebody did (with the one it was done to behind it), severity, classification.
const KINDS: [(&str, &str, &str, &str); 15] = [
    ("Security.User.Login.Succeeded", "signed in", "info", "sec"),
    ("Security.User.Login.Failed", "could not sign in: wrong password", "warning", "sec"),
    ("Security.User.Logout", "signed out", "info", "sec"),
    ("Security.User.Login.Succeeded", "signed in from another address than before", "info", "sec"),
    ("Security.User.Created", "made the user", "info", "audit"),
    ("Security.User.Updated", "changed the user", "info", "audit"),
    ("Security.User.Disabled", "disabled the user", "major", "audit"),
    ("Security.User.Deleted", "deleted the user", "major", "audit"),
    ("Security.Group.Updated", "changed the groups of", "info", "audit"),
    ("Security.Policy.Assigned", "gave another policy to", "critical", "audit"),
    ("Security.AccessKey.Created", "made an access key for", "info", "audit"),
    ("Security.AccessKey.Deleted", "deleted an access key of", "debug", "audit"),
    ("Project.Owner.Changed", "gave a project to", "warning", "audit"),
    ("Project.Members.Changed", "changed the role of", "info", "audit"),
    ("Service.Modified", "changed a service of", "unknown", "ua"),
];

/// Those in front are about the one who acts alone.
const ALONE: usize = 4;

/// Puts them in, the oldest first.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed, there: &There) -> Result<(), Failure> {
    let tenant = start::tenant(db)?;
    for number in 0..COUNT {
        let at = number * 4 % KINDS.len();
        let (kind, what, severity, classification) = KINDS[at];
        let (who, whom) = (there.user(number * 13), there.user(number * 29 + 1));
        let about = if at < ALONE { who } else { whom };
        let words = if at < ALONE {
            format!("{} {what}", who.label())
        } else {
            format!("{} {what} {}", who.label(), whom.label())
        };
        let mut event = event(kind, &words, moment(deed.now, number, COUNT), "igz0.auth.0".to_owned());
        event.extend(attributes([
            (e::SEVERITY, json!(severity)),
            (e::CLASSIFICATION, json!(classification)),
            (e::VISIBILITY, json!(e::VISIBILITIES[number % 2 + 1])),
            (
                e::TEXTS,
                json!([
                    {"name": "username", "value": who.text(u::USERNAME)},
                    {"name": "client_address", "value": format!("192.0.2.{}", number % 250 + 1)},
                ]),
            ),
            (e::NUMBERS, json!([])),
            (
                e::RESOURCES,
                json!([{"type": about.kind.record, "id_str": about.id, "id": about.seq, "name": about.label()}]),
            ),
            (e::USER_ID, json!(who.id)),
            (e::AUDIT_TENANT, json!(tenant.id)),
            ("system_event", json!(false)),
        ]));
        let event = store::insert(db, &e::AUDIT_EVENTS, &deed.random.uuid(), event)?;
        links::set(db, &event, e::AUDIT_TENANT, &[&tenant])?;
    }
    Ok(())
}
