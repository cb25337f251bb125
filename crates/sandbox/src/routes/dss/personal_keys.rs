//! Personal API keys: `contract/dataiku-dss.md` §7.2.

pub(super) mod all;
pub(super) mod create;
pub(super) mod create_for;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod list;
pub(super) mod save;

use axum::response::Response;
use rusqlite::Connection;

use crate::{
    auth::{digest, dss::Caller},
    dss::key,
    error::Failure,
    routes::dss,
    state::App,
    store::{
        accounts::Login,
        dss::{
            key_lists,
            keys::{self, PersonalKey},
            users::User,
        },
    },
};

/// A key that the caller may see: the caller's own, any for an administrator. Another's is as unknown as none.
fn find(db: &Connection, caller: &Caller, id: &str) -> Result<PersonalKey, Failure> {
    let missing = || Failure::not_found(format!("Personal API key not found: {id}"));
    let key = key_lists::personal(db, id)?.ok_or_else(missing)?;
    let own = caller.user().is_ok_and(|user| user.account.login == Login::new(&key.account));
    if own || caller.is_admin() { Ok(key) } else { Err(missing()) }
}

/// Makes a key for a user, and shows its secret.
async fn make(app: &App, caller: &Caller, user: &User, words: (String, String)) -> Result<Response, Failure> {
    let (id, secret) = key::make(&app.random);
    let (label, description) = words;
    let key = PersonalKey {
        id,
        account: user.account.login.as_str().to_owned(),
        label,
        description,
        created_on: app.clock.now_ms(),
        created_by: caller.actor.identifier().to_owned(),
        last_used_on: None,
    };
    let (kept, digest) = (key.clone(), digest(secret.expose().as_bytes()));
    app.people.store.write(move |db| keys::add_personal(db, &kept, &digest)).await?;
    let shown = PersonalKey { account: user.login.clone(), ..key };
    Ok(dss::object(key::with_secret(key::personal(app, &shown), &secret)))
}
