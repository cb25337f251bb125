//! What may be changed of a user: `contract/dataiku-dss.md` §3.1. What is absent stays as it is, in whole objects as in
//! partial ones.

use pilothouse_wire::dss::{Login as AsTyped, users as u};
use rusqlite::Connection;
use serde_json::Value;

use crate::{
    auth::{passwords::check_new, vault::Vault},
    error::Failure,
    state::App,
    store::{
        accounts::{self, Login, Role},
        dss::{
            Object, groups,
            users::{self, User},
        },
    },
};

use super::{
    keeping_an_admin,
    kept::Kept,
    preferences,
    said::{Said, whole},
};

/// A user as it was sent, or part of one.
pub(crate) struct Change {
    said: Object,
    /// Of the password, if one was sent.
    hash: Option<String>,
}

impl Change {
    /// Reads what was sent.
    pub(crate) async fn read(app: &App, body: Value) -> Result<Self, Failure> {
        let said = whole(body)?;
        let password = Said(&said).text(u::PASSWORD)?.filter(|password| !password.is_empty()).map(str::to_owned);
        let hash = match password {
            Some(password) => {
                check_new(&password)?;
                Some(app.people.passwords.hash_in_turn(password).await?)
            }
            None => None,
        };
        Ok(Self { said, hash })
    }

    /// Of what was sent keeps the members that a user may change of his own account. A difference in any other is
    /// refused; `shown` is what the user was shown.
    pub(crate) fn of_own(body: Value, shown: &Object) -> Result<Self, Failure> {
        const FREE: [&str; 4] = [u::USER_PROPERTIES, u::SECRETS, u::CREDENTIALS, u::PREFERENCES];
        const COMPUTED: [&str; 3] = [u::TRIAL, u::CODE_ALLOWED, u::PICTURE];
        const HIDDEN: [&str; 2] = [u::PASSWORD, u::ADMIN_PROPERTIES];
        let mut said = whole(body)?;
        let differs = |name: &str, value: &Value| match shown.get(name) {
            Some(now) => !COMPUTED.contains(&name) && now != value,
            None => HIDDEN.contains(&name),
        };
        let barred = said
            .iter()
            .find(|(name, value)| !FREE.contains(&name.as_str()) && !value.is_null() && differs(name, value));
        if let Some((name, _)) = barred {
            return Err(Failure::forbidden(format!("Nobody can change {name} of their own account")));
        }
        said.retain(|name, _| FREE.contains(&name.as_str()));
        Ok(Self { said, hash: None })
    }

    /// The login that it names, as typed.
    pub(crate) fn login(&self) -> Result<&str, Failure> {
        Said(&self.said).text(u::LOGIN)?.ok_or_else(|| Failure::wrong(format!("{} is missing", u::LOGIN)))
    }

    /// Makes the user, and says under which name.
    pub(crate) fn create(&self, db: &Connection, vault: &Vault, now: i64) -> Result<String, Failure> {
        let typed = self.login()?.trim();
        AsTyped::parse(typed).map_err(|why| Failure::wrong(format!("{}: {why}", u::LOGIN)))?;
        let login = Login::new(typed);
        if login.as_str().is_empty() || typed.chars().count() > Login::LONGEST {
            return Err(Failure::wrong(format!("{} has one to {} characters", u::LOGIN, Login::LONGEST)));
        }
        let local = Said(&self.said).text(u::SOURCE_TYPE)?.is_none_or(|source| source == u::LOCAL);
        if local && self.hash.is_none() {
            return Err(Failure::wrong(format!("A {} user needs a {}", u::LOCAL, u::PASSWORD)));
        }
        if !accounts::add(db, &login, typed, &Role::new(Role::USER), "")? {
            return Err(Failure::clash(format!("User already exists: {typed}")));
        }
        let mut user = users::get(db, &login)?;
        user.created_on = Some(now);
        user.account.email.clear();
        self.put(db, vault, user)?;
        Ok(typed.to_owned())
    }

