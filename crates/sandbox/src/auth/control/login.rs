//! Signing in to the control plane with a password: that of the user, or that of the account that the user stands for.

use pilothouse_wire::{Secret, control::users as u};
use rusqlite::Connection;

use crate::{
    auth::{digest, login::LONGEST_PASSWORD},
    control::{Deed, audit, start, users},
    error::Failure,
    state::App,
    store::{
        accounts::{self, Account, Login},
        control::{
            self as store, Record, passwords,
            sessions::{self, Session},
        },
    },
};

pub(crate) use super::presented::{Pair, basic};

/// What somebody signs in with, and for what.
pub(crate) struct Wish {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) plane: String,
    /// Life of the session in seconds.
    pub(crate) ttl: u32,
}

/// A session that was opened.
pub(crate) struct Opened {
    /// What goes into the cookie.
    pub(crate) sid: Secret,
    pub(crate) session: Session,
}

/// Who may be meant, and the hash that the password must fit.
struct Meant {
    user: Option<Record>,
    hash: Option<String>,
    /// The account, where it is its password.
    account: Option<Account>,
}

/// The name without its tenant, of which there is one (§2.1, certain that it may stand there).
pub(crate) fn without_tenant(username: &str) -> &str {
    let name = username.trim().strip_suffix(start::TENANT).and_then(|rest| rest.strip_suffix('@'));
    name.unwrap_or(username)
}

fn meant(db: &Connection, login: &Login) -> Result<Meant, Failure> {
    let user = store::by_name(db, &u::USERS, login.as_str())?;
    if let Some(user) = &user
        && let Some(hash) = passwords::hash(db, user)?
    {
        return Ok(Meant { user: Some(user.clone()), hash: Some(hash), account: None });
    }
    let account = accounts::find(db, login)?;
    Ok(Meant { user, hash: accounts::password_hash(db, login)?, account })
}

/// Opens a session for the right name and password. All refusals read the same and take the same time.
pub(crate) async fn open(app: &App, wish: Wish, ctx: &str) -> Result<Opened, Failure> {
    let people = &app.people;
    let login = Login::new(without_tenant(&wish.username));
    let attempt = people.throttle.begin(&login).map_err(Failure::throttled)?;
    let Meant { user, hash, account } = {
        let login = login.clone();
        people.store.read(move |db| meant(db, &login)).await?
    };
    let too_long = wish.password.len() > LONGEST_PASSWORD;
    let password = if too_long { String::new() } else { wish.password };
    let fits = match people.passwords.check(password, hash).await {
        Ok(fits) => fits && !too_long,
        Err(failure) => {
            attempt.not_made();
            return Err(failure);
        }
    };
    let enabled = account.as_ref().is_none_or(|account| account.enabled) && user.as_ref().is_none_or(users::is_up);
    let deed = Deed::of(app, ctx);
    if !(fits && enabled) {
        people.store.write(move |db| audit::sign_in(db, &deed, login.as_str(), None)).await?;
        return Err(Failure::bad_login());
    }
    let sid = Secret::new(app.random.uuid());
    let digest = digest(sid.expose().as_bytes());
    let session = people.store.write(move |db| {
        let user = match (user, &account) {
            // The password was checked meanwhile, and somebody may have put the user down or taken it away.
            (Some(user), _) => {
                let user = store::find(db, &u::USERS, &user.id)?.filter(users::is_up);
                user.ok_or_else(Failure::bad_login)?
            }
            (None, Some(account)) => users::of_account(db, &deed, account)?,
            (None, None) => return Err(Failure::bad_login()),
        };
        let user = users::seen(db, &deed, &user)?;
        audit::sign_in(db, &deed.clone().by(&user), login.as_str(), Some(&user))?;
        let expires_on = deed.now + i64::from(wish.ttl) * 1000;
        let account_session = account.map(|account| account.session);
        let session = Session { user, plane: wish.plane, account_session, expires_on };
        sessions::add(db, &digest, &session, deed.now)?;
        Ok(session)
    });
    let session = session.await?;
    attempt.succeeded();
    Ok(Opened { sid, session })
}
