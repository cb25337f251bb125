//! From a login to who is calling: read from the database on every call.

use pilothouse_wire::dss::global_keys;
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    error::Failure,
    state::App,
    store::{
        accounts,
        dss::{
            groups, keys,
            keys::GlobalKey,
            users::{self, Seen, User},
        },
    },
};

use super::{Actor, Caller, Credential, Key, Login};

/// Who calls with this login, with the rights of this moment.
pub(crate) async fn caller_of(app: &App, login: Login) -> Result<Caller, Failure> {
    let now = app.clock.now_ms();
    let caller = app.people.store.read(move |db| resolve(db, login, now)).await?;
    match &caller.login.credential {
        Credential::Session(account, _) => {
            app.people.seen.note(account, Seen { activity: Some(now), ..Seen::default() });
        }
        Credential::PersonalKey(id) | Credential::GlobalKey(id) => app.people.key_use.note(id, now),
    }
    Ok(caller)
}

fn resolve(db: &Connection, login: Login, now: i64) -> Result<Caller, Failure> {
    let caller = actor(db, &login.credential, now)?.ok_or_else(Failure::no_dss_login)?;
    let Some(name) = &login.as_user else {
        return Ok(Caller { actor: caller, real: None, login });
    };
    if !caller.is_admin() {
        return Err(Failure::forbidden("Only an administrator may act as somebody else"));
    }
    let user = users::find(db, name)?;
    let shown = name.as_str();
    let user = user.ok_or_else(|| Failure::forbidden(format!("Cannot act as {shown}: there is no such user")))?;
    if !user.account.enabled {
        return Err(Failure::forbidden(format!("Cannot act as {shown}: this user is disabled")));
    }
    Ok(Caller { actor: Actor::User(Box::new(user)), real: Some(caller), login })
}

fn actor(db: &Connection, credential: &Credential, now: i64) -> Result<Option<Actor>, Failure> {
    match credential {
        Credential::Session(account, session) => {
            let user = enabled(db, account)?.filter(|user| user.account.session == *session);
            Ok(user.map(|user| Actor::User(Box::new(user))))
        }
        Credential::PersonalKey(id) => {
            let Some(account) = keys::owner(db, id)? else { return Ok(None) };
            Ok(enabled(db, &account)?.map(|user| Actor::User(Box::new(user))))
        }
        Credential::GlobalKey(id) => {
            let key = keys::global(db, id)?.filter(|key| key.expires_on.is_none_or(|end| now < end));
            key.map(|key| of_key(db, key)).transpose()
        }
    }
}

fn enabled(db: &Connection, account: &accounts::Login) -> Result<Option<User>, Failure> {
    Ok(users::find(db, account)?.filter(|user| user.account.enabled))
}

fn of_key(db: &Connection, key: GlobalKey) -> Result<Actor, Failure> {
    let names = key.definition.get(global_keys::GROUPS).and_then(Value::as_array);
    let groups: Vec<String> = names.into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    let said = key.definition.get(global_keys::GLOBAL_PERMISSIONS).and_then(|all| all.get(global_keys::ADMIN));
    let admin = said.and_then(Value::as_bool) == Some(true) || groups::any_admin(db, &groups)?;
    Ok(Actor::Key(Box::new(Key { id: key.id, definition: key.definition, groups, admin })))
}
