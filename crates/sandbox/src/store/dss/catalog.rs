//! What credentials and rights are for: datasets, connections, plugins; and kitchens of the automation API. The sandbox
//! only lists them.

use rusqlite::{Connection, params};

use crate::error::Failure;

use super::{Object, json, text};

fn names(db: &Connection, sql: &str, of: &[&str]) -> Result<Vec<String>, Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(of), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn named(db: &Connection, sql: &str) -> Result<Vec<(String, Object)>, Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (name, body) = row?;
        Ok((name, json(&body)?))
    })
    .collect()
}

/// Names of a project's datasets.
pub fn datasets(db: &Connection, project: &str) -> Result<Vec<String>, Failure> {
    names(db, "SELECT name FROM dss_dataset WHERE project = ?1 ORDER BY name", &[project])
}

/// Adds a dataset to a project.
pub fn add_dataset(db: &Connection, project: &str, name: &str) -> Result<(), Failure> {
    db.execute("INSERT INTO dss_dataset (project, name) VALUES (?1, ?2)", params![project, name])?;
    Ok(())
}

/// All connections by name.
pub fn connections(db: &Connection) -> Result<Vec<(String, Object)>, Failure> {
    named(db, "SELECT name, definition FROM dss_connection ORDER BY name")
}

/// Adds a connection.
pub fn add_connection(db: &Connection, name: &str, definition: &Object) -> Result<(), Failure> {
    db.execute("INSERT INTO dss_connection (name, definition) VALUES (?1, ?2)", params![name, text(definition)?])?;
    Ok(())
}

/// All plugins by id, with their settings.
pub fn plugins(db: &Connection) -> Result<Vec<(String, Object)>, Failure> {
    named(db, "SELECT id, definition FROM dss_plugin ORDER BY id")
}

/// Adds a plugin with its settings.
pub fn add_plugin(db: &Connection, id: &str, definition: &Object) -> Result<(), Failure> {
    db.execute("INSERT INTO dss_plugin (id, definition) VALUES (?1, ?2)", params![id, text(definition)?])?;
    Ok(())
}

/// All kitchens by name.
pub fn kitchens(db: &Connection) -> Result<Vec<(String, Object)>, Failure> {
    named(db, "SELECT name, body FROM kitchen ORDER BY name")
}

/// Adds a kitchen.
pub fn add_kitchen(db: &Connection, name: &str, body: &Object) -> Result<(), Failure> {
    db.execute("INSERT INTO kitchen (name, body) VALUES (?1, ?2)", params![name, text(body)?])?;
    Ok(())
}
