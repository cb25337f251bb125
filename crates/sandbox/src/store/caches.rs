//! What was put into the node's caches: names only, for the sandbox has no code environments to build.

use rusqlite::{Connection, params};

use crate::error::Failure;

/// Which cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// Code environments.
    CodeEnvs,
    /// Model archives.
    Models,
}

impl Cache {
    const fn name(self) -> &'static str {
        match self {
            Self::CodeEnvs => "code-env",
            Self::Models => "model",
        }
    }
}

/// Puts an entry in; `false` where it is there already.
pub fn add(db: &Connection, cache: Cache, name: &str) -> Result<bool, Failure> {
    let sql = "INSERT INTO cache_entry (kind, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(db.execute(sql, params![cache.name(), name])? == 1)
}

/// Empties a cache and says what was in it.
pub fn clear(db: &Connection, cache: Cache) -> Result<Vec<String>, Failure> {
    let mut statement = db.prepare("DELETE FROM cache_entry WHERE kind = ?1 RETURNING name")?;
    let rows = statement.query_map([cache.name()], |row| row.get(0))?;
    let mut names: Vec<String> = rows.collect::<Result<_, _>>()?;
    names.sort();
    Ok(names)
}
