//! What may be set of a user, by whom, and what comes of it: contract/iguazio-control-plane.md §5.1.

use pilothouse_wire::{
    control::users::{self as u, USERS},
    dss::Login as AsTyped,
};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    auth::{
        control::{Caller, login::without_tenant, policies},
        passwords::check_new,
    },
    control::{Deed, audit, fields, groups::GroupsOf, secure::keeping_an_admin, sent::Sent, start},
    error::Failure,
    state::App,
    store::{
        accounts::Login,
        control::{self as store, Record, passwords, sessions},
        dss::Object,
    },
};

/// What everybody may change of their own user (sandbox choice).
const OWN: [&str; 5] = [u::FIRST_NAME, u::LAST_NAME, u::EMAIL, "phone_number", u::PASSWORD];

/// A user as it was sent, or part of one.
pub(crate) struct Change {
    sent: Sent,
    /// Of the password, if one was sent.
    hash: Option<String>,
}

impl Change {
    /// Reads what was sent.
    pub(crate) async fn read(app: &App, body: Value) -> Result<Self, Failure> {
        let mut sent = Sent::read(body)?.expect(USERS.record)?;
        sent.check_relations(&USERS)?;
        let hash = match sent.attributes.remove(u::PASSWORD) {
            None | Some(Value::Null) => None,
            Some(Value::String(password)) => {
                check_new(&password)?;
                Some(app.people.passwords.hash_in_turn(password).await?)
            }
            Some(_) => return Err(Failure::wrong(format!("{} must be a text", u::PASSWORD))),
        };
        Ok(Self { sent, hash })
    }

    /// Makes the user, whom a job will bring up.
    pub(crate) fn create(&self, db: &Connection, deed: &Deed) -> Result<Record, Failure> {
        let said = fields::of_new(&USERS, &self.sent.attributes)?;
        check_name(&said)?;
        super::check_unix_id(db, &USERS, u::UID, &said)?;
        let user = super::add_down(db, deed, said)?;
        GroupsOf::read(db, &self.sent)?.put(db, &user)?;
        let user = self.put_password(db, deed, user)?;
        audit::created(db, deed, &user)?;
        Ok(user)
    }

    /// Changes a user.
    pub(crate) fn apply(
        &self,
        db: &Connection,
        deed: &Deed,
        caller: &Caller,
        user: &Record,
    ) -> Result<Record, Failure> {
        may_change(caller, user)?;
        self.sent.expect_id(&user.id)?;
        let mut said = fields::of_change(user, &self.sent.attributes)?;
        said.retain(|name, value| user.attributes.get(name) != Some(value));
        let groups = GroupsOf::read(db, &self.sent)?.that_differ(db, user)?;
        let mut names: Vec<String> = said.keys().cloned().collect();
        names.extend(groups.names().map(str::to_owned));
        names.extend(self.hash.iter().map(|_| u::PASSWORD.to_owned()));
        if names.is_empty() {
            return Ok(user.clone());
        }
        let settled = super::is_settled(db, user)?;
        may_change_these(caller, &names)?;
        let status = said.get(u::ADMIN_STATUS).cloned();
        // The job that makes a user or takes it away has the last word.
        if let Some(status) = status.clone().filter(|_| settled) {
            said.insert(u::OPERATIONAL_STATUS.to_owned(), status);
        }
        said.insert("updated_at".to_owned(), deed.moment());
        keeping_an_admin(db, |db| {
            let user = store::update(db, user, said)?;
            groups.put(db, &user)?;
            let user = self.put_password(db, deed, user)?;
            if status.is_some_and(|status| status == u::DOWN) {
                sessions::end_all(db, &user)?;
            }
            audit::updated(db, deed, &user, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
            Ok(user)
        })
    }

    fn put_password(&self, db: &Connection, deed: &Deed, user: Record) -> Result<Record, Failure> {
        let Some(hash) = &self.hash else { return Ok(user) };
        passwords::set(db, &user, hash)?;
        store::update(db, &user, crate::control::attributes([("password_changed_at", deed.moment())]))
    }
}

/// 403 for a caller who may change nothing of a user.
pub(crate) fn may_change(caller: &Caller, user: &Record) -> Result<(), Failure> {
    if caller.user.seq == user.seq { Ok(()) } else { caller.needs(&policies::SECURITY) }
}

/// Whether the caller may change these fields and relations of a user, of whom it may change any.
fn may_change_these(caller: &Caller, names: &[String]) -> Result<(), Failure> {
    if caller.has(&policies::SECURITY) {
        return Ok(());
    }
    let Some(name) = names.iter().find(|name| !OWN.contains(&name.as_str())) else { return Ok(()) };
    let list = policies::SECURITY.join(", ");
    Err(Failure::forbidden(format!("Nobody can change {name} of their own user: it takes one of the policies {list}")))
}

fn check_name(said: &Object) -> Result<(), Failure> {
    let name = said.get(u::USERNAME).and_then(Value::as_str).unwrap_or_default();
    AsTyped::parse(name).map_err(|why| Failure::wrong(format!("{}: {why}", u::USERNAME)))?;
    let plain = name.trim() == name && !Login::new(name).as_str().is_empty();
    if !plain || name.chars().count() > Login::LONGEST {
        let rule = format!("has one to {} characters, and no spaces around", Login::LONGEST);
        return Err(Failure::wrong(format!("{} {rule}", u::USERNAME)));
    }
    // Whoever signs in under such a name is taken for another.
    if without_tenant(name) != name {
        return Err(Failure::wrong(format!("{} does not end with @{}", u::USERNAME, start::TENANT)));
    }
    Ok(())
}

/// Takes a user away with all that is its own: keys, sessions, memberships.
pub fn remove(db: &Connection, deed: &Deed, user: &Record) -> Result<(), Failure> {
    keeping_an_admin(db, |db| {
        for key in store::keys::all(db, user)? {
            store::remove(db, &key)?;
        }
        store::remove(db, user)?;
        audit::deleted(db, deed, user)
    })
}
