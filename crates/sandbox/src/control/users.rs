//! Users: contract/iguazio-control-plane.md §5.1. Who signs in with an account of the sandbox is a user by its name.

mod change;

use pilothouse_wire::control::{Kind, users as u};
use rusqlite::Connection;
use serde_json::json;

use crate::{
    error::Failure,
    store::{
        accounts::{Account, Role},
        control::{self as store, Record, links},
        dss::Object,
    },
};

use super::{Deed, attributes, start};

pub use change::remove;
pub(crate) use change::{Change, may_change};

/// The Unix ids that users and groups get by themselves, the first and the last.
const UNIX_IDS: (i64, i64) = (1000, 2_147_483_647);

/// What an account's role makes of its user (sandbox choice).
fn policies(role: &Role) -> &'static [&'static str] {
    const ALL: [&str; 8] = [
        "Security Admin",
        "IT Admin",
        "Application Admin",
        "Project Security Admin",
        "Service Admin",
        "System Admin",
        "Tenant Admin",
        "Data",
    ];
    if role.is_admin() { &ALL } else { &u::DEFAULT_POLICIES }
}

/// The next Unix id of a kind.
pub(crate) fn next_unix_id(db: &Connection, kind: &Kind, field: &'static str) -> Result<i64, Failure> {
    store::free(db, kind, field, UNIX_IDS)?.ok_or_else(|| Failure::clash(format!("No {field} is free any more")))
}

/// Holds that a Unix id is one, where it was sent, and that nobody has it. Systems count them in 31 bits.
pub(crate) fn check_unix_id(db: &Connection, kind: &Kind, field: &'static str, said: &Object) -> Result<(), Failure> {
    let Some(value) = said.get(field) else { return Ok(()) };
    let last = UNIX_IDS.1;
    let wrong = || Failure::wrong(format!("{field} of a {} is a whole number from 0 to {last}", kind.record));
    let id = value.as_i64().filter(|id| (0..=last).contains(id)).ok_or_else(wrong)?;
    if store::any_with(db, kind, field, id)? {
        return Err(Failure::clash(format!("There is a {} with the {field} {id} already", kind.record)));
    }
    Ok(())
}

/// Adds a user of these attributes, with the usual ones where there are none, who is up and in the group of all users.
pub fn add(db: &Connection, deed: &Deed, said: Object) -> Result<Record, Failure> {
    let user = add_down(db, deed, said)?;
    bring_up(db, &user)
}

/// A user is operational once it is up and in the group of all users (§5.1, certain).
pub(crate) fn bring_up(db: &Connection, user: &Record) -> Result<Record, Failure> {
    links::add(db, user, u::GROUPS, &start::everybody(db)?)?;
    let status = user.attributes.get(u::ADMIN_STATUS).cloned().unwrap_or_default();
    store::update(db, user, attributes([(u::OPERATIONAL_STATUS, status)]))
}

/// Whether the job that makes a user has done so: from then on it is in the group of all users, which nobody leaves.
pub(crate) fn is_made(db: &Connection, user: &Record) -> Result<bool, Failure> {
    let everybody = start::everybody(db)?;
    Ok(links::named(db, user, u::GROUPS)?.iter().any(|group| group.seq == everybody.seq))
}

/// Whether a user is up or down as its administrators wish it: neither being made nor being deleted.
pub(crate) fn is_settled(db: &Connection, user: &Record) -> Result<bool, Failure> {
    Ok(user.text(u::OPERATIONAL_STATUS) != Some(u::DELETING) && is_made(db, user)?)
}

/// Adds a user of these attributes, with the usual ones where there are none, who is not yet up.
pub(crate) fn add_down(db: &Connection, deed: &Deed, said: Object) -> Result<Record, Failure> {
    let mut all = attributes([
        (u::FIRST_NAME, "".into()),
        (u::LAST_NAME, "".into()),
        (u::EMAIL, "".into()),
        (u::POLICIES, json!(u::DEFAULT_POLICIES)),
        ("authentication_methods", json!(["password"])),
        ("authentication_scheme", "local".into()),
        ("data_access_mode", "enabled".into()),
        (u::ADMIN_STATUS, u::UP.into()),
        ("send_password_on_creation", false.into()),
        ("phone_number", "".into()),
        ("job_title", "".into()),
        ("department", "".into()),
        (u::CREATED_AT, deed.moment()),
        ("updated_at", deed.moment()),
        (u::LAST_ACTIVITY, "".into()),
    ]);
    all.extend(said);
    if !all.contains_key(u::UID) {
        all.insert(u::UID.to_owned(), next_unix_id(db, &u::USERS, u::UID)?.into());
    }
    all.insert(u::OPERATIONAL_STATUS.to_owned(), u::DOWN.into());
    let user = store::insert(db, &u::USERS, &deed.random.uuid(), all)?;
    links::set(db, &user, "tenant", &[&start::tenant(db)?])?;
    Ok(user)
}

/// The user that an account stands for, made where there is none.
pub fn of_account(db: &Connection, deed: &Deed, account: &Account) -> Result<Record, Failure> {
    if let Some(user) = store::by_name(db, &u::USERS, account.login.as_str())? {
        return Ok(user);
    }
    add(
        db,
        deed,
        attributes([
            (u::USERNAME, account.login.as_str().into()),
            (u::FIRST_NAME, account.name.as_str().into()),
            (u::EMAIL, account.email.as_str().into()),
            (u::POLICIES, json!(policies(&account.role))),
        ]),
    )
}

/// A user was seen.
pub fn seen(db: &Connection, deed: &Deed, user: &Record) -> Result<Record, Failure> {
    store::update(db, user, attributes([(u::LAST_ACTIVITY, deed.moment())]))
}

/// Whether a user may do anything at all.
pub fn is_up(user: &Record) -> bool {
    [u::ADMIN_STATUS, u::OPERATIONAL_STATUS].iter().all(|status| user.text(status) == Some(u::UP))
}
