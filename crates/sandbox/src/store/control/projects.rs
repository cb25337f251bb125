//! What is asked of projects all at once.

use pilothouse_wire::control::projects as p;
use rusqlite::{Connection, params};

use crate::error::Failure;

use super::Record;

/// The names of the projects that a user owns.
pub fn owned_by(db: &Connection, user: &Record) -> Result<Vec<String>, Failure> {
    let sql = "SELECT r.name FROM control_link l JOIN control_record r ON r.seq = l.source AND r.kind = ?3
               WHERE l.target = ?1 AND l.relation = ?2 ORDER BY r.name";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params![user.seq, p::OWNER, p::PROJECTS.record], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
