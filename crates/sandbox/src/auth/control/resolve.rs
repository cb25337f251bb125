//! From what was presented to who is calling: read from the database on every call.

use axum::http::HeaderMap;
use pilothouse_wire::control::{access_keys, users as u};
use rusqlite::Connection;

use crate::{
    auth::digest,
    control::{Deed, users},
    error::Failure,
    state::App,
    store::{
        accounts::{self, Login},
        control::{self as store, Record, keys, links, passwords, sessions},
        keys::Digest,
    },
};

use super::{
    Caller,
    login::without_tenant,
    presented::{self, Pair, Presented},
};

/// Who sent a request with these headers.
pub(super) async fn caller(app: &App, headers: &HeaderMap, ctx: &str) -> Result<Caller, Failure> {
    let ctx = ctx.to_owned();
    match presented::read(headers)? {
        Presented::Bearer(token) => of_token(app, &token, ctx).await,
        Presented::Cookie(sid, basic) => of_cookie(app, sid, basic, ctx).await,
    }
}

/// The session of the sandbox: the account is a user by its name, made at its first call.
async fn of_token(app: &App, token: &str, ctx: String) -> Result<Caller, Failure> {
    let (account, _) = app.people.of_token(token).await.map_err(login_failure)?;
    let login = account.login.clone();
    let known = app.people.store.read(move |db| store::by_name(db, &u::USERS, login.as_str())).await?;
    let user = match known {
        Some(user) => user,
        None => {
            let deed = Deed::of(app, &ctx);
            app.people.store.write(move |db| users::of_account(db, &deed, &account)).await?
        }
    };
    app.people.store.read(move |db| let_in(db, user, ctx)).await
}

/// The words of this API, for what the session's own says.
fn login_failure(failure: Failure) -> Failure {
    if failure.kind() == crate::error::Kind::NoLogin { Failure::no_control_login() } else { failure }
}

async fn of_cookie(app: &App, sid: String, basic: Option<Pair>, ctx: String) -> Result<Caller, Failure> {
    let now = app.clock.now_ms();
    let find = move |db: &Connection| {
        let user = user_of(db, &digest(sid.as_bytes()), now)?.ok_or_else(Failure::no_control_login)?;
        let fits = basic.is_none_or(|pair| {
            Login::new(without_tenant(&pair.name)) == Login::new(user.text(u::USERNAME).unwrap_or_default())
                && pair.password == sid
        });
        if fits { let_in(db, user, ctx) } else { Err(Failure::no_control_login()) }
    };
    app.people.store.read(find).await
}

/// Whose session or key it is, as long as it is good for the control plane.
fn user_of(db: &Connection, digest: &Digest, now: i64) -> Result<Option<Record>, Failure> {
    if let Some(session) = sessions::find(db, digest)? {
        let good = now < session.expires_on && session.plane == access_keys::CONTROL;
        return Ok((good && is_accounts(db, &session)?).then_some(session.user));
    }
    let Some(key) = keys::by_digest(db, digest)? else { return Ok(None) };
    let end = key.record.attributes.get(access_keys::EXPIRES_AT).and_then(serde_json::Value::as_i64);
    let good = end.is_none_or(|end| now / 1000 < end)
        && key.record.texts(access_keys::PLANES).any(|plane| plane == access_keys::CONTROL);
    Ok(good.then_some(key.user))
}

/// Whether the account whose password opened a session has not ended its sessions since.
fn is_accounts(db: &Connection, session: &sessions::Session) -> Result<bool, Failure> {
    let Some(number) = session.account_session else { return Ok(true) };
    let account = account_of(db, &session.user)?;
    Ok(account.is_some_and(|account| account.session == number))
}

/// The account that has a user's name.
fn account_of(db: &Connection, user: &Record) -> Result<Option<accounts::Account>, Failure> {
    accounts::find(db, &Login::new(user.text(u::USERNAME).unwrap_or_default()))
}

/// Whether a user could sign in: with a password of its own, or by an account that is there and not locked.
fn can_sign_in(db: &Connection, user: &Record) -> Result<bool, Failure> {
    if passwords::hash(db, user)?.is_some() {
        return Ok(true);
    }
    Ok(account_of(db, user)?.is_some_and(|account| account.enabled))
}

/// The user as a caller, unless it is down or nobody could sign in as it any more.
pub(super) fn let_in(db: &Connection, user: Record, ctx: String) -> Result<Caller, Failure> {
    if !(users::is_up(&user) && can_sign_in(db, &user)?) {
        return Err(Failure::no_control_login());
    }
    let groups = links::named(db, &user, u::GROUPS)?;
    Ok(Caller { user, groups, ctx, needed: &[] })
}
