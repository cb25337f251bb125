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

impl Meant {
    /// Whether whoever is meant may sign in at all.
    fn is_up(&self) -> bool {
        self.account.as_ref().is_none_or(|account| account.enabled) && self.user.as_ref().is_none_or(users::is_up)
    }
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

/// Who is meant now. The password was checked meanwhile: somebody may have put the user down or taken it away, and it may
/// have another password.
fn still(db: &Connection, login: &Login, before: &Meant) -> Result<Meant, Failure> {
    let now = meant(db, login)?;
    if now.is_up() && now.hash == before.hash { Ok(now) } else { Err(Failure::bad_login()) }
}

/// Opens a session for the right name and password. All refusals read the same and take the same time.
pub(crate) async fn open(app: &App, wish: Wish, ctx: &str) -> Result<Opened, Failure> {
    let people = &app.people;
    let login = Login::new(without_tenant(&wish.username));
    let attempt = people.throttle.begin(&login).map_err(Failure::throttled)?;
    let before = {
        let login = login.clone();
        people.store.read(move |db| meant(db, &login)).await?
    };
    let too_long = wish.password.len() > LONGEST_PASSWORD;
    let password = if too_long { String::new() } else { wish.password };
    let fits = match people.passwords.check(password, before.hash.clone()).await {
        Ok(fits) => fits && !too_long,
        Err(failure) => {
            attempt.not_made();
            return Err(failure);
        }
    };
    let deed = Deed::of(app, ctx);
    if !(fits && before.is_up()) {
        people.store.write(move |db| audit::sign_in(db, &deed, login.as_str(), None)).await?;
        return Err(Failure::bad_login());
    }
    let sid = Secret::new(app.random.uuid());
    let digest = digest(sid.expose().as_bytes());
    let session = people.store.write(move |db| {
        let Meant { user, account, .. } = still(db, &login, &before)?;
        let user = match (user, &account) {
            (Some(user), _) => user,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        control::attributes,
        random::Random,
        store::{self as database, accounts::Role},
    };

    /// What is read of ana, who has an account and is a user, before and after a change.
    fn after(change: impl FnOnce(&Connection, &Login, &Record)) -> Result<Meant, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let db = database::connect(folder.path()).unwrap();
        let deed = Deed::own(&Random::sequence(1), 0);
        start::prepare(&db, &deed).unwrap();
        let login = Login::new("ana");
        accounts::add(&db, &login, "ana", &Role::new("GUEST"), "hash").unwrap();
        let user = users::of_account(&db, &deed, &accounts::find(&db, &login).unwrap().unwrap()).unwrap();
        let before = meant(&db, &login).unwrap();
        assert_eq!(before.hash.as_deref(), Some("hash"));
        change(&db, &login, &user);
        still(&db, &login, &before)
    }

    type Change = fn(&Connection, &Login, &Record);

    #[test]
    fn what_was_checked_opens_nothing_once_it_is_another() {
        let meant = after(|_, _, _| {}).unwrap_or_else(|why| panic!("{why:?}"));
        assert!(meant.user.is_some() && meant.account.is_some());
        let changes: [(&str, Change); 6] = [
            ("another password", |db, login, _| assert!(accounts::set_password(db, login, "other").unwrap())),
            ("one of its own", |db, _, user| passwords::set(db, user, "own").unwrap()),
            ("locked", |db, login, _| assert!(accounts::set_enabled(db, login, false).unwrap())),
            ("deleted", |db, login, _| assert!(database::dss::users::delete(db, login).unwrap())),
            ("down", |db, _, user| {
                drop(store::update(db, user, attributes([(u::ADMIN_STATUS, u::DOWN.into())])).unwrap())
            }),
            ("another of its name", |db, login, _| {
                assert!(database::dss::users::delete(db, login).unwrap());
                accounts::add(db, login, "ana", &Role::new("GUEST"), "another").unwrap();
            }),
        ];
        for (what, change) in changes {
            let refused = after(change).err().map(|failure| failure.status());
            assert_eq!(refused, Some(Failure::bad_login().status()), "{what}");
        }
    }
}
