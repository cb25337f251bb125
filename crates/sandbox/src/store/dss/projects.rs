//! Projects of DSS, as far as access goes: `contract/dataiku-dss.md` §8.3.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Failure;

use super::{Object, json, text};

/// A project as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its key.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// The account of its owner, or nothing.
    pub owner: String,
    /// Who may do what: one entry for each group or user.
    pub permissions: Vec<Object>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Project, String)> {
    Ok((Project { key: row.get(0)?, name: row.get(1)?, owner: row.get(2)?, permissions: Vec::new() }, row.get(3)?))
}

const SELECT: &str = "SELECT key, name, owner, permissions FROM dss_project";

/// The project of this key.
pub fn find(db: &Connection, key: &str) -> Result<Option<Project>, Failure> {
    let sql = [SELECT, " WHERE key = ?1"].concat();
    let row = db.prepare_cached(&sql)?.query_row([key], read).optional()?;
    row.map(|(project, permissions)| Ok(Project { permissions: json(&permissions)?, ..project })).transpose()
}

/// All projects by key.
pub fn list(db: &Connection) -> Result<Vec<Project>, Failure> {
    let sql = [SELECT, " ORDER BY key"].concat();
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| {
        let (project, permissions) = row?;
        Ok(Project { permissions: json(&permissions)?, ..project })
    })
    .collect()
}

/// Adds a project.
pub fn add(db: &Connection, project: &Project) -> Result<(), Failure> {
    let sql = "INSERT INTO dss_project (key, name, owner, permissions) VALUES (?1, ?2, ?3, ?4)";
    let Project { key, name, owner, permissions } = project;
    db.execute(sql, params![key, name, owner, text(permissions)?])?;
    Ok(())
}

/// Keeps a project as it is now.
pub fn save(db: &Connection, project: &Project) -> Result<(), Failure> {
    let sql = "UPDATE dss_project SET name = ?2, owner = ?3, permissions = ?4 WHERE key = ?1";
    let Project { key, name, owner, permissions } = project;
    db.execute(sql, params![key, name, owner, text(permissions)?])?;
    Ok(())
}
