//! Groups of DSS and who is in them: `contract/dataiku-dss.md` §5.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{error::Failure, store::accounts::Login};

use super::{Object, json, text};

/// The group of administrators that is always there.
pub const ADMINISTRATORS: &str = "administrators";

/// A group as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name, which is its id.
    pub name: String,
    /// A text for people.
    pub description: String,
    /// `LOCAL` and others.
    pub source_type: String,
    /// Whether its members are administrators.
    pub admin: bool,
    /// What is set of the other members.
    pub body: Object,
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Group, String)> {
    let (name, description, source_type, admin) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok((Group { name, description, source_type, admin, body: Object::new() }, row.get(4)?))
}

const SELECT: &str = "SELECT name, description, source_type, admin, body FROM dss_group";

/// All groups by name.
pub fn list(db: &Connection) -> Result<Vec<Group>, Failure> {
    let sql = [SELECT, " ORDER BY name"].concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| row.map_err(Failure::from).and_then(|(group, body)| Ok(Group { body: json(&body)?, ..group })))
        .collect()
}

/// The group of this name.
pub fn find(db: &Connection, name: &str) -> Result<Option<Group>, Failure> {
    let sql = [SELECT, " WHERE name = ?1"].concat();
    let row = db.prepare_cached(&sql)?.query_row([name], read).optional()?;
    row.map(|(group, body)| Ok(Group { body: json(&body)?, ..group })).transpose()
}

/// Adds a group; `false` where the name is taken.
pub fn add(db: &Connection, group: &Group) -> Result<bool, Failure> {
    let sql = "INSERT INTO dss_group (name, description, source_type, admin, body) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (name) DO NOTHING";
    let body = text(&group.body)?;
    Ok(db.execute(sql, params![group.name, group.description, group.source_type, group.admin, body])? == 1)
}

/// Keeps a group as it is now.
pub fn save(db: &Connection, group: &Group) -> Result<(), Failure> {
    let sql = "UPDATE dss_group SET description = ?2, source_type = ?3, admin = ?4, body = ?5 WHERE name = ?1";
    let body = text(&group.body)?;
    db.execute(sql, params![group.name, group.description, group.source_type, group.admin, body])?;
    Ok(())
}

/// Deletes a group, which nobody is in any more; `false` where there is none.
pub fn delete(db: &Connection, name: &str) -> Result<bool, Failure> {
    Ok(db.execute("DELETE FROM dss_group WHERE name = ?1", [name])? == 1)
}

/// A user's groups by name, and whether one of them is of administrators.
pub fn of_user(db: &Connection, login: &Login) -> Result<(Vec<String>, bool), Failure> {
    let sql = "SELECT m.group_name, g.admin FROM dss_member m JOIN dss_group g ON g.name = m.group_name
               WHERE m.account = ?1 ORDER BY m.group_name";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([login.as_str()], |row| Ok((row.get(0)?, row.get::<_, bool>(1)?)))?;
    let mut all = (Vec::new(), false);
    for row in rows {
        let (name, admin) = row?;
        all.0.push(name);
        all.1 |= admin;
    }
    Ok(all)
}

/// The same of all users, by account.
pub fn of_all_users(db: &Connection) -> Result<HashMap<String, (Vec<String>, bool)>, Failure> {
    let sql = "SELECT m.account, m.group_name, g.admin FROM dss_member m JOIN dss_group g ON g.name = m.group_name
               ORDER BY m.account, m.group_name";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, bool>(2)?)))?;
    let mut all: HashMap<String, (Vec<String>, bool)> = HashMap::new();
    for row in rows {
        let (account, name, admin) = row?;
        let one = all.entry(account).or_default();
        one.0.push(name);
        one.1 |= admin;
    }
    Ok(all)
}

/// Whether one of these groups is of administrators.
pub fn any_admin(db: &Connection, names: &[String]) -> Result<bool, Failure> {
    for name in names {
        if find(db, name)?.is_some_and(|group| group.admin) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts a user into a group; `false` where there is no such group.
pub fn join(db: &Connection, login: &Login, name: &str) -> Result<bool, Failure> {
    let sql = "INSERT INTO dss_member (account, group_name) SELECT ?1, name FROM dss_group WHERE name = ?2
               ON CONFLICT DO NOTHING";
    let new = db.prepare_cached(sql)?.execute(params![login.as_str(), name])? == 1;
    Ok(new || find(db, name)?.is_some())
}

/// Takes a user out of all groups.
pub fn leave_all(db: &Connection, login: &Login) -> Result<(), Failure> {
    db.prepare_cached("DELETE FROM dss_member WHERE account = ?1")?.execute([login.as_str()])?;
    Ok(())
}
