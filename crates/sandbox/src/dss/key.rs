//! How API keys are shown and what may be set of a global one: `contract/dataiku-dss.md` §7. Secrets are kept as digests
//! alone, as with the server's secure keys (§7.4).

use pilothouse_wire::{
    Secret,
    dss::{global_keys as g, personal_keys as p, projects},
};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    clock::DAY_MS,
    error::Failure,
    random::Random,
    state::App,
    store::{
        accounts::Login,
        dss::{
            Object, groups,
            keys::{GlobalKey, PersonalKey},
            users,
        },
    },
};

use super::{object, said::Said};

/// What stands in place of a secret: the client reads the member by its name, so there must be one (§7.3, certain).
const MASK: &str = "******";

/// Characters of a secret, five random bits each.
const SECRET_LENGTH: usize = 40;

/// Characters of an id.
const ID_LENGTH: usize = 10;

/// Longest life in days: a hundred years.
const LONGEST_LIFE: f64 = 36_500.0;

/// A new id and a new secret.
pub(crate) fn make(random: &Random) -> (String, Secret) {
    (random.text(ID_LENGTH), Secret::new(random.text(SECRET_LENGTH)))
}

fn moment(at: Option<i64>) -> Value {
    at.unwrap_or_default().into()
}

/// A personal key without its secret.
pub(crate) fn personal(app: &App, key: &PersonalKey) -> Object {
    let used = app.people.key_use.noted(&key.id).or(key.last_used_on);
    object([
        (p::ID, key.id.as_str().into()),
        (p::USER, key.account.as_str().into()),
        (p::LABEL, key.label.as_str().into()),
        (p::DESCRIPTION, key.description.as_str().into()),
        (p::CREATED_ON, key.created_on.into()),
        (p::CREATED_BY, key.created_by.as_str().into()),
        (p::LAST_USED_ON, moment(used)),
        (p::KEY, MASK.into()),
    ])
}

/// A global key without its secret.
pub(crate) fn global(app: &App, key: &GlobalKey) -> Object {
    let used = app.people.key_use.noted(&key.id).or(key.last_used_on);
    let mut shown = key.definition.clone();
    shown.extend(object([
        (g::ID, key.id.as_str().into()),
        (g::CREATED_ON, key.created_on.into()),
        (g::CREATED_BY, key.created_by.as_str().into()),
        (g::EXPIRES_ON, moment(key.expires_on)),
        (g::LAST_USED_ON, moment(used)),
        (g::KEY, MASK.into()),
    ]));
    shown
}

/// The same with its secret: the answer to its creation alone.
pub(crate) fn with_secret(mut shown: Object, secret: &Secret) -> Object {
    shown.insert(p::KEY.to_owned(), secret.expose().into());
    shown
}

/// Label and description, which may be missing.
pub(crate) fn words(said: &Said<'_>) -> Result<(String, String), Failure> {
    let text = |name| said.text(name).map(|text| text.unwrap_or_default().to_owned());
    Ok((text(p::LABEL)?, text(p::DESCRIPTION)?))
}

/// Members of a global key that the server alone sets: what is sent of them is not looked at.
const COMPUTED: [&str; 6] = [g::ID, g::CREATED_ON, g::CREATED_BY, g::EXPIRES_ON, g::LAST_USED_ON, g::KEY];

/// Members that are checked, and kept as far as they are known.
const CHECKED: [&str; 7] =
    [g::LABEL, g::DESCRIPTION, g::GLOBAL_PERMISSIONS, g::GROUPS, g::PROJECTS, g::ASSOCIATED_USER, g::EXPIRY];

/// Checks what was said of a global key, and gives what is kept of it. A key has more members than the sandbox does
/// anything with (§7.3): these are kept as they came.
pub(crate) fn definition(db: &Connection, said: &Said<'_>) -> Result<Object, Failure> {
    let ours = |name: &str| COMPUTED.contains(&name) || CHECKED.contains(&name);
    let mut kept = said.0.clone();
    kept.retain(|name, _| !ours(name));
    let (label, description) = words(said)?;
    kept.extend(object([(g::LABEL, label.into()), (g::DESCRIPTION, description.into())]));
    let permissions = said.object(g::GLOBAL_PERMISSIONS)?;
    kept.insert(
        g::GLOBAL_PERMISSIONS.to_owned(),
        Value::Object(permissions.map(flags).transpose()?.unwrap_or_default()),
    );
    kept.insert(g::GROUPS.to_owned(), said_groups(db, said)?);
    kept.insert(g::PROJECTS.to_owned(), said_projects(db, said)?);
    if let Some(user) = said.text(g::ASSOCIATED_USER)?.filter(|user| !user.is_empty()) {
        users::find(db, &Login::new(user))?
            .ok_or_else(|| Failure::wrong(format!("{} {user} is not known", g::ASSOCIATED_USER)))?;
        kept.insert(g::ASSOCIATED_USER.to_owned(), user.into());
    }
    if let Some(days) = said.get(g::EXPIRY) {
        life(days)?;
        kept.insert(g::EXPIRY.to_owned(), days.clone());
    }
    Ok(kept)
}

/// When a key made or changed now ends; nothing where it does not.
pub(crate) fn end(definition: &Object, now: i64) -> Result<Option<i64>, Failure> {
    let days = definition.get(g::EXPIRY).map(life).transpose()?.unwrap_or_default();
    Ok((days > 0).then(|| now + days * DAY_MS))
}

/// Whole days, as a number or as a text: the type is unknown (§7.3).
fn life(days: &Value) -> Result<i64, Failure> {
    let number = days.as_f64().or_else(|| days.as_str().and_then(|text| text.trim().parse().ok()));
    match number.filter(|days| (0.0..=LONGEST_LIFE).contains(days) && days.fract() == 0.0) {
        Some(days) => Ok(days as i64),
        None => Err(Failure::wrong(format!("{} is a number of days, {LONGEST_LIFE} at most", g::EXPIRY))),
    }
}

fn said_groups(db: &Connection, said: &Said<'_>) -> Result<Value, Failure> {
    let Some(names) = said.texts(g::GROUPS)? else { return Ok(Value::Null) };
    for name in &names {
        groups::find(db, name)?.ok_or_else(|| Failure::wrong(format!("There is no group {name}")))?;
    }
    Ok(names.into())
}

fn said_projects(db: &Connection, said: &Said<'_>) -> Result<Value, Failure> {
    let mut kept = Object::new();
    for (key, rights) in said.object(g::PROJECTS)?.into_iter().flatten() {
        crate::store::dss::projects::find(db, key)?
            .ok_or_else(|| Failure::wrong(format!("There is no project {key}")))?;
        let rights =
            rights.as_object().ok_or_else(|| Failure::wrong(format!("The rights on {key} must be an object")))?;
        kept.insert(key.clone(), Value::Object(flags(rights)?));
    }
    Ok(Value::Object(kept))
}

/// Rights, each true or false. Those that nobody knows are dropped whatever they are, as real servers do (§1.1, inferred).
fn flags(said: &Object) -> Result<Object, Failure> {
    let mut kept = Object::new();
    let known = |name: &&String| name.starts_with("may") || projects::FLAGS.contains(&name.as_str());
    for name in said.keys().filter(known) {
        if let Some(flag) = Said(said).flag(name)? {
            kept.insert(name.clone(), flag.into());
        }
    }
    Ok(kept)
}
