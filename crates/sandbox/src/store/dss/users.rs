//! Users of DSS: `contract/dataiku-dss.md` §3. Each is an account with a row of its own.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    error::Failure,
    store::accounts::{self, Account, Login, Role},
};

use super::{Object, groups, json, text};

/// A user as it is kept.
#[derive(Clone)]
pub struct User {
    /// Who it is, e-mail, name for people, whether it may sign in.
    pub account: Account,
    /// The login as it was typed.
    pub login: String,
    /// `LOCAL` and others.
    pub source_type: String,
    /// The licence's label.
    pub profile: String,
    /// When it was made, where that is known.
    pub created_on: Option<i64>,
    /// Seen and edited by the user.
    pub user_properties: Object,
    /// For administrators only.
    pub admin_properties: Object,
    /// What is set of them.
    pub preferences: Object,
    /// Encrypted.
    pub secrets: Option<Vec<u8>>,
    /// Encrypted.
    pub credentials: Option<Vec<u8>>,
    /// When a trial began and when it ends.
    pub trial: Option<(i64, i64)>,
    /// When it was last seen, as far as it is written down.
    pub seen: Seen,
    /// Its groups by name.
    pub groups: Vec<String>,
    /// Whether one of them is of administrators.
    pub admin: bool,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("User").field(&self.login).finish()
    }
}

/// When somebody was last seen, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The last sign-in.
    pub login: Option<i64>,
    /// The last that failed.
    pub failed: Option<i64>,
    /// The last call with a session.
    pub activity: Option<i64>,
}

impl Seen {
    /// The later of each.
    #[must_use]
    pub fn or_later(self, other: Self) -> Self {
        Self {
            login: self.login.max(other.login),
            failed: self.failed.max(other.failed),
            activity: self.activity.max(other.activity),
        }
    }
}

const SELECT: &str = "SELECT a.login, a.email, a.name, a.role, a.enabled, a.session,
    u.login, u.source_type, u.profile, u.created_on, u.user_properties, u.admin_properties, u.preferences,
    u.secrets, u.credentials, u.trial_granted, u.trial_ends, u.last_login, u.last_failed, u.last_activity
    FROM account a JOIN dss_user u ON u.account = a.login";

/// A row whose JSON is not read yet.
struct Raw {
    user: User,
    objects: [String; 3],
}

fn read(row: &Row<'_>) -> rusqlite::Result<Raw> {
    let (granted, ends): (Option<i64>, Option<i64>) = (row.get(15)?, row.get(16)?);
    let user = User {
        account: accounts::read(row)?,
        login: row.get(6)?,
        source_type: row.get(7)?,
        profile: row.get(8)?,
        created_on: row.get(9)?,
        user_properties: Object::new(),
        admin_properties: Object::new(),
        preferences: Object::new(),
        secrets: row.get(13)?,
        credentials: row.get(14)?,
        trial: granted.zip(ends),
        seen: Seen { login: row.get(17)?, failed: row.get(18)?, activity: row.get(19)? },
        groups: Vec::new(),
        admin: false,
    };
    Ok(Raw { user, objects: [row.get(10)?, row.get(11)?, row.get(12)?] })
}

impl Raw {
    fn read(self, (groups, admin): (Vec<String>, bool)) -> Result<User, Failure> {
        let [user_properties, admin_properties, preferences] = &self.objects;
        Ok(User {
            user_properties: json(user_properties)?,
            admin_properties: json(admin_properties)?,
            preferences: json(preferences)?,
            groups,
            admin,
            ..self.user
        })
    }
}

/// The user of this login.
pub fn find(db: &Connection, login: &Login) -> Result<Option<User>, Failure> {
    let sql = [SELECT, " WHERE a.login = ?1"].concat();
    let raw = db.prepare_cached(&sql)?.query_row([login.as_str()], read).optional()?;
    raw.map(|raw| raw.read(groups::of_user(db, login)?)).transpose()
}

/// The user of this login; an error where there is none.
pub fn get(db: &Connection, login: &Login) -> Result<User, Failure> {
    find(db, login)?.ok_or_else(|| Failure::not_found(format!("User not found: {}", login.as_str())))
}

/// All users by login.
pub fn list(db: &Connection) -> Result<Vec<User>, Failure> {
    let mut members: HashMap<String, (Vec<String>, bool)> = groups::of_all_users(db)?;
    let sql = [SELECT, " ORDER BY a.login"].concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], read)?;
    rows.map(|raw| {
        let raw = raw?;
        let groups = members.remove(raw.user.account.login.as_str()).unwrap_or_default();
        raw.read(groups)
    })
    .collect()
}

/// Makes an account a user; one whose role says so is an administrator.
pub fn enroll(db: &Connection, login: &Login, typed: &str, role: &Role) -> Result<(), Failure> {
    let sql = "INSERT INTO dss_user (account, login) VALUES (?1, ?2)";
    db.prepare_cached(sql)?.execute(params![login.as_str(), typed])?;
    if role.is_admin() {
        groups::join(db, login, groups::ADMINISTRATORS)?;
    }
    Ok(())
}

/// Keeps what can be changed of a user; its groups, password and state have functions of their own.
pub fn save(db: &Connection, user: &User) -> Result<(), Failure> {
    let account = &user.account;
    let sql = "UPDATE account SET email = ?2, name = ?3 WHERE login = ?1";
    db.prepare_cached(sql)?.execute(params![account.login.as_str(), account.email, account.name])?;
    let sql = "UPDATE dss_user SET source_type = ?2, profile = ?3, created_on = ?4, user_properties = ?5,
               admin_properties = ?6, preferences = ?7, secrets = ?8, credentials = ?9 WHERE account = ?1";
    db.prepare_cached(sql)?.execute(params![
        account.login.as_str(),
        user.source_type,
        user.profile,
        user.created_on,
        text(&user.user_properties)?,
        text(&user.admin_properties)?,
        text(&user.preferences)?,
        user.secrets,
        user.credentials
    ])?;
    Ok(())
}

/// Deletes a user with all that is its own; `false` where there is none.
pub fn delete(db: &Connection, login: &Login) -> Result<bool, Failure> {
    Ok(db.execute("DELETE FROM account WHERE login = ?1", [login.as_str()])? == 1)
}

/// Whether there is somebody who may sign in and is an administrator.
pub fn has_admin(db: &Connection) -> Result<bool, Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM account a JOIN dss_member m ON m.account = a.login
               JOIN dss_group g ON g.name = m.group_name WHERE a.enabled AND g.admin)";
    Ok(db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Notes when somebody was seen; nobody is seen earlier than before.
pub fn set_seen(db: &Connection, login: &Login, seen: Seen) -> Result<(), Failure> {
    let sql = "UPDATE dss_user SET last_login = COALESCE(MAX(last_login, ?2), ?2, last_login),
               last_failed = COALESCE(MAX(last_failed, ?3), ?3, last_failed),
               last_activity = COALESCE(MAX(last_activity, ?4), ?4, last_activity) WHERE account = ?1";
    db.prepare_cached(sql)?.execute(params![login.as_str(), seen.login, seen.failed, seen.activity])?;
    Ok(())
}

/// Gives a user a trial.
pub fn set_trial(db: &Connection, login: &Login, (granted, ends): (i64, i64)) -> Result<(), Failure> {
    let sql = "UPDATE dss_user SET trial_granted = ?2, trial_ends = ?3 WHERE account = ?1";
    db.prepare_cached(sql)?.execute(params![login.as_str(), granted, ends])?;
    Ok(())
}
