//! What is said when a session is opened, and what is answered: contract/iguazio-control-plane.md §2.

use pilothouse_wire::control::{
    access_keys::{CONTROL, DATA, EXPIRES_AT, TTL},
    groups::GID,
    sessions::{INTERFACE_KIND, PLANE, SESSION},
    users as u,
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    auth::control::login::{Pair, Wish},
    error::Failure,
    extract::Once,
    store::{
        control::{Record, links, sessions::Session},
        dss::Object,
    },
};

use super::{
    document::{Document, link},
    moment,
    sent::Sent,
    start,
};

/// Life of a session in seconds unless another was asked for: a day (§2.1, certain).
const DAY: u32 = 86_400;

/// The longest that can be asked for (sandbox choice).
const LONGEST: u32 = 30 * DAY;

/// What may be said to open a session.
const KNOWN: [&str; 5] = [u::USERNAME, u::PASSWORD, PLANE, INTERFACE_KIND, TTL];

/// Reads what somebody wishes who signs in: name and password from the body, or else by HTTP Basic (§2.1, certain).
pub(crate) fn wish(basic: Option<Pair>, body: &[u8]) -> Result<Wish, Failure> {
    let said = if body.is_empty() { Object::new() } else { attributes(body)? };
    if let Some(name) = said.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Failure::wrong(format!("{SESSION} has no field {name}")));
    }
    let text = |name: &str| match said.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Failure::wrong(format!("{name} must be a text"))),
    };
    let missing = |name: &str| Failure::wrong(format!("{name} is missing"));
    let (username, password) = match (text(u::USERNAME)?, text(u::PASSWORD)?, basic) {
        (None, None, Some(pair)) => (pair.name, pair.password),
        (username, password, _) => {
            (username.ok_or_else(|| missing(u::USERNAME))?, password.ok_or_else(|| missing(u::PASSWORD))?)
        }
    };
    text(INTERFACE_KIND)?;
    let plane = text(PLANE)?.unwrap_or_else(|| CONTROL.to_owned());
    if ![CONTROL, DATA].contains(&plane.as_str()) {
        return Err(Failure::wrong(format!("{PLANE} is {CONTROL} or {DATA}")));
    }
    Ok(Wish { username, password, plane, ttl: ttl(said.get(TTL))? })
}

/// No serde error in the answer: it may quote the body.
fn attributes(body: &[u8]) -> Result<Object, Failure> {
    let Once(body) =
        serde_json::from_slice(body).map_err(|_| Failure::wrong("The body is not the JSON that is needed"))?;
    Ok(Sent::read(body)?.expect(SESSION)?.attributes)
}

fn ttl(said: Option<&Value>) -> Result<u32, Failure> {
    let Some(said) = said.filter(|value| !value.is_null()) else { return Ok(DAY) };
    let seconds = said.as_u64().and_then(|seconds| u32::try_from(seconds).ok());
    let fits = seconds.filter(|seconds| (1..=LONGEST).contains(seconds));
    fits.ok_or_else(|| Failure::wrong(format!("{TTL} is a number of seconds, 1 to {LONGEST}")))
}

/// What is said of every login: whose it is, and in which groups that one is.
pub(crate) fn identity(db: &Connection, user: &Record, groups: &[Record]) -> Result<Object, Failure> {
    let of_groups = |field: &str| groups.iter().filter_map(|group| group.attributes.get(field)).cloned().collect();
    let gids: Value = of_groups(GID);
    Ok(super::attributes([
        (u::UID, user.attributes.get(u::UID).cloned().unwrap_or_default()),
        ("gids", gids),
        ("group_ids", groups.iter().map(|group| group.id.as_str()).collect()),
        ("tenant_id", start::tenant(db)?.id.into()),
    ]))
}

/// The answer to the opening of a session. Its id is another one than that in the cookie, as in the documented sample.
pub(crate) fn shown(db: &Connection, id: &str, session: &Session, ttl: u32, now: i64) -> Result<Document, Failure> {
    let user = &session.user;
    let mut attributes = identity(db, user, &links::named(db, user, u::GROUPS)?)?;
    attributes.extend(super::attributes([
        ("kind", SESSION.into()),
        (PLANE, session.plane.as_str().into()),
        (TTL, ttl.into()),
        (EXPIRES_AT, (session.expires_on / 1000).into()),
        ("created_at", moment::iso(now).into()),
    ]));
    let relations = json!({"user": {"data": link(user)}, "tenant": {"data": link(&start::tenant(db)?)}});
    Ok(Document::of(json!({"type": SESSION, "id": id, "attributes": attributes, "relationships": relations})))
}

/// The answer to the question whose session it is (§2.3, certain).
pub(crate) fn verified(db: &Connection, user: &Record, groups: &[Record]) -> Result<Document, Failure> {
    let login = json!({
        "tenant_id": start::tenant(db)?.id,
        "user_id": user.id,
        "group_ids": groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(),
        "mode": "normal",
    });
    let attributes = json!({u::USERNAME: user.text(u::USERNAME), "context": {"authentication": login}});
    Ok(Document::of(json!({"type": "session_verification", "attributes": attributes})))
}