    /// Changes the user of this login, and says its name.
    pub(crate) fn apply(&self, db: &Connection, vault: &Vault, login: &Login) -> Result<String, Failure> {
        let user = users::get(db, login)?;
        if let Some(named) = Said(&self.said).text(u::LOGIN)?
            && Login::new(named) != *login
        {
            return Err(Failure::wrong(format!("{} cannot be changed", u::LOGIN)));
        }
        let name = user.login.clone();
        keeping_an_admin(db, |db| self.put(db, vault, user))?;
        Ok(name)
    }

    fn put(&self, db: &Connection, vault: &Vault, mut user: User) -> Result<(), Failure> {
        let said = Said(&self.said);
        let login = user.account.login.clone();
        self.put_texts(&mut user)?;
        put_object(&said, u::USER_PROPERTIES, &mut user.user_properties)?;
        put_object(&said, u::ADMIN_PROPERTIES, &mut user.admin_properties)?;
        if let Some(all) = said.object(u::PREFERENCES)? {
            user.preferences = preferences::read(all)?;
        }
        let (secrets, credentials) = (said.objects(u::SECRETS)?, said.object(u::CREDENTIALS)?);
        if secrets.is_some() || credentials.is_some() {
            let kept = Kept::open(vault, &user)?;
            if let Some(secrets) = secrets {
                user.secrets = Some(kept.secrets(vault, &login, &secrets)?);
            }
            if let Some(credentials) = credentials {
                user.credentials = Some(kept.credentials(vault, &login, credentials)?);
            }
        }
        users::save(db, &user)?;
        self.put_groups(db, &login)?;
        self.put_password(db, &user)?;
        match said.flag(u::ENABLED)? {
            Some(enabled) if enabled != user.account.enabled => accounts::set_enabled(db, &login, enabled).map(drop),
            Some(_) | None => Ok(()),
        }
    }

    fn put_texts(&self, user: &mut User) -> Result<(), Failure> {
        let said = Said(&self.said);
        let put = |name: &str, into: &mut String| {
            said.text(name).map(|text| text.into_iter().for_each(|text| text.clone_into(into)))
        };
        put(u::EMAIL, &mut user.account.email)?;
        put(u::DISPLAY_NAME, &mut user.account.name)?;
        put(u::PROFILE, &mut user.profile)?;
        put(u::SOURCE_TYPE, &mut user.source_type)?;
        check_source(&user.source_type)
    }

    fn put_groups(&self, db: &Connection, login: &Login) -> Result<(), Failure> {
        let Some(names) = Said(&self.said).texts(u::GROUPS)? else { return Ok(()) };
        groups::leave_all(db, login)?;
        for name in names {
            if !groups::join(db, login, &name)? {
                return Err(Failure::wrong(format!("There is no group {name}")));
            }
        }
        Ok(())
    }

    /// Whose password is kept elsewhere has none here.
    fn put_password(&self, db: &Connection, user: &User) -> Result<(), Failure> {
        let (login, local) = (&user.account.login, user.source_type == u::LOCAL);
        match &self.hash {
            Some(hash) if local => accounts::set_password(db, login, hash).map(drop),
            Some(_) => Err(Failure::wrong(format!("Only a {} user has a {} here", u::LOCAL, u::PASSWORD))),
            None if !local && accounts::password_hash(db, login)?.is_some() => {
                accounts::set_password(db, login, "").map(drop)
            }
            None => Ok(()),
        }
    }
}

fn put_object(said: &Said<'_>, name: &str, into: &mut Object) -> Result<(), Failure> {
    if let Some(object) = said.object(name)? {
        object.clone_into(into);
    }
    Ok(())
}

/// Where a user or a group comes from.
pub(crate) fn check_source(source: &str) -> Result<(), Failure> {
    if u::SOURCE_TYPES.contains(&source) {
        return Ok(());
    }
    Err(Failure::wrong(format!("{} is one of {}", u::SOURCE_TYPE, u::SOURCE_TYPES.join(", "))))
}
