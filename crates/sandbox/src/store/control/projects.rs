//! What is asked of projects all at once.

use pilothouse_wire::control::{projects as p, users as u};
use rusqlite::{Connection, params};

use crate::error::Failure;

use super::Record;

/// SQL for the places of the projects that a user owns or is a member of, in person or through a group; `user` is the
/// name of the parameter that holds the user's place.
pub(super) fn seen_by(user: &str) -> String {
    let groups =
        ["SELECT target FROM control_link WHERE source = ", user, " AND relation = '", u::GROUPS, "'"].concat();
    [
        "SELECT source FROM control_link WHERE target = ",
        user,
        " AND relation = '",
        p::OWNER,
        "'
         UNION SELECT p.source FROM control_link p JOIN control_link m ON m.source = p.target
         WHERE p.relation = '",
        p::ROLES_OF,
        "' AND (
             m.relation = '",
        p::USERS_OF,
        "' AND m.target = ",
        user,
        " OR
             m.relation = '",
        p::GROUPS_OF,
        "' AND m.target IN (",
        &groups,
        "))",
    ]
    .concat()
}

/// The names of the projects that a user owns.
pub fn owned_by(db: &Connection, user: &Record) -> Result<Vec<String>, Failure> {
    let sql = "SELECT r.name FROM control_link l JOIN control_record r ON r.seq = l.source AND r.kind = ?3
               WHERE l.target = ?1 AND l.relation = ?2 ORDER BY r.name";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params![user.seq, p::OWNER, p::PROJECTS.record], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
