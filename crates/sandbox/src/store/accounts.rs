//! The people who may sign in.

use rusqlite::{Connection, OptionalExtension, Row, params};
use unicode_normalization::UnicodeNormalization;

use crate::error::Failure;

use super::dss;

/// What an account may do (roles seen in `contract/datakitchen-automation.md` §4, and any other text as a reader).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role(String);

impl Role {
    /// What somebody is who was made in DSS (sandbox choice): a reader elsewhere.
    pub const USER: &str = "USER";

    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it administers DSS too (sandbox choice).
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.0 == "ADMIN"
    }

    /// Whether it may change the node; all other roles only read (sandbox choice).
    #[must_use]
    pub fn may_change(&self) -> bool {
        matches!(self.0.as_str(), "ADMIN" | "IT")
    }
}

/// The one form of a login: canonical Unicode, lower case, no spaces around. What differs only in these is the same
/// account, for signing in as for counting failed tries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Login(String);

impl Login {
    /// Longest login in characters; longer ones are cut, so that no one can fill the memory with failed tries.
    pub(crate) const LONGEST: usize = 200;

    /// Normalises what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let lower: String = typed.trim().nfkc().take(Self::LONGEST).flat_map(char::to_lowercase).collect();
        Self(lower.nfkc().collect::<String>().trim().to_owned())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its name.
    pub login: Login,
    /// E-mail.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Whether it may sign in.
    pub enabled: bool,
    /// Counts up whenever all its tokens must die.
    pub session: i64,
}

/// Reads the first six columns.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        login: Login(row.get(0)?),
        email: row.get(1)?,
        name: row.get(2)?,
        role: Role(row.get(3)?),
        enabled: row.get(4)?,
        session: row.get(5)?,
    })
}

/// The account of this login.
pub fn find(db: &Connection, login: &Login) -> Result<Option<Account>, Failure> {
    let sql = "SELECT login, email, name, role, enabled, session FROM account WHERE login = ?1";
    Ok(db.prepare_cached(sql)?.query_row([login.as_str()], read).optional()?)
}

/// All accounts by login.
pub fn list(db: &Connection) -> Result<Vec<Account>, Failure> {
    let mut statement = db.prepare("SELECT login, email, name, role, enabled, session FROM account ORDER BY login")?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The hash of an account's password; one whose password is kept elsewhere has none.
pub fn password_hash(db: &Connection, login: &Login) -> Result<Option<String>, Failure> {
    let sql = "SELECT password FROM account WHERE login = ?1 AND password <> ''";
    Ok(db.query_row(sql, [login.as_str()], |row| row.get(0)).optional()?)
}

/// Adds an account, which is a user of DSS too; `false` where the login is taken. `name` is the login as it was typed.
pub fn add(db: &Connection, login: &Login, name: &str, role: &Role, hash: &str) -> Result<bool, Failure> {
    let email = if login.as_str().contains('@') { login.0.clone() } else { [&login.0, "@example.org"].concat() };
    // The session's number is none that an account of this name had before it was deleted: its tokens stay dead.
    let sql = "INSERT INTO account (login, email, name, role, password, session)
               VALUES (?1, ?2, ?3, ?4, ?5, 1 + abs(random() % 1000000000000)) ON CONFLICT (login) DO NOTHING";
    let new = db.prepare_cached(sql)?.execute(params![login.as_str(), email, name, role.as_str(), hash])? == 1;
    if new {
        dss::users::enroll(db, login, name, role)?;
    }
    Ok(new)
}

/// Gives an account another password, which ends its sessions; `false` where there is no such account.
pub fn set_password(db: &Connection, login: &Login, hash: &str) -> Result<bool, Failure> {
    let sql = "UPDATE account SET password = ?2, session = session + 1 WHERE login = ?1";
    Ok(db.execute(sql, params![login.as_str(), hash])? == 1)
}

/// Lets an account in or locks it out, which ends its sessions; `false` where there is no such account.
pub fn set_enabled(db: &Connection, login: &Login, enabled: bool) -> Result<bool, Failure> {
    let sql = "UPDATE account SET enabled = ?2, session = session + 1 WHERE login = ?1";
    Ok(db.prepare_cached(sql)?.execute(params![login.as_str(), enabled])? == 1)
}

#[cfg(test)]
mod tests {
    use super::Login;

    #[test]
    fn spellings_of_one_login_are_one_login() {
        let plain = Login::new("andré@example.org");
        for typed in ["  ANDRÉ@Example.org ", "andre\u{301}@example.org", "ａｎｄｒé@example.org"] {
            assert_eq!(Login::new(typed), plain, "{typed}");
        }
        assert_ne!(Login::new("andre@example.org"), plain);
        assert_ne!(Login::new("andré\0@example.org"), plain);
    }
}
