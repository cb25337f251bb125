//! API keys of DSS as lists, and their changes; what a login needs of them is in [`super::keys`].

use rusqlite::{Connection, Row, params};

use crate::{error::Failure, store::accounts::Login};

use super::{
    json,
    keys::{GlobalKey, PersonalKey},
    text,
};

const PERSONAL: &str = "SELECT k.id, u.login, k.label, k.description, k.created_on, k.created_by, k.last_used_on
    FROM dss_personal_key k JOIN dss_user u ON u.account = k.account";

fn read_personal(row: &Row<'_>) -> rusqlite::Result<PersonalKey> {
    Ok(PersonalKey {
        id: row.get(0)?,
        account: row.get(1)?,
        label: row.get(2)?,
        description: row.get(3)?,
        created_on: row.get(4)?,
        created_by: row.get(5)?,
        last_used_on: row.get(6)?,
    })
}

/// Everyone's personal keys, oldest first; `account` is the login as it was typed.
pub fn all_personal(db: &Connection) -> Result<Vec<PersonalKey>, Failure> {
    let mut statement = db.prepare_cached(&[PERSONAL, " ORDER BY k.created_on, k.id"].concat())?;
    let rows = statement.query_map([], read_personal)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One user's personal keys, oldest first.
pub fn personal_of(db: &Connection, login: &Login) -> Result<Vec<PersonalKey>, Failure> {
    let mut statement = db.prepare_cached(&[PERSONAL, " WHERE k.account = ?1 ORDER BY k.created_on, k.id"].concat())?;
    let rows = statement.query_map([login.as_str()], read_personal)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A personal key.
pub fn personal(db: &Connection, id: &str) -> Result<Option<PersonalKey>, Failure> {
    let mut statement = db.prepare_cached(&[PERSONAL, " WHERE k.id = ?1"].concat())?;
    let mut rows = statement.query_map([id], read_personal)?;
    Ok(rows.next().transpose()?)
}

/// Gives a personal key other words.
pub fn rename_personal(db: &Connection, id: &str, label: &str, description: &str) -> Result<(), Failure> {
    db.execute("UPDATE dss_personal_key SET label = ?2, description = ?3 WHERE id = ?1", [id, label, description])?;
    Ok(())
}

/// Deletes a personal key.
pub fn delete_personal(db: &Connection, id: &str) -> Result<(), Failure> {
    db.execute("DELETE FROM dss_personal_key WHERE id = ?1", [id])?;
    Ok(())
}

/// All global keys, oldest first.
pub fn all_global(db: &Connection) -> Result<Vec<GlobalKey>, Failure> {
    let sql = "SELECT id, definition, created_on, created_by, expires_on, last_used_on FROM dss_global_key
               ORDER BY created_on, id";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let key = GlobalKey {
            id: row.get(0)?,
            definition: super::Object::new(),
            created_on: row.get(2)?,
            created_by: row.get(3)?,
            expires_on: row.get(4)?,
            last_used_on: row.get(5)?,
        };
        Ok((key, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (key, definition) = row?;
        Ok(GlobalKey { definition: json(&definition)?, ..key })
    })
    .collect()
}

/// Keeps a global key as it is now.
pub fn save_global(db: &Connection, key: &GlobalKey) -> Result<(), Failure> {
    let sql = "UPDATE dss_global_key SET definition = ?2, expires_on = ?3 WHERE id = ?1";
    db.execute(sql, params![key.id, text(&key.definition)?, key.expires_on])?;
    Ok(())
}

/// Deletes a global key; `false` where there is none.
pub fn delete_global(db: &Connection, id: &str) -> Result<bool, Failure> {
    Ok(db.execute("DELETE FROM dss_global_key WHERE id = ?1", [id])? == 1)
}
